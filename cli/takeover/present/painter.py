"""What a talk looks like: the protocol of a painter, and the choice between the plain one and the rich one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Literal, TextIO

    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.conversation import Conversation
    from takeover.language.decision import Decision
    from takeover.language.outputs import Entered, Output
    from takeover.language.types.kind import Place
    from takeover.language.values import Json
    from takeover.present.pieces import Piece
    from takeover.source.diagnostic import Diagnostic

ENDLESS = 1_000_000
"""The columns of what is no terminal: there a line is a line, so that programs find what they look for."""


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

    def why(
        self, decision: Decision | None, entered: Entered | None, program: Program, place: Place, *, whole: bool = False
    ) -> None:
        """Show the last decision: candidates, scores, what near misses lacked, and the line of the file that spoke."""

    def state(self, conversation: Conversation, program: Program) -> None:
        """Show what a conversation knows, and where it stands."""

    def problems(self, problems: Sequence[Diagnostic], sources: Mapping[str, str]) -> None:
        """Show problems with their source lines. `sources` gives the text of each file by its name in the spans."""

    def table(self, rows: Sequence[Sequence[str]], heads: Sequence[str] = ()) -> None:
        """Show rows in columns, under heads if there are any."""

    def draw(self, pieces: Iterable[Piece]) -> None:
        """Show anything else that was put into pieces."""

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
    from takeover.present.teller import Teller

    if rich:
        from takeover.present.rich_pen import RichPen

        return Teller(RichPen(stream, color=color, columns=columns))
    from takeover.present.plain_pen import PlainPen

    return Teller(PlainPen(stream, color=color, columns=columns))


def paint_on(host: Host, stream: Literal["stdout", "stderr"]) -> Painter:
    """Give the painter for a standard stream: the rich one on a terminal that may be coloured, else the plain one."""
    is_terminal = host.stdout_is_terminal if stream == "stdout" else host.stderr_is_terminal
    color = host.color if stream == "stdout" else host.stderr_color
    return paint(
        host.stdout if stream == "stdout" else host.stderr,
        rich=is_terminal and color,
        color=color,
        columns=host.columns if is_terminal else lambda: ENDLESS,
    )
