"""What of libyaml's events is used here: their types as they are, where PyYAML's own stubs are vaguer."""

from __future__ import annotations

from typing import Protocol


class Mark(Protocol):
    """A place. Lines and columns count characters from 0, `index` from the beginning of the text."""

    line: int
    column: int
    index: int


class Event(Protocol):
    """Anything that libyaml says of a file."""

    start_mark: Mark
    end_mark: Mark


class Marked(Event, Protocol):
    """An event of a value that may have an anchor (`&name`) and a tag (`!name`) before it."""

    anchor: str | None
    tag: str | None


class ScalarEvent(Marked, Protocol):
    """A text. `style` is None or "" for a plain one, else the character that it begins with."""

    value: str
    style: str | None


class BeginEvent(Marked, Protocol):
    """A list or mapping begins; `start_mark` lies before its anchor and tag, `end_mark` behind its bracket."""

    flow_style: bool


class AliasEvent(Event, Protocol):
    """A value is given again (`*name`)."""

    anchor: str
