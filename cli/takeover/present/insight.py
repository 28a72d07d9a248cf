"""Why the bot answered as it did, and what a conversation knows, as pieces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.masking import write_mask
from takeover.language.actions.ask import Ask
from takeover.language.views import write_value
from takeover.present.pieces import Grid, Line, Paragraph, Words, says_something, words
from takeover.present.places import write_local, write_place
from takeover.present.reasons import tell_reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation, Waiting
    from takeover.language.decision import Candidate, Decision, Means
    from takeover.language.outputs import By, Entered
    from takeover.language.types.kind import Place
    from takeover.present.pieces import Piece

BAR = 10
MOST_REASONS = 5
"""Steps whose scores are taken apart."""
MEANS: Mapping[Means, str] = {
    "exact": "is",
    "pattern": "fits the pattern",
    "contains": "holds",
    "text": "is like",
    "intent": "is what the service takes it for:",
    "typed": "holds a value of type",
}
BY: Mapping[By, str] = {
    "text": "by what the user wrote",
    "choice": "by a choice",
    "event": "by an event",
    "media": "by what the user sent",
    "empty": "by an empty message",
    "silence": "by silence",
    "unknown": "because nothing else understood it",
    "goto": "because another step went there",
    "start": "because the talk was started there",
}


def explain(
    decision: Decision | None, entered: Entered | None, program: Program, place: Place, *, whole: bool = False
) -> Iterator[Piece]:
    """Give the pieces of the last decision, and of the step that was taken after it.

    What the scores are made of is told in a few lines, or, if the `whole` of it is wanted, in all. `place` is where and
    when the text was heard.
    """
    if decision is None and entered is None:
        yield Paragraph(words("nothing was decided yet", "quiet"))
        return
    if decision is not None:
        yield from _explain_decision(decision, program)
        yield from _explain_scores(decision, program, place, whole=whole)
    if entered is not None:
        step = f"{entered.flow}/{entered.step}"
        spot = write_place(entered.span)
        yield Paragraph(
            (Words("taken: "), Words(step, "strong"), Words(f", {BY[entered.by]}"), Words(f"  {spot}", "quiet"))
        )


def _explain_decision(decision: Decision, program: Program) -> Iterator[Piece]:
    scored = f"  threshold {decision.threshold:.2f}" if decision.threshold else ""
    yield Paragraph((Words(f'"{decision.text}"', "strong"), Words(scored, "quiet")))
    if decision.taken is None and not decision.candidates:
        yield Paragraph(words("no step came near", "quiet"))
        return
    candidates = (*((decision.taken,) if decision.taken is not None else ()), *decision.candidates)
    yield Grid(tuple(_candidate_row(candidate, decision, program) for candidate in candidates))


def _explain_scores(decision: Decision, program: Program, place: Place, *, whole: bool) -> Iterator[Piece]:
    """Say what a score is made of, where it was one that decided."""
    taken = decision.taken
    near = taken or next((one for one in decision.candidates if one.means == "text"), None)
    if near is not None and near.means == "text":
        from takeover.matching.explain import explain as explain_scores

        level = program.steps[near.step].parent
        explanation = explain_scores(program.index, decision.text, level, place=place, steps=MOST_REASONS)
        yield from tell_reasons(decision, explanation, program, whole=whole)


def _candidate_row(candidate: Candidate, decision: Decision, program: Program) -> tuple[Line, ...]:
    taken = candidate is decision.taken
    bar = draw_bar(candidate.score, decision.threshold if candidate.means == "text" else 0.0)
    lacked = (Words(f"\n{candidate.lacked}", "warning"),) if candidate.lacked else ()
    return (
        words(f"{candidate.score:.2f}", "good" if taken else "text"),
        words(bar, "meter"),
        (
            Words(program.steps[candidate.step].address, "strong"),
            Words(_tell_means(candidate)),
            Words(f" {write_place(candidate.span)}", "quiet"),
            *lacked,
        ),
    )


def _tell_means(candidate: Candidate) -> str:
    means = MEANS.get(candidate.means)
    return " takes any text" if means is None else f' {means} "{candidate.example}"'


def draw_bar(score: float, threshold: float) -> str:
    """Draw a score from 0 to 1 as `####..|...`, the threshold (if not 0) as the mark that it had to reach."""
    full = round(min(max(score, 0.0), 1.0) * BAR)
    mark = min(round(threshold * BAR), BAR)
    if score < threshold and full >= mark:  # what is under the threshold is seen to be
        full = max(mark - 1, 0)
    bar = "#" * full + "." * (BAR - full)
    return bar if not threshold else f"{bar[:mark]}|{bar[mark:]}"


def tell_state(conversation: Conversation, program: Program) -> Iterator[Piece]:
    """Give the pieces of what a conversation knows, and where it stands."""
    rows = tuple(
        (words(name, "quiet"), line) for name, line in _state_rows(conversation, program) if says_something(line)
    )
    yield Grid(rows)


def _state_rows(now: Conversation, program: Program) -> Iterator[tuple[str, Line]]:
    zone = program.bot.timezone
    paused = ""
    if now.paused:
        until = "somebody resumes it" if now.paused_until is None else write_local(now.paused_until, zone)
        paused = f", the bot is paused until {until}"
    yield "talk", (Words(now.id), Words(f"  seed {now.seed}, {now.channel}, {now.language}", "quiet"))
    yield "time", (Words(write_local(now.clock, zone)), Words(f"  {zone}, turn {now.turn}", "quiet"))
    yield "control", words(f"{now.control}{paused}", "warning" if now.control != "open" or now.paused else "text")
    if now.last_step is not None:
        step = program.steps[now.last_step]
        yield "step", (Words(step.address), Words(f"  {write_place(step.span)}", "quiet"))
    for place, waiting in enumerate(reversed(now.waiting)):
        yield "" if place else "asks", _question(waiting, now, program)
    follow_ups = [program.steps[context.step].address for context in now.contexts]
    yield "follows", words(", ".join(follow_ups))
    yield "choices", words(", ".join(choice.label for choice in now.offered))
    if now.missed is not None:
        counted = f"  {now.unknowns} in a row" if now.unknowns else ""
        yield "unknown", (Words(f'"{now.missed.text}"'), Words(counted, "quiet"))
    yield from _named("params", {name: _param(name, now, program) for name in now.params})
    yield from _named("tags", now.tags)
    yield from _named("user", now.user)
    yield "awaits", words(", ".join(f"{pending.kind} {name}" for name, pending in now.pending.items()))


def _question(waiting: Waiting, now: Conversation, program: Program) -> Line:
    ask = program.blocks[waiting.at.block].actions[waiting.at.index]
    if not isinstance(ask, Ask):
        return ()
    kept = f" for {ask.save.path}" if ask.save is not None else ""
    attempt = f", answer {waiting.misses + 1} of {ask.attempts}" if waiting.misses else ""
    asked = ask.texts[0].choose((now.language, program.bot.language))[0]
    return (Words(asked.text), Words(f"  {write_place(ask.span)}{kept}{attempt}", "quiet"))


def _param(name: str, now: Conversation, program: Program) -> str:
    setting = program.bot.params.get(name)
    if setting is not None and setting.sensitive:
        return write_mask(name)
    return ", ".join(write_value(value.value) for value in now.params[name])


def _named(title: str, values: Mapping[str, str]) -> Iterator[tuple[str, Line]]:
    for place, (name, value) in enumerate(values.items()):
        yield "" if place else title, words(f"{name} = {value}")
