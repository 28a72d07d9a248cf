"""Unified diffs of texts that differ in few places: the time grows with the text, where that of difflib squares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTEXT = 3
WINDOW = 24
"""So many lines are looked ahead for the next that both texts have; where there is none, the rest is exchanged."""
SURE = 2
"""So many lines must be the same before they are taken for the same."""

Change = tuple[int, int, int, int]
"""Lines from the first to before the second, in place of which there are those from the third to before the fourth."""


def write_diff(before: str, after: str, name: str) -> Iterator[str]:
    """Give the lines of a unified diff with their ends, as `patch` reads it; nothing where the texts are the same.

    The form: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html
    """
    old, new = _split(before), _split(after)
    changes = list(find_changes(old, new))
    if changes:
        yield f"--- {name}\n"
        yield f"+++ {name}\n"
    for hunk in _group(changes):
        yield from _write_hunk(hunk, old, new)


def find_changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Give what was changed, in order."""
    at, to = 0, 0
    while at < len(old) or to < len(new):
        if at < len(old) and to < len(new) and old[at] == new[to]:
            at, to = at + 1, to + 1
            continue
        end, until = _meet(old, at, new, to)
        yield at, end, to, until
        at, to = end, until


def _meet(old: Sequence[str], at: int, new: Sequence[str], to: int) -> tuple[int, int]:
    """Find where both go on with the same lines, the nearest first."""
    for ahead in range(1, 2 * WINDOW):
        for skipped in range(max(0, ahead - WINDOW), min(ahead, WINDOW) + 1):
            end, until = at + skipped, to + ahead - skipped
            if end <= len(old) and until <= len(new) and old[end : end + SURE] == new[until : until + SURE]:
                return end, until
    return len(old), len(new)


def _group(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """Put changes together that lie so near that their contexts touch."""
    begins = 0
    for number in range(1, len(changes) + 1):
        if number == len(changes) or changes[number][0] - changes[number - 1][1] > 2 * CONTEXT:
            yield changes[begins:number]
            begins = number


def _write_hunk(hunk: Sequence[Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    (first, _, first_new, _), (_, last, _, last_new) = hunk[0], hunk[-1]
    above = min(CONTEXT, first)
    below = min(CONTEXT, len(old) - last)
    counts = last + below - first + above, last_new + below - first_new + above
    starts = first - above, first_new - above
    yield f"@@ -{_range(starts[0], counts[0])} +{_range(starts[1], counts[1])} @@\n"
    at = first - above
    for begin, end, begin_new, end_new in hunk:
        yield from (f" {line}" for line in old[at:begin])
        yield from (f"-{line}" for line in old[begin:end])
        yield from (f"+{line}" for line in new[begin_new:end_new])
        at = end
    yield from (f" {line}" for line in old[at : last + below])


def _range(start: int, count: int) -> str:
    """Write where lines begin, and how many they are; of none, the line before them."""
    return f"{start + 1 if count else start},{count}"


def _split(text: str) -> list[str]:
    """Give the lines with their ends; one that has none says so as diffs do."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([f"{last}\n\\ No newline at end of file\n"] if last else [])]
