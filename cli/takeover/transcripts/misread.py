"""What stands in the place of a transcript that cannot be played, because of how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span


class Misread(NamedTuple):
    """A transcript that cannot be read. `name` is "" where that is not known; there is at least one problem."""

    name: str
    span: Span
    problems: tuple[Diagnostic, ...]
