"""Says in what a thing that the bot did, or a thing that it knows, is otherwise than a turn expects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.outputs import EmailRequested, Said, Shown, TakeoverRequested
from takeover.language.views import write_value
from takeover.replay.payloads import differing_email, differing_takeover
from takeover.replay.result import Differs
from takeover.transcripts.expected import BotSays, SendsEmail, TakesOver
from takeover.transcripts.matchers import Empty, Every
from takeover.transcripts.shown import tell_shown

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.values import Json
    from takeover.replay.playing import Playing, Seen
    from takeover.transcripts.expected import Knows


def differing(program: Program, turn: BotSays | TakesOver | SendsEmail, came: Seen) -> tuple[Differs, ...] | None:
    """Say in what a thing is otherwise than expected; None when it is another kind of thing."""
    match turn, came:
        case BotSays(shows=""), Said():
            return _differing_text(turn, came)
        case BotSays(shows="", text=Every(parts=())), Shown():
            return _differing_labels(turn, came)
        case BotSays(shows=shows), Shown() if came.shows == shows:
            told = tell_shown(came.content)
            found = [] if turn.text.fits(told) else [Differs("", turn.text.tell(), told)]
            return (*found, *_differing_labels(turn, came))
        case TakesOver(), TakeoverRequested():
            return differing_takeover(program, came, turn)
        case SendsEmail(), EmailRequested():
            return differing_email(program, came, turn)
        case _:
            return None


def _differing_text(turn: BotSays, said: Said) -> tuple[Differs, ...]:
    found = [] if turn.text.fits(said.text) else [Differs("", turn.text.tell(), said.text)]
    return (*found, *_differing_labels(turn, said))


def _differing_labels(turn: BotSays, came: Said | Shown) -> tuple[Differs, ...]:
    found: list[Differs] = []
    offered = (("choices", turn.choices, came.choices if isinstance(came, Said) else ()),)
    for name, matcher, choices in (*offered, ("buttons", turn.buttons, came.buttons)):
        labels: list[Json] = [choice.label for choice in choices]
        if matcher is not None and not matcher.fits(labels):
            found.append(Differs(name, matcher.tell(), f"[{', '.join(map(str, labels))}]"))
    return tuple(found)


def differing_values(playing: Playing, turn: Knows) -> list[Differs]:
    """Give the params or tags that are otherwise now."""
    differs: list[Differs] = []
    for name, matcher in turn.values:
        known = _known(playing, turn.what, name.text)
        if known is None:
            fits, told = isinstance(matcher, Empty), "nothing"
        else:
            fits, told = any(matcher.fits(value) for value in known), write_value(known[0])
        if not fits:
            differs.append(Differs(name.text, matcher.tell(), told))
    return differs


def _known(playing: Playing, what: str, name: str) -> tuple[Json, ...] | None:
    """Give a param, a field of the user or a tag, in the ways it may be written; None where it is not set."""
    now = playing.conversation
    if what == "tags":
        return (now.tags[name],) if name in now.tags else None
    if name.startswith("user."):
        path = name.removeprefix("user.")
        return (now.user[path],) if path in now.user else None
    values = now.params.get(name)
    return (values.last.value, values.last.match) if values else None
