"""What went wrong, where it went wrong: expected and actual side by side, the two places, and the decision."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from takeover.present.html.parts import NOTHING, Html, hidden, join, tag
from takeover.present.places import write_place
from takeover.present.results.excerpt import read_excerpt
from takeover.present.results.failing import UNDER
from takeover.present.results.sides import compare_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.present.pieces import Line
    from takeover.replay.result import Differs, Failure, Weighed, Why
    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span

MOST_LINES = 6
BAR = 48


def write_broken(file: str, problems: Sequence[Diagnostic], sources: Mapping[str, str]) -> Html:
    """Write what kept a file or a bot from being played."""
    told = [
        tag(
            "li",
            tag("p", tag("strong", problem.message), f" ({problem.hint})" if problem.hint else ""),
            write_source("", problem.span, sources),
        )
        for problem in problems
    ]
    return tag("article", tag("h3", file), tag("ul", *told, class_="plain"), class_="broken fault")


def write_failure(failure: Failure, sources: Mapping[str, str]) -> Html:
    """Write a failure as it stands in the talk."""
    places = [write_source("The transcript expects", failure.at, sources)]
    if failure.spoke.file:
        places.append(write_source("The flow that spoke", failure.spoke, sources))
    if failure.meant is not None and failure.meant != failure.spoke:
        places.append(write_source("The expected text is in", failure.meant, sources))
    return tag(
        "div",
        tag("p", hidden("Failure: "), capital(failure.message), class_="what"),
        *map(_sides, failure.differs),
        tag("dl", *places, class_="places"),
        _write_why(failure.why) if failure.why is not None else NOTHING,
        tag("p", f"Hint: {failure.hint}", class_="hint") if failure.hint else NOTHING,
        class_="fault",
    )


def capital(text: str) -> str:
    """Begin a sentence."""
    return text[:1].upper() + text[1:]


def _sides(differs: Differs) -> Html:
    expected, actual = compare_words(differs.expected, differs.actual)
    heading = tag("p", tag("code", differs.field), class_="field") if differs.field else NOTHING
    return tag(
        "div",
        heading,
        tag("div", tag("h5", "Expected"), tag("p", *_marked(expected, "ins")), class_="side expected"),
        tag("div", tag("h5", "Actual"), tag("p", *_marked(actual, "del")), class_="side actual"),
        class_="sides",
    )


def _marked(line: Line, name: str) -> Iterator[Html | str]:
    """Mark what differs by an element of its own, not by colour alone."""
    whole = "whole" if len(line) == 1 else None
    for part in line:
        if part.tone == "text":
            yield part.text
            continue
        gap = part.text[: len(part.text) - len(part.text.lstrip())]
        yield gap
        yield tag(name, part.text.lstrip(), class_=whole)


def write_source(title: str, span: Span, sources: Mapping[str, str]) -> Html:
    """Write a place with its line."""
    if not span.file:
        return NOTHING
    lines = dedent("\n".join(read_excerpt(span, sources, MOST_LINES)))
    place = tag("span", write_place(span), class_="place")
    return tag(
        "div", tag("dt", title, " " if title else "", place), tag("dd", tag("code", lines)) if lines else NOTHING
    )


def _write_why(why: Why) -> Html:
    taken = (f"Why {why.step} was taken" if why.near else f"Taken: {why.step}") if why.step else "No step was taken"
    by = f", by {why.by}" if why.by else ""
    scored = f" – threshold {why.threshold:.2f}" if why.threshold else ""
    summary = tag("summary", f"{taken}{by}{scored}")
    heard = tag("p", tag("q", why.text), class_="asked") if why.text else NOTHING
    rows = [_weighed(near, why.step) for near in why.near]
    heads = tag(
        "tr", *(tag("th", head, scope="col") for head in ("Score", "Step", "Nearest example", "Lacked", "Line"))
    )
    table = tag("table", tag("thead", heads), tag("tbody", *rows)) if rows else NOTHING
    wide = tag("div", table, class_="wide", tabindex="0", role="group", aria_label="Candidates") if rows else NOTHING
    return tag("details", summary, heard, wide, class_="why", open=bool(rows))


def _weighed(near: Weighed, step: str) -> Html:
    full = round(BAR * min(max(near.score, 0.0), 1.0))
    bar = tag(
        "svg",
        tag("rect", width=BAR, height=6, rx=3, class_="rail"),
        tag("rect", width=full, height=6, rx=3, class_="level"),
        width=BAR,
        height=6,
        aria_hidden="true",
    )
    name = tag("strong", near.step) if near.step == step and not near.lacked else near.step
    return tag(
        "tr",
        tag("td", f"{near.score:.2f} ", bar, class_="score"),
        tag("th", name, scope="row"),
        tag("td", near.example),
        tag("td", "under the threshold" if near.lacked.startswith(UNDER) else near.lacked or "–"),
        tag("td", join(tag("span", write_place(near.span), class_="place"))),
    )
