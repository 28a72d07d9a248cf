"""How well a bot tells its steps apart, for people at a terminal: figures, a chart, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Grid, Paragraph, Words, words
from takeover.present.places import write_place
from takeover.present.tuned_chart import draw_chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.present.pieces import Line, Piece
    from takeover.tuning.cross import Tried
    from takeover.tuning.findings import Confusion, Share
    from takeover.tuning.heard import Moved
    from takeover.tuning.report import Report

BLANK = Paragraph(())
STRICT = "Examples are written to differ, so people are understood more often than this: compare a bot with itself."
MOST_PAIRS, MOST_SENTENCES, MOST_THIN, MOST_TEXTS = 10, 5, 10, 20


def tell_report(report: Report, program: Program, columns: int) -> Iterator[Piece]:
    """Give the report in pieces, none wider than `columns`."""
    some = f"{report.examples} examples of {report.steps} steps, each asked of the bot as if it did not know it"
    yield Paragraph((Words(program.bot.name or "this bot", "strong"), Words(f": {some}")))
    if report.tells:
        yield Paragraph(words(report.tells, "warning"), "warning")
    if report.steps < 2:  # noqa: PLR2004 - it takes two to be mixed up
        return
    yield Grid(tuple((words(name, "quiet"), line) for name, line in _figures(report)))
    yield Paragraph(words(STRICT, "quiet"))
    yield BLANK
    yield from draw_chart(report.curve, report.threshold, columns)
    yield from _confusions(report.confusions, program)
    yield from _hurting(report)
    yield from _thin(report, program)


def _figures(report: Report) -> Iterator[tuple[str, Line]]:
    yield "threshold", words(tell_threshold(report))
    yield "understood", (*_share(report.understood, report), Words(" go to their own step", "quiet"))
    wrong = report.misled
    yield "mixed up", (*_share(wrong, report), Words(" go to another step", "quiet"))
    told = " strange texts are refused: those of steps that it does not know then"
    yield "unknown", (*_share(report.refused, report), Words(told, "quiet"))


def tell_threshold(report: Report) -> str:
    """Say which threshold is in use, and which one the examples speak for."""
    if report.threshold == report.calibrated:
        return f"{report.threshold:.2f}, which is what the bot's own examples speak for"
    understood, refused = report.at_calibrated
    return (
        f"{report.threshold:.2f}; the bot's own examples speak for {report.calibrated:.2f}, at which "
        f"{write_percent(understood)} are understood and {write_percent(refused)} of strange texts refused"
    )


def write_percent(share: Share) -> str:
    """Write a share as a part of a hundred."""
    return f"{100 * share.share:.0f} %"


def write_bounds(share: Share) -> str:
    """Write between what a share is likely to lie."""
    low, high = share.bounds
    return f"{100 * low:.0f} to {100 * high:.0f} %"


def _share(share: Share, report: Report) -> Line:
    shown = Words(write_percent(share), "strong" if not report.tells else "quiet")
    return shown, Words(f" ({share.many} of {share.of}; likely {write_bounds(share)})")


def _confusions(confusions: Sequence[Confusion], program: Program) -> Iterator[Piece]:
    if not confusions:
        return
    yield from _head(f"steps that fight: {len(confusions)}", "an example of the one goes to the other")
    for one in confusions[:MOST_PAIRS]:
        first, second = (program.steps[step].address for step in one.steps)
        yield Paragraph((Words(first, "strong"), Words(" and "), Words(second, "strong")), indent=2, hang=2)
        for sentence in one.sentences[:MOST_SENTENCES]:
            yield Paragraph(_sentence(sentence, program), indent=4, hang=2)
        yield from _rest(len(one.sentences) - MOST_SENTENCES, 4)
    yield from _rest(len(confusions) - MOST_PAIRS, 2)


def _sentence(sentence: Tried, program: Program) -> Line:
    goes_to = program.steps[sentence.other].address if sentence.other is not None else ""
    own = f" with {sentence.best:.2f}, to its own {sentence.own or 0:.2f}"
    place = Words(f"  {write_place(sentence.example.phrase.span)}", "quiet")
    return Words(f'"{sentence.example.phrase.text}"'), Words(f" goes to {goes_to}{own}", "quiet"), place


def _hurting(report: Report) -> Iterator[Piece]:
    hurting, tried = report.suspects
    if not tried:
        return
    told = "without one of them more of the others go to their own step; " if hurting else ""
    yield from _head(f"examples that may hurt: {len(hurting) or 'none'}", f"{told}{tried} suspects were tried")
    for one in hurting:
        others = ", ".join(f'"{example.phrase.text}"' for example in one.mended[:3])
        more = f" and {len(one.mended) - 3} more" if len(one.mended) > 3 else ""  # noqa: PLR2004 - as many are named
        lost = f", and {one.lost} no more" if one.lost else ""
        place = write_place(one.example.phrase.span)
        line = (
            Words(f'"{one.example.phrase.text}"', "strong"),
            Words(f"  {place}", "quiet"),
            Words(f"  without it understood: {others}{more}{lost}"),
        )
        yield Paragraph(line, indent=2, hang=2)


def _thin(report: Report, program: Program) -> Iterator[Piece]:
    if not report.thin:
        return
    yield from _head(
        f"steps too thin: {len(report.thin)}",
        "less than half of their examples are understood by means of the others; say them in more ways that are alike",
    )
    for one in report.thin[:MOST_THIN]:
        step = program.steps[one.step]
        counted = Words(f"{one.right.many} of {one.examples}  ", "warning")
        line = (counted, Words(step.address, "strong"), Words(f"  {write_place(step.span)}", "quiet"))
        yield Paragraph(line, indent=2, hang=2)
    yield from _rest(len(report.thin) - MOST_THIN, 2)


def tell_moved(moved: Moved, log: str) -> Iterator[Piece]:
    """Say what another threshold would change on a log."""
    threshold, now = moved.then, moved.now
    counted = f"{moved.inputs:,} inputs of {moved.conversations:,} conversations in {log}"
    if threshold == now:
        yield from _head("on the log", f"{counted}: {threshold:.2f} is in use, so nothing changes; try --threshold")
        return
    yield from _head(f"on the log, at {threshold:.2f} instead of {now:.2f}", counted)
    for title, texts, tone in (
        ("understood then", moved.gained, "good"),
        ("not understood any more", moved.lost, "warning"),
    ):
        total = sum(one.times for one in texts)
        yield Paragraph(words(f"{title}: {total:,}", tone if total else "quiet"), indent=2)  # type: ignore[arg-type] # one of Tone
        for one in texts[:MOST_TEXTS]:
            line = (
                Words(f"{one.times:,} x ", "number"),
                Words(f'"{one.text}"'),
                Words(f"  {one.step} {one.score:.2f}  {log}:{one.line}", "quiet"),
            )
            yield Paragraph(line, indent=4, hang=2)
        yield from _rest(len(texts) - MOST_TEXTS, 4)
    if moved.forgot:
        yield Paragraph(words("there are more different texts than are counted at once: some are missing", "quiet"))


def _head(title: str, more: str) -> Iterator[Piece]:
    yield BLANK
    yield Paragraph((Words(title, "strong"), Words(f"  {more}", "quiet")))


def _rest(count: int, indent: int) -> Iterator[Piece]:
    if count > 0:
        yield Paragraph(words(f"and {count} more; --json has all", "quiet"), indent=indent)
