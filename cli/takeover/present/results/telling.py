"""Results in words, for the formats that have lines of text but no colours: messages, and failures in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.places import write_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.replay.result import Failure, Outcome, Result, Summary
    from takeover.source.diagnostic import Diagnostic

COUNTED: Mapping[Outcome, str] = {
    "passed": "passed",
    "failed": "failed",
    "known": "known to fail",
    "skipped": "skipped",
}


def count_results(summary: Summary) -> str:
    """Say how many there were of each: `130 passed, 2 failed, 1 skipped`."""
    told = [f"{count} {word}" for outcome, word in COUNTED.items() if (count := summary.count(outcome))]
    if summary.problems:
        told.append(f"{summary.problems} could not be played")
    return ", ".join(told) or "no transcript was played"


def tell_figures(summary: Summary) -> str:
    """Give the figures of all together that are not zero: `4.2% of 310 inputs not understood, 2 repeated questions`."""
    told: list[str] = []
    if summary.unknowns:
        told.append(f"{100 * summary.unknowns / summary.turns:.1f}% of {_some(summary.turns, 'input')} not understood")
    if summary.repeated_questions:
        told.append(_some(summary.repeated_questions, "repeated question"))
    if summary.to_person:
        mean = sum(summary.to_person) / len(summary.to_person)
        told.append(f"{_some(len(summary.to_person), 'talk')} with a person after {mean:.1f} turns")
    return ", ".join(told)


def _some(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


def tell_failure(failure: Failure) -> Iterator[str]:
    """Give the lines of a failure: what, where, expected and actual, why, and the talk before it."""
    yield f"{write_place(failure.at)}: {failure.message}"
    for differs in failure.differs:
        name = f"{differs.field}: " if differs.field else ""
        yield f"expected: {name}{differs.expected or 'nothing'}"
        yield f"actual:   {name}{differs.actual or 'nothing'}"
    if failure.spoke.file:
        yield f"said by:  {write_place(failure.spoke)}"
    if failure.meant is not None:
        yield f"expected text: {write_place(failure.meant)}"
    if failure.hint:
        yield f"hint: {failure.hint}"
    yield from tell_why(failure)
    if failure.around:
        yield "talk:"
        yield from (f"  {f'{told.who}: ' if told.who else ''}{told.text}" for told in failure.around)


def tell_why(failure: Failure) -> Iterator[str]:
    """Give the lines of a decision: the step that was taken, and how near each came."""
    why = failure.why
    if why is None:
        return
    by = f", by {why.by}" if why.by else ""
    taken = f"taken: {why.step}{by} ({write_place(why.span)})" if why.step else "no step was taken"
    threshold = f", threshold {why.threshold:.2f}" if why.threshold else ""
    yield f'why: "{why.text}"{threshold}; {taken}' if why.text else f"why: {taken}"
    for near in why.near:
        lacked = f" - {near.lacked}" if near.lacked else ""
        yield f'  {near.score:.2f} {near.step} "{near.example}" ({write_place(near.span)}){lacked}'


def tell_problem(problem: Diagnostic) -> str:
    """Give a problem on one line."""
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{problem.span}: {problem.message}{hint}" if problem.span.file else f"{problem.message}{hint}"


def tell_problems(problems: Sequence[Diagnostic]) -> str:
    """Give problems, a line for each."""
    return "\n".join(map(tell_problem, problems))


def title_of(result: Result) -> str:
    """Name a result, with why it was not simply played."""
    return f"{result.address} ({result.reason})" if result.reason else result.address
