"""Play a session again on other flows: the same events, each answer given to the request that was made in its place."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.chat.choosing import offered_by
from takeover.chat.records import with_parts
from takeover.chat.session import Session
from takeover.chat.telling import shorten, tell_event
from takeover.language.events import Answered
from takeover.language.outputs import CallRequested, EmailRequested, Said, Shown, TakeoverRequested

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence
    from datetime import datetime

    from takeover.chat.session import Turn
    from takeover.engine.program import Program
    from takeover.language.outputs import Output

Request = CallRequested | TakeoverRequested | EmailRequested
MOST_ANSWERS = 50
"""So many requests may follow from one input; more is a circle of calls that waits for nobody."""


@dataclass(slots=True)
class _Matching:
    """Which request of the old flows is which of the new ones.

    `asked` are the old ones that found no counterpart yet, by what they ask; `early` the answers to those.
    """

    asked: dict[Hashable, deque[str]]
    found: dict[str, str] = field(default_factory=dict)
    early: dict[str, Answered] = field(default_factory=dict)


def replay(session: Session, program: Program, answer: Callable[[CallRequested, datetime], Answered]) -> Session:
    """Give the session as it would have gone with `program`. What was undone is forgotten.

    `answer` answers a call that the old flows did not make: a call that is never answered would leave the talk hanging.
    """
    matching = _Matching(_asked(tuple(session.turns)))
    replayed = Session(program, session.start)
    for turn in session.turns:
        event = turn.event
        if isinstance(event, Answered):
            if event.request not in matching.found:
                matching.early[event.request] = event
                continue
            event = with_parts(event, request=matching.found[event.request])
        replayed = replayed.add(event, by_itself=turn.by_itself)
        replayed = _settle(replayed, matching, answer)
    return replayed


def _asked(turns: Sequence[Turn]) -> dict[Hashable, deque[str]]:
    asked: dict[Hashable, deque[str]] = defaultdict(deque)
    for turn in turns:
        for request in requests_of(turn.outputs):
            asked[_what(request)].append(request.id)
    return asked


def requests_of(outputs: Sequence[Output]) -> list[Request]:
    """Give what is asked of the outside, in its order."""
    return [output for output in outputs if isinstance(output, CallRequested | TakeoverRequested | EmailRequested)]


def _what(request: Request) -> Hashable:
    """Say what a request asks: two calls are the same when they would send the same."""
    if isinstance(request, CallRequested):
        sent = (request.method, request.url, request.target, request.json, request.form, request.text)
        return ("call", repr(sent))
    return type(request).__name__


def _settle(session: Session, matching: _Matching, answer: Callable[[CallRequested, datetime], Answered]) -> Session:
    """Answer what the last turn asks, where the old flows had their answer earlier, or never asked."""
    waiting = deque(requests_of(session.turns.last.outputs))
    answered = 0
    while waiting and answered < MOST_ANSWERS:
        request = waiting.popleft()
        old = matching.asked.get(_what(request))
        given: Answered | None = None
        if old:
            known = old.popleft()
            matching.found[known] = request.id
            given = matching.early.pop(known, None)
        elif isinstance(request, CallRequested):
            given = answer(request, session.conversation.clock)
        if given is not None:
            answered += 1
            session = session.add(with_parts(given, request=request.id), by_itself=True)
            waiting.extend(requests_of(session.turns.last.outputs))
    return session


@dataclass(frozen=True, slots=True)
class Change:
    """The first thing that goes otherwise: what the bot said and says ("" for nothing), and the input before it."""

    before: str
    after: str
    cause: str


def first_change(old: Session, new: Session) -> Change | None:
    """Compare what the bot said on the old flows with what it says on the new ones."""
    for (before, cause), (after, other) in zip(*_padded(_messages(old), _messages(new)), strict=True):
        if before != after:
            return Change(before, after, cause or other)
    return None


def _padded(
    old: list[tuple[str, str]], new: list[tuple[str, str]]
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    nothing = ("", "")
    longest = max(len(old), len(new))
    return old + [nothing] * (longest - len(old)), new + [nothing] * (longest - len(new))


def _messages(session: Session) -> list[tuple[str, str]]:
    """Give what the bot said, each with the input before it."""
    found: list[tuple[str, str]] = []
    cause = ""
    for turn in session.turns:
        if not turn.by_itself:
            cause = tell_event(turn.event, turn.before.clock)
        for output in turn.outputs:
            match output:
                case Said():
                    found.append((_with_choices(output), cause))
                case Shown(shows=shows, content=content):
                    found.append((f"[{shows}: {', '.join(str(value) for value in content.values() if value)}]", cause))
                case TakeoverRequested():
                    found.append((f"[takeover: {output.reason or output.cause}]", cause))
                case _:
                    pass
    return found


def _with_choices(said: Said) -> str:
    labels = [choice.label for choice in offered_by(said)]
    return f"{said.text} ({' | '.join(labels)})" if labels else said.text


def write_change(change: Change) -> str:
    """Say a change in a sentence."""
    after = f'after "{shorten(change.cause)}" ' if change.cause else ""
    if not change.before:
        return f'{after}the bot now says "{shorten(change.after)}"'
    if not change.after:
        return f'{after}the bot no longer says "{shorten(change.before)}"'
    return f'{after}the bot says "{shorten(change.after)}" instead of "{shorten(change.before)}"'
