"""The reference as Markdown, for a file or a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.present.reference.entries import Entry, FieldLine, Section

TITLE = "The flow language"


def write_markdown(sections: Iterable[Section], *, whole: bool) -> str:
    """Give the sections as Markdown (CommonMark); the `whole` reference has a title."""
    blocks = [f"# {TITLE}"] if whole else []
    for section in sections:
        blocks += (f"## {section.title}", section.help)
        for entry in section.entries:
            blocks += _write_entry(entry)
    return "\n\n".join(blocks) + "\n"


def _write_entry(entry: Entry) -> Iterator[str]:
    yield f"### `{entry.word}`"
    label = "" if entry.label == entry.word else f"*{escape(entry.label)}*"
    yield ": ".join(filter(None, (label, escape(entry.help))))
    if entry.fields:
        yield "\n".join(line for field in entry.fields for line in _write_field(field))
    if entry.example:
        yield f"```yaml\n{entry.example}\n```"


def _write_field(field: FieldLine, depth: int = 0) -> Iterator[str]:
    marks = ("required" if field.required else "", "or the value itself" if field.short else "")
    said = "; ".join(filter(None, (escape(field.label), *marks)))
    yield f"{'  ' * depth}- `{field.key}` ({said}): {escape(field.help)}"
    for inner in field.inner:
        yield from _write_field(inner, depth + 1)


def escape(text: str) -> str:
    """Keep Markdown from reading braces, brackets and stars in a text outside of its `code`."""
    parts = text.split("`")
    parts[::2] = ["".join(f"\\{sign}" if sign in "*_[]<>\\" else sign for sign in part) for part in parts[::2]]
    return "`".join(parts)
