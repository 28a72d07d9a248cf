"""`takeover diff`: how two versions of the flows differ, over transcripts or over a log of real conversations."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from takeover.commands.replay_log import FORMATS, as_json, in_order_of, opened, say_reader
from takeover.commands.spreading import in_parts
from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.loading.load import load_program
from takeover.loading.log_files import LogReader
from takeover.loading.revisions import RevisionError, placed
from takeover.loading.transcript_files import load_transcripts
from takeover.present.logs import MOST_SHOWN, rows_of, say, show_texts, texts_json, write_json
from takeover.present.painter import paint_on
from takeover.replay.differences import differ
from takeover.replay.log import ENDS, FATES
from takeover.replay.tally import Changes, compare_log

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.loading.revisions import Placed
    from takeover.replay.differences import Difference
    from takeover.transcripts.transcript import Transcript

PART = 200
SHOWN_TEXTS = 5
WORDS = {key: told.partition(":")[0] for key, told in FATES.items()} | ENDS | {"open": "still open"}


class Typed(NamedTuple):
    """The options: both versions as they were typed, a log (None: the transcripts are played), and the format."""

    old: str
    new: str
    log: Path | None = None
    form: str = "text"


class Compared(NamedTuple):
    """One transcript that goes otherwise."""

    file: str
    name: str
    differences: tuple[Difference, ...]


def run(typed: Typed, host: Host) -> ExitCode:
    """Compare: 0 when nothing differs, 1 when something does, 3 when a version or the log could not be read."""
    if typed.form not in FORMATS:
        return refuse_word(typed.form, "a format of a comparison", FORMATS, host)
    aside = paint_on(host, "stderr")
    try:
        with ExitStack() as stack:
            new = stack.enter_context(placed(typed.new, Path(typed.new), host.cwd, host.environ))
            old = stack.enter_context(placed(typed.old, _path_of(typed.new), host.cwd, host.environ))
            programs = [_load(one, name, host) for one, name in ((old, typed.old), (new, typed.new))]
            before, after = programs
            if before is None or after is None:
                return ExitCode.UNREADABLE
            if typed.log is not None:
                return _compare_log(before, after, typed, typed.log, host)
            return _compare_transcripts(before, after, (new, old), typed, host)
    except RevisionError as error:
        aside.error(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        aside.error(f"{error.filename or typed.log}: {error.strerror or error}")
    return ExitCode.UNREADABLE


def _path_of(written: str) -> Path:
    """Give the path in `revision:path`, or the path."""
    _, colon, path = written.partition(":")
    return Path(path if colon and path and not Path(written).exists() else written)


def _load(one: Placed, written: str, host: Host) -> Program | None:
    loaded = load_program(one.path, one.cwd)
    if loaded.program is None:
        aside = paint_on(host, "stderr")
        aside.error(f"{written} does not run:")
        aside.problems([problem for problem in loaded.problems if problem.severity == "error"], loaded.sources)
    return loaded.program


def _compare_transcripts(old: Program, new: Program, places: Sequence[Placed], typed: Typed, host: Host) -> ExitCode:
    """Play the transcripts of the new version, or (where it has none) of the old one, on both."""
    for place in places:
        loaded = load_transcripts([place.path], place.cwd)
        found = [(file.name, transcript) for file in loaded.files for transcript in file.transcripts]
        if found:
            break
    else:
        paint_on(host, "stderr").error("neither version has transcripts to play: give a log with --log")
        return ExitCode.UNREADABLE
    misread = [problem for file in loaded.files for problem in file.problems]
    if misread:
        paint_on(host, "stderr").problems(misread, loaded.sources)
    compared = [one for one in _differing(old, new, found) if one.differences]
    if typed.form == "json":
        write_json(host, {"transcripts": len(found), "different": [_compared_json(one) for one in compared]})
    else:
        _show_transcripts(compared, len(found), host)
    if misread:
        return ExitCode.UNREADABLE
    return ExitCode.PROBLEMS if compared else ExitCode.OK


def _differing(old: Program, new: Program, found: Sequence[tuple[str, Transcript]]) -> Iterator[Compared]:
    for file, transcript in found:
        yield Compared(file, transcript.name, differ(old, new, transcript))


def _compared_json(one: Compared) -> Json:
    return {
        "file": one.file,
        "transcript": one.name,
        "differences": [
            {"turn": each.told, "line": each.span.line, "what": each.field or "said", "old": each.old, "new": each.new}
            for each in one.differences
        ],
    }


def _show_transcripts(compared: Sequence[Compared], played: int, host: Host) -> None:
    from takeover.present.safe import safe_line

    screen = paint_on(host, "stdout")
    for one in compared:
        say(host, f"{one.file}::{one.name}")
        told = None
        for each in one.differences:
            if (each.told, each.span) != told:
                told = each.told, each.span
                say(host, f"  line {each.span.line}, after {each.told}")
            head = f"{each.field}: " if each.field else ""
            lines = [
                (f"  {sign}", f"{head}{safe_line(text)}") for sign, text in (("-", each.old), ("+", each.new)) if text
            ]
            screen.table(lines)
    say(host, f"transcripts that go otherwise: {len(compared)} of {played}")


def _compare_log(old: Program, new: Program, typed: Typed, log: Path, host: Host) -> ExitCode:
    changes = Changes()
    with opened(log, host) as stream:
        reader = LogReader(stream, log.as_posix())
        for part in in_parts(reader.conversations(), PART):
            changes.merge(compare_log(old, new, part))
    if typed.form == "json":
        write_json(host, {**_changes_json(changes), "lines_not_read": reader.wrong})
    else:
        _show_changes(changes, log, host)
    code = say_reader(reader, host, played=changes.new.conversations)
    return code or (ExitCode.PROBLEMS if changes.any else ExitCode.OK)


def _changes_json(changes: Changes) -> dict[str, Json]:
    inputs: list[Json] = [
        {"old": how[0], "new": how[1], "count": count, "texts": texts_json(changes.texts[how].top(MOST_SHOWN))}
        for how, count in sorted(changes.inputs.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    ends: list[Json] = [
        {"old": how[0], "new": how[1], "count": count}
        for how, count in sorted(changes.ends.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return {"old": as_json(changes.old), "new": as_json(changes.new), "inputs": inputs, "conversations": ends}


def _show_changes(changes: Changes, log: Path, host: Host) -> None:
    screen = paint_on(host, "stdout")
    say(host, f"{changes.new.conversations:,} conversations with {changes.new.inputs:,} inputs, played on both")
    for title, words, old, new in (
        ("inputs", list(FATES), changes.old.fates, changes.new.fates),
        ("conversations", [*ENDS, "open"], changes.old.ends, changes.new.ends),
    ):
        names = dict.fromkeys(words, "")
        before, after = in_order_of(old, names), in_order_of(new, names)
        rows = [
            (
                WORDS[key],
                f"{before[key]:,}",
                f"{after[key]:,}",
                f"{after[key] - before[key]:+,}" if after[key] != before[key] else "",
            )
            for key in words
            if before[key] or after[key]
        ]
        screen.table(rows, (title, "old", "new", ""))
    if not changes.any:
        say(host, "nothing differs")
        return
    if changes.ends:
        screen.table(list(rows_of(changes.ends, WORDS)), ("conversations", "old", "new"))
    for how, count in sorted(changes.inputs.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_SHOWN]:
        old_word, new_word = (WORDS.get(word, word) for word in how)
        show_texts(screen, f"{old_word} -> {new_word}: {count:,}", changes.texts[how].top(SHOWN_TEXTS), log.as_posix())
    if len(changes.inputs) > MOST_SHOWN:
        say(host, f"and {len(changes.inputs) - MOST_SHOWN} further kinds of changes: --format json has all")
