"""Where the results of `takeover replay` go: a report on stdout, and one in each file that `--output` names."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from takeover.files import write_whole
from takeover.present.painter import paint_on
from takeover.present.results import COVERING, RESULTS, SHOWING, STREAMING, SUFFIXES
from takeover.present.results.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from takeover.host import Host
    from takeover.present.results.reporter import Reporter
    from takeover.replay.coverage import Covered
    from takeover.replay.result import Result, Summary
    from takeover.source.diagnostic import Diagnostic

TEXT = "text"


@dataclass(frozen=True, slots=True)
class Destinations:
    """The format on stdout, and the files with theirs."""

    form: str
    files: tuple[tuple[Path, str], ...] = ()

    @property
    def covering(self) -> bool:
        """Whether a report shows what was taken."""
        return any(form in COVERING for form in self._forms())

    @property
    def showing(self) -> bool:
        """Whether a report shows the whole talks."""
        return any(form in SHOWING for form in self._forms())

    def _forms(self) -> tuple[str, ...]:
        return (self.form, *(form for _, form in self.files))


def choose_destinations(form: str, files: Sequence[Path]) -> Destinations:
    """Give each file the format that its name says, else `form`; stdout has `form`, or text where a file took it."""
    named = tuple((file, SUFFIXES.get(file.suffix.lower(), form)) for file in files)
    return Destinations(TEXT if any(taken == form for _, taken in named) else form, named)


def refuse_output(files: Sequence[Path], host: Host) -> str:
    """Say what no report can be written to, before anything is played, or give ""."""
    for file in files:
        path = host.cwd / file
        if path.is_dir():
            return f"{file} is a folder, and --output is a file"
    twice = {file for file in files if files.count(file) > 1}
    return f"--output names {min(twice)} twice" if twice else ""


class Reports:
    """Tells all reporters; those for files write into memory until the end, so that no half of a report is found."""

    def __init__(self, to: Destinations, host: Host, sources: Mapping[str, str], *, covering: bool) -> None:
        """Write on a host. With `covering`, coverage was asked for, and stands in every report that has room for it."""
        self._host = host
        self._covering = covering
        self._progress = Progress(host)
        self._streams = to.form in STREAMING and host.stdout_is_terminal
        self._files = [(file, StringIO(), form) for file, form in to.files]
        self._forms: list[tuple[str, Reporter]] = [(to.form, RESULTS[to.form](host, sources))]
        for _, text, form in self._files:
            paper = host._replace(stdout=text, stdout_is_terminal=False, stderr_is_terminal=False)
            self._forms.append((form, RESULTS[form](paper, sources)))

    def begin(self, chosen: int) -> None:
        """Tell how many transcripts will be played."""
        self._progress.begin(chosen)
        for _, reporter in self._forms:
            reporter.begin(chosen)

    def broken(self, file: str, problems: Sequence[Diagnostic]) -> None:
        """Tell of a file of transcripts, or a bot, that could not be played."""
        for _, reporter in self._forms:
            reporter.broken(file, problems)

    def result(self, result: Result) -> None:
        """Tell of a transcript."""
        if result.outcome != "passed" or self._streams:
            self._progress.wipe()
        for _, reporter in self._forms:
            reporter.result(result)
        self._progress.step(failed=result.outcome == "failed")

    def end(self, summary: Summary, covered: Sequence[Covered]) -> bool:
        """Tell that this was all, and write the files. Says so and gives False where one could not be written."""
        self._progress.wipe()
        for form, reporter in self._forms:
            reporter.end(summary, covered if self._covering or form in COVERING else ())
        aside = paint_on(self._host, "stderr")
        whole = True
        for file, text, form in self._files:
            try:
                write_whole(self._host.cwd / file, text.getvalue())
            except OSError as error:
                aside.error(f"{file} could not be written: {error.strerror or error}")
                whole = False
            else:
                aside.note(f"{form} report: {file}")
        return whole
