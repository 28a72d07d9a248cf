"""Explanations of codes, for people at a terminal and as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.excerpts import TONES
from takeover.present.pieces import Grid, Paragraph, Words, words
from takeover.present.reference.as_markdown import escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.lint.explain import Explanation
    from takeover.present.pieces import Piece

INDENT = 2
BLANK = Paragraph(())


def tell_list(explanations: Iterable[Explanation]) -> Iterator[Piece]:
    """Give all codes with their severity and one sentence."""
    yield Grid(
        tuple(
            (words(one.code, "strong"), words(one.severity, TONES[one.severity]), words(one.title))
            for one in explanations
        )
    )


def tell_explanations(explanations: Iterable[Explanation]) -> Iterator[Piece]:
    """Give explanations in full."""
    for one in explanations:
        yield Paragraph((Words(one.code, "strong"), Words(f"  {one.severity}", TONES[one.severity])))
        for paragraph in (one.title, *filter(None, one.why.split("\n\n"))):
            yield Paragraph(words(paragraph), indent=INDENT)
        for name, sample in _samples(one):
            yield BLANK
            yield Paragraph(words(f"{name}:", "quiet"), indent=INDENT)
            for line in sample.splitlines():
                yield Paragraph(words(line, "user"), indent=2 * INDENT)
        yield BLANK


def write_list(explanations: Iterable[Explanation]) -> str:
    """Give all codes as a table in Markdown (GitHub's)."""
    rows = [f"| `{one.code}` | {one.severity} | {escape(one.title).replace('|', '&#124;')} |" for one in explanations]
    return "\n".join(("| Code | Severity | What is wrong |", "|---|---|---|", *rows)) + "\n"


def write_explanations(explanations: Iterable[Explanation]) -> str:
    """Give explanations in full as Markdown (CommonMark)."""
    return "\n".join("\n\n".join(_blocks(one)) + "\n" for one in explanations)


def _blocks(one: Explanation) -> Iterator[str]:
    yield f"## `{one.code}`"
    yield f"*{one.severity}:* {escape(one.title)}"
    if one.why:
        yield escape(one.why)
    for name, sample in _samples(one):
        yield f"{name}:"
        yield f"```yaml\n{sample}```"


def _samples(one: Explanation) -> list[tuple[str, str]]:
    return [(name, sample) for name, sample in (("Bad", one.bad), ("Good", one.good)) if sample]
