"""`takeover replay --update`: rewrites transcripts that no longer pass, after showing what changes."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from takeover.commands.replay_jobs import Job, Unplayed
from takeover.exitcode import ExitCode
from takeover.files import write_whole
from takeover.loading.yaml_tree import read_tree
from takeover.present.painter import paint_on
from takeover.present.pieces import Verbatim, Words
from takeover.replay.play import play
from takeover.replay.playing import Wrong
from takeover.replay.recording import rewrite
from takeover.source.diagnostic import Problems
from takeover.transcripts.editing import CannotEditError, Text
from takeover.transcripts.reading import read_transcripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.commands.replay_jobs import Plan
    from takeover.host import Host
    from takeover.loading.transcript_files import TranscriptFile
    from takeover.present.painter import Painter
    from takeover.present.pieces import Tone


def update(plan: Plan, host: Host) -> ExitCode:
    """Rewrite what does not pass. Red stays what could not be played, and what only a person can rewrite."""
    screen, aside = paint_on(host, "stdout"), paint_on(host, "stderr")
    for broken in plan.broken:
        screen.problems(broken.problems, plan.sources)
    changed, left = 0, 0
    for job in plan.jobs:
        if isinstance(job, Unplayed):
            screen.problems(job.misread.problems, plan.sources)
            left += 1
    for jobs in _by_file(plan):
        file = jobs[0].file
        failing = [job for job in jobs if _fails(job)]
        if not failing:
            continue
        text, stuck = _rewritten(file, failing, aside)
        left += stuck
        if text == file.text:
            continue
        _show(file, text, screen)
        try:
            write_whole(file.path, text)
        except OSError as error:
            aside.error(f"{file.name} could not be written: {error.strerror or error}")
            return ExitCode.UNREADABLE
        changed += 1
    aside.note(
        f"{changed} file{'' if changed == 1 else 's'} rewritten" + (f", {left} left as they are" if left else "")
    )
    if plan.unread:
        return ExitCode.UNREADABLE
    return ExitCode.PROBLEMS if left or not plan.jobs else ExitCode.OK


def _by_file(plan: Plan) -> Iterable[list[Job]]:
    found: dict[str, list[Job]] = {}
    for job in plan.jobs:
        if isinstance(job, Job):
            found.setdefault(job.file.name, []).append(job)
    return found.values()


def _fails(job: Job) -> bool:
    return play(job.program, job.transcript).outcome == "failed"


def _rewritten(file: TranscriptFile, jobs: Sequence[Job], aside: Painter) -> tuple[str, int]:
    """Give the text of a file with its failing transcripts rewritten, and how many could not be."""
    text, stuck = file.text, 0
    for job in jobs:
        try:
            text = _rewrite_one(file, text, job)
        except CannotEditError as cannot:
            aside.warning(f"{file.name}::{job.transcript.name} is left as it is: {cannot}")
            stuck += 1
        except Wrong as wrong:
            aside.warning(f"{file.name}::{job.transcript.name} is left as it is: {wrong}")
            stuck += 1
    return text, stuck


def _rewrite_one(file: TranscriptFile, text: str, job: Job) -> str:
    """Rewrite one transcript, and see that it passes then; what others have changed in the file is kept."""
    before = _read(file, text, job)
    tree = read_tree(text, file.name, Problems())
    assert tree is not None
    page = Text(text, tree)
    rewrite(job.program, before.transcript, page)
    changed = page.changed()
    failure = play(job.program, _read(file, changed, job).transcript).failure
    if failure is not None:
        raise CannotEditError(f"{failure.at.line}: {failure.message}")
    return changed


def _read(file: TranscriptFile, text: str, job: Job) -> Job:
    """Read the transcript of a job again from a text."""
    problems = Problems()
    tree = read_tree(text, file.name, problems)
    found = () if tree is None else read_transcripts(tree, file.shared, problems)
    again = next((one for one in found if one.name == job.transcript.name), None)
    if again is None or problems.fatal:
        raise CannotEditError("it could not be read any more")
    return job._replace(transcript=again)


def _show(file: TranscriptFile, text: str, screen: Painter) -> None:
    tones: dict[str, Tone] = {"+": "good", "-": "error", "@": "quiet"}
    before, after = file.text.splitlines(), text.splitlines()
    screen.draw(
        Verbatim((Words(line, tones.get(line[:1], "text")),))
        for line in unified_diff(before, after, file.name, file.name, lineterm="")
    )
