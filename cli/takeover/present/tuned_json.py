"""How well a bot tells its steps apart, as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import Program
    from takeover.language.values import Json
    from takeover.matching.levels import Example
    from takeover.tuning.cross import Tried
    from takeover.tuning.findings import Share
    from takeover.tuning.heard import Moved, Text
    from takeover.tuning.report import Report


def report_json(report: Report, program: Program) -> dict[str, Json]:
    """Give all of a report. Shares are 0 to 1, with the bounds between which they are likely to lie."""
    return {
        "bot": program.bot.name,
        "threshold": report.threshold,
        "recommended": report.calibrated,
        "examples": report.examples,
        "steps": report.steps,
        "too_few": report.tells or None,
        "understood": _share(report.understood),
        "mixed_up": _share(report.misled),
        "unknown_refused": _share(report.refused),
        "at_recommended": {
            "understood": _share(report.at_calibrated[0]),
            "unknown_refused": _share(report.at_calibrated[1]),
        },
        "confusions": [
            {
                "steps": [program.steps[step].address for step in one.steps],
                "sentences": [_tried(sentence, program) for sentence in one.sentences],
            }
            for one in report.confusions
        ],
        "hurting": [
            {
                **_example(one.example, program),
                "understood_without_it": [_example(example, program) for example in one.mended],
                "lost_without_it": one.lost,
            }
            for one in report.suspects.hurting
        ],
        "suspects_tried": report.suspects.tried,
        "thin": [
            {
                "step": program.steps[one.step].address,
                "at": str(program.steps[one.step].span),
                "examples": one.examples,
                "understood": one.right.many,
            }
            for one in report.thin
        ],
        "curve": [[point.threshold, round(point.understood, 4), round(point.refused, 4)] for point in report.curve],
    }


def moved_json(moved: Moved) -> dict[str, Json]:
    """Give what another threshold would change on a log."""
    return {
        "conversations": moved.conversations,
        "inputs": moved.inputs,
        "threshold": moved.then,
        "instead_of": moved.now,
        "understood_then": _texts(moved.gained),
        "not_understood_then": _texts(moved.lost),
        "all_texts_counted": not moved.forgot,
    }


def _share(share: Share) -> dict[str, Json]:
    low, high = share.bounds
    return {
        "share": round(share.share, 4),
        "count": share.many,
        "of": share.of,
        "likely": [round(low, 4), round(high, 4)],
    }


def _tried(tried: Tried, program: Program) -> dict[str, Json]:
    other = None if tried.other is None else program.steps[tried.other].address
    return {**_example(tried.example, program), "own_score": tried.own, "goes_to": other, "score": tried.best}


def _example(example: Example, program: Program) -> dict[str, Json]:
    return {
        "text": example.phrase.text,
        "step": program.steps[example.step].address,
        "at": str(example.phrase.span),
    }


def _texts(texts: Sequence[Text]) -> list[Json]:
    return [
        {"text": one.text, "count": one.times, "line": one.line, "step": one.step, "score": one.score} for one in texts
    ]
