"""How well a bot tells its steps apart, as one page that asks for no other file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.html.head import read_own, write_head
from takeover.present.html.parts import NOTHING, Html, tag
from takeover.present.html.tuned_chart import write_chart, write_points
from takeover.present.places import write_place
from takeover.present.tuned import STRICT, tell_threshold, write_bounds, write_percent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from takeover.engine.program import Program
    from takeover.tuning.findings import Confusion, Hurt
    from takeover.tuning.heard import Moved, Text
    from takeover.tuning.report import Report

MOST_TEXTS = 500


def write_tuned(report: Report, moved: Moved | None, program: Program, log: str, now: datetime) -> Iterator[str]:
    """Give the page in parts. `log` is the name of the log that `moved` was counted on."""
    style = read_own("page.css") + read_own("tuned.css")
    title = f"{program.bot.name or 'A bot'}: what it tells apart"
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    yield write_head(title, style, "", good=True)
    yield f"<style>{style}</style>\n</head>\n<body>\n"
    yield _header(report, title, now).code
    yield "<main>\n"
    if report.steps > 1:
        for section in (_chart(report), _fights(report, program), _hurting(report), _thin(report, program)):
            yield section.code + "\n"
    if moved is not None:
        yield _moved(moved, log).code + "\n"
    made = tag("p", "Made by ", tag("code", "takeover tune"), ": one file that asks for no other.")
    yield f"</main>\n{tag('footer', made).code}\n</body>\n</html>\n"


def _header(report: Report, title: str, now: datetime) -> Html:
    figures = (
        ("Understood", report.understood, "go to their own step"),
        ("Mixed up", report.misled, "go to another step"),
        ("Unknown", report.refused, "strange texts refused"),
    )
    boxes = [
        tag(
            "div",
            tag("dt", name),
            tag(
                "dd",
                tag("strong", write_percent(share)),
                tag("small", f"{share.many} of {share.of} {told}; likely {write_bounds(share)}"),
            ),
        )
        for name, share, told in figures
    ]
    threshold = tag("div", tag("dt", "Threshold"), tag("dd", tag("strong", f"{report.threshold:.2f}")))
    return tag(
        "header",
        tag("p", "takeover tune · ", tag("time", f"{now:%d %B %Y, %H:%M}", datetime=now.isoformat(timespec="seconds"))),
        tag("h1", title),
        tag(
            "p", f"{report.examples} examples of {report.steps} steps, each asked of the bot as if it did not know it."
        ),
        tag("p", STRICT) if report.steps > 1 else NOTHING,
        tag("p", report.tells.capitalize() + ".", class_="told") if report.tells else NOTHING,
        tag("dl", *boxes, threshold, class_="figures") if report.steps > 1 else NOTHING,
        class_="tuned",
    )


def _chart(report: Report) -> Html:
    return tag(
        "section",
        tag("h2", "The threshold"),
        tag("p", f"It is {tell_threshold(report)}."),
        write_chart(report.curve, report.threshold),
        tag(
            "ul",
            tag("li", "━ examples understood by their own step", class_="passed"),
            tag("li", "╍ strange texts refused", class_="strange"),
            class_="counts legend",
        ),
        write_points(report.curve),
    )


def _fights(report: Report, program: Program) -> Html:
    if not report.confusions:
        return tag("section", tag("h2", "Steps that fight"), tag("p", "None: no example goes to another step."))
    told = "An example of the one goes to the other. Say in weightier words what tells them apart, or make one of both."
    return tag(
        "section",
        tag("h2", f"Steps that fight: {len(report.confusions)}"),
        tag("p", told),
        *(_fight(one, program) for one in report.confusions),
    )


def _fight(one: Confusion, program: Program) -> Html:
    first, second = (program.steps[step].address for step in one.steps)
    items = [
        tag(
            "li",
            tag("q", sentence.example.phrase.text),
            f" goes to {program.steps[sentence.other].address if sentence.other is not None else ''}"
            f" with {sentence.best:.2f}, to its own {sentence.own or 0:.2f} ",
            tag("span", write_place(sentence.example.phrase.span), class_="place"),
        )
        for sentence in one.sentences
    ]
    return tag("article", tag("h3", f"{first} and {second}"), tag("ul", *items, class_="plain"), class_="fight")


def _hurting(report: Report) -> Html:
    hurting, tried = report.suspects
    if not tried:
        return NOTHING
    told = (
        f"Without them more of the others go to their own step. {tried} suspects were tried; "
        "a difference of one may be chance."
    )
    return tag(
        "section",
        tag("h2", f"Examples that may hurt: {len(hurting) or 'none'}"),
        tag("p", told),
        _table(("Example", "Where", "Understood without it"), [_hurt(one) for one in hurting]) if hurting else NOTHING,
    )


def _hurt(one: Hurt) -> Html:
    others = ", ".join(f"“{example.phrase.text}”" for example in one.mended)
    lost = f"; {one.lost} no more" if one.lost else ""
    place = tag("span", write_place(one.example.phrase.span), class_="place")
    return tag("tr", tag("th", one.example.phrase.text, scope="row"), tag("td", place), tag("td", f"{others}{lost}"))


def _thin(report: Report, program: Program) -> Html:
    if not report.thin:
        return NOTHING
    told = (
        "Less than half of their examples are understood by means of the others: say them in more ways that are alike."
    )
    rows = [
        tag(
            "tr",
            tag("th", program.steps[one.step].address, scope="row"),
            tag("td", tag("span", write_place(program.steps[one.step].span), class_="place")),
            tag("td", f"{one.right.many} of {one.examples}", class_="figure"),
        )
        for one in report.thin
    ]
    return tag(
        "section",
        tag("h2", f"Steps too thin: {len(report.thin)}"),
        tag("p", told),
        _table(("Step", "Where", "Understood"), rows),
    )


def _moved(moved: Moved, log: str) -> Html:
    counted = f"{moved.inputs:,} inputs of {moved.conversations:,} conversations in {log}."
    if moved.now == moved.then:
        body = [tag("p", f"{counted} {moved.now:.2f} is in use, so nothing changes.")]
    else:
        body = [
            tag("p", counted),
            tag("h3", f"Understood then: {sum(one.times for one in moved.gained):,}"),
            _texts(moved.gained),
            tag("h3", f"Not understood any more: {sum(one.times for one in moved.lost):,}"),
            _texts(moved.lost),
        ]
    return tag("section", tag("h2", f"The log at {moved.then:.2f} instead of {moved.now:.2f}"), *body)


def _texts(texts: Sequence[Text]) -> Html:
    rows = [
        tag(
            "tr",
            tag("th", one.text, scope="row"),
            tag("td", one.step),
            tag("td", f"{one.score:.2f}", class_="figure"),
            tag("td", f"{one.times:,}", class_="figure"),
        )
        for one in texts[:MOST_TEXTS]
    ]
    return _table(("Text", "Step", "Score", "Times"), rows) if rows else tag("p", "None.", class_="quiet")


def _table(heads: Sequence[str], rows: Sequence[Html]) -> Html:
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in heads)))
    table = tag("table", head, tag("tbody", *rows), class_="rows")
    return tag("div", table, class_="wide", tabindex="0", role="group", aria_label=heads[0])
