"""What a chat shows itself on. What formats for people stands beside this room, and is handed in by the command."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.decision import Decision
    from takeover.language.outputs import Entered, Output
    from takeover.language.types.kind import Place
    from takeover.language.values import Json
    from takeover.source.diagnostic import Diagnostic


class Board(Protocol):
    """Where a person, or another program, is told what happens beside the talk."""

    def payload(self, payload: Mapping[str, Json]) -> None:
        """Show a takeover."""

    def request(self, title: str, fields: Mapping[str, str]) -> None:
        """Show an e-mail or a call."""

    def problems(self, problems: Sequence[Diagnostic], sources: Mapping[str, str]) -> None:
        """Show problems with their lines."""

    def note(self, text: str) -> None:
        """Say something quietly."""

    def success(self, text: str) -> None:
        """Say that something went well."""

    def warning(self, text: str) -> None:
        """Say something that should be looked at."""

    def error(self, text: str) -> None:
        """Say that something went wrong."""


class Screen(Board, Protocol):
    """What a person looks at. Whatever it is given, nothing of it commands a terminal."""

    def outputs(self, outputs: Sequence[Output], program: Program, *, first: int = 1) -> None:
        """Show what a step did, choices numbered from `first`."""

    def user(self, text: str) -> None:
        """Show an input that nobody typed into a terminal."""

    def why(
        self, decision: Decision | None, entered: Entered | None, program: Program, place: Place, *, whole: bool = False
    ) -> None:
        """Show a decision, and the step that was taken after it."""

    def state(self, conversation: Conversation, program: Program) -> None:
        """Show what a conversation knows."""

    def table(self, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
        """Show rows in columns."""
