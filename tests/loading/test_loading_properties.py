"""Whatever lies in a file: no exception, every place is in the file, and the same file reads the same twice."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from places import ROOT
from takeover.engine.link import link
from takeover.language.bot import read_bot
from takeover.loading.characters import decode
from takeover.loading.yaml_tree import DEEPEST, read_tree
from takeover.source.diagnostic import Problems, in_order
from takeover.source.nodes import Fields, Items, Node, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.source.span import Span

BOTS = (ROOT / "tests" / "corpus" / "ok", ROOT / "tests" / "corpus" / "err", ROOT / "flows")
LARGE = 8_000
"""Bytes; a change is more likely to matter in a small bot."""

PIECES = (
    *("a", "b: c", "- ", "? ", ": ", "  ", "    ", "\n", "\r\n", "\r", "\t", "|", ">", "|2-\n", "'", '"', "\\"),
    *("{", "}", "[", "]", ",", "{{ a }}", "{% if %}", "&a ", "*a", "&b", "*b", "<<: *a", "!", "!!str ", "!x ", " # c"),
    *("---\n", "...\n", "%", "@", "`", "😀", "é", "日本", "\u00a0", "\ufeff", "\x00", "\x1b", "\x85", "\ud800"),
    *("flow: A\n", "steps:\n", "- when: unknown\n", "do: [{say: Hello}]\n", "say: ", "when: {text: [", "]}", "~"),
)
"""What a file is made of, where it matters to YAML or to a bot."""

TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


@functools.cache
def good_bots() -> tuple[str, ...]:
    files = (file for folder in BOTS for file in sorted(folder.rglob("*.y*ml")))
    return tuple(file.read_bytes().decode("utf-8", "replace") for file in files if file.stat().st_size < LARGE)


@st.composite
def mutated_bots(draw: st.DrawFn) -> str:
    """Take a bot of the corpus, and change it here and there as a typing hand does."""
    text = draw(st.sampled_from(good_bots()))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 6)))
        text = text[:start] + draw(st.sampled_from(("", *PIECES))) + text[end:]
    return text


def walk(node: Node) -> Iterator[Node]:
    yield node
    match node:
        case Items(items=items):
            for item in items:
                yield from walk(item)
        case Fields(entries=entries):
            for entry in entries:
                yield entry.key
                yield from walk(entry.value)


def assert_inside(span: Span, lines: list[str]) -> None:
    assert span.file == "bot.yaml"
    assert 1 <= span.line <= span.end_line <= len(lines), span
    assert 1 <= span.col <= len(lines[span.line - 1]) + 1, span
    assert 1 <= span.end_col <= len(lines[span.end_line - 1]) + 1, span
    assert (span.line, span.col) <= (span.end_line, span.end_col), span


def check(text: str) -> None:
    problems = Problems()
    tree = read_tree(text, "bot.yaml", problems)
    lines = re.split(r"\r?\n", text)
    if tree is not None:
        for node in walk(tree):
            assert_inside(node.span, lines)
            if isinstance(node, Scalar):
                assert_same_text(node, lines)
        link(read_bot([tree], problems), problems)
    assert tree is not None or problems.fatal
    for problem in problems.found:
        assert_inside(problem.span, lines)
        for other in problem.related:
            assert_inside(other.span, lines)
        assert "\n" not in problem.message + problem.hint
    again = Problems()
    twice = read_tree(text, "bot.yaml", again)
    assert twice == tree
    if twice is not None:
        link(read_bot([twice], again), again)
    assert in_order(again.found) == in_order(problems.found)


def assert_same_text(scalar: Scalar, lines: list[str]) -> None:
    """Slicing the file at the place of a text gives the text."""
    span = scalar.span
    if scalar.style == "plain" and span.line == span.end_line:
        assert lines[span.line - 1][span.col - 1 : span.end_col - 1] == scalar.text
    if scalar.style == "literal":
        for offset, character in enumerate(scalar.text):
            place = scalar.within(offset, offset + 1)
            if character != "\n":
                assert lines[place.line - 1][place.col - 1] == character


@given(TEXTS)
def test_any_text_is_read_or_refused(text: str) -> None:
    check(text)


@given(mutated_bots())
def test_mutated_bots_are_read_or_refused(text: str) -> None:
    check(text)


def test_the_corpus_keeps_its_places() -> None:
    for text in good_bots():
        check(text)


@given(st.binary(max_size=100))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    problems = Problems()
    text = decode(data, "bot.yaml", problems)
    assert (text is None) == problems.fatal
    for problem in problems.found:
        assert problem.span.line <= data.count(b"\n") + 1


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")))
def test_a_quoted_text_comes_back(text: str) -> None:
    problems = Problems()
    single = text.replace("'", "''")
    double = text.replace("\\", "\\\\").replace('"', '\\"')
    tree = read_tree(f"'{single}'", "bot.yaml", problems), read_tree(f'"{double}"', "bot.yaml", problems)
    if problems.found:
        assert not text.strip(), problems.found
        return
    assert [node.text for node in tree if isinstance(node, Scalar)] == [text, text]


@given(st.integers(1, 200), st.sampled_from(["[{}]", "{{a: {}}}"]))
def test_depth_is_bound(depth: int, form: str) -> None:
    text = "x"
    for _ in range(depth):
        text = form.format(text)
    problems = Problems()
    tree = read_tree(text, "bot.yaml", problems)
    assert (tree is None) == (depth > DEEPEST)
    assert [problem.code for problem in problems.found] == ["too-deep"] * (depth > DEEPEST)
