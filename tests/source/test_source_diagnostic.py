"""Problems as values: in the order of their places, each once, each on one line."""

from __future__ import annotations

from takeover.source.diagnostic import LONGEST, Diagnostic, Problems, in_order
from takeover.source.span import NOWHERE, Span


def at(file: str, line: int, col: int) -> Span:
    return Span(file, line, col, line, col + 1)


def test_problems_come_in_the_order_of_their_places() -> None:
    problems = Problems()
    for place in (at("b", 1, 1), at("a", 10, 1), at("a", 9, 20), at("a", 9, 3), at("a", 10, 1)):
        problems.error("code", "message", place)
    problems.warning("code", "message", at("a", 10, 1))
    ordered = in_order(problems.found)
    assert [str(problem.span) for problem in ordered] == ["a:9:3", "a:9:20", "a:10:1", "a:10:1", "b:1:1"]
    assert {problem.severity for problem in ordered} == {"error", "warning"}


def test_only_errors_are_fatal() -> None:
    problems = Problems()
    assert not problems.fatal
    problems.warning("code", "message", NOWHERE)
    assert not problems.fatal
    problems.error("code", "message", NOWHERE)
    assert problems.fatal


def test_a_message_is_one_line_of_a_bearable_length() -> None:
    problems = Problems()
    problems.error("code", 'there is no "a\nb"', NOWHERE, "x" * 10_000)
    (problem,) = problems.found
    assert problem == Diagnostic("code", "error", 'there is no "a b"', NOWHERE, "x" * (LONGEST - 1) + "…")
