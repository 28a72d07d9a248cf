"""The files of Botium: convos and partial convos, utterances, and tables of scripting memory.

As `src/scripting/CompilerTxt.js` and `helper.js` of github.com/codeforequity-at/botium-core read them: a convo is its
name and a description, then sections that a `#sender` begins (me, bot, begin, end, include); utterances are a name and
examples below it; scripting memory is a table between bars whose first column names the cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Scalar
from takeover.source.span import Span
from takeover.transcripts.foreign.trees import find, lines_of, text_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.transcripts.foreign.talk import Source

CONVO, PARTIAL, UTTERANCES, MEMORY = ".convo.txt", ".pconvo.txt", ".utterances.txt", ".scriptingmemory.txt"
SETTINGS = "botium.json"
USUAL_MODE = "includeIgnoreCase"
SENDERS = frozenset({"me", "bot", "begin", "end", "include"})


class Section(NamedTuple):
    """What stands under one `#sender`, without the empty lines; `channel` is the rest of that line."""

    sender: str
    channel: str
    span: Span
    lines: list[Scalar]


class Convo(NamedTuple):
    """A convo: its name, what is written below that, and its sections."""

    name: Scalar
    about: tuple[str, ...]
    sections: tuple[Section, ...]


class Case(NamedTuple):
    """A row of a table of scripting memory: its name, and values by variables (`$name`)."""

    name: str
    values: Mapping[str, str]


class Project(NamedTuple):
    """What the files around a convo say. `tables` are lists of cases, one for each file."""

    partials: Mapping[str, Convo]
    utterances: Mapping[str, tuple[str, ...]]
    tables: tuple[tuple[Case, ...], ...]
    mode: str


def read_botium_project(beside: Sequence[Source]) -> Project:
    """Read what lies around convos. Of names that are there twice, the first counts, but utterances add up."""
    partials: dict[str, Convo] = {}
    utterances: dict[str, tuple[str, ...]] = {}
    tables: list[tuple[Case, ...]] = []
    mode = ""
    for source in beside:
        name = source.name.casefold()
        if name.endswith(PARTIAL):
            partial = read_convo(source)
            partials.setdefault(partial.name.text, partial)
        elif name.endswith(UTTERANCES):
            first, *rest = [line.text for line in _lines(source) if line.text] or [""]
            utterances[first] = (*utterances.get(first, ()), *rest)
        elif name.endswith(MEMORY):
            tables.append(tuple(_read_cases(source)))
        elif name.endswith(SETTINGS):
            mode = mode or text_at(find(source.node, "botium", "Capabilities"), "SCRIPTING_MATCHING_MODE")
    return Project(partials, utterances, tuple(table for table in tables if table), mode or USUAL_MODE)


def read_convo(source: Source) -> Convo:
    """Read a convo. One without a name is named by its file."""
    head: list[Scalar] = []
    sections: list[Section] = []
    for line in _lines(source):
        if line.text.startswith("#"):
            sender, _, channel = line.text[1:].strip().partition(" ")
            sections.append(Section(sender, channel.strip(), line.span, []))
        elif sections and line.text:
            sections[-1].lines.append(line)
        elif line.text:
            head.append(line)
    name = head[0] if head else Scalar(source.stem, Span(source.name, 1, 1, 1, 1), "double")
    return Convo(name, tuple(line.text for line in head[1:]), tuple(sections))


def _read_cases(source: Source) -> Iterator[Case]:
    rows = [[cell.strip() for cell in line.text.split("|")] for line in _lines(source) if line.text]
    if not rows:
        return
    names = rows[0][1:]
    for row in rows[1:]:
        values = {name: value for name, value in zip(names, row[1:], strict=False) if name}
        yield Case(row[0], values)


def _lines(source: Source) -> Iterator[Scalar]:
    """Give the lines, white space around them taken off."""
    for number, line in enumerate(lines_of(source.text), 1):
        bare = line.strip()
        begin = len(line) - len(line.lstrip()) + 1
        yield Scalar(bare, Span(source.name, number, begin, number, begin + len(bare)), "double")
