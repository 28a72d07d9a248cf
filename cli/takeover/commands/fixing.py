"""Mending bots: fixes are made and looked at again until none is left, then shown as a diff or written by rename."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from takeover.commands.checking import check_bot
from takeover.files import write_whole
from takeover.lint.fixes import apply_fixes, find_fixes
from takeover.lint.unquoted import quote_misread
from takeover.present.diffs import write_diff
from takeover.present.painter import paint_on
from takeover.present.pieces import Verbatim, words
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from takeover.commands.checking import Choice, Findings
    from takeover.host import Host
    from takeover.present.pieces import Tone
    from takeover.source.diagnostic import Fix

ROUNDS = 10
"""One fix can show the next: a mistyped key hides what stands below it."""


class Fixed(NamedTuple):
    """What was wrong `before`, and what is `after`. `unwritten`: the text of some file could not be put there."""

    before: Sequence[Findings]
    after: Sequence[Findings]
    unwritten: bool


class Mended(NamedTuple):
    """A bot before and after, with the texts that are other than before, and how many places of each were mended."""

    before: Findings
    after: Findings
    texts: Mapping[str, str]
    counts: Mapping[str, int]


def fix_bots(bots: Sequence[Path], choice: Choice, host: Host, *, write: bool) -> Fixed:
    """Mend bots one after the other, and write them; or show what would be changed, and write nothing."""
    mended: list[Mended] = []
    shown: set[Path] = set()
    unwritten = False
    for bot in bots:
        done = mend(bot, host.cwd, choice)
        mended.append(done)
        for file, text in done.texts.items():
            real = (host.cwd / file).resolve()
            before = done.before.loaded.sources[file]
            if write:
                if write_changed(real, file, before, text, host):
                    _say(file, done.counts[file], host)
                else:
                    unwritten = True
            elif real not in shown:  # a file that lies in two of the paths
                shown.add(real)
                show_diff(file, before, text, host)
    return Fixed([done.before for done in mended], [done.after for done in mended], unwritten)


def mend(bot: Path, cwd: Path, choice: Choice) -> Mended:
    """Mend a bot, in memory."""
    before = after = check_bot(bot, cwd, choice)
    texts: dict[str, str] = {}
    counts: dict[str, int] = {}
    for _ in range(ROUNDS):
        by_file: dict[str, list[Fix]] = {}
        for fix in _find(after, choice):
            by_file.setdefault(fix.span.file, []).append(fix)
        changed = False
        for file, fixes in by_file.items():
            text, count = apply_fixes(after.loaded.sources[file], fixes)
            changed = changed or count > 0
            counts[file] = counts.get(file, 0) + count
            texts[file] = text
        if not changed:
            break
        after = check_bot(bot, cwd, choice, texts)
    sources = before.loaded.sources
    return Mended(before, after, {file: text for file, text in texts.items() if text != sources[file]}, counts)


def _find(found: Findings, choice: Choice) -> Iterator[Fix]:
    yield from find_fixes(found.problems, found.loaded.sources)
    if choice.select is None:
        yield from quote_misread(found.loaded.texts)


def write_changed(real: Path, file: str, before: str, text: str, host: Host) -> bool:
    """Put a text in place of what was read, unless something else stands there by now; say whether that worked."""
    try:
        now = real.read_bytes()
        mark = codecs.BOM_UTF8 if now.startswith(codecs.BOM_UTF8) else b""
        if now != mark + before.encode():
            paint_on(host, "stderr").error(f"{file} was changed by somebody else meanwhile, and is left as it is")
            return False
        write_whole(real, mark.decode() + text)
    except OSError as error:
        paint_on(host, "stderr").error(f"{file} could not be written: {error.strerror or error}")
        return False
    return True


def _say(file: str, count: int, host: Host) -> None:
    places = "one place" if count == 1 else f"{count} places"
    paint_on(host, "stderr").success(f"{file}: {places} mended")


def show_diff(file: str, before: str, after: str, host: Host) -> None:
    """Write a unified diff: in colour for people, and otherwise such that `patch` takes it."""
    lines = write_diff(before, after, file)
    if not host.stdout_is_terminal:
        host.stdout.writelines(lines)
        return
    tones: dict[str, Tone] = {"+": "good", "-": "error", "@": "number"}
    paint_on(host, "stdout").draw(Verbatim(words(line.rstrip("\r\n"), tones.get(line[0], "text"))) for line in lines)
