"""YAML with its places: where keys, values, lists and fields stand, however the file was written."""

from __future__ import annotations

import gc
from types import SimpleNamespace

import pytest

from takeover.loading.anchors import REPEATED
from takeover.loading.yaml_tree import ParserMissingError, read_tree
from takeover.source.diagnostic import Diagnostic, Problems
from takeover.source.nodes import Fields, Items, Node, Scalar


def read(text: str) -> Node:
    problems = Problems()
    tree = read_tree(text, "bot.yaml", problems)
    assert problems.found == []
    assert tree is not None
    return tree


def refuse(text: str) -> Diagnostic:
    problems = Problems()
    read_tree(text, "bot.yaml", problems)
    (problem,) = problems.found
    return problem


def place(node: Node) -> tuple[int, int, int, int]:
    span = node.span
    return span.line, span.col, span.end_line, span.end_col


def value(tree: Node, *path: str | int) -> Node:
    for step in path:
        if isinstance(step, int):
            assert isinstance(tree, Items)
            tree = tree.items[step]
        else:
            assert isinstance(tree, Fields)
            tree = next(entry.value for entry in tree.entries if entry.key.text == step)
    return tree


def scalar(tree: Node, *path: str | int) -> Scalar:
    found = value(tree, *path)
    assert isinstance(found, Scalar)
    return found


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("mark", ["", "\n"], ids=["", "blank line first"])
def test_places(newline: str, mark: str) -> None:
    text = mark + "a: b c\nlist:\n- x\n-  {y: 'z'}\nfields:\n  c: d  # said\n\n\ne: [f, \"g\"]"
    tree = read(text.replace("\n", newline))
    down = len(mark)
    places = {
        ("a",): (1, 4, 1, 7),
        ("list",): (3, 1, 4, 12),
        ("list", 0): (3, 3, 3, 4),
        ("list", 1): (4, 4, 4, 12),
        ("list", 1, "y"): (4, 8, 4, 11),
        ("fields",): (6, 3, 6, 7),
        ("fields", "c"): (6, 6, 6, 7),
        ("e",): (9, 4, 9, 12),
        ("e", 1): (9, 8, 9, 11),
    }
    assert {path: place(value(tree, *path)) for path in places} == {
        path: (line + down, col, end_line + down, end_col) for path, (line, col, end_line, end_col) in places.items()
    }
    assert place(tree) == (1 + down, 1, 9 + down, 12)


@pytest.mark.parametrize(
    ("text", "key", "found"),
    [
        ("日本: 😀 x", (1, 1, 1, 3), (1, 5, 1, 8)),
        ("e\u0301: e\u0301", (1, 1, 1, 3), (1, 5, 1, 7)),
        ("a:\tb", (1, 1, 1, 2), (1, 4, 1, 5)),
        ("{a:  b}", (1, 2, 1, 3), (1, 6, 1, 7)),
        ("? a\n: b", (1, 3, 1, 4), (2, 3, 2, 4)),
        ("--- # now\na: b", (1 + 1, 1, 2, 2), (2, 4, 2, 5)),
        ("a: &x b\nc: *x", (1, 1, 1, 2), (1, 7, 1, 8)),
        ("a: &x   !!str\n  b\nc: *x", (1, 1, 1, 2), (2, 3, 2, 4)),
        ("a: !!str # why\n  'b'", (1, 1, 1, 2), (2, 3, 2, 6)),
        ("a: ! b", (1, 1, 1, 2), (1, 6, 1, 7)),
        ("a:", (1, 1, 1, 2), (1, 3, 1, 3)),
        ("a: b\n  c\n  d  ", (1, 1, 1, 2), (1, 4, 3, 4)),
        ("a: |\n  b\n\n\n", (1, 1, 1, 2), (1, 4, 2, 4)),
        ("a: >-  \n  b\n  c", (1, 1, 1, 2), (1, 4, 3, 4)),
        ("a: |\n", (1, 1, 1, 2), (1, 4, 1, 5)),
    ],
)
def test_keys_and_values(text: str, key: tuple[int, ...], found: tuple[int, ...]) -> None:
    tree = read(text)
    assert isinstance(tree, Fields)
    assert place(tree.entries[0].key) == key
    assert place(tree.entries[0].value) == found


def test_an_empty_value_before_a_line_break_stands_behind_its_colon() -> None:
    tree = read("a:\nb:\n  - \n  -\n")
    assert place(value(tree, "a")) == (1, 3, 1, 3)
    assert place(value(tree, "b", 0)) == (3, 4, 3, 4)
    assert scalar(tree, "b", 1).missing


@pytest.mark.parametrize(
    ("written", "text", "style"),
    [
        ("yes", "yes", "plain"),
        ("012", "012", "plain"),
        ("1e3", "1e3", "plain"),
        ("2026-01-01", "2026-01-01", "plain"),
        ("~", "~", "plain"),
        ("null", "null", "plain"),
        ("'it''s'", "it's", "single"),
        ('"a\\tb"', "a\tb", "double"),
        ('"\\u263a"', "☺", "double"),
        ("!!int '7'", "7", "single"),
        ("what's up?", "what's up?", "plain"),
    ],
)
def test_a_scalar_is_what_was_written(written: str, text: str, style: str) -> None:
    found = scalar(read(f"a: {written}"), "a")
    assert (found.text, found.style) == (text, style)
    assert scalar(read(f"[{written}]"), 0).text == text


