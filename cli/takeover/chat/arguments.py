"""The arguments of commands: counts, places, names of events with their params."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.chat.wrong import Wrong
from takeover.language.naming import SaveTo
from takeover.source.diagnostic import Problems
from takeover.source.nodes import Scalar
from takeover.source.span import NOWHERE
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from takeover.chat.chat import Chat

MOST = 1_000_000
EVENT = "event:"


def read_count(argument: str) -> int:
    """Read how many; none said is 1."""
    if not argument:
        return 1
    if argument.isascii() and argument.isdigit() and len(argument) <= len(str(MOST)) and 1 <= int(argument) <= MOST:
        return int(argument)
    raise Wrong(f'"{argument}" is not a number from 1 up')


def check_name(name: str) -> None:
    """See that something can be kept under a name; raises Wrong."""
    problems = Problems()
    if SaveTo().read(Scalar(name, NOWHERE), problems) is None:
        raise Wrong(problems.found[0].message, problems.found[0].hint)


def read_pair(text: str) -> tuple[str, str]:
    """Read `name=value`; raises Wrong."""
    name, equals, value = text.partition("=")
    if not equals:
        raise Wrong(f'"{text}" is not NAME=VALUE')
    check_name(name)
    return name, value


def read_params(argument: str, chat: Chat) -> tuple[str, dict[str, str]]:
    """Read the name of an event that some step listens to, and its params: `paid amount=12 note="by card"`."""
    import shlex

    try:
        name, *pairs = shlex.split(argument) or [""]
    except ValueError as error:
        raise Wrong(f"this cannot be read: {error}", "put quotes around both ends") from error
    known = event_names(chat)
    if name not in known:
        hint = did_you_mean(name, known) or (f"known: {', '.join(known)}" if known else "no step listens to events")
        raise Wrong(f'no step listens to an event "{name}"' if name else "say which event", hint)
    return name, dict(map(read_pair, pairs))


def event_names(chat: Chat) -> tuple[str, ...]:
    """Give the events that steps listen to."""
    names = (signal.removeprefix(EVENT) for _, signal in chat.program.signals if signal.startswith(EVENT))
    return tuple(dict.fromkeys(names))


def places(chat: Chat) -> Iterable[str]:
    """Give the flows, and all their steps."""
    return (*chat.program.flows, *(step.address for step in chat.program.steps))


def names(chat: Chat) -> Iterable[str]:
    """Give what can be set, as far as it is known."""
    known = (*chat.program.bot.params, *chat.conversation.params, *(f"user.{path}" for path in chat.conversation.user))
    return dict.fromkeys((*known, "user.name", "user.profile.email"))
