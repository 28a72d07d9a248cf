"""Choices that were offered: taken by their number, or by their label."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.choices import numbers_of
from takeover.language.folding import fold
from takeover.language.outputs import Said, Shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.language.choices import Choice
    from takeover.language.outputs import Output

MOST_DIGITS = 4


def find_choice(offered: Sequence[Choice], typed: str) -> tuple[Choice, int] | None:
    """Give the choice that a text means: the label typed, or its number from 1. A label goes before a number.

    Beside it the number that tells it from others with its label; 0 where that is not needed, or was not said.
    """
    if not offered:
        return None
    folded = fold(typed)
    named = next((choice for choice in offered if fold(choice.label) == folded), None) if folded else None
    if named is not None:
        return named, 0
    if typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS and 1 <= int(typed) <= len(offered):
        place = int(typed) - 1
        return offered[place], numbers_of(offered)[place]
    return None


def offered_by(output: Output) -> tuple[Choice, ...]:
    """Give the choices and buttons that an output offers, in their order."""
    match output:
        case Said(choices=choices, buttons=buttons):
            return (*choices, *buttons)
        case Shown(buttons=buttons):
            return buttons
        case _:
            return ()
