"""Carries over YarnSpinner's test plans (`.testplan`): lines, options, selections, variables and jumps.

The words are those that `YarnSpinner.Tests/TestPlan.cs` and the test plans of github.com/YarnSpinnerTool/YarnSpinner
know. Runs between `---` are transcripts of their own; in Yarn they go on with the variables of the run before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Items
from takeover.source.regex import regex
from takeover.source.span import Span
from takeover.transcripts.foreign.talk import Talk, fields, one_label, scalar
from takeover.transcripts.foreign.trees import lines_of

if TYPE_CHECKING:
    from takeover.source.nodes import Node
    from takeover.transcripts.foreign.talk import Source

WORD = regex(r"((?i:line|option|select|command|saliency|run|jump))\s*:\s*(.*)")
SET = regex(r"set\s+\$?(\w+)\s*=\s*(.*)")
JUMP = regex(r"jump\s+(?:to\s+)?(\S.*)")
ANY = "*"


def read_yarn(source: Source) -> list[Talk]:
    """Read a test plan: a talk for each of its runs."""
    runs: list[list[tuple[int, str]]] = [[]]
    for place, written in enumerate(lines_of(source.text), 1):
        if written.strip() == "---":
            runs.append([])
        elif written.strip():
            runs[-1].append((place, written))
    talks: list[Talk] = []
    for number, run in enumerate(runs, 1):
        start = Span(source.name, run[0][0] if run else 1, 1, run[0][0] if run else 1, 1)
        talk = Talk(scalar(source.stem if len(runs) == 1 else f"{source.stem} {number}", start))
        if number > 1:
            talk.lose("the variables that the runs before it have set", start)
        reader = _Run(talk, source.name)
        for line in run:
            reader.line(*line)
        reader.close()
        if run or len(runs) == 1:
            talks.append(talk)
    return talks


class _Run:
    """A run while it is read: the options that have been expected since the last line, with their places."""

    def __init__(self, talk: Talk, file: str) -> None:
        self.talk = talk
        self.file = file
        self.options: list[tuple[str, Span]] = []

    def line(self, number: int, written: str) -> None:
        bare = written.strip()
        begin = len(written) - len(written.lstrip()) + 1
        span = Span(self.file, number, begin, number, begin + len(bare))
        if bare.startswith("#"):
            self.talk.comment(bare[1:])
            return
        word = WORD.fullmatch(bare)
        if word is not None and word[1].lower() != "option":
            self.close_options(selected=word[1].lower() == "select")
        if word is None:
            self._other(bare, span)
            return
        self._word(word[1].lower(), word[2], span)

    def _word(self, word: str, rest: str, span: Span) -> None:
        match word:
            case "line":
                text = self._content(rest, span)
                if text == ANY:
                    self.talk.expect(span)
                else:
                    self.talk.bot(text, span)
            case "option":
                disabled = rest.rstrip().endswith("[disabled]")
                text = self._content(rest.rstrip().removesuffix("[disabled]"), span)
                if disabled:
                    self.talk.lose(f'the option "{text}", which is there and cannot be taken', span)
                else:
                    self.options.append((text, span))
            case "select":
                self._select(rest.strip(), span)
            case "run" | "jump":
                self.talk.turn("goto", scalar(rest.strip(), span), span)
            case "command":
                self.talk.lose(f"the command {self._content(rest, span)}", span)
            case _:
                self.talk.lose(f"{word}: {rest}", span)

    def _other(self, bare: str, span: Span) -> None:
        self.close_options()
        variable, jump = SET.fullmatch(bare), JUMP.fullmatch(bare)
        if variable is not None:
            value = variable[2].strip().strip('"')
            self.talk.turn("set", fields(span, **{variable[1]: scalar(value, span)}), span)
        elif jump is not None:
            self.talk.turn("goto", scalar(jump[1], span), span)
        elif bare == "stop":
            self.talk.comment("stop")
        else:
            self.talk.lose(f'"{bare}"', span)

    def _content(self, rest: str, span: Span) -> str:
        """Give a text without its hashtags, which are metadata of a line, and without its back quotes."""
        text = rest.strip()
        end = text.rfind("`") + 1 if text.startswith("`") else 0
        tags: list[str] = []
        while (place := text.rfind(" #", end)) >= 0 and " " not in text[place + 2 :]:
            tags.append(text[place + 1 :])
            text = text[:place].rstrip()
        if tags:
            self.talk.aside(f"the hashtags {' '.join(reversed(tags))}", span)
        quoted = len(text) > 1 and text[0] == text[-1] == "`"
        return text[1:-1] if quoted else text

    def close_options(self, *, selected: bool = False) -> None:
        """Expect the options as choices of what the bot said last; those to select from are kept until then."""
        if self.options and any(label != ANY for label, _ in self.options):
            span = self.options[0][1]
            labels: Node = Items(tuple(_label(label, span) for label, span in self.options), span)
            if not self.talk.widen(choices=labels):
                self.talk.expect(span, choices=labels)
        if not selected:
            self.options = []

    def _select(self, number: str, span: Span) -> None:
        chosen = int(number) - 1 if number.isdecimal() and len(number) < 6 else -1  # noqa: PLR2004 - nobody offers more
        if not 0 <= chosen < len(self.options) or self.options[chosen][0] == ANY:
            self.talk.lose(f"select: {number}, of options whose texts are not known", span)
        else:
            self.talk.turn("choose", scalar(self.options[chosen][0], span), span)
        self.options = []

    def close(self) -> None:
        self.close_options()


def _label(label: str, span: Span) -> Node:
    return scalar("/.*/", span) if label == ANY else one_label(label, span)
