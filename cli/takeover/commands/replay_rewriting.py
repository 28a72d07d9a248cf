"""Rewrites transcripts one by one, each only if it passes then, and nothing that passed before fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.commands.replay_jobs import Job
from takeover.loading.yaml_tree import read_tree
from takeover.replay.play import play
from takeover.replay.playing import Wrong
from takeover.replay.recording import rewrite
from takeover.source.diagnostic import Problems
from takeover.transcripts.editing import CannotEditError, Pages, Text
from takeover.transcripts.reading import read_shared, read_transcripts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.commands.replay_jobs import Plan
    from takeover.loading.transcript_files import TranscriptFile
    from takeover.source.nodes import Node, Scalar
    from takeover.transcripts.reading import Shared
    from takeover.transcripts.transcript import Transcript


class Rewriting:
    """The files of a plan while they are rewritten. Nothing is written to the disk."""

    def __init__(self, plan: Plan) -> None:
        """Play all, to see what fails."""
        self._plan = plan
        self._texts: dict[str, str] = {}
        self._passing: dict[str, list[Job]] = {}
        """What passes, by the files that it is made of."""
        self._places: dict[str, int] = {}
        """Where transcripts stand in their files: the name of a case may change with a cell of its row."""
        self._last: tuple[tuple[str, tuple[str, ...]], tuple[tuple[Transcript, ...], str]] = (("", ()), ((), ""))
        self.failing: list[Job] = []
        for file in {id(job.file): job.file for job in plan.jobs if isinstance(job, Job)}.values():
            self._places |= {f"{file.name}::{one.name}": place for place, one in enumerate(file.transcripts)}
        for job in plan.jobs:
            if isinstance(job, Job):
                if play(job.program, job.transcript).outcome == "failed":
                    self.failing.append(job)
                else:
                    self._add(job)

    def _add(self, job: Job) -> None:
        for name in _names(job):
            self._passing.setdefault(name, []).append(job)

    def changed(self) -> Mapping[str, tuple[str, str]]:
        """Give the texts that are others now, as they were and as they are, by the names of their files."""
        before = self._plan.sources
        return {name: (before[name], text) for name, text in self._texts.items() if text != before[name]}

    def rewrite_together(self, jobs: Sequence[Job]) -> bool:
        """Rewrite failing transcripts of one file at once; say whether that went well. Otherwise nothing has changed.

        A file of a thousand is then read a few times, and not a thousand times.
        """
        names = _names(jobs[0])
        if any(name in self._texts for name in names):
            return False
        try:
            pages = Pages({name: Text(self._text(name), self._tree(name, {})) for name in names})
            for job in jobs:
                pages.stand_for(_cells(job.transcript))
                rewrite(job.program, job.transcript, pages)
            self._keep(jobs, pages)
        except (CannotEditError, Wrong):
            return False
        return True

    def rewrite(self, job: Job) -> None:
        """Rewrite the transcript of a job. Raises CannotEditError, and Wrong where it cannot be played on."""
        transcript = self._read(job, {})
        pages = Pages({name: Text(self._text(name), self._tree(name, {})) for name in _names(job)})
        pages.stand_for(_cells(transcript))
        rewrite(job.program, transcript, pages)
        self._keep((job,), pages)

    def _keep(self, jobs: Sequence[Job], pages: Pages) -> None:
        """Keep what was changed for some jobs, if they pass then, and nothing that passed before fails."""
        texts = {name: page.changed() for name, page in pages.texts.items()}
        texts = {name: text for name, text in texts.items() if text != self._text(name)}
        for job in jobs:
            failure = play(job.program, self._read(job, texts)).failure
            if failure is not None:
                raise CannotEditError(f"line {failure.at.line} would still be wrong: {failure.message}")
        for other in {id(one): one for name in texts for one in self._passing.get(name, ())}.values():
            if play(other.program, self._read(other, texts)).outcome == "failed":
                raise CannotEditError(_tell_clash(jobs[0], other))
        self._texts |= texts
        for job in jobs:
            self._add(job)

    def _text(self, name: str) -> str:
        return self._texts.get(name, self._plan.sources.get(name, ""))

    def _tree(self, name: str, texts: Mapping[str, str]) -> Node:
        tree = read_tree(texts.get(name, self._text(name)), name, Problems())
        if tree is None:
            raise CannotEditError(f"{name} could not be read any more")
        return tree

    def _read(self, job: Job, texts: Mapping[str, str]) -> Transcript:
        """Read the transcript of a job again, with other texts in the place of some files."""
        whole = tuple(texts.get(name, self._text(name)) for name in _names(job))
        if self._last[0] != (job.file.name, whole):  # the cases of a table are read once, not once for each
            self._last = ((job.file.name, whole), self._read_file(job.file, texts))
        found, why = self._last[1]
        if why:
            raise CannotEditError(f"it could not be read any more: {why}")
        return found[self._places[job.address]]

    def _read_file(self, file: TranscriptFile, texts: Mapping[str, str]) -> tuple[tuple[Transcript, ...], str]:
        """Read a file: its transcripts in their order, and what is wrong."""
        problems = Problems()
        shared = [self._share(one, texts, problems) for one in file.shared]
        found = read_transcripts(self._tree(file.name, texts), shared, problems)
        return found, problems.found[0].message if problems.fatal else ""

    def _share(self, shared: Shared, texts: Mapping[str, str], problems: Problems) -> Shared:
        if not shared.file or (shared.file not in texts and shared.file not in self._texts):
            return shared
        return read_shared(self._tree(shared.file, texts), problems)


def _cells(transcript: Transcript) -> Mapping[str, Scalar]:
    return transcript.case.values if transcript.case is not None else {}


def _names(job: Job) -> tuple[str, ...]:
    return (job.file.name, *(shared.file for shared in job.file.shared if shared.file))


def _tell_clash(job: Job, other: Job) -> str:
    if other.file is job.file and other.transcript.case is not None and job.transcript.case is not None:
        return f'the same text stands for "{other.transcript.name}"; give it a column of its own'
    return f"{other.address} is made of the same turns, and would no longer pass"
