"""The trigger `any`: any text, or any that holds a value of a type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.asked_type import AskedType, TypeShape
from takeover.language.naming import SaveTo, Slot
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.span import Span


class WhenAny(NamedTuple):
    """Any text, or (with a type) any text that holds such a value."""

    span: Span
    asked: AskedType | None = None
    save: Slot | None = None

    def listen(self, ears: Ears) -> None:
        """Listen for the type, or for everything."""
        name = self.save.path if self.save else None
        if self.asked is None:
            ears.anything(name, self.span)
        else:
            ears.typed(self.asked, name, self.span)


ANY = Kind(
    "any",
    "anything",
    "Any text, after all else was tried; with a type, any text that holds such a value, which `save` keeps.",
    "{any: email, save: email}",
    WhenAny,
    (
        Field("any", TypeShape(), "the type that must be found", attr="asked"),
        Field("save", SaveTo(), "where the value is kept"),
    ),
    bare=True,
)
