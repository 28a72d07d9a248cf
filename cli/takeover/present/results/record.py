"""A result as JSON: the same object in every format for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.language.values import Json
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


def record_summary(summary: Summary) -> dict[str, Json]:
    """Give the counts, and the figures of all together."""
    counts: dict[str, Json] = {name: summary.count(name) for name in ("passed", "failed", "known", "skipped")}
    figures: dict[str, Json] = dict(summary.figures())
    return {**counts, "broken": summary.problems, "figures": figures}


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
