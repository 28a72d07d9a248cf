"""The words of a failure: what a turn expected, and what came in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.outputs import EmailRequested, Said, Shown, TakeoverRequested
from takeover.replay.result import Differs
from takeover.replay.speakers import find_speaker
from takeover.source.span import NOWHERE
from takeover.transcripts.expected import BotSays, SendsEmail, TakesOver

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.replay.playing import Playing, Seen, Wrong


def otherwise(
    playing: Playing, turn: BotSays | TakesOver | SendsEmail, came: Seen | None, differs: tuple[Differs, ...]
) -> Wrong:
    """Make the failure of a turn that found something else, or nothing (`came` is None)."""
    expected = _tell(turn)
    meant = find_speaker(playing.program, turn.text) if isinstance(turn, BotSays) and not turn.shows else None
    if came is None:
        decided = playing.why()
        spoke = decided.span if decided is not None else NOWHERE
        message = f"{_kind(turn)} was expected, and nothing came"
        return playing.wrong("nothing-came", message, turn.span, spoke, (Differs("", expected, ""),), meant=meant)
    if not differs:
        actual = playing.name(came)
        message = f"{_kind(turn)} was expected, and {_kind_of(came)} came"
        return playing.wrong("otherwise", message, turn.span, came.span, (Differs("", expected, actual),), meant=meant)
    message = {BotSays: "the bot says something else", TakesOver: "the takeover is another one"}.get(
        type(turn), "the e-mail is another one"
    )
    return playing.wrong("otherwise", message, turn.span, came.span, differs, meant=meant)


def _tell(turn: BotSays | TakesOver | SendsEmail) -> str:
    match turn:
        case BotSays(text=text, shows=shows):
            return f"[{shows} {text.tell()}]" if shows else text.tell()
        case TakesOver(fields=fields):
            told = ", ".join(f"{path.text}: {matcher.tell()}" for path, matcher in fields)
            return f"[takeover {told}]" if told else "[takeover]"
        case SendsEmail(fields=named):
            told = ", ".join(f"{name}: {matcher.tell()}" for name, matcher in named)
            return f"[e-mail {told}]" if told else "[e-mail]"


KINDS: Mapping[type, str] = {
    BotSays: "a message",
    TakesOver: "a takeover",
    SendsEmail: "an e-mail",
    Said: "a message",
    Shown: "something shown",
    TakeoverRequested: "a takeover",
    EmailRequested: "an e-mail",
}


def _kind(turn: BotSays | TakesOver | SendsEmail) -> str:
    return "something shown" if isinstance(turn, BotSays) and turn.shows else KINDS[type(turn)]


def _kind_of(came: Seen) -> str:
    return KINDS[type(came)]
