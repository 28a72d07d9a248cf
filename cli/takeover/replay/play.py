"""Plays a transcript: a fold of `step` over its turns, strict about everything that the bot does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from takeover.language.outputs import EmailRequested, Entered, Said, Shown, TakeoverRequested, Unmatched
from takeover.language.views import write_value
from takeover.replay.payloads import differing_email, differing_takeover
from takeover.replay.playing import Playing, Wrong, begin_playing, go_on
from takeover.replay.result import Differs, Failure, Result
from takeover.replay.speakers import find_speaker
from takeover.source.span import NOWHERE
from takeover.transcripts.expected import (
    AnyOrder,
    BotSays,
    Calls,
    Knows,
    NotUnderstood,
    SendsEmail,
    StaysSilent,
    TakesOver,
    Took,
)
from takeover.transcripts.matchers import Empty, Every
from takeover.transcripts.shown import tell_shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.engine.program import Program
    from takeover.language.values import Json
    from takeover.replay.playing import After, Seen
    from takeover.source.span import Span
    from takeover.transcripts.expected import Expectation
    from takeover.transcripts.transcript import Transcript

EXPECTED = (BotSays, TakesOver, SendsEmail, Calls, StaysSilent, Knows, Took, NotUnderstood, AnyOrder)


def play(
    program: Program,
    transcript: Transcript,
    file: str = "",
    *,
    seed: int | None = None,
    covering: bool = False,
    after: After = go_on,
) -> Result:
    """Play a transcript on a program. Never raises; the same transcript gives the same result every time.

    `file` is where it stands, for the result. A `seed` goes before the transcript's own, and is then part of the name.
    With `covering`, the result says what was taken. `after` is given each step, and says how to go on.
    """
    if transcript.skip:
        return Result(transcript.name, file, transcript.span, "skipped", reason=transcript.skip, tags=transcript.tags)
    playing = begin_playing(program, transcript, seed=seed, covering=covering, after=after)
    failure: Failure | None = None
    try:
        _play(playing, transcript)
    except Wrong as wrong:
        failure = wrong.failure
    result = _judge(playing, transcript, file, failure)
    return result if seed is None else replace(result, name=f"{result.name} (seed {seed})")


def _play(playing: Playing, transcript: Transcript) -> None:
    if not transcript.turns:
        raise playing.wrong("no-turns", "this transcript has no turns", transcript.span, hint="write them under turns:")
    playing.open(transcript)
    for turn in transcript.turns:
        if isinstance(turn, EXPECTED):
            _expect(playing, turn)
        else:
            playing.happen(turn)
    last = transcript.turns[-1].span
    playing.settle(last)
    playing.rest(last)
    _check_figures(playing, transcript)


def _judge(playing: Playing, transcript: Transcript, file: str, failure: Failure | None) -> Result:
    outcome = "passed" if failure is None else "failed"
    if transcript.fails and failure is not None:
        outcome = "known"
    elif transcript.fails:
        outcome = "failed"
        message = f"this was known to fail ({transcript.fails}), and it passes"
        failure = Failure("passes", message, transcript.span, NOWHERE, hint="take out fails:")
    return Result(
        transcript.name,
        file,
        transcript.span,
        outcome,  # type: ignore[arg-type] # one of the words above
        failure,
        transcript.fails if outcome == "known" else "",
        playing.conversation.id,
        transcript.tags,
        playing.figures(),
        tuple(playing.warnings),
        frozenset(playing.taken),
    )


def _expect(playing: Playing, turn: Expectation) -> None:
    match turn:
        case BotSays() | TakesOver() | SendsEmail():
            _expect_next(playing, turn)
        case AnyOrder():
            _expect_all(playing, turn)
        case Calls():
            _expect_call(playing, turn)
        case StaysSilent():
            _expect_silence(playing, turn)
        case Knows():
            playing.settle(turn.span)
            _expect_known(playing, turn)
        case Took():
            playing.settle(turn.span)
            _expect_step(playing, turn)
        case NotUnderstood():
            _expect_unknown(playing, turn)
        case unexpected:
            assert_never(unexpected)


def _next(playing: Playing, at: Span) -> Seen | None:
    """Give the next thing that the bot did; calls are answered by their examples to get it."""
    if not playing.waiting:
        playing.settle(at)
    return playing.waiting[0] if playing.waiting else None


def _expect_next(playing: Playing, turn: BotSays | TakesOver | SendsEmail) -> None:
    came = _next(playing, turn.span)
    differs = None if came is None else differing(playing.program, turn, came)
    if differs is not None and not differs:
        playing.take()
    elif not turn.optional:
        raise _otherwise(playing, turn, came, differs or ())


def _expect_all(playing: Playing, turn: AnyOrder) -> None:
    """Take what comes as long as one of the turns expects it; all that are not optional must have found something."""
    left = list(turn.turns)
    while left:
        came = _next(playing, turn.span)
        found = next((one for one in left if came is not None and differing(playing.program, one, came) == ()), None)
        if found is None:
            needed = [one for one in left if not one.optional]
            if needed:
                raise _otherwise(playing, needed[0], came, ())
            return
        playing.take()
        left.remove(found)


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


def _otherwise(
    playing: Playing, turn: BotSays | TakesOver | SendsEmail, came: Seen | None, differs: tuple[Differs, ...]
) -> Wrong:
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


def _expect_call(playing: Playing, turn: Calls) -> None:
    call = next((one for one in playing.calls if turn.where.fits(one.url or one.target)), None)
    if call is None:
        made = ", ".join(one.url or one.target for one in playing.calls)
        spoke = playing.calls[0].span if playing.calls else NOWHERE
        message = "another call was made" if made else "no call was made"
        raise playing.wrong("no-call", message, turn.span, spoke, (Differs("", turn.where.tell(), made),))
    if turn.method is not None and not turn.method.fits(call.method):
        differs = (Differs("method", turn.method.tell(), call.method),)
        raise playing.wrong("otherwise", "the call is another one", turn.span, call.span, differs)
    playing.answer(call, turn, turn.span)


def _expect_silence(playing: Playing, turn: StaysSilent) -> None:
    came = _next(playing, turn.span)
    if turn.silent and came is not None:
        differs = (Differs("", "", playing.name(came)),)
        raise playing.wrong("not-silent", "the bot is not silent", turn.span, came.span, differs)
    if not turn.silent and came is None:
        raise playing.wrong("silent", "the bot is silent", turn.span)


def _expect_known(playing: Playing, turn: Knows) -> None:
    differs = differing_values(playing, turn)
    if differs:
        what = "params are" if turn.what == "params" else "tags are"
        raise playing.wrong("otherwise", f"the {what} otherwise", turn.span, _last_place(playing), differs)


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


def _expect_step(playing: Playing, turn: Took) -> None:
    entered = [one for one in playing.since if isinstance(one, Entered)]
    wanted = turn.place.text.strip()
    if any(wanted in {one.flow, f"{one.flow}/{one.step}"} for one in entered):
        return
    actual = ", ".join(f"{one.flow}/{one.step}" for one in entered)
    message = "another step was taken" if actual else "no step was taken"
    raise playing.wrong("other-step", message, turn.span, _last_place(playing), (Differs("", wanted, actual),))


def _expect_unknown(playing: Playing, turn: NotUnderstood) -> None:
    unknown = any(isinstance(one, Unmatched) for one in playing.since)
    if unknown != turn.unknown:
        message = "this was not understood" if unknown else "this was understood"
        raise playing.wrong("understood", message, turn.span, _last_place(playing))


def _last_place(playing: Playing) -> Span:
    """Give the line that spoke last, or the step that was taken."""
    decided = playing.why()
    return decided.span if decided is not None else NOWHERE


def _check_figures(playing: Playing, transcript: Transcript) -> None:
    """Compare the figures with the bounds that the transcript sets."""
    figures = playing.figures()
    for name, bound in transcript.expect:
        figure: float | None = getattr(figures, name.text)
        if figure is None or not bound.holds(figure):
            told = "nobody was reached" if figure is None else f"{figure:g}"
            differs = (Differs(name.text, bound.written.text, told),)
            raise playing.wrong("figure", f"{name.text} is out of its bound", bound.written.span, NOWHERE, differs)
