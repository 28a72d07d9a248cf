"""Did you mean: the known word that is closest to a mistyped one, and what puts it in its place."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from takeover.source.diagnostic import Fix
from takeover.source.regex import regex
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 60
"""Longer words are not compared: the cost is quadratic in their length, and nobody mistypes them by a letter."""

SHORTEST = 3
"""Words shorter than this begin too many others."""

MOST = 2_000
"""At most so many known words are compared with one mistyped word."""

UNQUOTED = regex(r"\w(?:[\w .?!/-]*[\w.?!])?")
"""Names that mean the same wherever YAML has them: without quotes, within either kind, and within brackets."""
DIGITS = regex(r"\d")


def closest(word: str, known: Iterable[str]) -> str | None:
    """Give the known word nearest to `word`, or None when none is near enough to be what was meant."""
    known = list(islice(known, MOST))
    if len(word) > LONGEST or space_missing(word, known):
        return None
    near = _nearest(word.casefold(), known)
    return near[0] if near else _longer_or_shorter(word.casefold(), known)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give the hint `did you mean "x"?`, or "" when nothing is near."""
    near = closest(word, known)
    return f'did you mean "{near}"?' if near is not None else ""


def respell(word: str, span: Span, known: Iterable[str]) -> Fix | None:
    """Give what puts the known word in place of a mistyped one, which stands at `span`, in quotes or not.

    None where it is not sure which is meant: two are equally near, it is only begun, or another number may be meant.
    """
    known = list(islice(known, MOST))
    near = _nearest(word.casefold(), known) if len(word) <= LONGEST and not space_missing(word, known) else []
    if len(near) != 1 or DIGITS.findall(near[0]) != DIGITS.findall(word) or not UNQUOTED.fullmatch(near[0]):
        return None
    quotes, odd = divmod(span.end_col - span.col - len(word), 2)
    if span.line != span.end_line or odd or quotes not in {0, 1}:
        return None  # written with escapes, or over several lines
    return Fix(Span(span.file, span.line, span.col + quotes, span.end_line, span.end_col - quotes), near[0])


def space_missing(word: str, known: Iterable[str]) -> str:
    """Give the hint that `key:value` wants a space, or "" when the word does not begin with a known key and a colon."""
    key, colon, value = word.partition(":")
    return f'put a space after the colon: "{key}: {value[:LONGEST]}"' if colon and value and key in known else ""


def _nearest(typed: str, known: Iterable[str]) -> list[str]:
    """Give the known words that the fewest edits make of the typed one, if any is near enough."""
    least, nearest = 0, list[str]()
    for candidate in known:
        # Who mistypes more than one letter has the first one right.
        same_start = typed[:1] == candidate[:1].casefold()
        allowed = max(1, min(len(typed), len(candidate)) // 3) if same_start else 1
        if abs(len(typed) - len(candidate)) > allowed or len(candidate) > LONGEST:
            continue
        if len(candidate) == len(typed) == 1:
            allowed = 0
        distance = _edits(typed, candidate.casefold(), allowed)
        if distance <= allowed and (not nearest or distance <= least):
            nearest = [*(nearest if nearest and distance == least else ()), candidate]
            least = distance
    return nearest


def _longer_or_shorter(typed: str, known: Sequence[str]) -> str | None:
    """Give the one known word that the mistyped one begins (`lat`), or that begins it (`save_as`)."""
    if len(typed) < SHORTEST:
        return None
    found = [
        word
        for word in known
        if len(word) >= SHORTEST and (word.casefold().startswith(typed) or typed.startswith(word.casefold()))
    ]
    return found[0] if len(found) == 1 else None


def _edits(left: str, right: str, most: int) -> int:
    """Count insertions, deletions, replacements and swaps of neighbours; stops past `most`."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        new = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        if min(new) > most:
            return most + 1
        before, row = row, new
    return row[-1]
