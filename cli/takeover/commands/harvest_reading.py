"""Reads what `harvest` gathers from: transcripts, chats, results and logs; whatever of them was not understood."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.commands.replay_log import opened
from takeover.language.outputs import Unmatched
from takeover.loading.log_files import LogReader
from takeover.loading.transcript_files import load_transcripts
from takeover.present.painter import paint_on
from takeover.replay.log import play_logged
from takeover.replay.play import play

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.engine.program import Program
    from takeover.engine.step import Stepped
    from takeover.host import Host
    from takeover.language.conversation import Conversation
    from takeover.language.outputs import Output
    from takeover.loading.log_files import Lines
    from takeover.transcripts.logged import Said
    from takeover.tuning.harvest import Harvest

LINES = (".jsonl", ".ndjson", ".json", ".log")
STDIN = Path("-")
MOST = 200_000_000
"""Bytes of a file of one JSON object that are read."""


class Gathering:
    """What was read so far: how many files, and whether something could not be."""

    def __init__(self, harvest: Harvest, program: Program, host: Host) -> None:
        """Gather into a harvest; what has to be played is played on the program."""
        self._harvest = harvest
        self._program = program
        self._host = host
        self.unread = 0
        self.wrong = 0

    def gather(self, logs: Sequence[Path]) -> None:
        """Read all of them; what cannot be read is said, and counted."""
        scripts = []
        for log in logs:
            if log == STDIN or log.suffix.lower() in LINES:
                self._read_lines(log)
            else:
                scripts.append(log)
        if scripts:
            self._read_scripts(scripts)

    def _read_scripts(self, paths: Sequence[Path]) -> None:
        """Play transcripts as far as they go: what they expect is no matter here."""
        loaded = load_transcripts(paths, self._host.cwd)
        problems = [*loaded.problems, *(problem for file in loaded.files for problem in file.problems)]
        if problems:
            self.wrong += len(problems)
            paint_on(self._host, "stderr").problems(problems, loaded.sources)
        self.unread += loaded.unreadable
        for file in loaded.files:
            for transcript in file.transcripts:
                where = f"{file.name}:{transcript.span.line}"

                def after(stepped: Stepped, where: str = where) -> Conversation:
                    self._note(stepped.outputs, where)
                    return stepped.conversation

                play(self._program, transcript, file.name, after=after)

    def _read_lines(self, log: Path) -> None:
        try:
            with opened(log, self._host) as stream:
                first = stream.readline(MOST)
                kind = _kind_of(first)
                if kind == "whole":
                    rest = iter(lambda: stream.readline(MOST), b"")
                    self._read_whole(first + b"".join(rest), log.as_posix())
                elif kind == "outputs":
                    self._read_outputs(_Again(first, stream), log.as_posix())
                else:
                    self._read_log(_Again(first, stream), log.as_posix())
        except OSError as error:
            self.unread += 1
            paint_on(self._host, "stderr").error(f"{log.as_posix()} could not be read: {error.strerror or error}")

    def _read_log(self, stream: Lines, name: str) -> None:
        reader = LogReader(stream, name)

        def watch(said: Said, outputs: Sequence[Output]) -> None:
            self._note(outputs, f"{name}:{said.line}")

        for logged in reader.conversations():
            play_logged(self._program, logged, watch)
        self.wrong += reader.wrong
        if reader.problems:
            paint_on(self._host, "stderr").problems(reader.problems, {})

    def _read_outputs(self, stream: Lines, name: str) -> None:
        """Read what `chat --json`, `match --json` and `replay -f jsonl` write."""
        for number, line in enumerate(iter(lambda: stream.readline(MOST), b""), 1):
            for text, times in _missed_in(_read(line)):
                self._harvest.add(text, f"{name}:{number}", times)

    def _read_whole(self, data: bytes, name: str) -> None:
        """Read one object: the results of `replay -f json`, or those of a log."""
        found = _read(data)
        if found is None:
            self.unread += 1
            paint_on(self._host, "stderr").error(f"{name} is no JSON")
            return
        results = found.get("results")
        for one in [found, *(results if isinstance(results, list) else [])]:
            for text, times in _missed_in(one) if isinstance(one, dict) else ():
                self._harvest.add(text, name, times)

    def _note(self, outputs: Sequence[Output], where: str) -> None:
        for output in outputs:
            # An input without a decision is no text: a picture that no step takes.
            if isinstance(output, Unmatched) and output.decision is not None:
                self._harvest.add(output.text, where)


class _Again:
    """A stream whose first line was read already."""

    def __init__(self, first: bytes, rest: Lines) -> None:
        self._first: BytesIO | None = BytesIO(first)
        self._rest = rest

    def readline(self, limit: int, /) -> bytes:
        if self._first is not None:
            line = self._first.readline(limit)
            if line:
                return line
            self._first = None
        return self._rest.readline(limit)


def _kind_of(first: bytes) -> str:
    """Tell by its first line what a file of JSON is: a log, outputs of a command, or one object on several lines."""
    found = _read(first)
    if found is None:
        return "whole" if first.lstrip()[:1] == b"{" and not first.rstrip().endswith(b"}") else "log"
    if found.keys() & {"output", "event", "outcome", "unknown", "results", "summary"}:
        return "outputs" if "results" not in found else "whole"
    return "log"


def _read(line: bytes) -> Mapping[str, object] | None:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _missed_in(found: Mapping[str, object] | None) -> Iterator[tuple[str, int]]:
    """Give the texts that an object says were not understood, and how often."""
    if found is None:
        return
    text = found.get("text")
    if isinstance(text, str) and (found.get("output") == "unmatched" or found.get("outcome") == "unknown"):
        yield text, 1
    unknown = found.get("unknown")
    for one in unknown if isinstance(unknown, list) else ():
        if isinstance(one, dict) and isinstance(one.get("text"), str):
            count = one.get("count")
            yield one["text"], count if isinstance(count, int) and count > 0 else 1
    failure = found.get("failure")
    why = failure.get("why") if isinstance(failure, dict) else None
    if isinstance(why, dict) and isinstance(why.get("text"), str) and why.get("by") in {None, "unknown"}:
        yield why["text"], 1