@pytest.mark.parametrize(
    ("text", "indent"),
    [
        ("a: |\n  b\n   c\n", 3),
        ("a: |\n\n\n      b\n", 7),
        ("a: |2\n     b\n", 3),
        ("a: |\r\n  b\r\n\r\n  c", 3),
        ("a:\n - |\n   b\n", 4),
        ("a: &x |\n  b\nc: *x", 3),
        ("a: |\n", 0),
        ("a: >\n  b\n", 0),
        ("a: 'b'", 0),
    ],
)
def test_the_lines_of_a_block_know_their_column(text: str, indent: int) -> None:
    tree = read(text)
    found = value(tree, "a")
    found = found.items[0] if isinstance(found, Items) else found
    assert isinstance(found, Scalar)
    assert found.indent == indent


def test_an_alias_is_the_value_itself() -> None:
    tree = read("a: &x [1, 2]\nb: *x\nc: [*x, *x]")
    assert value(tree, "b") is value(tree, "a")
    assert value(tree, "c", 1) is value(tree, "a")
    assert place(value(tree, "c")) == (3, 4, 3, 12)


def test_a_list_that_ends_with_an_alias_ends_there() -> None:
    tree = read("a: &x [1]\nb:\n  - 2\n  - *x\nc: 3\n")
    assert place(value(tree, "b")) == (3, 3, 4, 7)


def test_an_anchor_may_be_given_again() -> None:
    tree = read("- &x 1\n- *x\n- &x 2\n- *x")
    assert [scalar(tree, number).text for number in range(4)] == ["1", "1", "2", "2"]


def test_aliases_repeat_no_more_than_a_bound() -> None:
    shared = "x" * 9_999
    times = REPEATED // 10_000
    assert len(value(read(f"a: &x {shared}\nb: [{', '.join(['*x'] * times)}]"), "b").items) == times  # type: ignore[union-attr]
    problem = refuse(f"a: &x {shared}\nb: [{', '.join(['*x'] * (times + 1))}]")
    assert problem.code == "bad-alias"
    assert problem.span.col == len("b: [") + len("*x, ") * times + 1


def test_laughing_aliases_are_refused_at_once() -> None:
    lines = ["a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 50)]
    assert refuse("\n".join(lines)).code == "bad-alias"


def test_depth_counts_through_aliases() -> None:
    inner, outer = "[" * 40 + "]" * 40, "[" * 19 + "*x" + "]" * 19
    assert read(f"a: &x {inner}\nb: {outer}")
    assert refuse(f"a: &x {inner}\nb: [{outer}]").code == "too-deep"


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "{"], ids=repr)
def test_deep_files_are_refused_where_they_grow_too_deep(opening: str) -> None:
    problem = refuse(opening * 100_000)
    assert problem.code in {"too-deep", "bad-key"}
    assert problem.span.col < 61 * len(opening) + 2


def test_a_duplicate_key_points_at_both_places() -> None:
    problems = Problems()
    tree = read_tree("a: 1\nb: 2\n'a': 3\na: 4\n", "bot.yaml", problems)
    assert [(str(problem.span), str(problem.related[0].span)) for problem in problems.found] == [
        ("bot.yaml:3:1", "bot.yaml:1:1"),
        ("bot.yaml:4:1", "bot.yaml:1:1"),
    ]
    assert tree is not None
    assert scalar(tree, "a").text == "1"


def test_a_refused_merge_key_is_no_second_problem() -> None:
    problems = Problems()
    tree = read_tree("- &x {a: 1, b: 2}\n- <<: *x\n  b: 3\n", "bot.yaml", problems)
    assert [problem.code for problem in problems.found] == ["merge-key"]
    assert tree is not None
    assert (scalar(tree, 1, "a").text, scalar(tree, 1, "b").text) == ("1", "3")


def test_a_quoted_merge_key_is_a_key() -> None:
    assert scalar(read("'<<': x"), "<<").text == "x"


def test_unquoted_braces_are_read_as_they_were_meant() -> None:
    problems = Problems()
    tree = read_tree("a: {{ name }}\nb: [{{ x | upcase }}, y]\nc: {d: {{ z }}}\n", "bot.yaml", problems)
    assert [(problem.span.line, problem.span.col, problem.code) for problem in problems.found] == [
        (1, 4, "syntax"),
        (2, 5, "syntax"),
        (3, 8, "syntax"),
    ]
    assert tree is not None
    assert scalar(tree, "a").text == "{{ name }}"
    assert scalar(tree, "b", 0).text == "{{ x | upcase }}"
    assert scalar(tree, "c", "d").text == "{{ z }}"


def test_without_the_c_parser_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "yaml", SimpleNamespace())
    with pytest.raises(ParserMissingError, match="C parser"):
        read_tree("a: b", "bot.yaml", Problems())


@pytest.mark.parametrize("running", [True, False])
def test_the_collector_is_left_as_it_was(*, running: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if running else gc.disable)()
        read("a: b")
        refuse("a: [")
        assert gc.isenabled() == running
    finally:
        (gc.enable if before else gc.disable)()
