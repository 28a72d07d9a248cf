"""Who the user is: what the channel says, what profile fields say, and what was asked in the talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.languages import OF_USER, find_language
from takeover.language.naming import Ref
from takeover.language.views import write_value
from takeover.matching.slots import slots_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.engine.program import Program
    from takeover.language.asked_type import AskedType
    from takeover.language.conversation import Conversation
    from takeover.language.values import Json
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span

ID = ("id", "profile.id")
NAME = ("name", "profile.name", "profile.fullName")
FIRST = ("profile.firstName", "firstName")
LAST = ("profile.lastName", "lastName")
EMAIL = ("email", "profile.email")
PHONE = ("phone", "phoneNumber", "profile.phoneNumber", "profile.phone")
TIMEZONE = ("timezone", "profile.timezone")
USED = frozenset((*ID, *NAME, *FIRST, *LAST, *EMAIL, *PHONE, *OF_USER, *TIMEZONE))


def build_contact(program: Program, conversation: Conversation) -> dict[str, Json]:
    """Give the payload's `contact`: fields of the user first, then the params that were asked for."""
    user = conversation.user
    spoken = _first(user, OF_USER)
    name = _first(user, NAME) or _joined(_first(user, FIRST), _first(user, LAST))
    email, phone = _first(user, EMAIL), _first(user, PHONE)
    if not email or not phone:
        kinds = param_kinds(program)
        email = email or _last_of_kind(conversation, kinds, "email")
        phone = phone or _last_of_kind(conversation, kinds, "phone")
    return {
        "id": _first(user, ID) or None,
        "name": name or _asked_name(conversation) or None,
        "email": email or None,
        "phone": phone or None,
        "language": find_language(spoken) or spoken or None,
        "timezone": _first(user, TIMEZONE) or None,
        "attributes": {path: value for path, value in user.items() if path not in USED},
    }


def param_kinds(program: Program) -> dict[str, str]:
    """Give the type of each param that has one, as the settings, the questions and the triggers of the bot say.

    A param called `email` or `phone` is one whatever its type.
    """
    ears = _TypeEars()
    for linked in program.steps:
        for trigger in linked.step.triggers:
            trigger.listen(ears)
    for (block, index), kind in program.answers.items():
        ask = program.blocks[block].actions[index]
        if isinstance(ask, Ask) and ask.save is not None and kind.name != "text":
            ears.kinds[ask.save.path] = kind.name
    for name, setting in program.bot.params.items():
        if isinstance(setting.type, Ref):
            ears.kinds[name] = setting.type.text
    return {**ears.kinds, "email": "email", "phone": "phone"}


class _TypeEars:
    """Listens to triggers for the types of the params that they fill."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}

    def example(self, phrase: Scalar) -> None:
        """Take the types of its slots; the linker has seen to it that they can be read."""
        if "{" in phrase.text:
            self.kinds.update((slot.name, slot.entity) for slot in slots_of(phrase.text))

    def word(self, phrase: Scalar) -> None:
        """Words fill no param."""

    def intent(self, name: Scalar) -> None:
        """Intents fill no param."""

    def pattern(self, regex: Scalar) -> None:
        """Patterns give their groups no type."""

    def typed(self, asked: AskedType, save: str | None, span: Span) -> None:
        """Take the type."""
        if save is not None and isinstance(asked, Ref):
            self.kinds[save] = asked.text

    def anything(self, save: str | None, span: Span) -> None:
        """Any text has no type."""

    def signal(self, name: str, span: Span) -> None:
        """Signals fill no param."""

    def silence(self, seconds: int, span: Span) -> None:
        """Silence fills no param."""


def _first(fields: Mapping[str, str], paths: tuple[str, ...]) -> str:
    return next((found for path in paths if (found := fields.get(path, "").strip())), "")


def _joined(first: str, last: str) -> str:
    return " ".join(filter(None, (first, last)))


def _last_of_kind(conversation: Conversation, kinds: Mapping[str, str], kind: str) -> str:
    found = (_last(conversation, name) for name in reversed(tuple(conversation.params)) if kinds.get(name) == kind)
    return next(filter(None, found), "")


def _asked_name(conversation: Conversation) -> str:
    first, last = _last(conversation, "first_name"), _last(conversation, "last_name")
    return _last(conversation, "name") or _joined(first, last)


def _last(conversation: Conversation, name: str) -> str:
    values = conversation.params.get(name)
    return write_value(values.last.value).strip() if values else ""
