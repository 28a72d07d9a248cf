"""What only the designer sees beside the talk: what was kept, missed, paused, noted, and what cannot be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.handover.masking import write_mask
from takeover.language.outputs import (
    Captured,
    Ended,
    Forwarded,
    Noted,
    Paused,
    Resolved,
    Resumed,
    Unmatched,
    Warned,
)
from takeover.language.views import write_value
from takeover.present.pieces import Paragraph, Words, words
from takeover.present.places import write_local, write_place

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.decision import Decision
    from takeover.present.pieces import Lead, Tone
    from takeover.source.diagnostic import Diagnostic

Control = Forwarded | Paused | Resumed | Resolved | Ended
Aside = Captured | Unmatched | Noted | Warned | Control

WHY_RESUMED = {
    "time": "the pause is over",
    "agent": "an agent gave the talk back",
    "event": "an event gave the talk back",
    "flow": "the flow gave the talk back",
    "refused": "nobody takes the conversation",
    "reopened": "the user wrote again",
}


def aside(output: Aside, program: Program) -> Paragraph:
    """Give the paragraph that tells the designer of an output."""
    match output:
        case Captured():
            return _quiet(f"{output.name} = {_write_captured(output, program)}")
        case Noted(text=text):
            return _quiet(f"for the agent only: {text}")
        case Warned(problem=problem):
            return _warn(problem)
        case Unmatched(decision=decision, silent=True):
            unheard = "not understood, and no step takes the unknown: the bot is silent"
            return Paragraph(words(f"{unheard}{_nearest(decision, program)}"), "warning")
        case Unmatched(decision=decision):
            return _quiet(f"not understood{_nearest(decision, program)}")
        case _:
            return _quiet(_tell_control(output, program.bot.timezone))


def _tell_control(output: Control, timezone: str) -> str:
    match output:
        case Forwarded(text=text):
            return f'the bot is paused, and the agent gets "{text}"'
        case Paused(until=until):
            when = "somebody resumes it" if until is None else write_local(until, timezone)
            return f"the bot is paused until {when}"
        case Resumed(why=why):
            return f"the bot answers again: {WHY_RESUMED.get(why, why)}"
        case Resolved(text=text, by=by):
            return f"resolved by the {by}{f': {text}' if text else ''}"
        case Ended():
            return "the flow ends the talk: the next input starts afresh"
        case unexpected:
            assert_never(unexpected)


def _warn(problem: Diagnostic) -> Paragraph:
    hint = f"; {problem.hint}" if problem.hint else ""
    place = write_place(problem.span)
    tone: Tone = "quiet" if problem.severity == "note" else "text"
    lead: Lead = "aside" if problem.severity == "note" else problem.severity
    return Paragraph((Words(f"{problem.message}{hint}", tone), Words(f" {place}" if place else "", "quiet")), lead)


def _quiet(text: str) -> Paragraph:
    return Paragraph(words(text, "quiet"), "aside")


def _nearest(decision: Decision | None, program: Program) -> str:
    if decision is None or not decision.candidates:
        return ""
    near = decision.candidates[0]
    return f'; nearest {program.steps[near.step].address} "{near.example}": {near.lacked}'


def _write_captured(captured: Captured, program: Program) -> str:
    setting = program.bot.params.get(captured.name)
    if setting is not None and setting.sensitive:
        return write_mask(captured.name)
    written = write_value(captured.value)
    return written if captured.match in {"", written} else f'{written} (from "{captured.match}")'
