"""Shows what became of a log: on one version of the flows, or how two versions differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from takeover.present.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.present.painter import Painter

MOST_SHOWN = 20
"""Texts that are listed of each kind."""


def say(host: Host, text: str) -> None:
    """Write a line of a report."""
    host.stdout.write(f"{safe_line(text)}\n")


def part_of(count: int, whole: int) -> str:
    """Write a part of a hundred."""
    return f"{100 * count / whole:.1f} %" if whole else ""


def show_counts(screen: Painter, title: str, counts: Mapping[str, int], words: Mapping[str, str], whole: int) -> None:
    """Show counts by what they are counts of, and their parts of the whole."""
    rows = [(words.get(key, key), f"{count:,}", part_of(count, whole)) for key, count in counts.items() if count]
    if rows:
        screen.table(rows, (title, "", ""))


def show_texts(screen: Painter, title: str, texts: Sequence[tuple[str, int, int]], log: str) -> None:
    """Show texts, how often each came, and the line in which it came first."""
    if texts:
        screen.table([(f"{count:,}", safe_line(text), f"{log}:{line}") for text, count, line in texts], ("", title, ""))


def texts_json(texts: Sequence[tuple[str, int, int]]) -> list[Json]:
    """Give texts as JSON."""
    return [{"text": text, "count": count, "line": line} for text, count, line in texts]


def write_json(host: Host, found: Json) -> None:
    """Write one JSON object."""
    host.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


def rows_of(counts: Mapping[tuple[str, str], int], words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Give rows of what changed into what, the most frequent first."""
    for (old, new), count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{count:,}", words.get(old, old), words.get(new, new)
