"""Plain texts that end, or go on, where nobody expects it: YAML says nothing, and the bot says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.loading.places import Places
    from takeover.loading.yaml_events import ScalarEvent
    from takeover.source.diagnostic import Problems

NUMBERED = regex(r" (#\d[\w-]*)")
"""What looks like a number (`order #12`), and is a comment: one space, and none after the #."""
DASHED = regex(r"[ \t]*(-[ \t])")


def warn_plain(event: ScalarEvent, places: Places, problems: Problems) -> None:
    """Warn of a text that a comment cuts off, and of a list item that became part of a text."""
    start, end = event.start_mark, event.end_mark
    cut = NUMBERED.match(places.text, end.index)
    if cut:
        span = places.at(end.line + 1, end.column + 2, len(cut[1]))
        message = f'"{cut[1]}" is not said: a # behind a space begins a comment'
        problems.warning("text-cut", message, span, "put quotes around the whole text")
    for line in range(start.line + 2, end.line + 2):
        dash = DASHED.match(places.lines[line - 1])
        if dash:
            message = f"this is no list item: it goes on with the text of line {start.line + 1}"
            problems.warning(
                "text-goes-on",
                message,
                places.at(line, dash.start(1) + 1),
                "put quotes around the text, or begin a list",
            )
