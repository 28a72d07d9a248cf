"""What an input of the user does: the order of LANGUAGE, from a choice that was taken down to the unknown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from takeover.engine.control import reopen
from takeover.engine.levels import decide, first_open, first_unknown
from takeover.engine.play import ask_again, play
from takeover.language.actions.ask import Ask
from takeover.language.conversation import Missed, Near, Position
from takeover.language.folding import fold, fold_written
from takeover.language.outputs import Forwarded, Unmatched
from takeover.language.types.choice import Choice as ChoiceType
from takeover.language.values import Value
from takeover.matching.understand import hear
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import Program
    from takeover.engine.running import Running
    from takeover.language.choices import Choice
    from takeover.language.conversation import Waiting
    from takeover.language.decision import Decision
    from takeover.language.events import Intent, Sent
    from takeover.language.types.kind import EntityType, Found


def hear_text(
    run: Running, text: str, understood: Sequence[Intent] = (), *, chosen: bool = False, number: int = 0
) -> None:
    """Work a text through. `chosen`: it is the label of a choice that was taken, not typed; `number`: see Chose."""
    offered, run.offered = run.offered, ()
    choice = _taken_choice(offered, text, chosen=chosen, number=number)
    begin_input(run, text)
    if _forwarded(run, text):
        return
    if choice is not None:
        _follow_choice(run, choice, text)
    elif not text.strip():
        _hear_nothing(run)
    elif run.waiting:
        _hear_answer(run, text, understood)
    else:
        decision = decide(run, hear(run.program.index, text, understood))
        if not _take(run, decision):
            miss(run, text, decision)


def hear_media(run: Running, sent: Sent) -> None:
    """Work something through that is not a text: a step that takes it, or the unknown."""
    run.offered = ()
    shown = {"shows": sent.media, "url": sent.url, "title": sent.name}
    begin_input(run, "", {**shown})
    name = sent.name or sent.url
    if _forwarded(run, f"[{sent.media}: {name}]"):
        return
    number = first_open(run, f"media:{sent.media}")
    if number is None:
        miss(run, f"[{sent.media}: {name}]", None)
    else:
        run.unknowns = 0
        run.store(sent.media, Value(sent.url, name), run.program.steps[number].span)
        play(run, run.enter(number, "media"))


def begin_input(run: Running, text: str, shown: dict[str, str] | None = None) -> None:
    """Write what the user sent into the talk; a conversation that was resolved is open again."""
    run.add_line("user", text, dict(shown) if shown else None)
    if run.control == "resolved":
        reopen(run, NOWHERE, "reopened")


def miss(run: Running, text: str, decision: Decision | None) -> None:
    """Give an input that nothing understood to the nearest unknown step; without one the bot is silent, and says so."""
    run.unknowns += 1
    if decision is None:
        run.missed = Missed(text)
    else:
        run.missed = Missed(text, decision.threshold, partial(_near, run.program, decision))
    number = first_unknown(run)
    span = NOWHERE if number is None else run.program.steps[number].span
    run.emit(Unmatched(run.next_id(), span, text, decision, silent=number is None))
    if number is not None:
        play(run, run.enter(number, "unknown", decision))
    elif run.waiting:
        ask_again(run)


def _near(program: Program, decision: Decision) -> tuple[Near, ...]:
    """Give what came nearest, by the addresses of the steps."""
    steps = program.steps
    return tuple(
        [Near(steps[found.step].address, found.example, found.score, found.span) for found in decision.candidates]
    )


def _forwarded(run: Running, text: str) -> bool:
    if run.paused:
        run.emit(Forwarded(run.next_id(), NOWHERE, text))
    return run.paused


def _taken_choice(offered: tuple[Choice, ...], text: str, *, chosen: bool, number: int) -> Choice | None:
    """Give the addressed choice that was taken, of two with one label the newer; its label typed is as good."""
    if chosen and 0 < number <= len(offered) and offered[number - 1].label == text:
        taken = offered[number - 1]
        return taken if taken.addressed else None
    for choice in offered:
        if choice.addressed:
            break
    else:
        return None
    typed = text if chosen else fold(text)
    for choice in reversed(offered):
        if choice.addressed and typed == (choice.label if chosen else fold_written(choice.label)):
            return choice
    return None


def _follow_choice(run: Running, choice: Choice, text: str) -> None:
    number = choice.step if choice.step is not None else first_open(run, f"event:{choice.event}")
    run.unknowns = 0
    if number is None:
        miss(run, text, None)
    else:
        run.waiting = run.waiting[:-1]
        play(run, run.enter(number, "choice"))


def _hear_nothing(run: Running) -> None:
    """Fire `empty`, never the unknown; a question that is waiting is asked again."""
    number = first_open(run, "empty")
    if number is not None:
        play(run, run.enter(number, "empty"))
    elif run.waiting:
        ask_again(run)


def _take(run: Running, decision: Decision) -> bool:
    """Take the step that a decision found, and keep what its slots caught."""
    taken = decision.taken
    if taken is None:
        return False
    run.unknowns = 0
    for name, value in taken.captures.items():
        run.store(name, value, taken.span)
    save = run.program.saves.get(taken.step)
    if save is not None and taken.means == "any":
        run.store(save, Value(decision.text.strip(), decision.text), taken.span)
    play(run, run.enter(taken.step, "text", decision))
    return True


def _hear_answer(run: Running, text: str, understood: Sequence[Intent]) -> None:
    """Try a text as the answer to the question that waits: an interruption, a fit, another step, or a miss."""
    heard = hear(run.program.index, text, understood)
    if run.program.interruptible and _take(run, decide(run, heard, interrupting=True)):
        return
    waiting = run.waiting[-1]
    block = run.program.blocks[waiting.at.block]
    ask = block.actions[waiting.at.index]
    assert isinstance(ask, Ask)
    found = _answer_type(run, ask, waiting.at).find(text, run.facts.place)
    if found is not None:
        _keep_answer(run, ask, waiting, found, text)
        return
    decision = decide(run, heard)
    if not _take(run, decision):
        _miss_answer(run, ask, waiting, text, decision)


def _answer_type(run: Running, ask: Ask, at: Position) -> EntityType:
    known = run.program.answers.get((at.block, at.index))
    if known is not None:
        return known
    return ChoiceType(tuple(run.fill(option.label) for option in ask.choices))


def _keep_answer(run: Running, ask: Ask, waiting: Waiting, found: Found, text: str) -> None:
    run.unknowns = 0
    run.waiting = run.waiting[:-1]
    run.cause = waiting.cause
    if ask.save is not None:
        run.store(ask.save.path, Value(found.value, text), ask.save.span)
    play(run, Position(waiting.at.block, waiting.at.index + 1))


def _miss_answer(run: Running, ask: Ask, waiting: Waiting, text: str, decision: Decision) -> None:
    """Ask again, or give up after as many attempts as the question allows."""
    older, misses = run.waiting[:-1], waiting.misses + 1
    block = run.program.blocks[waiting.at.block]
    run.step = run.program.steps[block.step]
    if ask.save is not None and any(letter.isdecimal() for letter in text):
        run.hide(ask.save.path, Value(text, text))  # a card number with a digit missing is a secret as well
    if misses < ask.attempts:
        run.waiting = (*older, waiting._replace(misses=misses))
        if ask.retry:
            run.ask(ask.span, run.fill(run.pick(ask.retry)), ask.choices)
        else:
            ask_again(run)
        return
    run.waiting = older
    if ask.otherwise is None:
        miss(run, text, decision)
    else:
        run.cause = waiting.cause
        play(run, Position(block.nests[waiting.at.index][0], 0))
