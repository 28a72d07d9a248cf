"""What a talk looks like: the protocol of a painter, and the choice between the plain one and the rich one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TextIO

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation
    from takeover.language.decision import Decision
    from takeover.language.outputs import Entered, Output
    from takeover.language.values import Json
    from takeover.source.diagnostic import Diagnostic


class Painter(Protocol):
    """Shows things to a person, on one stream. Nothing it is given can command the terminal: see `present.safe`."""

    def outputs(self, outputs: Sequence[Output], program: Program, *, first: int = 1) -> None:
        """Show what a step did: what the user sees, and, dimmed, what the designer wants to know.

        Choices and buttons are numbered from `first` in the order in which the conversation offers them: where a step
        adds to what was offered before (a call that was answered), `first` is one more than that.
        """

    def user(self, text: str) -> None:
        """Show an input that nobody typed into the terminal: it came through a pipe, or is played again."""

    def payload(self, payload: Mapping[str, Json]) -> None:
        """Show a takeover as a card: contact, question, reason, near misses, params, routing, end of the talk."""

    def request(self, title: str, fields: Mapping[str, str]) -> None:
        """Show an e-mail or a call that would be sent."""

    def why(self, decision: Decision | None, entered: Entered | None, program: Program) -> None:
        """Show the last decision: candidates, scores, what near misses lacked, and the line of the file that spoke."""

    def state(self, conversation: Conversation, program: Program) -> None:
        """Show what a conversation knows, and where it stands."""

    def problems(self, problems: Sequence[Diagnostic], sources: Mapping[str, str]) -> None:
        """Show problems with their source lines. `sources` gives the text of each file by its name in the spans."""

    def table(self, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
        """Show rows in columns, under heads if there are any."""

    def note(self, text: str) -> None:
        """Say something quietly."""

    def warning(self, text: str) -> None:
        """Say something that the person should look at."""

    def error(self, text: str) -> None:
        """Say that something went wrong."""

    def success(self, text: str) -> None:
        """Say that something went well."""


def paint(stream: TextIO, *, rich: bool, color: bool, columns: Callable[[], int]) -> Painter:
    """Give a painter on a stream: a `rich` one for a terminal that does more than lines. Only that one imports Rich.

    `color` is `Host.color` or `Host.stderr_color`; without it neither uses colours or bold. `columns` is asked at each
    use, because terminals are resized.
    """
    if rich:
        from takeover.present.rich_painter import RichPainter

        return RichPainter(stream, color=color, columns=columns)
    from takeover.present.plain_painter import PlainPainter

    return PlainPainter(stream, color=color, columns=columns)
