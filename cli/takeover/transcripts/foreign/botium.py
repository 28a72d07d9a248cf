"""Carries over Botium's convos (`.convo.txt`): with partial convos, utterances, scripting memory, asserters and hooks.

Formats: see `botium_files`; the names of hooks and asserters are those of `src/scripting/logichook/LogicHookConsts.js`
in github.com/codeforequity-at/botium-core, and what a text of the bot must be is decided by its matching mode
(`SCRIPTING_MATCHING_MODE` of botium.json; left out, the text is looked for in the answer, whatever the case).

Botium plays a convo once for every case of its scripting memory, and (`expandutterances`) for every example of what the
user says; each is a transcript here.
"""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.regex import regex
from takeover.transcripts.foreign.botium_asserters import ANYTHING, ASSERTERS, LATER, Said, expect_said, parse_arguments
from takeover.transcripts.foreign.botium_files import SENDERS, Project, read_convo
from takeover.transcripts.foreign.media import kind_of
from takeover.transcripts.foreign.talk import Talk, fields, scalar

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from takeover.source.nodes import Scalar
    from takeover.transcripts.foreign.botium_files import Convo, Section
    from takeover.transcripts.foreign.talk import Source

MOST_TALKS = 500
"""Transcripts that one convo may become."""
MOST_ITEMS = 50_000
"""Turns, comments and losses of all these together: partial convos that include each other can grow without end."""
VARIABLE = regex(r"\$\{?(\w++)\}?(?:\([^()]*+\))?")
OWN = regex(r"[!?]{0,2}([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:\s.*)?")
SKIPPED = regex(r"(?i:skip)[.\-_]")
QUIET = frozenset({"WAITFORBOT", "CLEAR_QUEUE"})
"""Hooks about real time and queues, which a simulation does not have."""
HOOKS = frozenset({"PAUSE", "SET_SCRIPTING_MEMORY", "CLEAR_SCRIPTING_MEMORY", "INCLUDE", *QUIET})
INPUTS = frozenset({"BUTTON", "MEDIA", "FORM"})


def read_botium(source: Source) -> list[Talk]:
    """Read one convo into its transcripts."""
    assert isinstance(source.project, Project)
    project = source.project
    convo = read_convo(source)
    talks: list[Talk] = []
    items = 0
    chosen = list(islice(_variants(convo, project), MOST_TALKS + 1))
    for variant in chosen[:MOST_TALKS]:
        talk = Talk(scalar(f"{convo.name.text}{variant.suffix}", convo.name.span))
        for line in convo.about:
            talk.comment(line)
        if SKIPPED.match(source.name.replace("\\", "/").rpartition("/")[2]):
            talk.skip = scalar("the name of its file begins with skip", convo.name.span)
        if not talks and len(chosen) > MOST_TALKS:
            talk.lose(f"more than {MOST_TALKS} combinations of cases and utterances", convo.name.span)
        _Carrying(talk, project, dict(variant.values), variant.pick).convo(convo, ())
        talks.append(talk)
        items += len(talk.items)
        if items > MOST_ITEMS:
            talk.lose("further cases and examples of what is said: there are too many", convo.name.span)
            break
    return talks


class _Variant(NamedTuple):
    """One of the ways in which a convo is played: values of variables, and which example of each utterance."""

    suffix: str
    values: Mapping[str, str]
    pick: int


def _variants(convo: Convo, project: Project) -> Iterator[_Variant]:
    lines = list(_all_lines(convo, project, set()))
    used = {f"${name}" for line in lines for name in VARIABLE.findall(line)}
    tables = [table for table in project.tables if used & set(table[0].values)]
    said = [line for section in convo.sections if section.sender == "me" for line in section.lines]
    samples = max((len(project.utterances.get(line.text, ())) for line in said), default=0)
    for cases in product(*tables):
        values = {name: value for case in cases for name, value in case.values.items()}
        named = "".join(f" [{case.name}]" for case in cases)
        for pick in range(max(samples, 1)):
            yield _Variant(named if samples < 2 else f"{named} [{pick + 1}]", values, pick)  # noqa: PLR2004 - several


def _all_lines(convo: Convo, project: Project, seen: set[str]) -> Iterator[str]:
    for section in convo.sections:
        for line in section.lines:
            yield line.text
            yield from project.utterances.get(line.text.lstrip("!?"), ())
            name = line.text if section.sender == "include" else line.text.removeprefix("INCLUDE ").strip()
            partial = project.partials.get(name)
            if partial is not None and name not in seen:
                seen.add(name)
                yield from _all_lines(partial, project, seen)


