"""A chat that begins with a transcript: the session as it went in it, from which somebody goes on by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.chat.session import Session, Start
from takeover.language.events import Answered
from takeover.replay.play import play_on
from takeover.replay.playing import begin_playing

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.replay.result import Failure
    from takeover.transcripts.transcript import Transcript


def resume(program: Program, transcript: Transcript) -> tuple[Session, Failure | None]:
    """Play a transcript, to its end or to where it fails, and give the session as it is then, and why it failed."""
    playing = begin_playing(program, transcript)
    first = playing.conversation
    given = transcript.given
    start = Start(
        id=first.id,
        at=first.clock,
        seed=first.seed,
        channel=given.channel.text if given is not None and given.channel is not None else "web",
        language=given.language.text if given is not None and given.language is not None else "",
        params=tuple((name.text, value.text) for name, value in given.params) if given is not None else (),
        user=tuple((name.text, value.text) for name, value in given.user) if given is not None else (),
        flow=given.start.text if given is not None and given.start is not None else "",
    )
    failure = play_on(playing, transcript)
    session = Session(program, start)
    for event in playing.happened:
        session = session.add(event, by_itself=isinstance(event, Answered))
    return session, failure


def tell_stop(failure: Failure) -> str:
    """Say where a transcript stopped, and why."""
    differs = "".join(
        f"; {f'{one.field}: ' if one.field else ''}expected {one.expected or 'nothing'}, came {one.actual or 'nothing'}"
        for one in failure.differs
    )
    return f"{failure.at.file}:{failure.at.line}: {failure.message}{differs}: the chat goes on from here"
