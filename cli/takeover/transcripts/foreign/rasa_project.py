"""What the files around Rasa's stories say: examples of intents, responses, fixtures.

Shapes: "Training Data Format", "Domain" and "Test Cases Reference" in Rasa's documentation (rasa.com/docs).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.regex import regex
from takeover.transcripts.foreign.trees import entries_of, find, items_of, text_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.source.nodes import Entry
    from takeover.transcripts.foreign.talk import Source

ENTITY = regex(r"\[([^\[\]]+)\](?:\(([^()]*)\)|(\{[^{}]*\}))")
"""`[Berlin](city)` and `[Berlin]{"entity": "city", …}`."""


class Project(NamedTuple):
    """Examples by intent, texts by response (variations), fixtures by name."""

    examples: Mapping[str, str]
    responses: Mapping[str, tuple[str, ...]]
    fixtures: Mapping[str, tuple[Entry, ...]]

    def over(self, further: Project) -> Project:
        """Add what others say; what is said here goes before it."""
        return Project(
            {**further.examples, **self.examples},
            {**further.responses, **self.responses},
            {**further.fixtures, **self.fixtures},
        )


def read_rasa_project(files: Sequence[Source]) -> Project:
    """Read them; the first example of an intent is what a user says who has it."""
    examples: dict[str, str] = {}
    responses: dict[str, tuple[str, ...]] = {}
    fixtures: dict[str, tuple[Entry, ...]] = {}
    for file in files:
        for intent in items_of(find(file.node, "nlu")):
            lines = [line.strip() for line in text_at(intent, "examples").splitlines()]
            lines += [text_at(one, "text").strip() for one in items_of(find(intent, "examples"))]
            told = [line.removeprefix("- ").strip() for line in lines if line]
            if told and text_at(intent, "intent"):
                examples.setdefault(text_at(intent, "intent"), plain(told[0]))
        for entry in entries_of(find(file.node, "responses")):
            texts = tuple(text for one in items_of(entry.value) if (text := text_at(one, "text")))
            responses.setdefault(entry.key.text, texts)
        for fixture in items_of(find(file.node, "fixtures")):
            for entry in entries_of(fixture):
                slots = tuple(slot for one in items_of(entry.value) for slot in entries_of(one))
                fixtures.setdefault(entry.key.text, slots)
    return Project(examples, responses, fixtures)


def plain(text: str) -> str:
    """Take the annotations of entities out of what a user says."""
    return ENTITY.sub(lambda found: found[1], text).strip()


def find_annotations(text: str) -> list[str]:
    """Give the annotations of entities."""
    return [found[0] for found in ENTITY.finditer(text)]
