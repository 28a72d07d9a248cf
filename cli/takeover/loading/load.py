"""Load a bot: its files, their YAML, its settings and flows, and the program they make. All problems at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from takeover.language.bot import Bot, read_bot
from takeover.loading.bot_files import LARGEST, BotFile, BotFiles, Unreadable, find_bot_files, read_bytes
from takeover.loading.characters import decode
from takeover.loading.collector import collector_paused
from takeover.loading.consequences import without_consequences
from takeover.loading.yaml_tree import ParserMissingError, read_tree
from takeover.source.diagnostic import MOST, Diagnostic, Problems, in_order
from takeover.source.light import NamedTuple
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.engine.program import Program
    from takeover.source.diagnostic import Severity
    from takeover.source.nodes import Node, Scalar

DROPS = frozenset({"duplicate-key", "merge-key"})
"""What is noted while a file is read on, less the values that it is about."""


class Loaded(NamedTuple):
    """What became of a path.

    `bot` holds what could be read, `program` is None unless there is no error; `linked` is there where reading had no
    error, and names may lead nowhere in it: it is looked at, and not run. `problems` are in the order of their places.
    `sources` gives the text of each file that was read, by its name in the spans. `unreadable` says that something
    could not be read at all, which is another exit status than a problem in it. `texts` are the scalars that were read
    as texts.
    """

    bot: Bot
    program: Program | None
    problems: tuple[Diagnostic, ...]
    sources: Mapping[str, str]
    unreadable: bool
    linked: Program | None = None
    texts: Sequence[Scalar] = ()

    @property
    def fatal(self) -> bool:
        """Whether the bot does not run."""
        return any(problem.severity == "error" for problem in self.problems)


class _Texts:
    """The files of a bot as far as they have been read.

    `broken` are the texts that are no YAML, or of which a part was left out. `lacking`: the text of a file could not be
    had.
    """

    __slots__ = ("broken", "lacking", "problems", "sources", "trees", "unreadable")

    def __init__(self) -> None:
        self.problems = Problems()
        self.sources: dict[str, str] = {}
        self.trees: list[Node] = []
        self.broken: list[str] = []
        self.lacking = False
        self.unreadable = False


def load_bot(path: Path, cwd: Path = Path()) -> Loaded:
    """Read the bot at `path` (a file, or a folder of them), without linking it."""
    with collector_paused():
        texts = _read_texts(path, cwd, {})
        bot = read_bot(texts.trees, texts.problems)
        return Loaded(bot, None, _as_many_as_are_read(texts.problems.found), texts.sources, texts.unreadable)


def load_program(path: Path, cwd: Path = Path(), unsaved: Mapping[str, str] | None = None) -> Loaded:
    """Read the bot at `path`, a file or a folder, which starts at `cwd` where it is relative; and link it.

    `unsaved` are texts that are read in place of those in the files, by their names in the spans.
    """
    from takeover.engine.link import link_anyway

    with collector_paused():
        texts = _read_texts(path, cwd, unsaved or {})
        bot = read_bot(texts.trees, texts.problems)
        misread = texts.problems.fatal
        if not misread and not bot.flows:
            start = Span(next(iter(texts.sources)), 1, 1, 1, 1)
            texts.problems.error("no-flow", "this bot has no flow", start, "write flow: and steps:")
        linking = Problems()
        linked = link_anyway(bot, linking)
        if bot.match.engine != "words" or bot.match.model is not None:
            from takeover.loading.engines import give_model

            real = cwd / path
            give_model(linked, bot.match, real if real.is_dir() else real.parent, linking)
        found = linking.found
        if misread:
            unread = None if texts.lacking else texts.broken
            found = without_consequences(found, texts.trees, texts.sources, unread)
        listed = _as_many_as_are_read([*texts.problems.found, *found])
        return Loaded(
            bot=bot,
            program=None if any(problem.severity == "error" for problem in listed) else linked,
            problems=listed,
            sources=texts.sources,
            unreadable=texts.unreadable,
            linked=None if misread else linked,
            texts=texts.problems.texts,
        )


def _as_many_as_are_read(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Put problems in order, and leave out those at the end that nobody would come to."""
    ordered = in_order(found)
    if len(ordered) <= MOST:
        return ordered
    message = f"more than {MOST:,} problems; the others are not listed"
    severity: Severity = "error" if any(problem.severity == "error" for problem in ordered) else "warning"
    last = Diagnostic("many-problems", severity, message, ordered[MOST].span, "mend those above first")
    return (*ordered[:MOST], last)


def _read_texts(path: Path, cwd: Path, unsaved: Mapping[str, str]) -> _Texts:
    texts = _Texts()
    found = find_bot_files(path, cwd, texts.problems)
    for file in found.files:
        text = unsaved.get(file.name)
        if text is None:
            text = _read_text(file, found, texts.problems)
        if text is None:
            texts.lacking = True
            continue
        texts.sources[file.name] = text
        begun = len(texts.problems.found)
        try:
            tree = read_tree(text, file.name, texts.problems)
        except ParserMissingError as error:
            found.miss(file.name, Unreadable(str(error), "reinstall PyYAML from its wheel"), texts.problems)
            break
        if tree is not None:
            texts.trees.append(tree)
        if tree is None or any(problem.code in DROPS for problem in texts.problems.found[begun:]):
            texts.broken.append(text)
    texts.unreadable = found.unreadable
    texts.lacking = texts.lacking or found.unreadable
    return texts


def _read_text(file: BotFile, found: BotFiles, problems: Problems) -> str | None:
    try:
        data = read_bytes(file)
    except (OSError, Unreadable) as error:
        found.miss(file.name, error, problems)
        return None
    if data is None:
        message = f"this file has more than {LARGEST // 1_000_000} MB"
        problems.error("too-large", message, Span(file.name, 1, 1, 1, 1), "part it into several files of one folder")
        return None
    return decode(data, file.name, problems)
