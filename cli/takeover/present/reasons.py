"""Why a text was understood, or was not, in a designer's words: what spoke for a step, what is strange, what would tip.

What speaks for a step is counted in points, of which it takes 100: then the score is at the threshold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.matching.explain import MEANING
from takeover.present.pieces import Grid, Paragraph, Words, words
from takeover.present.places import write_place
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.language.decision import Candidate, Decision
    from takeover.matching.explain import Explanation, Reason
    from takeover.present.pieces import Line, Piece

ENOUGH = 100
"""The points that it takes."""
MOST_FOR = 6
MOST_AGAINST = 4
MOST_STRANGE = 6
MOST_HANGS = 4
MOST_LESS, MOST_MORE = 2, 3
LEAST_ALIKE = 0.05
"""An example that is less like a text than this is not shown, but for the first."""
LEAST_TIPPED = 40
"""The points from which on it is of use to say what would have tipped a text: it was near."""
LONGEST = 60
"""Characters of a text that are repeated."""


class Point(NamedTuple):
    """How much a word, two neighbours, a slot or the whole speaks for a step, in points; `part` if only letters do."""

    shown: str
    points: float
    part: str = ""

    @property
    def quoted(self) -> str:
        """What spoke, in quotes where it stands in the text."""
        return self.shown if self.shown == MEANING else f'"{_cut(self.shown)}"'


def needed(threshold: float) -> float:
    """Give how many times half-way a text must reach for its score to be at the threshold."""
    bounded = min(max(threshold, 0.01), 0.99)
    return bounded / (1 - bounded)


def points_of(reason: Reason, threshold: float) -> tuple[Point, ...]:
    """Add the evidence for a step up, word by word; what speaks most for it first, what speaks most against it last."""
    sums: dict[str, float] = {}
    parts: dict[str, tuple[float, str]] = {}
    whole: set[str] = set()
    for one in reason.evidence:
        sums[one.word] = sums.get(one.word, 0.0) + one.share
        if one.part != "letters":
            whole.add(one.word)
        elif abs(one.share) > abs(parts.get(one.word, (0.0, ""))[0]):
            parts[one.word] = one.share, one.shown
    rate = ENOUGH / needed(threshold)
    found = [Point(word, share * rate, "" if word in whole else parts[word][1]) for word, share in sums.items()]
    return tuple(sorted((one for one in found if round(one.points)), key=lambda one: -one.points))


def summarize(decision: Decision, explanation: Explanation | None, program: Program) -> str:
    """Say in a sentence why a text was taken, or was not."""
    taken = decision.taken
    if taken is not None and taken.means != "text":
        return _certain(taken)
    near = taken if taken is not None else next((one for one in decision.candidates if one.means == "text"), None)
    reason = _reason_of(near, explanation)
    if near is None:
        return "no step has anything in common with it"
    if explanation is None or reason is None:
        return f"{program.steps[near.step].address} came nearest with {near.score:.2f}"
    spoke = [point.quoted for point in points_of(reason, explanation.threshold)[:3] if point.points > 0]
    said = f"{_join(spoke)} {'speaks' if len(spoke) == 1 else 'speak'} for it" if spoke else "nothing speaks for it"
    like = f'nearest example "{_cut(near.example)}" ({write_place(near.span)})'
    strange = f"; in no example: {_quoted(explanation.unseen, 3)}" if explanation.unseen else ""
    if taken is not None:
        return f"{said}; {like}"
    return f"{program.steps[near.step].address} came nearest; {said}; {like}{strange}"


def _certain(taken: Candidate) -> str:
    match taken.means:
        case "exact":
            return f'it is an example, "{_cut(taken.example)}" ({write_place(taken.span)})'
        case "pattern":
            return f'it fits the pattern "{_cut(taken.example)}" ({write_place(taken.span)})'
        case "contains":
            return f'it holds "{_cut(taken.example)}" ({write_place(taken.span)})'
        case "intent":
            return f'the service takes it for "{_cut(taken.example)}" ({write_place(taken.span)})'
        case "typed":
            return f"it holds a value of type {taken.example} ({write_place(taken.span)})"
        case "any":
            return f"this step takes any text ({write_place(taken.span)})"
        case _:
            return f'it is taken for "{_cut(taken.example)}" ({write_place(taken.span)})'


def tell_reasons(
    decision: Decision, explanation: Explanation | None, program: Program, *, whole: bool = True
) -> Iterator[Piece]:
    """Give the reasons as pieces: all of them, or (not `whole`) the few lines that matter most."""
    taken = decision.taken
    if taken is not None and taken.means != "text":
        yield Paragraph(words(_sentence(_certain(taken))))
        return
    near = taken if taken is not None else next((one for one in decision.candidates if one.means == "text"), None)
    reason = _reason_of(near, explanation)
    if near is None or explanation is None or reason is None:
        yield Paragraph(words("No step has anything in common with it."))
        if explanation is not None and explanation.unseen and whole:
            yield Grid(((words("never seen", "quiet"), _strange(explanation)),))
        return
    rows = [*_rows(near, reason, explanation, program, is_taken=taken is not None, whole=whole)]
    yield Grid(tuple((words(name, "quiet"), line) for name, line in rows))


def _rows(
    near: Candidate,
    reason: Reason,
    explanation: Explanation,
    program: Program,
    *,
    is_taken: bool,
    whole: bool,
) -> Iterator[tuple[str, Line]]:
    points = points_of(reason, explanation.threshold)
    total = round(sum(point.points for point in points))
    near_step = program.steps[near.step].address
    if whole:
        verdict = "taken" if is_taken else "nearest"
        yield (
            verdict,
            (
                Words(near_step, "strong"),
                Words(
                    f": score {write_score(reason.score, explanation.threshold)}, and it takes "
                    f"{explanation.threshold:.2f} (the threshold)"
                ),
            ),
        )
    speaking = [point for point in points if point.points > 0]
    others = f" ({total} points of the {ENOUGH} that it takes)" if not is_taken or whole else ""
    listed = _points(speaking, MOST_FOR) or words("nothing")
    yield ("for it", (*listed, Words(others, "quiet")))
    against = [point for point in reversed(points) if point.points < 0]
    if against and whole:
        yield ("against it", _points(against, MOST_AGAINST))
    if explanation.unseen and (whole or not is_taken):
        yield ("never seen", _strange(explanation))
    if whole:
        alike = [like for number, like in enumerate(reason.nearest) if not number or like.cosine >= LEAST_ALIKE]
        for number, like in enumerate(alike):
            share = f"  {round(100 * like.cosine)} % alike"
            told = (
                Words(f'"{_cut(like.phrase.text)}"'),
                Words(share, "number"),
                Words(f"  {write_place(like.phrase.span)}", "quiet"),
            )
            yield ("" if number else "examples", told)
        for number, other in enumerate(explanation.reasons[1:]):
            address = Words(program.steps[other.step].address)
            yield ("" if number else "then came", (address, Words(f"  {other.score:.2f}", "number")))
    tips = _hangs_on(reason, explanation) if is_taken else _would_tip(reason, explanation)
    if tips and total >= LEAST_TIPPED:
        yield ("it hangs on" if is_taken else "would tip it", words(tips))


def _points(points: Sequence[Point], most: int) -> Line:
    shown: list[Words] = []
    for point in points[:most]:
        if shown:
            shown.append(Words(", ", "quiet"))
        part = f" (by its letters {point.part})" if point.part else ""
        shown += (Words(f"{point.quoted}{part} "), Words(f"{point.points:+.0f}", "number"))
    if len(points) > most:
        rest = sum(point.points for point in points[most:])
        shown.append(Words(f", {len(points) - most} more {rest:+.0f}", "quiet"))
    return tuple(shown)


def _strange(explanation: Explanation) -> Line:
    strange = set(explanation.strange)
    listed = explanation.unseen[:MOST_STRANGE]
    named = [f'"{_cut(word)}"' + ("" if word in strange else " (only letters of it)") for word in listed]
    more = len(explanation.unseen) - len(listed)
    rest = f" and {more} more" if more else ""
    return (
        Words(f"{', '.join(named)}{rest}", "warning"),
        Words(" in no example; strange words lower every score", "quiet"),
    )


def _hangs_on(reason: Reason, explanation: Explanation) -> str:
    """Say which words a text cannot do without."""
    lost = [(word, score) for word, score in reason.without if score < explanation.threshold]
    lost.sort(key=lambda one: one[1])
    return _listed(
        (
            f'"{_cut(word)}" (without it {write_score(score, explanation.threshold)}: not understood)'
            for word, score in lost
        ),
        MOST_HANGS,
    )


def _would_tip(reason: Reason, explanation: Explanation) -> str:
    """Say which word less, or more, would have been enough."""
    threshold = explanation.threshold
    less = [(word, score) for word, score in reason.without if score >= threshold]
    less.sort(key=lambda one: -one[1])
    more = [(word, score) for word, score in explanation.tipping if score >= threshold]
    told = [f'without "{_cut(word)}" it would score {score:.2f}' for word, score in less[:MOST_LESS]]
    told += [f'with "{_cut(word)}" in it {score:.2f}' for word, score in more[:MOST_MORE]]
    return _listed(told, len(told)) or "no single word: say it in an example of this step, if it means this"


def _reason_of(near: Candidate | None, explanation: Explanation | None) -> Reason | None:
    if near is None or explanation is None:
        return None
    return next((reason for reason in explanation.reasons if reason.step == near.step), None)


def write_score(score: float, threshold: float) -> str:
    """Write a score with as many digits as it takes to see on which side of the threshold it is."""
    digits = next((digits for digits in (2, 3) if f"{score:.{digits}f}" != f"{threshold:.{digits}f}"), 4)
    return f"{score:.{2 if score == threshold else digits}f}"


def reason_json(point: Point) -> dict[str, str | float]:
    """Give a point as JSON."""
    return {"text": point.shown, "points": round(point.points, 1)}


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[: LONGEST - 1]}…"


def _quoted(found: Sequence[str], most: int) -> str:
    rest = f" and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(f'"{_cut(one)}"' for one in found[:most]) + rest


def _listed(found: Iterable[str], most: int) -> str:
    listed = list(found)
    rest = f"; and {len(listed) - most} more" if len(listed) > most else ""
    return "; ".join(listed[:most]) + rest


def _join(found: Sequence[str]) -> str:
    return f"{', '.join(found[:-1])} and {found[-1]}" if len(found) > 1 else "".join(found)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
