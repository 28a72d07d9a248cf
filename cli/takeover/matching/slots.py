"""Slots: the `{name:entity}` in an example, which stands for anything that the entity type finds."""

from __future__ import annotations

from takeover.language.naming import BUILT_IN, PARAM, USER_PATH
from takeover.source.light import NamedTuple
from takeover.source.regex import regex

_BRACES = regex(r"\{([^{}]*)\}|[{}]")


class BadSlot(ValueError):  # noqa: N818 - it is what the designer wrote, and what the linker reports
    """A slot that cannot be read: `offset` is where in the example, in characters from 0."""

    def __init__(self, message: str, offset: int) -> None:
        """Keep the place beside the message."""
        super().__init__(message)
        self.offset = offset


class Slot(NamedTuple):
    """One slot: the param that it fills, the entity that it looks for, and its place in the example (end exclusive)."""

    name: str
    entity: str
    start: int
    end: int


def slots_of(example: str) -> tuple[Slot, ...]:
    """Give the slots of an example, in order; raises BadSlot (a ValueError with an offset) for the first bad one.

    A slot is `{name:entity}`; spaces around the two are dropped. The name is that of a param or a path below `user`,
    once in an example. Whether the entity exists is the linker's question. A brace has no other use in an example.
    """
    slots: list[Slot] = []
    for brace in _BRACES.finditer(example):
        start, inside = brace.start(), brace[1]
        if inside is None:
            if example.startswith("{{", start):
                raise BadSlot("an example is what people say, and holds no {{ }}: a slot is {name:entity}", start)
            raise BadSlot(
                "this { has no }: a slot is {name:entity}" if brace[0] == "{" else "this } has no { before it", start
            )
        name, colon, entity = (part.strip() for part in inside.partition(":"))
        if not colon or not entity or ":" in entity:
            word = name or "name"
            raise BadSlot(f"a slot is {{name:entity}}, such as {{{word}:{word}}}", start)
        if name in BUILT_IN:
            raise BadSlot(f'"{name}" is a built-in name and cannot be filled by a slot', start)
        if not (PARAM.fullmatch(name) or USER_PATH.fullmatch(name)):
            raise BadSlot(f'"{name}" cannot be the name of a param: letters, digits, - and _, a letter first', start)
        if any(slot.name == name for slot in slots):
            raise BadSlot(f'the slot "{name}" stands twice in this example', start)
        slots.append(Slot(name, entity, start, brace.end()))
    return tuple(slots)
