"""What a user could do at any place: for each trigger a text or event that takes its step, answers that fit, gibberish.

Representatives only: of all the texts that do the same, one.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from takeover.engine.answers import type_of
from takeover.engine.facts import ConversationFacts
from takeover.engine.program import TOP
from takeover.language.actions.ask import Ask
from takeover.language.events import Heard, Intent, Sent, Triggered, Waited
from takeover.language.triggers.anything import WhenAny
from takeover.language.triggers.contains import WhenContains
from takeover.language.triggers.empty import WhenEmpty
from takeover.language.triggers.event import WhenEvent
from takeover.language.triggers.intent import WhenIntent
from takeover.language.triggers.media import WhenSent
from takeover.language.triggers.pattern import WhenPattern
from takeover.language.triggers.silence import WhenSilent
from takeover.language.triggers.text import WhenText
from takeover.language.triggers.unknown import WhenUnknown
from takeover.language.values import Value
from takeover.matching.slots import BadSlot, slots_of
from takeover.source.light import NamedTuple
from takeover.walk.pattern_samples import sample_pattern
from takeover.walk.samples import GIBBERISH, examples_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from takeover.engine.program import LinkedStep, Program
    from takeover.language.conversation import Conversation, Position
    from takeover.language.events import Event
    from takeover.language.triggers.trigger import Trigger
    from takeover.language.types.kind import EntityType
    from takeover.language.values import Json
    from takeover.source.nodes import Scalar
    from takeover.walk.asked_facts import AskedFacts

DIGITS = "12345"
"""What does not fit where any words do, such as names."""
OPENED = "opened"
PLACE = "52.0894,5.1113"
ANYTIME = datetime.min.replace(tzinfo=UTC)
"""Stands in an input for the time at which it is made."""
MOST_ANSWERS = 6
MOST_SAMPLES = 500
"""Patterns of a bot for which texts are made up: more steps than that are not tried either."""


class Input(NamedTuple):
    """Something that the user, an agent or time does. `seconds` is how long nobody says anything before."""

    event: Event
    seconds: int = 0

    def happen(self, conversation: Conversation) -> Event:
        """Give it as the next event of a conversation."""
        return self.event._replace(at=conversation.clock + timedelta(seconds=self.seconds))


class Inputs:
    """The inputs of a bot. `blind` holds the steps and questions for which no text that fits could be made up."""

    def __init__(self, program: Program, asked: AskedFacts, fired: Collection[str]) -> None:
        """Make up what takes each step. `fired` are the events that the bot fires itself: nobody else does."""
        self._program = program
        self._asked = asked
        self._answers: dict[Position, tuple[Input, ...]] = {}
        self._samples = 0
        self.blind: set[int | Position] = set()
        self.gibberish = Input(Heard(ANYTIME, GIBBERISH))
        self.steps: Mapping[int, tuple[Input, ...]] = {linked.number: self._inputs(linked) for linked in program.steps}
        self.levels: dict[int, list[tuple[int, Input]]] = {}
        for linked in program.steps:
            for made in self.steps[linked.number]:
                if not (isinstance(made.event, Triggered) and made.event.name in fired):
                    self.levels.setdefault(linked.parent, []).append((linked.number, made))

    def at_level(self, level: int) -> Sequence[tuple[int, Input]]:
        """Give what the steps of a level listen for, each with its step. Events that the bot fires are its own."""
        return self.levels.get(level, ())

    def outside_events(self) -> Iterator[Input]:
        """Give the events at the top level as an agent could trigger them."""
        for _, made in self.at_level(TOP):
            if isinstance(made.event, Triggered):
                yield Input(made.event._replace(by_agent=True))

    def answers(self, at: Position, conversation: Conversation) -> tuple[Input, ...]:
        """Give answers to a question that lead to different places. Gibberish is none of them: it is always tried."""
        kind = self._program.answers.get((at.block, at.index))
        if kind is None:  # its choices are templates: they read as they were offered
            return tuple(Input(Heard(ANYTIME, choice.label)) for choice in conversation.offered[:MOST_ANSWERS])
        if at not in self._answers:
            self._answers[at] = self._fitting(at, kind, conversation)
        return self._answers[at]

    def _fitting(self, at: Position, kind: EntityType, conversation: Conversation) -> tuple[Input, ...]:
        ask = self._program.blocks[at.block].actions[at.index]
        assert isinstance(ask, Ask)
        facts = ConversationFacts(self._program, conversation)
        path = ask.save.path if ask.save is not None else ""
        fitting: dict[str, Value] = {}
        for text in (*examples_of(kind), *self._asked.telling(path)):
            found = kind.find(text, facts.place)
            if found is not None:
                fitting[text] = Value(found.value, text)
        if not fitting:
            self.blind.add(at)
        texts = list(self._asked.tell_apart(path, fitting, facts)[:MOST_ANSWERS])
        if kind.find(GIBBERISH, facts.place) is not None and kind.find(DIGITS, facts.place) is None:
            texts.append(DIGITS)
        return tuple(Input(Heard(ANYTIME, text)) for text in texts)

    def bodies(self, param: str, example: Json) -> tuple[Json, ...]:
        """Give answers to a call that is kept in a param: the example, nothing, and those that rules look for."""
        found = [example]
        for path, text in self._asked.telling_inside(param):
            body = _put(example, path, text)
            if body not in found:
                found.append(body)
        return tuple(found if example is None else [*found, None])[:MOST_ANSWERS]

    def _inputs(self, linked: LinkedStep) -> tuple[Input, ...]:
        """Give an input for each trigger of a step, as far as one can be made up."""
        return tuple(found for trigger in linked.step.triggers for found in self._make(linked.number, trigger))

    def _make(self, number: int, trigger: Trigger) -> Iterator[Input]:
        match trigger:
            case WhenUnknown():
                return
            case WhenEvent(names=names):
                for name in names:
                    if name.text.strip() != OPENED:
                        yield Input(Triggered(ANYTIME, name.text.strip()))
            case WhenSent(media=media):
                yield Input(Sent(ANYTIME, media, PLACE if media == "location" else f"https://files.example/{media}"))
            case WhenIntent(names=names):
                yield Input(Heard(ANYTIME, names[0].text, (Intent(names[0].text, 1.0),)))
            case WhenEmpty():
                yield Input(Heard(ANYTIME, ""))
            case WhenSilent(seconds=seconds):
                yield Input(Waited(ANYTIME), seconds)
            case _:
                text = self._text(trigger)
                if text:
                    yield Input(Heard(ANYTIME, text))
                else:
                    self.blind.add(number)

    def _text(self, trigger: Trigger) -> str | None:
        """Give a text that a trigger takes, or None."""
        match trigger:
            case WhenText(examples=examples):
                plain = next((example.text for example in examples if "{" not in example.text), None)
                return plain or self._filled(examples[0].text)
            case WhenContains(words=words):
                return words[0].text
            case WhenPattern(patterns=patterns):
                return next(filter(None, map(self._sample, patterns)), None)
            case WhenAny(asked=None):
                return GIBBERISH
            case WhenAny(asked=asked) if asked is not None:
                return next(examples_of(type_of(asked, self._program.types)), None)
            case _:
                return None

    def _sample(self, pattern: Scalar) -> str | None:
        """Make up a text for a pattern, unless there were very many already."""
        self._samples += 1
        return sample_pattern(pattern.text) if self._samples <= MOST_SAMPLES else None

    def _filled(self, example: str) -> str | None:
        """Fill the slots of an example."""
        filled, at = "", 0
        try:
            for slot in slots_of(example):
                known = self._program.types.get(slot.entity)
                value = next(examples_of(known), None) if known is not None else None
                if value is None:
                    return None
                filled, at = f"{filled}{example[at : slot.start]}{value}", slot.end
        except BadSlot:  # reported when the bot was linked
            return None
        return filled + example[at:]


def _put(body: Json, path: tuple[str, ...], text: str) -> Json:
    """Give a body with a text at a path inside it."""
    if not path:
        return text
    whole = dict(body) if isinstance(body, dict) else {}
    whole[path[0]] = _put(whole.get(path[0]), path[1:], text)
    return whole
