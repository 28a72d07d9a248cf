"""YAML's syntax errors in the words of somebody who writes a bot: what is wrong at this place, and what to type there.

libyaml says what its grammar lacks ("did not find expected key"). What a person did is read from the lines around it:
each explanation below knows one mistake, and the first that recognises its own speaks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.loading.broken import Broken, Said, braced, quoted
from takeover.loading.syntax_indent import INDENT_EXPLANATIONS
from takeover.source.regex import regex

if TYPE_CHECKING:
    import yaml

    from takeover.loading.places import Places
    from takeover.loading.yaml_events import Event
    from takeover.source.diagnostic import Problems

PRINTED_QUOTES = "“”„‟‘’‚«»"
"""What text processors make of quotes."""
CLOSES = {"[": "]", "{": "}"}
VALUE = r"\s*(?:-\s+)*(?:[\w.-]+:\s+)?"
BRACES = regex(rf"{VALUE}(\{{[{{%])")
"""`{{` or `{%` where a value begins."""
IN_FLOW = regex(rf"{VALUE}[\[{{]")
FLOW_BRACES = regex(r"[\[,{]\s*(?:[\w.-]+:\s+)?(\{[{%])")
"""The same within [ ] or { }."""
KEYED = regex(r"[^\s\"'#{}\[\],][^\"'#{}\[\]]*?:\s")
HOLD_FIELDS = frozenset({"if", "when", "not", "match", "takeover", "email", "call", "set", "tag", "person"})
"""Keys of a bot whose values are fields more often than texts."""
BRACES_MESSAGE = "a text that begins with { must be in quotes"


def explain(error: yaml.YAMLError, last: Event | None, places: Places, problems: Problems) -> None:
    """Note a syntax error as one problem; `last` is the event before it."""
    mark, since = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    broken = Broken(
        problem=str(getattr(error, "problem", None) or error),
        context=str(getattr(error, "context", None) or ""),
        line=min(mark.line + 1, len(places.lines)) if mark else 1,
        col=mark.column + 1 if mark and mark.line < len(places.lines) else 1,
        since_line=since.line + 1 if since else 0,
        since_col=since.column + 1 if since else 0,
        last=last,
        places=places,
    )
    for explanation in EXPLANATIONS:
        said = explanation(broken)
        if said is not None:
            if not any(noted.span == said.span and noted.message == said.message for noted in problems.found[-1:]):
                problems.error("syntax", said.message, said.span, said.hint)
            return
    message, hint = UNEXPLAINED.get(broken.problem, (f"this is not YAML: {broken.problem}", ""))
    problems.error("syntax", message, broken.at(), hint)


def _unquoted_braces(broken: Broken) -> Said | None:
    """`say: {{ name }}, hello`."""
    for line in dict.fromkeys((broken.line, broken.since_line)):
        text = broken.text(line)
        found = BRACES.match(text) or (FLOW_BRACES.search(text) if IN_FLOW.match(text) else None)
        if found and (line != broken.line or found.start(1) < broken.col):
            col = found.start(1) + 1
            whole = braced(text, col)
            return Said(BRACES_MESSAGE, f"write {quoted(whole)}", broken.places.at(line, col, len(whole)))
    return None


def _unclosed_quote(broken: Broken) -> Said | None:
    """`say: "hello`."""
    if broken.context != "while scanning a quoted scalar":
        return None
    mark = broken.since[:1]
    hint = f"write {mark} at its end"
    if mark == "'":
        hint += "; an apostrophe inside is written twice, or use double quotes"
    return Said("this quote is never closed", hint, broken.at_since(len(broken.since.rstrip())))


def _after_quote(broken: Broken) -> Said | None:
    """`say: "Hi" there`, and `say: 'it's fine'`."""
    last = broken.last
    style = getattr(last, "style", None)
    if last is None or style not in ("'", '"') or not broken.here.strip() or broken.here[0] in "]}:#":
        return None
    end = last.end_mark
    if end.line + 1 != broken.line or broken.before[end.column :].strip():
        return None
    start = last.start_mark
    if start.line != end.line:
        message = f"this quote is closed on line {broken.line} only, where another text seems to begin"
        return Said(message, f"write {style} where its text ends", broken.places.at(start.line + 1, start.column + 1))
    if broken.here[0] in "\"'":
        return Said("a comma is missing between two texts", f'write ", " before {broken.here[0]}', broken.at())
    if style == "'":
        hint = "an apostrophe inside single quotes is written twice, or use double quotes"
    else:
        hint = "put the whole text in single quotes, or none of it in quotes"
    return Said("the text goes on after its closing quote", hint, broken.at(len(broken.here.rstrip())))


def _after_brackets(broken: Broken) -> Said | None:
    """`say: [our page](https://acme.example)`, `say: {name}, hello`."""
    last = broken.last
    if last is None or type(last).__name__ not in {"SequenceEndEvent", "MappingEndEvent"} or not broken.here.strip():
        return None
    end = last.end_mark
    if end.line + 1 != broken.line or broken.before[end.column :].strip() or broken.here[0] in "]}:#\"'[{":
        return None
    bracket = broken.text(broken.line)[end.column - 1 : end.column]
    if bracket not in CLOSES.values():
        return None
    message = f'the text goes on after "{bracket}"'
    return Said(message, "put quotes around a text that begins with [ or {", broken.at(len(broken.here.rstrip())))


def _brackets(broken: Broken) -> Said | None:
    """Find brackets that do not fit: `[a, b}`, `[a, b`, `{a: b}}`, `{a: b c: d}`."""
    if broken.problem.startswith("did not find expected ','"):
        opened = broken.since[:1]
        close = CLOSES.get(opened, "")
        if broken.here[:1] in ("]", "}"):
            wrong = broken.here[0]
            message = f'"{wrong}" stands where the "{opened}" of column {broken.since_col} should be closed'
            return Said(message, f'write "{close}" before it, or take it out', broken.at())
        if broken.line > broken.since_line or not broken.here.strip():
            return Said(f'this "{opened}" is never closed', f'write "{close}" where it ends', broken.at_since())
        hint = "quote a text that holds , [ ] { } or a colon"
        quote = broken.before.rpartition(" ")[2][:1]
        if quote and quote in PRINTED_QUOTES:
            hint = f'{quote} is a letter to YAML, and no quote: write " on both sides of the text'
        return Said(f'"," or "{close}" is missing before this', hint, broken.at(_width(broken.here)))
    if broken.here[:1] in ("]", "}") and broken.problem.startswith("did not find expected"):
        return Said(f'this "{broken.here[0]}" closes nothing', "take it out, or open it before", broken.at())
    if broken.problem == "did not find expected node content":
        if broken.here.startswith("-"):
            return Said("inside [ ] items have no dash", 'write "[a, b]", or dashes without [ ]', broken.at())
        if not broken.here.strip():
            return Said("the file ends inside brackets", "close every [ with ] and every { with }", broken.at())
        return Said("a value is missing here", "take out the comma, or write what it parts", broken.at())
    return None


def _no_space_after_colon(broken: Broken) -> Said | None:
    """`{text:[a, b]}`."""
    if broken.problem == "found unexpected ':'":
        return Said("a space is missing after the colon", 'write ": "', broken.at())
    return None


def _first_character(broken: Broken) -> Said | None:
    """`say: @jane`, `say: *hello*`, `say: | text`, `say: ? what`, `say: - one`."""
    marks = {
        "found character that cannot start any token": broken.at(),
        "mapping keys are not allowed in this context": broken.at(),
        "block sequence entries are not allowed in this context": broken.at(),
        "did not find expected alphabetic or numeric character": broken.at_since(),
        "did not find expected comment or line break": broken.at_since(),
        "found undefined tag handle": broken.at(),
        "found unexpected ':'": broken.at(),
    }
    span = marks.get(broken.problem)
    if "a tag" in broken.context or "a directive" in broken.context:
        span = broken.at_since()
    if span is None:
        return None
    first = broken.text(span.line)[span.col - 1 : span.col]
    before = broken.text(span.line)[: span.col - 1]
    if first == "%" and not before.strip():
        return Said("a line cannot begin with %", "put quotes around the text, or take the line out", span)
    if first == "-" and not before.rstrip().endswith((":", "-", "?")):
        return None
    listed = "; the items of a list begin on the line below their key" if first == "-" else ""
    lines = f", or begin the text on the line below {first}" if first in "|>" else ""
    return Said(f"a text that begins with {first} must be in quotes", f"put quotes around it{lines}{listed}", span)


def _escape(broken: Broken) -> Said | None:
    r"""`say: "C:\dir"`."""
    if broken.context != "while parsing a quoted scalar":
        return None
    start = broken.before.rfind("\\") + 1 if not broken.here.startswith("\\") else broken.col
    written = broken.text(broken.line)[start - 1 : start + 1]
    hint = rf"write \{written}, or use single quotes, where a backslash is just that"
    return Said(f"{written} means nothing in double quotes", hint, broken.places.at(broken.line, start, 2))


def _documents(broken: Broken) -> Said | None:
    """Text after `...`."""
    if broken.problem == "did not find expected <document start>":
        return Said(
            "this stands behind the end of the document",
            "take out the line ... above it",
            broken.at(_width(broken.here)),
        )
    return None


def _colon_in_text(broken: Broken) -> Said | None:
    """`say: Note: this`."""
    if broken.problem != "mapping values are not allowed in this context":
        return None
    content = broken.content(broken.line)
    key = KEYED.match(broken.text(broken.line), content - 1)
    if key is None or key.end() >= broken.col:
        return None
    value = broken.text(broken.line)[key.end() :].strip()
    if key[0].strip(" -").removesuffix(":") in HOLD_FIELDS:
        return Said("a second key on this line must be in braces", f"write {{{value}}}", broken.at())
    message = 'a text that holds ": " must be in quotes'
    return Said(message, f"write {quoted(value)}", broken.at())


def _no_key(broken: Broken) -> Said | None:
    """`: x`."""
    if broken.problem == "did not find expected key" and broken.here.startswith(":"):
        return Said("the key before this colon is missing", "", broken.at())
    return None


def _width(text: str) -> int:
    """Give the length of the word that a text begins with."""
    return max(1, len(re.split(r"[\s,\]}]", text, maxsplit=1)[0]))


UNEXPLAINED = {
    "mapping values are not allowed in this context": (
        "a colon cannot stand here",
        'put quotes around a text that holds ": "',
    ),
    "did not find expected key": ("this is neither a key nor the rest of the text above", "write key: value"),
    "could not find expected ':'": ("a colon is missing somewhere before this", "write key: value"),
}
EXPLANATIONS = (
    _unclosed_quote,
    _escape,
    _after_quote,
    _unquoted_braces,
    _no_key,
    _after_brackets,
    _brackets,
    _no_space_after_colon,
    _colon_in_text,
    *INDENT_EXPLANATIONS,
    _first_character,
    _documents,
)
