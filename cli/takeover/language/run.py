"""What an action can do, and where it can send the talk: the engine works one event through by calling `perform`.

Actions and rules are written against these protocols; the engine implements them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeGuard, TypeVar, runtime_checkable

from takeover.language.template import Names
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from takeover.language.choices import Option
    from takeover.language.history import History
    from takeover.language.hours import Hours
    from takeover.language.naming import Ref, Slot
    from takeover.language.outputs import Shows
    from takeover.language.types.kind import EntityType, Place
    from takeover.language.values import Json, Value
    from takeover.language.wording import Wording
    from takeover.source.span import Span

T = TypeVar("T")


class Into(NamedTuple):
    """Go on in the action's own block of that number."""

    block: int


class Goto(NamedTuple):
    """Leave this step for the beginning of another."""

    place: Ref


class Fire(NamedTuple):
    """Leave this step for the one that listens to an event."""

    event: Ref


class Listen(NamedTuple):
    """Stop here until the user answers."""


class Wait(NamedTuple):
    """Stop here until a request is answered."""


class Stop(NamedTuple):
    """Nothing below is done."""


Move = Into | Goto | Fire | Listen | Wait | Stop | None
"""Where the talk goes after an action; None is the next one."""


class Facts(Names, Protocol):
    """What rules may ask, and templates print."""

    @property
    def channel(self) -> str:
        """Where the user writes from."""

    @property
    def language(self) -> str:
        """What the talk is held in."""

    @property
    def unknowns(self) -> int:
        """How many inputs in a row were not understood, this one included."""

    @property
    def local_now(self) -> datetime:
        """The conversation's clock in the bot's time zone."""

    @property
    def place(self) -> Place:
        """How national forms and relative dates are read."""

    def param(self, name: str) -> History[Value] | None:
        """Give a param's values, or None when it was never set."""

    def tag(self, name: str) -> str | None:
        """Give a tag's value, or None."""

    def user_field(self, path: str) -> str | None:
        """Give a field of the user, or None."""

    def hours(self, name: str) -> Hours:
        """Give the business hours of that name."""

    def type_named(self, name: str) -> EntityType:
        """Give the type or entity of that name."""

    def draw(self, key: int) -> float:
        """Give a number from 0 up to 1 that the seed, the turn and the key decide."""


class Handing(NamedTuple):
    """What a takeover says of itself: `pause_for` is in seconds, `transcript` in messages (None: all)."""

    reason: str
    fields: Mapping[str, str]
    to: tuple[str, ...]
    pause: bool
    pause_for: int | None
    transcript: int | None


class HttpRequest(NamedTuple):
    """A request to make. `json` and `example` are tuples of one, so that a null can be told from nothing."""

    method: str
    url: str
    target: str
    headers: Mapping[str, str]
    json: tuple[Json] | None
    form: Mapping[str, str]
    text: str
    timeout: int
    example: tuple[Json] | None


class Run(Protocol):
    """One event being worked through."""

    @property
    def facts(self) -> Facts:
        """What rules may ask, as it is now."""

    def fill(self, text: Wording) -> str:
        """Fill a text, in the language of the talk, with what the conversation knows now."""

    def pick(self, variations: Sequence[T]) -> T:
        """Give one of several, as the seed and the turn decide."""

    def say(self, span: Span, text: str, choices: Sequence[Option] = (), buttons: Sequence[Option] = ()) -> None:
        """Say a text to the user."""

    def ask(self, span: Span, text: str, choices: Sequence[Option] = ()) -> None:
        """Ask the user something; unlike what is said, it tells nothing that the user would expect then."""

    def show(self, span: Span, shows: Shows, content: Mapping[str, Json], buttons: Sequence[Option] = ()) -> None:
        """Show something that is not a text."""

    def note(self, span: Span, text: str) -> None:
        """Tell something to the agent only."""

    def keep(self, slot: Slot, text: str) -> None:
        """Keep a text under a name; where the param has a type, the value of it that is found in the text."""

    def forget(self, names: Sequence[str] | None) -> None:
        """Forget these params; None: all of them."""

    def forget_everything(self) -> None:
        """Forget params, tags, questions and follow-ups."""

    def set_tag(self, name: str, value: str) -> None:
        """Put a tag on the conversation."""

    def drop_tag(self, name: str) -> None:
        """Take a tag off."""

    def branched(self, span: Span, taken: int) -> None:
        """Report which branch was taken (-1: none)."""

    def hand_over(self, span: Span, handing: Handing, watch: int | None) -> None:
        """Request a takeover; `watch` is in how many seconds somebody must have taken it, or None."""

    def send_email(self, span: Span, fields: Mapping[str, str]) -> None:
        """Request an e-mail ticket."""

    def call(self, span: Span, request: HttpRequest) -> None:
        """Request an HTTP call, and remember this place for its answer."""

    def pause(self, span: Span, seconds: int | None) -> None:
        """Be silent, for a time or until resumed."""

    def resume(self, span: Span) -> None:
        """Answer again."""

    def resolve(self, span: Span, text: str, by: str) -> None:
        """Close the conversation."""

    def end(self, span: Span) -> None:
        """Forget the questions and follow-ups: the next input starts afresh."""


class Action(Protocol):
    """One thing that a step does."""

    @property
    def span(self) -> Span:
        """Where it was written."""

    def perform(self, run: Run) -> Move:
        """Do it."""


class Nest(NamedTuple):
    """Actions inside an action. With `rejoins` the talk goes on below the action when they are done; else it stops."""

    name: str
    actions: tuple[Action, ...]
    rejoins: bool = True


@runtime_checkable
class Nesting(Protocol):
    """An action that holds others."""

    def nests(self) -> tuple[Nest, ...]:
        """Give its blocks, in the order of the numbers that `Into` uses."""


def holds_others(action: Action) -> TypeGuard[Nesting]:
    """Say whether an action is `Nesting`: asking the protocol takes as long as all else that linking an action does."""
    return hasattr(action, "nests")


class Rule(Protocol):
    """One condition."""

    @property
    def span(self) -> Span:
        """Where it was written."""

    def holds(self, facts: Facts) -> bool:
        """Say whether it holds now."""
