"""What is text and what is not: bytes, byte order marks, control characters, line ends."""

from __future__ import annotations

import pytest

from takeover.loading.characters import decode
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"flow: A", "flow: A"),
        (b"\xef\xbb\xbfflow: A", "flow: A"),
        ("flow: é 😀".encode(), "flow: é 😀"),
        (b"", ""),
    ],
)
def test_utf8_is_text(data: bytes, text: str) -> None:
    problems = Problems()
    assert decode(data, "bot.yaml", problems) == text
    assert problems.found == []


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        ("flow: A".encode("utf-16"), "1:1", "UTF-16"),
        ("flow: A".encode("utf-16-be"), "", ""),
        (b"\xfe\xff\x00f", "1:1", "UTF-16"),
        ("flow: A".encode("utf-32"), "1:1", "UTF-32"),
        ("a: 😀\nb: é".encode()[:-1], "2:4", "0xC3"),
        (b"a: b\r\nc: caf\xe9\r\n", "2:7", '0xE9 here is not UTF-8 (in an old Windows file it would be "é")'),
        (b"\xef\xbb\xbfa: \x80", "1:4", "0x80"),
        (b"a: \xed\xa0\x80", "1:4", "0xED"),
        (b"\xff", "1:1", "0xFF"),
    ],
)
def test_anything_else_is_not(data: bytes, place: str, message: str) -> None:
    problems = Problems()
    text = decode(data, "bot.yaml", problems)
    if not place:  # without a mark it looks like UTF-8 with a NUL after each letter
        assert text is not None
        assert read_tree(text, "bot.yaml", problems) is None
        place, message = "1:1", "a NUL character"
    (problem,) = problems.found
    assert str(problem.span) == f"bot.yaml:{place}"
    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("a: b\nc: \x00", "2:4", "a NUL character"),
        ("a: \x1b[31m", "1:4", "a control character (U+001B)"),
        ("a: \x7f", "1:4", "U+007F"),
        ("a: \x9b", "1:4", "U+009B"),
        ("a: b\rc: d\r", "1:5", "a carriage return"),
        ("a: b\n\rc: d", "2:1", "a carriage return"),
        ("a: b\u2028c", "1:5", "U+2028"),
        ("a: b\u2029c", "1:5", "U+2029"),
        ("a: b\x85c", "1:5", "U+0085"),
        ("a: b\n\ufeffc: d", "2:1", "byte order mark"),
        ("a: \ud83d", "1:4", "half a character (U+D83D)"),
        ("a: \ufffe", "1:4", "U+FFFE"),
    ],
)
def test_characters_that_no_file_may_hold(text: str, place: str, message: str) -> None:
    problems = Problems()
    assert read_tree(text, "bot.yaml", problems) is None
    (problem,) = problems.found
    assert problem.code == "character"
    assert str(problem.span) == f"bot.yaml:{place}"
    assert message in problem.message
    assert problem.hint


@pytest.mark.parametrize(
    "text", ["a: \u00a0b", "a: \u200d", "a: 👩\u200d👩\u200d👧", "a: \u202ab", "a: \U0010fffd", "a: b\r\nc: d"]
)
def test_characters_that_a_text_may_hold(text: str) -> None:
    problems = Problems()
    assert read_tree(text, "bot.yaml", problems) is not None
    assert problems.found == []
