"""What a rule is: a module with a code, a severity, a check, and a docstring that explains it by two samples."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from takeover.graph.assigned import Assigned
from takeover.graph.edges import Graph, build_graph
from takeover.lint.written import Written, read_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.engine.program import Program
    from takeover.language.bot import Bot
    from takeover.source.diagnostic import Diagnostic, Severity
    from takeover.walk.proved import Proof


class Checked:
    """A bot that is being checked. What several rules want to know is found once, when it is first asked for."""

    def __init__(self, program: Program) -> None:
        """Take a linked program."""
        self.program = program

    @property
    def bot(self) -> Bot:
        """Give what was written."""
        return self.program.bot

    @cached_property
    def graph(self) -> Graph:
        """Give where a talk can go."""
        return build_graph(self.program)

    @cached_property
    def assigned(self) -> Assigned:
        """Give which names are set where, and where a talk can come at all."""
        return Assigned(self.graph)

    @cached_property
    def written(self) -> Written:
        """Give the texts, choices and references that are written in the bot."""
        return read_written(self.graph)

    @cached_property
    def proof(self) -> Proof:
        """Give the places from which no person can be reached. Walking takes longer than all the rest."""
        from takeover.walk.plain_proof import is_plain

        if is_plain(self.program, self.graph, self.bot.person.turns):
            from takeover.walk.proved import Proof

            return Proof(person=True)
        from takeover.walk.proof import prove

        return prove(self.program, self.graph, self.bot.person.turns)


class Rule(Protocol):
    """One rule: a module of `lint/rules`.

    Its docstring is a sentence, a paragraph that says why, and two samples of YAML, indented under `Bad:` and `Good:`.
    """

    CODE: str
    SEVERITY: Severity

    def check(self, checked: Checked) -> Iterator[Diagnostic]:
        """Give the problems found, in any order."""
