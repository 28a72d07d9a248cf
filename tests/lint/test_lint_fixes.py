"""What mends a bot changes its own places and nothing else, and it is known which texts others misread."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from takeover.lint.fixes import apply_fixes, find_fixes
from takeover.lint.rules import no_last_route
from takeover.lint.unquoted import is_misread
from takeover.source.diagnostic import Diagnostic, Fix
from takeover.source.span import Span

FILE = "bot.yaml"
TEXT = st.lists(st.text("ab é😀\t-:#", max_size=12), min_size=1, max_size=6)


@st.composite
def texts_and_fixes(draw: st.DrawFn) -> tuple[str, list[Fix]]:
    """Make up a text, with line ends of both kinds, and fixes of places in it that may touch."""
    lines = draw(TEXT)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    fixes = []
    for _ in range(draw(st.integers(0, 5))):
        line = draw(st.integers(1, len(lines)))
        last = draw(st.integers(line, len(lines)))
        col = draw(st.integers(1, len(lines[line - 1]) + 1))
        end_col = draw(st.integers(col if last == line else 1, len(lines[last - 1]) + 1))
        fixes.append(Fix(Span(FILE, line, col, last, end_col), draw(st.sampled_from(["", "new", "a\nb"]))))
    return end.join(lines), fixes


def offset(text: str, line: int, col: int) -> int:
    return sum(len(before) + 1 for before in text.split("\n")[: line - 1]) + col - 1


@given(texts_and_fixes())
def test_only_the_places_of_fixes_change(made: tuple[str, list[Fix]]) -> None:
    text, fixes = made
    mended, count = apply_fixes(text, fixes)
    places = {
        (offset(text, fix.span.line, fix.span.col), offset(text, fix.span.end_line, fix.span.end_col), fix.replacement)
        for fix in fixes
    }
    # Whatever subset was made: what lies between is there, in its order, and each place holds its own replacement.
    made_of = {(0, ""): 0}
    for start, end, replacement in sorted(places):
        for (at, done), number in list(made_of.items()):
            if start >= at:
                made_of.setdefault((end, f"{done}{text[at:start]}{replacement}"), number + 1)
    patterns = {f"{done}{text[at:]}": number for (at, done), number in made_of.items()}
    assert mended in patterns
    assert count <= len(places)
    if not fixes:
        assert mended == text


def test_of_two_that_touch_the_first_is_made() -> None:
    text = "abc def\n"
    first, second = Fix(Span(FILE, 1, 1, 1, 4), "x"), Fix(Span(FILE, 1, 3, 1, 6), "y")
    assert apply_fixes(text, [second, first, first]) == ("x def\n", 1)
    assert apply_fixes(text, [Fix(Span(FILE, 1, 1, 1, 4), "abc")]) == (text, 0)


@pytest.mark.parametrize(
    ("source", "mended"),
    [
        ("routing:\n  - {queue: a} # x\nbot: A\n", "routing:\n  - {queue: a} # x\n  - {queue: general}\nbot: A\n"),
        ("routing:\n-   queue: a", "routing:\n-   queue: a\n- {queue: general}"),
        ("routing:\r\n  - queue: a\r\n\r\n", "routing:\r\n  - queue: a\r\n  - {queue: general}\r\n\r\n"),
        ("routing: [{queue: a}]\n", "routing: [{queue: a}, {queue: general}]\n"),
        ("routing: [\n  {queue: a}, # x\n]\n", "routing: [\n  {queue: a}, {queue: general}, # x\n]\n"),
        ("routing: [\n  {queue: a} # x]\n  ]\n", "routing: [\n  {queue: a}, {queue: general} # x]\n  ]\n"),
        ("routing:\n  -\n    queue: a\n", None),
        ("routing:\n  - &a {queue: a}\n", None),
    ],
)
def test_a_last_route_is_added_as_the_others_are_written(source: str, mended: str | None) -> None:
    found = re.search(r"\{?queue: a\}?", source)
    assert found is not None
    line = source.count("\n", 0, found.start()) + 1
    col = found.start() - source.rfind("\n", 0, found.start())
    span = Span(FILE, line, col, line, col + len(found[0]))
    problem = Diagnostic(no_last_route.CODE, "warning", "m", span)
    fixes = list(find_fixes([problem], {FILE: source}))
    assert apply_fixes(source, fixes)[0] == (source if mended is None else mended)
    if mended is not None:
        assert yaml.safe_load(mended)["routing"] == [{"queue": "a"}, {"queue": "general"}]


class CoreLoader(yaml.CSafeLoader):
    """Reads YAML by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema)."""


CORE = {
    "bool": "true|True|TRUE|false|False|FALSE",
    "null": "null|Null|NULL|~",
    "int": r"[-+]?\d+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}
CoreLoader.yaml_implicit_resolvers = {}
for kind, form in CORE.items():
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{kind}", re.compile(f"(?:{form})$"), None)


def said_by(value: object) -> str:
    """Write a value as a program would that knows nothing of where it comes from."""
    return "" if value is None else str(value)


PLAIN = st.one_of(
    st.from_regex(r"[-+]?[0-9][0-9_:.eE+-]{0,8}", fullmatch=True, alphabet=st.characters(codec="ascii")),
    st.from_regex(r"[a-zA-Z~.=]{1,5}", fullmatch=True, alphabet=st.characters(codec="ascii")),
    st.from_regex(r"0[obx]?[0-9a-f_]{1,5}", fullmatch=True, alphabet=st.characters(codec="ascii")),
    st.sampled_from(["yes", "No", "on", "OFF", "true", "null", "~", ".inf", "-.INF", ".nan", "2026-01-01", "1.10"]),
    st.sampled_from(["2026-01-01 10:00:00", "2001-12-14t21:59:43.10-05:00", "12:30", "1e3", "012", "0o14", "1_000"]),
)


@given(PLAIN)
def test_what_other_tools_misread_is_known(text: str) -> None:
    for loader in (yaml.CSafeLoader, CoreLoader):
        try:
            node = yaml.compose(text, Loader=loader)
            if not isinstance(node, yaml.ScalarNode) or node.value != text:
                return
            value = yaml.load(text, Loader=loader)  # noqa: S506 - they make plain values
        except (yaml.YAMLError, ValueError):
            return
        assert said_by(value) == text or is_misread(text)


@pytest.mark.parametrize(
    "text", ["0", "7", "-3", "3.5", "2026", "+x", "1.2.3", "yes please", "y", "n", "10:15x", "-", ""]
)
def test_what_is_read_as_it_is_written_needs_no_quotes(text: str) -> None:
    assert not is_misread(text)


@pytest.mark.parametrize(
    "text", ["yes", "NO", "012", "1e3", "1.10", "1.0", "+5", "12:30", "2026-01-01", "1234567890123456"]
)
def test_what_is_not_needs_them(text: str) -> None:
    assert is_misread(text)
