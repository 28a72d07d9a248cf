"""A result as JSON: the same object in every format for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.replay.coverage import HANDOVER, KINDS, rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.language.values import Json
    from takeover.replay.coverage import Counted, Covered
    from takeover.replay.result import Failure, Result, Summary, Why
    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span


def record_result(result: Result) -> dict[str, Json]:
    """Give a result. Places are `{file, line, column}`; `failure` is null where there is none."""
    figures = result.figures
    return {
        "name": result.name,
        "file": result.file,
        "line": result.span.line,
        "outcome": result.outcome,
        "reason": result.reason or None,
        "conversation": result.id or None,
        "tags": list(result.tags),
        "figures": {
            "turns": figures.turns,
            "unknowns": figures.unknowns,
            "unknown_rate": round(figures.unknown_rate, 4),
            "repeated_questions": figures.repeated_questions,
            "takeovers": figures.takeovers,
            "turns_to_person": figures.turns_to_person,
        },
        "failure": None if result.failure is None else _record_failure(result.failure),
        "warnings": [{"message": message, "at": _place(span)} for span, message in result.warnings],
    }


def record_broken(file: str, problems: Sequence[Diagnostic]) -> dict[str, Json]:
    """Give a file, or a bot, that could not be played."""
    return {
        "file": file,
        "outcome": "broken",
        "problems": [
            {
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "hint": one.hint,
                "at": _place(one.span),
            }
            for one in problems
        ],
    }


def record_summary(summary: Summary, covered: Sequence[Covered] = ()) -> dict[str, Json]:
    """Give the counts, the figures of all together, and what was taken of each bot where that was counted."""
    counts: dict[str, Json] = {name: summary.count(name) for name in ("passed", "failed", "known", "skipped")}
    figures: dict[str, Json] = dict(summary.figures())
    coverage: dict[str, Json] = {"coverage": [_record_covered(one) for one in covered]} if covered else {}
    return {**counts, "broken": summary.problems, "figures": figures, **coverage}


def _record_covered(covered: Covered) -> Json:
    """Give what was taken of a bot by kind, the parts (0 to 1) of all and of the ways to a person, and what was not."""
    kinds = {kind: [one for one in covered.counted if one.kind == kind] for kind in KINDS}
    return {
        "bot": covered.bot,
        "rate": _rate(covered.counted),
        "handover_rate": _rate([one for one in covered.counted if one.kind in HANDOVER]),
        "kinds": {
            kind: {"taken": sum(one.taken for one in found), "all": len(found)}
            for kind, found in kinds.items()
            if found
        },
        "not_taken": [
            {"kind": one.kind, "name": one.name, "at": _place(one.span)} for one in covered.counted if not one.taken
        ],
    }


def _rate(counted: Sequence[Counted]) -> float:
    """Give a part rounded down, so that 1 is all of it."""
    return int(10_000 * rate(counted)) / 10_000


def _record_failure(failure: Failure) -> dict[str, Json]:
    return {
        "code": failure.code,
        "message": failure.message,
        "hint": failure.hint,
        "at": _place(failure.at),
        "spoke": _place(failure.spoke),
        "meant": None if failure.meant is None else _place(failure.meant),
        "differs": [
            {"field": differs.field, "expected": differs.expected, "actual": differs.actual}
            for differs in failure.differs
        ],
        "around": [{"who": told.who, "text": told.text, "at": _place(told.span)} for told in failure.around],
        "why": None if failure.why is None else _record_why(failure.why),
    }


def _record_why(why: Why) -> dict[str, Json]:
    return {
        "text": why.text,
        "threshold": round(why.threshold, 4),
        "step": why.step or None,
        "by": why.by or None,
        "at": _place(why.span),
        "near": [
            {
                "step": near.step,
                "score": round(near.score, 4),
                "example": near.example,
                "lacked": near.lacked,
                "at": _place(near.span),
            }
            for near in why.near
        ],
    }


def _place(span: Span) -> Json:
    return {"file": span.file, "line": span.line, "column": span.col} if span.file else None
