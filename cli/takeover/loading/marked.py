"""Scalars that need a closer look: in a block, or with an anchor or a tag before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from takeover.loading.anchors import Anchored
from takeover.source.nodes import Scalar, Style

if TYPE_CHECKING:
    from takeover.loading.anchors import Anchors
    from takeover.loading.places import Places
    from takeover.loading.yaml_events import Marked, ScalarEvent
    from takeover.source.diagnostic import Problems

STYLES: Final[dict[str | None, Style]] = {
    None: "plain",
    "": "plain",
    "'": "single",
    '"': "double",
    "|": "literal",
    ">": "folded",
}
IN_BLOCKS = frozenset({"literal", "folded"})
STANDARD = "tag:yaml.org,2002:"
STANDARD_TAGS = frozenset(
    STANDARD + name for name in ("binary", "bool", "float", "int", "map", "null", "seq", "set", "str", "timestamp")
)
"""Tags of YAML itself (https://yaml.org/type/). They say of a value what it is; here it is what it is wanted as."""


def read_marked(event: ScalarEvent, style: Style, places: Places, anchors: Anchors, problems: Problems) -> Scalar:
    """Read a scalar whose mark lies before an anchor or tag, or whose end lies behind the blank lines after it.

    What was meant as text and is YAML's (`!important`, `&more`) is noted, and is text in what is given.
    """
    text = event.value
    if style == "plain" and not text:
        line, col = event.end_mark.line + 1, event.end_mark.column + 1
    else:
        line, col = places.after_properties(event.start_mark)
    end_line, end_col = event.end_mark.line + 1, event.end_mark.column + 1
    indent = 0
    if style in IN_BLOCKS:
        end_line, end_col = places.block_end(line, event.end_mark)
        indent = places.block_indent(line, text) if style == "literal" else 0
    if refuse_tag(event, places, problems) or _refuse_lone_anchor(event, style, places, problems):
        written = places.text[event.start_mark.index : event.end_mark.index].rstrip(" \t\r\n")
        return Scalar(written, places.covering(event.start_mark, written))
    node = Scalar(text, places.span(line, col, end_line, end_col), style, indent)
    if event.anchor is not None:
        anchors.begin(event.anchor, places.starting(event, len(event.anchor) + 1))
        anchors.complete(event.anchor, Anchored(node, 0, len(text) + 1))
    return node


def _refuse_lone_anchor(event: ScalarEvent, style: Style, places: Places, problems: Problems) -> bool:
    if event.anchor is None or style != "plain" or event.value:
        return False
    message = f"&{event.anchor} names the value after it, and there is none"
    span = places.starting(event, len(event.anchor) + 1)
    problems.error("bad-anchor", message, span, "put quotes around a text that begins with &")
    return True


def refuse_tag(event: Marked, places: Places, problems: Problems) -> bool:
    """Say that a tag means nothing here; those of YAML itself are passed over, because every scalar is a text."""
    if event.tag is None or event.tag == "!" or event.tag in STANDARD_TAGS:
        return False
    tag = _shown(event.tag)
    hint = "put quotes around a text that begins with !"
    problems.error("tag", f'"{tag}" is a YAML tag, which means nothing here', places.starting(event, len(tag)), hint)
    return True


def _shown(tag: str) -> str:
    """Write a tag as it was written; `!!` is short for YAML's own."""
    return f"!!{tag.removeprefix(STANDARD)}" if tag.startswith(STANDARD) else tag
