"""Names in a transcript that lead nowhere: fields that no payload has, flows that the bot has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.names import find_place
from takeover.replay.payloads import unknown_path
from takeover.source.suggest import did_you_mean
from takeover.transcripts.expected import AnyOrder, TakesOver, Took
from takeover.transcripts.happenings import GoesTo

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Scalar
    from takeover.transcripts.transcript import Transcript


def check_transcript(program: Program, transcript: Transcript, problems: Problems) -> None:
    """Note fields that no payload has, and flows and steps that the bot has not."""
    if transcript.given is not None and transcript.given.start is not None:
        _check_place(program, transcript.given.start, problems)
    for turn in (*transcript.before, *transcript.turns):
        match turn:
            case TakesOver():
                _check_fields(turn, problems)
            case AnyOrder(turns=turns):
                for one in turns:
                    if isinstance(one, TakesOver):
                        _check_fields(one, problems)
            case Took(place=place) | GoesTo(place=place):
                _check_place(program, place, problems)
            case _:
                pass


def _check_fields(turn: TakesOver, problems: Problems) -> None:
    for path, _ in turn.fields:
        hint = unknown_path(path.text)
        if hint is not None:
            problems.error("unknown-key", f'a takeover has no "{path.text}"', path.span, hint)


def _check_place(program: Program, place: Scalar, problems: Problems) -> None:
    text = place.text.strip()
    if find_place(text, "", program.flows, program.named_steps) is None:
        known = (*program.flows, *(step.address for step in program.steps))
        hint = did_you_mean(text, known) or f"the flows are: {', '.join(list(program.flows)[:12])}"
        problems.error("unresolved-flow", f'this bot has no flow or step "{text}"', place.span, hint)
