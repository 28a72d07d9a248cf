"""Where comments are: what libyaml takes for text is none, whatever it looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from takeover.lint.comments import find_comments

if TYPE_CHECKING:
    from collections.abc import Sequence


def comments(source: str) -> list[tuple[int, int]]:
    return [(comment.line, comment.col) for comment in find_comments(source)]


CASES = [
    ("# alone", [(1, 1)]),
    ("say: Hello # behind", [(1, 12)]),
    ("say: C# and F#", []),
    ('say: "no # comment" # but this', [(1, 21)]),
    ("say: 'it''s # none' # but this", [(1, 21)]),
    ('say: "a \\" # none" # but this', [(1, 20)]),
    ("say: don't # a comment", [(1, 12)]),
    ("say: it's\n  'fine' # a comment", [(2, 10)]),
    ("say: 'over\n  two # none\n  lines' # one", [(3, 10)]),
    ("say: |\n  text # none\n  # none\nnext: x # one", [(4, 9)]),
    ("say: >- # one\n  text # none\n\n  # none\n# one\nnext: x", [(1, 9), (5, 1)]),
    ("- |\n  text # none\n# one", [(3, 1)]),
    ("- say: |\n    text # none\n  # one\n  next: x", [(3, 3)]),
    ("- - |\n    text # none\n  # one", [(3, 3)]),
    ("say: |2\n    text # none\n  # none\n # one", [(4, 2)]),
    ("say: |\n\n  text\n # one\n", [(4, 2)]),
    ("[a, 'b # none', c] # one", [(1, 20)]),
    ("[a, # one\n b] # one", [(1, 5), (2, 5)]),
    ("{a: 'b', c: d#none} # one", [(1, 21)]),
    ('{"a":"# none"} # one', [(1, 16)]),
    ("say: &name 'x # none' # one", [(1, 23)]),
    ("say: a: b | # one", [(1, 13)]),
    ("'key # none': x # one", [(1, 17)]),
    ("? 'key # none'\n: x # one", [(2, 5)]),
    ("--- 'x # none' # one", [(1, 16)]),
    ("say: text\n  goes | on\n  'tis # one", [(3, 8)]),
    ("a: b\r\nc: d # one\r\n", [(2, 6)]),
    ("", []),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_comments_are_found(source: str, expected: list[tuple[int, int]]) -> None:
    assert comments(source) == expected


PIECES = st.sampled_from(
    (
        *(
            "a",
            "key",
            "it's",
            "'q'",
            '"q"',
            "'",
            '"',
            "# c",
            " # c",
            "#",
            ":",
            ": ",
            "- ",
            "-",
            ", ",
            "[",
            "]",
            "{",
            "}",
        ),
        *(
            "|",
            ">",
            "|-",
            ">+",
            "|2",
            "&x ",
            "!t ",
            "*x",
            "? ",
            "\n",
            "\n ",
            "\n  ",
            "\n    ",
            "\n- ",
            "\nkey: ",
            "\n#c\n",
        ),
        *("don't # c", "''", '\\"', "\\", "%", "---", "...", "\t", " ", "\r\n", "é", "👻", "{{ name }}", "text # c"),
    )
)


@given(st.lists(PIECES, max_size=14).map("".join))
def test_what_libyaml_reads_as_text_is_no_comment(source: str) -> None:
    """Writing another comment changes nothing of what YAML reads; a mark put into what is none is read."""
    try:
        before = list(yaml.parse(source, Loader=yaml.CLoader))
    except yaml.YAMLError:
        assume(False)  # noqa: FBT003
    lines = source.split("\n")
    found = {comment.line: comment for comment in find_comments(source)}
    other = "\n".join(
        f"{line[: found[number].col]} another" if number in found else line for number, line in enumerate(lines, 1)
    )
    assert _values(list(yaml.parse(other, Loader=yaml.CLoader))) == _values(before)
    for number, line in enumerate(lines, 1):
        if number not in found and "#" in line:
            marked = [*lines]
            marked[number - 1] = line.replace("#", "\u2603")
            assert "\u2603" in "".join(_values(list(yaml.parse("\n".join(marked), Loader=yaml.CLoader))))


@given(st.text(max_size=80))
def test_any_text_has_some_comments(source: str) -> None:
    for comment in find_comments(source):
        line = source.split("\n")[comment.line - 1]
        assert line[comment.col - 1] == "#"
        assert line[comment.col :].startswith(comment.text)


def _values(events: Sequence[object]) -> list[str]:
    return [f"{type(event).__name__}:{getattr(event, 'value', '')}" for event in events]
