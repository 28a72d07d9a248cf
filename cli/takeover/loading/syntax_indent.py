"""Syntax errors that are made with spaces, tabs and missing colons: where a line begins, against the lines above it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.loading.broken import Broken, Said
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable

BLOCK_TEXT = regex(r"(?:^|[\s:\-])[|>][-+\d]{0,2}\s*(?:#.*)?$")
"""The end of a line whose text begins below it."""
NO_SPACE = regex(r"[A-Za-z_][\w-]*:(?=[^\s/])")
KEY = regex(r"([^\s\"'#{}\[\],][^\"'#{}\[\]]*?):(?:\s|$)")
NO_SPACES = "\u00a0\u2000-\u200f\u202f\u2060\u3000"
"""White space that YAML takes for letters; it comes along when text is copied from a web page or a chat."""
INVISIBLE = regex(rf"[ \t-]*[{NO_SPACES}]")
INVISIBLE_MESSAGE = "an invisible character stands here, where a space was meant"
INVISIBLE_HINT = "type the line again, with ordinary spaces"
GLUED_DASH = regex(r"-[^\W\d]")
BEFORE_DO = frozenset({"when", "if", "interrupts", "disabled", "step"})
"""Keys of a step with a value on their line, below which its actions often begin."""
ONE_WORD = regex(r"[\w.-]+$")


def _tab(broken: Broken) -> Said | None:
    """Find a tab among the white space that a line begins with."""
    if broken.here[:1] == "\t" and not broken.before.strip(" \t-"):
        return Said("a tab indents this line, and YAML knows spaces only", "put spaces in its place", broken.at())
    return None


def _no_colon(broken: Broken) -> Said | None:
    """Find `steps` alone on its line, `flow Takeover`, `say:hello`, or a text whose second line is not indented."""
    if broken.problem == "could not find expected ':'":
        line = broken.since_line
    elif broken.problem == "mapping values are not allowed in this context":
        line = broken.line_above(broken.line)
        if not line or broken.content(line) != broken.content(broken.line):
            return None
    else:
        return None
    content = broken.content(line)
    text = broken.text(line)[content - 1 :].rstrip()
    glued = NO_SPACE.match(text)
    if glued:
        fixed = f"{glued[0]} {text[glued.end() :]}"
        return Said("a space is missing after the colon", f'write "{fixed[:40]}"', broken.at_content(line))
    if KEY.match(text):
        return None
    if GLUED_DASH.match(text):
        return Said(f'a space is missing after the dash of "{text}"', f'write "- {text[1:]}"', broken.at_content(line))
    above = broken.line_above(line)
    if above and BLOCK_TEXT.search(broken.text(above)):
        hint = f"begin it right of column {broken.content(above)}"
        return Said("this text must be indented deeper than its key on the line above", hint, broken.at_content(line))
    if ONE_WORD.match(text):
        return Said(f'a colon is missing after "{text}"', f'write "{text}:"', broken.at_content(line))
    word, _, rest = text.partition(" ")
    hint = f'write "{word}: {rest.lstrip("= ")[:40]}"'
    if above and KEY.match(broken.text(above)[broken.content(above) - 1 :]):
        hint = "write key: value; or, to go on with the text above, indent this line deeper than its key"
    return Said("this line is neither key: value nor the rest of a text", hint, broken.at_content(line))


def _too_deep(broken: Broken) -> Said | None:
    """Find a key that is indented under another key's text."""
    if broken.problem != "mapping values are not allowed in this context":
        return None
    above = broken.line_above(broken.line)
    key = KEY.match(broken.text(above)[broken.content(above) - 1 :])
    if key is None or broken.begins(above) >= broken.begins(broken.line):
        return None
    message = f'this line is indented as if it belonged to the text of "{key[1]}" above'
    span = broken.at_content(broken.line)
    if broken.content(broken.line) > broken.begins(broken.line):
        if key[1] in BEFORE_DO:
            hint = f'write "do:" above it, at the column of "{key[1]}"'
            return Said('"do:" is missing above this list', hint, span)
        dashed = above
        while dashed and broken.content(dashed) == broken.begins(dashed):
            dashed = broken.line_above(dashed)
        return Said(message, f"begin its dash at column {broken.begins(dashed)}" if dashed else "", span)
    hint = (
        f'begin it at column {broken.content(above)}, as "{key[1]}" does, or put quotes around a text that holds ": "'
    )
    return Said(message, hint, span)


def _beside_list(broken: Broken) -> Said | None:
    """Find a line that stands where a dash should, or between a dash and the keys of its item."""
    if broken.problem != "did not find expected '-' indicator":
        return None
    column = broken.since_col
    inside = broken.content(broken.since_line)
    begins = broken.begins(broken.line)
    span = broken.places.at(broken.line, begins, len(broken.text(broken.line).rstrip()) - begins + 1)
    hint = f'begin it at column {inside} to belong to the item above; a new item begins with "- "'
    if broken.content(broken.line) > begins:
        hint = f"begin its dash at column {column}, as the item above does"
    if begins == column:
        return Said("this line stands beside a list, not in it", hint, span)
    return Said(f"this line begins at column {begins}; the list above has {column} and {inside}", hint, span)


def _dash_among_keys(broken: Broken) -> Said | None:
    """Find a list item at the column of keys."""
    if broken.problem != "did not find expected key" or not re.match(r"-(?:\s|$)", broken.here):
        return None
    columns = _open_columns(broken)
    if columns and broken.col not in columns:
        return None
    hint = "take out the dash, or begin it where the other dashes of its list begin"
    return Said("a list item cannot stand among keys", hint, broken.at(len(broken.here.rstrip())))


def _no_column(broken: Broken) -> Said | None:
    """Find a line that begins where no line above it does."""
    if broken.problem != "did not find expected key" or broken.before.strip(" -"):
        return None
    column = broken.begins(broken.line)
    span = broken.places.at(broken.line, column, len(broken.text(broken.line).rstrip()) - column + 1)
    owner = broken.line_above(broken.line)
    while owner and broken.begins(owner) > column:
        owner = broken.line_above(owner)
    if BLOCK_TEXT.search(broken.text(owner)):
        message = f"this line is indented less than the text that begins below line {owner}"
        return Said(message, "begin all lines of the text at the same column", span)
    columns = _open_columns(broken)
    if not columns or column in columns:
        return None
    near = (max((c for c in columns if c < column), default=0), min((c for c in columns if c > column), default=0))
    known = " or ".join(str(col) for col in near if col)
    message = f"this line begins at column {column}, where nothing above it begins"
    return Said(message, f"begin it at column {known}, as what it belongs to does", span)


def _open_columns(broken: Broken) -> set[int]:
    """Give the columns at which the lists and fields around a line begin."""
    columns: set[int] = set()
    outermost, line = len(broken.places.text), broken.line
    while outermost > 1 and (line := broken.line_above(line)):
        begins = broken.begins(line)
        if begins <= outermost:
            outermost = begins
            columns |= {begins, broken.content(line)}
    return columns


def _invisible(broken: Broken) -> Said | None:
    """Find white space that is none to YAML where a line begins."""
    for line in dict.fromkeys((broken.line, broken.since_line, broken.line_above(broken.line))):
        found = INVISIBLE.match(broken.text(line))
        if found:
            return Said(INVISIBLE_MESSAGE, INVISIBLE_HINT, broken.places.at(line, found.end()))
    return None


INDENT_EXPLANATIONS: tuple[Callable[[Broken], Said | None], ...] = (
    _invisible,
    _tab,
    _no_colon,
    _too_deep,
    _beside_list,
    _dash_among_keys,
    _no_column,
)
