"""One transcript of the report: folded to its name and figures, unfolded to the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.html.bubbles import write_scenes
from takeover.present.html.failures import write_failure
from takeover.present.html.parts import NOTHING, Html, hidden, tag
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.replay.result import Figures, Outcome, Result

WORDS: Mapping[Outcome, str] = {
    "passed": "passed",
    "failed": "failed",
    "known": "known to fail",
    "skipped": "skipped",
}
SIGNS: Mapping[Outcome, str] = {"passed": "✓", "failed": "✗", "known": "!", "skipped": "–"}


class Talk(NamedTuple):
    """A transcript as it stands in the page, with what the page sorts it by."""

    id: str
    file: str
    name: str
    outcome: Outcome
    message: str
    folded: Html
    unfolded: Html


def write_talk(result: Result, number: int, sources: Mapping[str, str]) -> Talk:
    """Write a transcript; `number` is its own in the report, from 1."""
    failure = write_failure(result.failure, sources) if result.failure is not None else NOTHING
    body = tag(
        "div",
        tag("p", *_tell(result), class_="facts"),
        tag("p", result.reason, class_="reason") if result.reason else NOTHING,
        write_scenes(result.scenes, result.unexpected, failure) if result.scenes or result.failure else NOTHING,
        class_="body",
    )
    tags = [tag("span", one, class_="tag") for one in result.tags]
    summary = tag(
        "summary",
        tag("span", SIGNS[result.outcome], class_="sign", aria_hidden="true"),
        tag("h4", hidden(f"{WORDS[result.outcome]}: "), result.name),
        tag("span", *tags, tag("span", _count(result.figures), class_="turns"), class_="side"),
    )
    shape = {"class_": f"talk {result.outcome}", "id": f"t{number}"}
    return Talk(
        f"t{number}",
        result.file,
        result.name,
        result.outcome,
        result.failure.message if result.failure is not None else "",
        tag("details", summary, body, **shape),
        tag("details", summary, body, open=True, **shape),
    )


def _count(figures: Figures) -> str:
    return f"{figures.turns} turn{'' if figures.turns == 1 else 's'}" if figures.turns else ""


def _tell(result: Result) -> Iterator[Html | str]:
    figures = result.figures
    yield tag("span", f"{result.file}:{result.span.line}", class_="place")
    if figures.unknowns:
        yield f" · {figures.unknowns} not understood"
    if figures.repeated_questions:
        yield f" · {figures.repeated_questions} repeated question{'' if figures.repeated_questions == 1 else 's'}"
    if figures.turns_to_person is not None:
        yield f" · a person after {figures.turns_to_person} turn{'' if figures.turns_to_person == 1 else 's'}"
