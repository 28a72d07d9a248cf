"""Plays a transcript: a fold of `step` over its turns, strict about everything that the bot does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from takeover.replay.expecting import EXPECTED, expect
from takeover.replay.playing import Playing, Wrong, begin_playing, go_on
from takeover.replay.result import Differs, Failure, Result
from takeover.source.span import NOWHERE
from takeover.transcripts.expected import Calls

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.replay.playing import After
    from takeover.source.span import Span
    from takeover.transcripts.transcript import Transcript


def play(
    program: Program,
    transcript: Transcript,
    file: str = "",
    *,
    seed: int | None = None,
    covering: bool = False,
    showing: bool = False,
    after: After = go_on,
) -> Result:
    """Play a transcript on a program. Never raises; the same transcript gives the same result every time.

    `file` is where it stands, for the result. A `seed` goes before the transcript's own, and is then part of the name.
    With `covering`, the result says what was taken, with `showing` what was to be seen. `after` is given
    each step, and says how to go on.
    """
    if transcript.skip:
        return Result(transcript.name, file, transcript.span, "skipped", reason=transcript.skip, tags=transcript.tags)
    playing = begin_playing(program, transcript, seed=seed, covering=covering, showing=showing, after=after)
    failure = play_on(playing, transcript)
    result = _judge(playing, transcript, file, failure)
    return result if seed is None else replace(result, name=f"{result.name} (seed {seed})")


def play_on(playing: Playing, transcript: Transcript) -> Failure | None:
    """Play a transcript that has been begun, to its end or to where it fails; give why it did."""
    try:
        _play(playing, transcript)
    except Wrong as wrong:
        return wrong.failure
    return None


def _play(playing: Playing, transcript: Transcript) -> None:
    if not transcript.turns:
        raise playing.wrong("no-turns", "this transcript has no turns", transcript.span, hint="write them under turns:")
    begin(playing, transcript)
    for turn in transcript.turns:
        if isinstance(turn, EXPECTED):
            expect(playing, turn)
        else:
            playing.happen(turn)
    last = transcript.turns[-1].span
    playing.settle(last)
    playing.rest(last)
    _check_figures(playing, transcript)


def begin(playing: Playing, transcript: Transcript) -> None:
    """Open the conversation, and let happen what happens before: all that the bot does then is passed over."""
    playing.open(transcript)
    for turn in transcript.before:
        if isinstance(turn, Calls):
            expect(playing, turn)
        elif not isinstance(turn, EXPECTED):  # an included turn may expect something
            _pass_over(playing, turn.span)
            playing.happen(turn)
    if transcript.before:
        _pass_over(playing, transcript.before[-1].span)


def _pass_over(playing: Playing, at: Span) -> None:
    playing.settle(at)
    while playing.waiting:
        playing.take()


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
        tuple(playing.scenes),
        playing.waiting[0].id if playing.waiting else "",
    )


def _check_figures(playing: Playing, transcript: Transcript) -> None:
    """Compare the figures with the bounds that the transcript sets."""
    figures = playing.figures()
    for name, bound in transcript.expect:
        figure: float | None = getattr(figures, name.text)
        if figure is None or not bound.holds(figure):
            told = "nobody was reached" if figure is None else f"{figure:g}"
            differs = (Differs(name.text, bound.written.text, told),)
            raise playing.wrong("figure", f"{name.text} is out of its bound", bound.written.span, NOWHERE, differs)