class _Carrying:
    """One way through a convo, while it becomes a talk."""

    def __init__(self, talk: Talk, project: Project, values: dict[str, str], pick: int) -> None:
        self.talk = talk
        self.project = project
        self.values = values
        self.pick = pick
        self.captured: set[str] = set()

    def convo(self, convo: Convo, inside: tuple[str, ...]) -> None:
        for section in convo.sections:
            if section.sender not in SENDERS:
                self.talk.lose(f'a section "#{section.sender}"', section.span)
                continue
            if section.channel:
                self.talk.lose(f'the channel "{section.channel}"', section.span)
            match section.sender:
                case "me":
                    self._me(section, inside)
                case "bot":
                    self._bot(section, inside)
                case "include":
                    for line in section.lines:
                        self._include(line.text, line, inside)
                case _:
                    for line in section.lines:
                        if not self._hook(line, inside):
                            self.talk.lose(f'"{line.text}" under #{section.sender}', line.span)

    def _me(self, section: Section, inside: tuple[str, ...]) -> None:
        said: list[Scalar] = []
        acted = False
        after: list[Scalar] = []
        for line in section.lines:
            word = line.text.partition(" ")[0]
            if word in HOOKS:
                after.append(line)
            elif word in INPUTS:
                self._input(word, line)
                acted = True
            elif word in LATER or (OWN.fullmatch(line.text) and line.text not in self.project.utterances):
                self.talk.lose(f'"{line.text}": a hook or input of your own, or one that has no turn here', line.span)
                acted = True
            else:
                said.append(line)
        if said:
            text = "\n".join(line.text for line in said)
            samples = self.project.utterances.get(text, ())
            text = samples[self.pick % len(samples)] if samples else text
            span = said[0].span
            self.talk.user(self._filled(text, said[0]), span)
        elif not acted and not after:
            self.talk.user("", section.span)
        for line in after:
            self._hook(line, inside)

    def _input(self, word: str, line: Scalar) -> None:
        arguments = parse_arguments(line.text)
        if word == "BUTTON" and arguments:
            self.talk.turn("choose", scalar(self._filled(arguments[-1], line), line.span), line.span)
        elif word == "MEDIA" and arguments:
            url = self._filled(arguments[0], line)
            self.talk.turn("send", fields(line.span, **{kind_of(url): scalar(url, line.span)}), line.span)
        else:
            self.talk.lose(f'"{line.text}"', line.span)

    def _bot(self, section: Section, inside: tuple[str, ...]) -> None:
        texts: list[Scalar] = []
        asserted: list[Scalar] = []
        hooks: list[Scalar] = []
        for line in section.lines:
            word = line.text.lstrip("?!").partition(" ")[0]
            if word in ASSERTERS or word in LATER:
                asserted.append(line)
            elif word in HOOKS:
                hooks.append(line)
            elif OWN.fullmatch(line.text) and line.text.lstrip("?!") not in self.project.utterances:
                self.talk.lose(f'"{line.text}": an asserter or hook of your own', line.span)
            else:
                texts.append(line)
        if texts or not (asserted or hooks):
            self._expect(section, texts)
        for line in asserted:
            self._assert(line, said=bool(texts))
        for line in hooks:
            self._hook(line, inside)

    def _expect(self, section: Section, lines: list[Scalar]) -> None:
        if not lines:
            self.talk.expect(section.span)
            return
        text = "\n".join(line.text for line in lines)
        optional = text.startswith("?") and not text.startswith("??")
        text = text.removeprefix("?")
        negated = text.startswith("!") and not text.startswith("!!")
        text = text.removeprefix("!")
        options = [self._hidden(option) for option in self.project.utterances.get(text, ()) or (text,)]
        expect_said(self.talk, Said(options, lines[0].span, self.project.mode, negated, optional))

    def _assert(self, line: Scalar, *, said: bool) -> None:
        optional = line.text.startswith("?")
        text = line.text.removeprefix("?")
        negated = text.startswith("!")
        text = text.removeprefix("!")
        word = text.partition(" ")[0]
        arguments = [self._hidden(argument) for argument in parse_arguments(text)]
        options = [option for one in arguments for option in (self.project.utterances.get(one, ()) or (one,))]
        carry = ASSERTERS.get(word)
        if carry is None or not carry(self.talk, Said(options, line.span, word, negated, optional, said)):
            self.talk.lose(f'the asserter "{line.text}"', line.span)

    def _hook(self, line: Scalar, inside: tuple[str, ...]) -> bool:
        """Do what a logic hook says; False where it is none that is known."""
        word, _, rest = line.text.partition(" ")
        arguments = parse_arguments(line.text)
        match word, arguments:
            case "PAUSE", [length] if length.isdecimal() and len(length) < 15:  # noqa: PLR2004 - digits that a number may have
                self.talk.wait(int(length), line.span)
            case "SET_SCRIPTING_MEMORY", [name, value]:
                self.values[f"${name.removeprefix('$')}"] = self._filled(value, line)
            case "CLEAR_SCRIPTING_MEMORY", [name]:
                self.values.pop(f"${name.removeprefix('$')}", None)
            case "INCLUDE", _:
                self._include(rest.strip(), line, inside)
            case _ if word in QUIET:
                self.talk.comment(line.text)
            case _ if word in HOOKS:
                self.talk.lose(f'"{line.text}"', line.span)
            case _:
                return False
        return True

    def _include(self, name: str, line: Scalar, inside: tuple[str, ...]) -> None:
        partial = self.project.partials.get(name)
        if partial is None:
            self.talk.lose(f'no partial convo "{name}" lies beside it', line.span)
        elif name in inside:
            self.talk.lose(f'"{name}" includes itself', line.span)
        elif len(self.talk.items) > MOST_ITEMS:
            self.talk.lose(f'"{name}": it is too much that is included', line.span)
        else:
            self.convo(partial, (*inside, name))

    def _filled(self, text: str, line: Scalar) -> str:
        """Put values in the place of variables; one that a test run would make, or the bot said, is lost."""

        def value(found: re.Match[str]) -> str:
            name = f"${found[1]}"
            if name in self.values:
                return self.values[name]
            if found[1].isdecimal():  # an amount of money
                return found[0]
            origin = "is what the bot said before" if name in self.captured else "has no value"
            self.talk.lose(f'"{found[0]}" {origin}', line.span)
            return found[0]

        return VARIABLE.sub(value, text)

    def _hidden(self, text: str) -> str:
        """Put values in the place of variables; those that are read from what the bot says stand for anything."""

        def value(found: re.Match[str]) -> str:
            name = f"${found[1]}"
            if name in self.values:
                return self.values[name]
            if found[1].isdecimal():
                return found[0]
            self.captured.add(name)
            return ANYTHING

        return VARIABLE.sub(value, text)
