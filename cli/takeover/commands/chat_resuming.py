"""`takeover chat --resume FILE`: which transcript a chat goes on with, and which bot that is for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from takeover.chat.resuming import resume, tell_stop
from takeover.exitcode import ExitCode
from takeover.loading.transcript_files import load_transcripts
from takeover.present.painter import paint_on
from takeover.source.suggest import did_you_mean
from takeover.transcripts.misread import Misread

if TYPE_CHECKING:
    from takeover.chat.options import Typed
    from takeover.chat.session import Session
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.loading.transcript_files import TranscriptFile
    from takeover.present.painter import Painter
    from takeover.transcripts.transcript import Transcript

NAME = "::"
MOST_NAMED = 8


class Resumed(NamedTuple):
    """A transcript that a chat begins with, and the path of its bot."""

    transcript: Transcript
    bot: Path

    def begin(self, program: Program, aside: Painter) -> Session:
        """Give the session at the end of the transcript, or where it fails, which is said."""
        session, failure = resume(program, self.transcript)
        if failure is not None:
            aside.warning(tell_stop(failure))
        return session


def find_resumed(text: str, bot: Path | None, typed: Typed, host: Host) -> Resumed | ExitCode:
    """Find the transcript that FILE or FILE::NAME names; what is wrong is said, and gives the exit status."""
    painter = paint_on(host, "stderr")
    beside = typed.beside_resume()
    if beside:
        painter.error(f"{beside[0]} cannot stand beside --resume: the transcript says that")
        return ExitCode.USAGE
    path, _, name = text.partition(NAME)
    loaded = load_transcripts([Path(path)], host.cwd)
    unread = [*loaded.problems, *(problem for file in loaded.files for problem in file.unread)]
    if unread:
        painter.problems(unread, loaded.sources)
        return ExitCode.UNREADABLE if loaded.unreadable else ExitCode.PROBLEMS
    parts = [(file, part) for file in loaded.files for part in file.parts if not name or part.name == name]
    if len(parts) != 1:
        painter.error(_tell_choice(path, name, loaded.files))
        return ExitCode.USAGE
    file, part = parts[0]
    if isinstance(part, Misread):
        painter.problems(part.problems, loaded.sources)
        return ExitCode.PROBLEMS
    place = file.bot_of(part, bot)
    if place is None:
        painter.error(f"there is no telling which bot {path} is for: takeover chat BOT --resume {path}")
        return ExitCode.USAGE
    return Resumed(part, place)


def _tell_choice(path: str, name: str, files: list[TranscriptFile]) -> str:
    """Say which names there are, where one must be chosen."""
    names = [part.name for file in files for part in file.parts]
    if not names:
        return f"there is no transcript in {path}"
    more = ", …" if len(names) > MOST_NAMED else ""
    known = (
        did_you_mean(name, names) or f"name one: {', '.join(f'{path}{NAME}{one}' for one in names[:MOST_NAMED])}{more}"
    )
    if name and name not in names:
        return f'there is no transcript "{name}" in {path}; {known}'
    return f"there are {len(names)} transcripts in {path}; {known}"
