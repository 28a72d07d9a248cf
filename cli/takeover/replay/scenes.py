"""A played talk as somebody who reads it sees it: what each party said and did, and what else went on, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.handover.email import build_email
from takeover.handover.takeover import Origin, build_takeover
from takeover.language.outputs import (
    CallRequested,
    Captured,
    EmailRequested,
    Ended,
    Entered,
    Forwarded,
    Noted,
    Paused,
    Resolved,
    Resumed,
    Said,
    Shown,
    TakeoverRequested,
    Unmatched,
    Warned,
)
from takeover.language.views import write_value
from takeover.source.light import NamedTuple
from takeover.transcripts.happenings import AgentDoes, UserChooses, UserSends

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from takeover.engine.program import Program
    from takeover.language.decision import Decision
    from takeover.language.outputs import Output
    from takeover.language.values import Json
    from takeover.replay.result import Who
    from takeover.source.span import Span
    from takeover.transcripts.happenings import Happening

Kind = Literal["said", "chose", "shown", "payload", "call", "step", "event", "aside", "warning"]
"""`payload`: a takeover or an e-mail, whose content is the payload; `step`: a step was taken; `event`: what happened
outside; `aside`: what the bot did and nobody saw."""
ORIGIN = Origin(simulated=True)


class Scene(NamedTuple):
    """One thing that happened. `span` is the line that made it: of the transcript or of the flow.

    `id` is that of the output ("" for what a transcript did). `content` is what is shown, as the reply's own fields
    say it, or a whole payload. A step that was taken by a text has a score from 0 to 1, and how it was matched.
    """

    who: Who
    kind: Kind
    text: str
    span: Span
    id: str = ""
    choices: tuple[str, ...] = ()
    content: Mapping[str, Json] | None = None
    score: float | None = None


def show_turn(turn: Happening) -> Scene:
    """Give what a turn of the transcript does."""
    who, text = turn.tell()
    match turn:
        case UserChooses(label=label):
            return Scene("user", "chose", label.text, turn.span)
        case UserSends(media=media):
            return Scene("user", "shown", media.kind, turn.span, content={"url": media.url, "title": media.name})
        case AgentDoes(act=act) if act != "say":
            told = f"{act}: {turn.text}" if turn.text else act
            return Scene("agent", "event", told, turn.span)
        case _ if who in {"user", "agent"}:
            return Scene(who, "said", text, turn.span)  # type: ignore[arg-type] # one of Who
        case _:
            return Scene("", "event", text, turn.span)


def show_outputs(program: Program, outputs: Iterable[Output]) -> Iterator[Scene]:
    """Give what a step of the bot did."""
    for output in outputs:
        scene = _show(program, output)
        if scene is not None:
            yield scene


def _show(program: Program, output: Output) -> Scene | None:
    span, name = output.span, output.id
    match output:
        case Said(text=text, choices=choices, buttons=buttons):
            return Scene("bot", "said", text, span, name, tuple(one.label for one in (*choices, *buttons)))
        case Shown(shows=shows, content=content, buttons=buttons):
            return Scene("bot", "shown", shows, span, name, tuple(one.label for one in buttons), content)
        case TakeoverRequested():
            return Scene("", "payload", "Takeover", span, name, content=build_takeover(program, output, ORIGIN))
        case EmailRequested():
            return Scene("", "payload", "E-mail", span, name, content=build_email(program, output, ORIGIN))
        case CallRequested(method=method, url=url, target=target):
            return Scene("", "call", f"{method} {url or target}", span, name)
        case Entered(flow=flow, step=step, decision=decision):
            taken = decision.taken if decision is not None else None
            return Scene("", "step", f"{flow}/{step}", span, name, score=taken.score if taken is not None else None)
        case Warned(problem=problem):
            return Scene("", "warning", problem.message, span, name)
        case Captured() | Unmatched() | Paused() | Resumed() | Resolved() | Noted() | Forwarded() | Ended():
            return Scene("", "aside", _tell(program, output), span, name)
        case _:
            return None


def _tell(
    program: Program, output: Captured | Unmatched | Paused | Resumed | Resolved | Noted | Forwarded | Ended
) -> str:
    match output:
        case Captured(name=name, value=value):
            setting = program.bot.params.get(name)
            return f"{name} = {'…' if setting is not None and setting.sensitive else write_value(value)}"
        case Unmatched(silent=silent, decision=decision):
            told = "not understood, and no step takes the unknown" if silent else "not understood"
            return f"{told}{_nearest(program, decision)}"
        case Paused(until=until):
            return "the bot is paused" if until is None else f"the bot is paused until {until:%H:%M}"
        case Resumed(why=why):
            return f"the bot answers again: {why}"
        case Resolved(text=text, by=by):
            return f"resolved by the {by}{f': {text}' if text else ''}"
        case Noted(text=text):
            return f"for the agent only: {text}"
        case Forwarded():
            return "the bot is paused: the message goes to the agent"
        case Ended():
            return "the flow ends the talk"


def _nearest(program: Program, decision: Decision | None) -> str:
    if decision is None or not decision.candidates:
        return ""
    near = decision.candidates[0]
    return f'; nearest {program.steps[near.step].address} "{near.example}", {near.score:.2f}'
