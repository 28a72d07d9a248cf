"""The painter: it turns what it is given into pieces, and has a pen draw them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from takeover.present.pieces import Grid, Paragraph, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.decision import Decision
    from takeover.language.outputs import Entered, Output
    from takeover.language.types.kind import Place
    from takeover.language.values import Json
    from takeover.present.pieces import Piece
    from takeover.source.diagnostic import Diagnostic


class Pen(Protocol):
    """Draws pieces on a stream. This is the only place where text reaches it: a pen makes all of it safe."""

    @property
    def columns(self) -> int:
        """How wide a line may be now."""

    def draw(self, pieces: Iterable[Piece], *, talk: bool = False) -> None:
        """Draw pieces; those of a talk leave room at the left for who speaks."""


class Teller:
    """A `Painter` with any pen. What is seldom needed is imported when it is."""

    __slots__ = ("_pen",)

    def __init__(self, pen: Pen) -> None:
        """Paint with a pen."""
        self._pen = pen

    def outputs(self, outputs: Sequence[Output], program: Program, *, first: int = 1) -> None:
        """Show what a step did."""
        from takeover.present.talk import tell

        self._pen.draw(tell(outputs, program, first), talk=True)

    def user(self, text: str) -> None:
        """Show an input."""
        self._pen.draw((Paragraph(words(text), "user"),), talk=True)

    def payload(self, payload: Mapping[str, Json]) -> None:
        """Show a takeover."""
        from takeover.present.cards import payload_card

        self._pen.draw(payload_card(payload))

    def request(self, title: str, fields: Mapping[str, str]) -> None:
        """Show a request that would be sent."""
        from takeover.present.cards import request_card

        self._pen.draw(request_card(title, fields))

    def why(
        self, decision: Decision | None, entered: Entered | None, program: Program, place: Place, *, whole: bool = False
    ) -> None:
        """Show the last decision."""
        from takeover.present.insight import explain

        self._pen.draw(explain(decision, entered, program, place, whole=whole))

    def state(self, conversation: Conversation, program: Program) -> None:
        """Show what a conversation knows."""
        from takeover.present.insight import tell_state

        self._pen.draw(tell_state(conversation, program))

    def problems(self, problems: Sequence[Diagnostic], sources: Mapping[str, str]) -> None:
        """Show problems."""
        from takeover.present.excerpts import tell_problems

        self._pen.draw(tell_problems(problems, sources, self._pen.columns))

    def table(self, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
        """Show rows in columns."""
        self._pen.draw((Grid(tuple(tuple(map(words, row)) for row in rows), tuple(heads)),))

    def draw(self, pieces: Iterable[Piece]) -> None:
        """Show anything else."""
        self._pen.draw(pieces)

    def note(self, text: str) -> None:
        """Say something quietly."""
        self._pen.draw((Paragraph(words(text, "quiet"), "note"),))

    def warning(self, text: str) -> None:
        """Say something to look at."""
        self._pen.draw((Paragraph(words(text), "warning"),))

    def error(self, text: str) -> None:
        """Say that something went wrong."""
        self._pen.draw((Paragraph(words(text), "error"),))

    def success(self, text: str) -> None:
        """Say that something went well."""
        self._pen.draw((Paragraph(words(text), "good"),))
