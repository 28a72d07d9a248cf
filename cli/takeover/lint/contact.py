"""How a person could answer the user: the names that hold an e-mail address or a telephone number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.graph.effects import caught_by, given_by
from takeover.handover.contact import EMAIL, PHONE, USED, param_kinds
from takeover.language.actions.email import Email
from takeover.language.actions.takeover import Takeover
from takeover.lint.outlets import MAIL, kind_of, possible_targets
from takeover.lint.telling import step_of
from takeover.matching.slots import BadSlot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.graph.assigned import Assigned
    from takeover.graph.edges import Edge
    from takeover.language.conversation import Position
    from takeover.lint.rule import Checked

Need = Literal["mail", "notice"]
KINDS = frozenset({"email", "phone"})
USER_FIELDS = frozenset(f"user.{path}" for path in USED)
"""The fields of the user that the takeover takes for the contact."""


class Contact:
    """The contact names of a bot."""

    def __init__(self, checked: Checked) -> None:
        """Find them: by the types of params, and where the handover looks among the fields of the user."""
        self._program = checked.program
        self._assigned: Assigned = checked.assigned
        user = [f"user.{path}" for path in (*EMAIL, *PHONE)]
        names = (*(name for name, kind in self._kinds().items() if kind in KINDS), *user)
        self.names = tuple(name for name in dict.fromkeys(names) if name in self._assigned.gifts)
        """Those that something in the bot sets."""
        self.from_outside = any(
            name in checked.bot.params and name not in self._assigned.gifts for name in dict.fromkeys(names)
        )
        """Whether the settings name one that nothing in the bot sets: then another system does."""

    def _kinds(self) -> dict[str, str]:
        try:
            return param_kinds(self._program)
        except BadSlot:  # an example that cannot be read, which the linker reports, tells no types
            return {kind: kind for kind in KINDS}

    def is_possible(self, place: Position) -> bool:
        """Say whether any name can be set at a place."""
        return any(self._assigned.possible(place, name) for name in self.names)

    def way_without(self, place: Position) -> tuple[Edge, ...] | None:
        """Give a way to a place on which none of the names is set, or None where none is known."""
        if any(self._assigned.sure(place, name) for name in self.names):
            return None
        for name in self.names:
            way = self._assigned.witness(place, name)
            if way is None:  # every way without it contradicts itself: it is always there
                return None
            if not any(self._is_given(other, place, way) for other in self.names if other != name):
                return way
        return None

    def _is_given(self, name: str, place: Position, way: tuple[Edge, ...]) -> bool:
        """Say whether a way sets a name, or begins where it is set."""
        start = way[0].source if way else place
        first = step_of(self._program, start)
        if self._assigned.sure(start, name):
            return True
        if any(gift.name == name for trigger in first.step.triggers for gift in caught_by(trigger)):
            return True
        blocks = self._program.blocks
        return any(
            gift.name == name
            for edge in way
            for gift in given_by(blocks[edge.source.block].actions[edge.source.index], edge.why)
        )


def needs_contact(checked: Checked) -> Iterator[tuple[Position, Email | Takeover, Need]]:
    """Give what is sent from places that a talk comes to, and can only be answered if the user left a contact.

    `mail`: it goes out by mail. `notice`: the bot goes on, so whoever reads it may come too late for the chat.
    """
    program, bot = checked.program, checked.bot
    for place in checked.graph.leaving:
        if not checked.assigned.reached(place):
            continue
        match program.blocks[place.block].actions[place.index]:
            case Email() as action if action.reply_to is None:
                yield place, action, "mail"
            case Takeover() as action:
                if any(kind_of(bot, target) == MAIL for target in possible_targets(bot, action)):
                    yield place, action, "mail"
                elif action.pause is False:
                    yield place, action, "notice"
            case _:
                pass
