"""What a step did, as pieces: what the user sees, and beside it what the designer wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.outputs import (
    AgentSpoke,
    Branched,
    CallRequested,
    EmailRequested,
    Entered,
    Said,
    Shown,
    TakeoverRequested,
)
from takeover.present.asides import aside
from takeover.present.pieces import Chips, Paragraph, Words
from takeover.present.shows import number_chips, show, with_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.language.outputs import Output
    from takeover.present.pieces import Piece


def tell(outputs: Sequence[Output], program: Program, first: int = 1) -> Iterator[Piece]:
    """Give the pieces of what a step did. Choices and buttons are numbered from `first` on.

    Requests are not among them: whoever settles a takeover, an e-mail or a call shows it, and what came of it.
    """
    number = first
    for output in outputs:
        match output:
            case Said(text=text, choices=choices, buttons=buttons):
                yield Paragraph(with_links(text), "bot")
                if choices or buttons:
                    yield Chips(number_chips((*choices, *buttons), number))
                number += len(choices) + len(buttons)
            case Shown(buttons=buttons):
                yield from show(output, number)
                number += len(buttons)
            case AgentSpoke(text=text, name=name):
                named = (Words(f"{name}: ", "agent"),) if name else ()
                yield Paragraph((*named, *with_links(text)), "agent")
            case Entered() | Branched() | TakeoverRequested() | EmailRequested() | CallRequested():
                pass
            case _:
                yield aside(output, program)
