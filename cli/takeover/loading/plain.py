"""Plain texts that end, or go on, where nobody expects it: YAML says nothing, and the bot says something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.source.regex import regex

if TYPE_CHECKING:
    from takeover.loading.places import Places
    from takeover.loading.yaml_events import ScalarEvent
    from takeover.source.diagnostic import Problems

NUMBERED = regex(r" (#\d[\w-]*)")
"""What looks like a number (`order #12`), and is a comment: one space, and none after the #."""
HASHTAG = regex(r" (#[^\W\d][\w-]*)[ \t]*\r?$", re.MULTILINE)
"""One word at the end of a sentence (`share it with #acme`)."""
DASHED = regex(r"[ \t]*(-(?:[ \t]|[^\W\d]))")
NO_SPACE = regex(r"-[^\W\d]\S*")


def warn_plain(event: ScalarEvent, places: Places, problems: Problems) -> None:
    """Warn of a text that a comment cuts off, and of a list item that became part of a text."""
    start, end = event.start_mark, event.end_mark
    cut = NUMBERED.match(places.text, end.index)
    if not cut and " " in event.value:
        cut = HASHTAG.match(places.text, end.index)
    if cut:
        span = places.at(end.line + 1, end.column + 2, len(cut[1]))
        message = f'"{cut[1]}" is not said: a # behind a space begins a comment'
        problems.warning("text-cut", message, span, "put quotes around the whole text")
    for line in range(start.line + 2, end.line + 2):
        dash = DASHED.match(places.lines[line - 1])
        if dash:
            glued = NO_SPACE.match(event.value)
            if glued:
                message = f'a space is missing after the dash of "{glued[0]}"'
                span = places.at(start.line + 1, start.column + 1, len(glued[0]))
                problems.error("no-space", message, span, f'write "- {glued[0][1:]}", and so in the lines below')
                return
            message = f"this is no list item: it goes on with the text of line {start.line + 1}"
            problems.warning(
                "text-goes-on",
                message,
                places.at(line, dash.start(1) + 1),
                "put quotes around the text, or begin a list",
            )
            return
