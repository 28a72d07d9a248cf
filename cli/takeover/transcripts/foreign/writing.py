"""Writes conversations that were carried over as our transcripts: YAML that our reader takes without a problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.transcripts.foreign.talk import Comment, Lost, scalar
from takeover.transcripts.reading import MANY
from takeover.transcripts.scalars import write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from takeover.transcripts.foreign.talk import Talk

LOST = "could not be carried over:"
ASIDE = "kept as a comment:"
WORDS = frozenset({"", "true", "false"})
"""What means something only without quotes; see `talk.word`."""
WIDEST = 200


def tree(talk: Talk) -> Fields:
    """Give the tree of one transcript, as our reader takes it."""
    span = talk.name.span
    entries = [*_head(talk), Entry(scalar("turns", span), Items(tuple(talk.turns), span))]
    return Fields(tuple(entries), span)


def write_talks(talks: Sequence[Talk], origin: str) -> str:
    """Give the file: one transcript, or several under `transcripts:`. `origin` names where they come from."""
    lines = [f"# Imported from {_safe(origin)}"]
    if len(talks) == 1:
        lines += _write(talks[0])
    else:
        lines.append(f"{MANY}:")
        for talk in talks:
            first, *rest = _write(talk)
            lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return "\n".join(lines) + "\n"


def _head(talk: Talk) -> Iterator[Entry]:
    span = talk.name.span
    yield Entry(scalar("transcript", span), talk.name)
    if talk.at is not None:
        yield Entry(scalar("at", span), talk.at)
    if talk.tags:
        yield Entry(scalar("tags", span), Items(tuple(talk.tags), span))
    if talk.skip is not None:
        yield Entry(scalar("skip", span), talk.skip)
    given = list(talk.given)
    if talk.params:
        given.append(Entry(scalar("params", span), Fields(tuple(talk.params), span)))
    if given:
        yield Entry(scalar("given", span), Fields(tuple(given), span))


def _write(talk: Talk) -> list[str]:
    lines = [line for entry in _head(talk) for line in _entry(entry)]
    if not talk.turns:
        return [
            *lines,
            *(line for item in talk.items if not isinstance(item, Fields) for line in _note(item)),
            "turns: []",
        ]
    lines.append("turns:")
    for item in talk.items:
        lines += [f"  {line}" for line in (_item(item) if isinstance(item, Fields) else _note(item))]
    return lines


def _note(item: Comment | Lost) -> Iterator[str]:
    match item:
        case Comment(text=text):
            yield from (f"# {_safe(line)}".rstrip() for line in text.splitlines())
        case Lost(what=what, span=span, aside=aside):
            yield f"# {ASIDE if aside else LOST} {_safe(what)} ({_safe(f'{span.file}:{span.line}')})"


def _safe(text: str) -> str:
    """Make a text fit for a comment: one line, in which nothing hides."""
    return "".join(character if character.isprintable() else " " for character in text).strip()[:WIDEST]


def _item(node: Node) -> list[str]:
    first, *rest = _block(node)
    return [f"- {first}", *(f"  {line}" for line in rest)]


def _block(node: Node) -> list[str]:
    match node:
        case Scalar(text=text, style="plain") if text in WORDS:
            return [text]
        case Scalar(text=text):
            return [write_scalar(text)]
        case Items(items=items):
            return [line for item in items for line in _item(item)] or ["[]"]
        case Fields(entries=entries):
            return [line for entry in entries for line in _entry(entry)] or ["{}"]


def _entry(entry: Entry) -> list[str]:
    key = write_scalar(entry.key.text)
    lines = _block(entry.value)
    nested = isinstance(entry.value, Items | Fields) and lines[0] not in {"[]", "{}"}
    if not nested:
        return [f"{key}: {lines[0]}".rstrip()]
    return [f"{key}:", *_indent(lines)]


def _indent(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
