"""The page as a whole: what it may do, what it begins with, and its sections in order."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from takeover.present.coverage import write_rate
from takeover.present.html.covering import write_files, write_missed, write_table
from takeover.present.html.flows import write_flows
from takeover.present.html.head import read_own, write_head
from takeover.present.html.parts import NOTHING, Html, escape, tag
from takeover.replay.coverage import HANDOVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from takeover.present.html.talks import Talk
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Outcome, Summary

MOST_OPEN = 20
"""So many failures are unfolded: with more, a reader looks for one rather than reading all."""
WORDS: Mapping[Outcome, str] = {
    "failed": "failed",
    "passed": "passed",
    "known": "known to fail",
    "skipped": "skipped",
}


def write_page(
    summary: Summary,
    covered: Sequence[Covered],
    broken: Sequence[Html],
    talks: Sequence[Talk],
    sources: Mapping[str, str],
    now: datetime,
) -> Iterator[str]:
    """Give the page in parts."""
    style, script = read_own("page.css"), read_own("page.js")
    good = bool(summary.played) and not summary.count("failed") and not summary.problems
    verdict = _verdict(summary)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield write_head(verdict, style, script, good=good)
    yield f"<style>{style}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#talks">Skip to the conversations</a>\n'
    yield _header(summary, covered, verdict, now, good=good).code
    yield "<main>\n"
    yield from _sections(covered, broken, talks, sources)
    yield "</main>\n<footer><p>Made by <code>takeover replay</code>: one file that asks for no other.</p></footer>\n"
    yield f"<script>{script}</script>\n</body>\n</html>\n"


def _verdict(summary: Summary) -> str:
    """Say in one line how it went."""
    failed, played = summary.count("failed"), summary.played
    some = f"{played} conversation{'' if played == 1 else 's'}"
    if failed:
        return f"{failed} of {some} failed"
    if summary.problems:
        return f"{summary.problems} could not be played"
    if not played:
        return "No conversation was played"
    return f"All {some} went as written" if played > 1 else "The conversation went as written"


def _header(summary: Summary, covered: Sequence[Covered], verdict: str, now: datetime, *, good: bool) -> Html:
    counts = [
        tag("li", tag("strong", str(count)), f" {word}", class_=outcome)
        for outcome, word in WORDS.items()
        if (count := summary.count(outcome))
    ]
    if summary.problems:
        counts.append(tag("li", tag("strong", str(summary.problems)), " could not be played", class_="failed"))
    figures = [
        tag("div", tag("dt", name), tag("dd", tag("strong", value), tag("small", more)))
        for name, value, more in _figures(summary, covered)
    ]
    sections = (("talks", "Conversations"), *((("coverage", "Coverage"), ("flows", "Flows")) if covered else ()))
    return tag(
        "header",
        tag(
            "p", "takeover replay · ", tag("time", f"{now:%d %B %Y, %H:%M}", datetime=now.isoformat(timespec="seconds"))
        ),
        tag("h1", verdict),
        tag("ul", *counts, class_="counts"),
        tag("dl", *figures, class_="figures"),
        tag("nav", *(tag("a", name, href=f"#{place}") for place, name in sections), aria_label="Sections"),
        class_="good" if good else "bad",
    )


def _figures(summary: Summary, covered: Sequence[Covered]) -> Iterator[tuple[str, str, str]]:
    if summary.turns:
        rate = 100 * summary.unknowns / summary.turns
        yield "Not understood", f"{rate:.1f}%", f"{summary.unknowns} of {summary.turns} inputs"
        yield "Repeated questions", str(summary.repeated_questions), "asked again"
    if summary.to_person:
        mean = sum(summary.to_person) / len(summary.to_person)
        yield "Turns to a person", f"{mean:.1f}", f"mean of {len(summary.to_person)} talks"
    every = [one for bot in covered for one in bot.counted]
    to_person = [one for one in every if one.kind in HANDOVER]
    if every:
        yield "Coverage", write_rate(every), f"{sum(one.taken for one in every)} of {len(every)}"
    if to_person:
        yield (
            "Ways to a person",
            write_rate(to_person),
            f"{sum(one.taken for one in to_person)} of {len(to_person)} taken",
        )


def _sections(
    covered: Sequence[Covered], broken: Sequence[Html], talks: Sequence[Talk], sources: Mapping[str, str]
) -> Iterator[str]:
    if broken:
        yield tag("section", tag("h2", "Could not be played"), *broken, id="broken").code
    yield '<section id="talks" aria-labelledby="talks-name" tabindex="-1"><h2 id="talks-name">Conversations</h2>\n'
    yield _tools(talks).code
    yield _list_failed(talks).code
    opened = 0
    for folder, group in groupby(talks, key=lambda talk: talk.file.rpartition("/")[0] or talk.file):
        yield f'<section class="folder"><h3>{escape(folder)}</h3>\n'
        for talk in group:
            unfold = talk.outcome == "failed" and opened < MOST_OPEN
            opened += unfold
            yield (talk.unfolded if unfold else talk.folded).code + "\n"
        yield "</section>\n"
    yield "</section>\n"
    if not covered:
        return
    yield '<section id="coverage"><h2>Coverage</h2>\n'
    yield write_table(covered).code
    for bot in covered:
        yield tag("div", tag("h3", bot.bot), write_missed(bot), *write_files(bot, sources), class_="bot").code
    yield '</section>\n<section id="flows"><h2>Flows</h2>\n'
    yield _KEY.code
    for number, bot in enumerate(covered):
        yield tag("div", tag("h3", bot.bot), write_flows(bot, number), class_="bot").code
    yield "</section>\n"


def _list_failed(talks: Sequence[Talk]) -> Html:
    """List what went otherwise, so that one need not look for it."""
    failed = [talk for talk in talks if talk.outcome == "failed"]
    items = [tag("li", tag("a", talk.name, href=f"#{talk.id}"), " – ", talk.message) for talk in failed]
    if not items:
        return NOTHING
    head = tag("summary", f"What failed: {len(items)}")
    return tag("details", head, tag("ol", *items), class_="failures", open=len(items) <= MOST_OPEN)


def _tools(talks: Sequence[Talk]) -> Html:
    """Write what finds a talk. It is of no use without the script, which shows it."""
    failed = sum(talk.outcome == "failed" for talk in talks)
    return tag(
        "search",
        tag(
            "fieldset",
            tag("legend", "Show", class_="heard"),
            *_choice("all", f"All {len(talks)}", checked=True),
            *_choice("failed", f"Failed {failed}", checked=False),
        ),
        tag(
            "input",
            type="search",
            id="find",
            placeholder="Find in names and texts",
            aria_label="Find in names and texts",
        ),
        tag("button", "Unfold all", type="button", id="unfold"),
        tag(
            "button",
            "Inside",
            type="button",
            id="inside",
            aria_pressed="false",
            title="Show the steps taken, what was kept, and the line of each message",
        ),
        tag("p", id="shown", role="status"),
        class_="tools",
        hidden=True,
    )


def _choice(value: str, label: str, *, checked: bool) -> tuple[Html, Html]:
    button = tag("input", type="radio", name="outcome", value=value, id=f"show-{value}", checked=checked)
    return button, tag("label", label, **{"for": f"show-{value}"})


_KEY = tag(
    "p",
    tag("span", "●", class_="sign good", aria_hidden="true"),
    " taken  ",
    tag("span", "○", class_="sign", aria_hidden="true"),
    " not taken  ",
    "A box leads to the list of its steps.",
    class_="key",
)
