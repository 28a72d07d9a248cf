"""A copy of a program that is quick to walk through: nothing is scored, loaded or told, and all else is as it was.

Walking takes thousands of steps; learning from the examples of a large bot alone takes longer than all of them. So
texts are found by their exact words, by patterns, by words they hold, by type, or not at all; types take only the
answers that are made up for them; and what the bot says is left out, but for what can be chosen below it. What is found
this way is played again on the bot itself before anybody hears of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.actions.ask import Ask
from takeover.language.actions.call import Call
from takeover.language.actions.email import Email
from takeover.language.actions.note import Note
from takeover.language.actions.takeover import Takeover
from takeover.language.choices import Option
from takeover.language.replies.attachment import Attachment
from takeover.language.replies.card import Card
from takeover.language.replies.carousel import Carousel
from takeover.language.replies.delay import Delay
from takeover.language.replies.listing import Listing
from takeover.language.replies.location import ShowLocation
from takeover.language.replies.say import Say
from takeover.language.template import Template
from takeover.language.types.choice import Choice
from takeover.language.types.entity import Entity
from takeover.language.types.kind import Found
from takeover.language.types.regex import Regex
from takeover.matching.index import Index
from takeover.source.light import NamedTuple
from takeover.source.nodes import Scalar
from takeover.source.regex import regex
from takeover.source.span import NOWHERE
from takeover.walk.person import LOOKING_UP, sends

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.language.run import Action, Run
    from takeover.language.types.kind import EntityType, Place
    from takeover.matching.levels import Level
    from takeover.source.span import Span

OPEN = frozenset({"text", "name"})
"""Types that take words which mean nothing to the bot."""
COUNTED = frozenset({"number", "money"})
"""Types that rules compare by size."""
DIGITS = regex(r"-?\d{1,15}")
WORDS = Template(Scalar("…", NOWHERE), ("…",))
"""Stands for every text."""


class MadeUp(NamedTuple):
    """A built-in type that takes the answers made up for it, anywhere in a text: its example, or any number."""

    name: str
    label: str
    example: str

    def find(self, text: str, place: Place) -> Found | None:
        """Find the example; open types take any text."""
        del place
        if self.name in OPEN:
            fits = bool(text.strip()) and (self.name == "text" or not DIGITS.search(text))
            return Found(text.strip(), 0, len(text)) if fits else None
        digits = DIGITS.search(text) if self.name in COUNTED else None
        if digits is not None:
            return Found(float(digits[0]), *digits.span())
        at = text.find(self.example)
        return None if at < 0 else Found(self.example, at, at + len(self.example))

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Give the one reading, if there is one."""
        found = self.find(text, place)
        return () if found is None else (found,)


class Listed(NamedTuple):
    """A type of words, entity or choice, that finds only its values, and those only as they are written."""

    name: str
    label: str
    values: tuple[str, ...]

    @property
    def example(self) -> str:
        """The first value."""
        return next(iter(self.values), "")

    def find(self, text: str, place: Place) -> Found | None:
        """Find the first value that stands in the text."""
        return next(iter(self.find_all(text, place)), None)

    def find_all(self, text: str, place: Place) -> tuple[Found, ...]:
        """Find the values that stand in the text; of one inside another the longer."""
        del place
        found: list[Found] = []
        for value in sorted(filter(None, self.values), key=len, reverse=True):
            at = text.find(value)
            if at >= 0 and not any(other.start < at + len(value) and at < other.end for other in found):
                found.append(Found(value, at, at + len(value)))
        return tuple(sorted(found, key=lambda one: one.start))


class Untold(NamedTuple):
    """Stands for an action that only tells something."""

    span: Span

    def perform(self, run: Run) -> None:
        """Tell nothing."""


def quicken(program: Program) -> Program:
    """Give the copy: it has the same steps and blocks, under the same numbers. The ids of its requests are others."""
    return program._replace(
        blocks=tuple(block._replace(actions=tuple(map(_quicken, block.actions))) for block in program.blocks),
        index=quicken_index(program),
        types={name: quicken_type(known) for name, known in program.types.items()},
        answers={place: quicken_type(known) for place, known in program.answers.items()},
    )


def quicken_index(program: Program) -> Index:
    """Give an index of what is heard without a score."""
    return Index({number: _quicken_level(level) for number, level in program.index.levels.items()}, 1.0)


def _quicken_level(level: Level) -> Level:
    return level._replace(
        examples=(),
        entities={name: quicken_type(known) for name, known in level.entities.items()},
        typed=tuple((step, save, quicken_type(known), span) for step, save, known, span in level.typed),
    )


def quicken_type(known: EntityType) -> EntityType:
    """Give a type that takes only the answers made up for it."""
    match known:
        case Choice(options=options):
            return Listed(known.name, known.label, options)
        case Entity(values=values):
            return Listed(known.name, known.label, tuple(value for value, _ in values))
        case Regex():
            return known
        case _:
            return MadeUp(known.name, known.label, known.example)


def _quicken(action: Action) -> Action:
    match action:
        case Say() if not action.agent_only and (action.choices or action.buttons):
            return action._replace(texts=(WORDS,))
        case Card() | Carousel() | Listing() if next(find_all(action, Option), None) is not None:
            return action
        case Say() | Card() | Carousel() | Listing() | Attachment() | Delay() | ShowLocation() | Note():
            return Untold(action.span)
        case Ask():
            return action._replace(texts=(WORDS,), retry=(WORDS,) if action.retry else ())
        case Takeover():
            return action._replace(reason=None, note=None, subject=None, summary=None, assignee=None)
        case Email():
            return action._replace(to=(), cc=(), subject=None, body=None, sender=None, reply_to=None)
        case Call():
            method = action.method or ("POST" if sends(action) else LOOKING_UP)
            return action._replace(method=method, url=None, headers=(), json=None, form=(), body=None)
        case _:
            return action
