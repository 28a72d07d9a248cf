"""What turns expect of the bot: what it says, shows, sends, asks of others, knows, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from takeover.language.values import Json
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span
    from takeover.transcripts.matchers import Matcher


class BotSays(NamedTuple):
    """The bot says a text, or shows something (`shows` is then what). None as choices or buttons: they are free."""

    text: Matcher
    span: Span
    shows: str = ""
    choices: Matcher | None = None
    buttons: Matcher | None = None
    optional: bool = False


class TakesOver(NamedTuple):
    """A takeover is requested. `exactly`: what the flow decides about it must all be named."""

    fields: tuple[tuple[Scalar, Matcher], ...]
    span: Span
    exactly: bool = False
    optional: bool = False


class SendsEmail(NamedTuple):
    """An e-mail is requested."""

    span: Span
    fields: tuple[tuple[str, Matcher], ...] = ()
    optional: bool = False


class Calls(NamedTuple):
    """A call is made, and answered: with `returns` (a tuple of one), as one that `failed`, or by its example."""

    where: Matcher
    span: Span
    returns: tuple[Json] | None = None
    failed: str | None = None
    status: int | None = None
    method: Matcher | None = None


class StaysSilent(NamedTuple):
    """The bot does not answer; `silent: false` wants that it does."""

    silent: bool
    span: Span


class Knows(NamedTuple):
    """Params or tags have these values now; what must not be there is `Empty`. `what` is "params" or "tags"."""

    what: str
    values: tuple[tuple[Scalar, Matcher], ...]
    span: Span


class Took(NamedTuple):
    """The last input led to a flow, or a flow/step."""

    place: Scalar
    span: Span


class NotUnderstood(NamedTuple):
    """Whether the last input was understood by no step."""

    unknown: bool
    span: Span


class AnyOrder(NamedTuple):
    """Messages, takeovers and e-mails that all come, in whichever order."""

    turns: tuple[BotSays | TakesOver | SendsEmail, ...]
    span: Span


class Includes(NamedTuple):
    """Turns that a `_shared.yaml` names."""

    name: Scalar
    span: Span


Expectation = BotSays | TakesOver | SendsEmail | Calls | StaysSilent | Knows | Took | NotUnderstood | AnyOrder
