"""A step has so few examples that people will not be understood.

Everybody asks the same thing in other words. With one or two examples the bot knows only those; five, each said
differently, are a good start. A step that listens for a word (`contains`), or whose examples are the choices that the
bot offers, needs no more.

Bad:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there]}
        do: [{say: We are in Utrecht.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop, how do I get there, what is your address, can I visit you]}
        do: [{say: We are in Utrecht.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.program import TOP
from takeover.language.folding import fold
from takeover.language.triggers.contains import WhenContains
from takeover.language.triggers.intent import WhenIntent
from takeover.language.triggers.pattern import WhenPattern
from takeover.language.triggers.text import WhenText
from takeover.source.diagnostic import Diagnostic, Severity
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.lint.rule import Checked

CODE = "few-examples"
SEVERITY: Severity = "note"
ENOUGH = 3
SEPARATOR = regex(r"\s*[;|\n]\s*|\s+/\s+")


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Count the examples of each step at the top level."""
    labels: set[str] | None = None
    for linked in checked.program.steps:
        triggers = linked.step.triggers
        texts = [trigger for trigger in triggers if isinstance(trigger, WhenText)]
        if linked.parent != TOP or not texts:
            continue
        if any(isinstance(trigger, WhenContains | WhenIntent | WhenPattern) for trigger in triggers):
            continue
        examples = {fold(example.text) for trigger in texts for example in trigger.examples}
        if len(examples) >= ENOUGH:
            continue
        if labels is None:
            labels = {fold(text.text) for _, option in checked.written.options for text in option.label.all}
        if not examples <= labels:
            count = "only one example" if len(examples) == 1 else f"only {len(examples)} examples"
            alike = sum(len(trigger.examples) for trigger in texts) > len(examples)
            same = " (capitals and punctuation make no difference)" if alike else ""
            message = f"{linked.address} has {count}{same}: people say it in other words too"
            hint = _written_as_one(texts) or "add examples that are said differently, about five"
            yield Diagnostic(CODE, SEVERITY, message, texts[0].span, hint)


def _written_as_one(texts: Sequence[WhenText]) -> str:
    """Say how to write a list, where one example looks like several."""
    for example in (example.text for trigger in texts for example in trigger.examples):
        parts = [part.strip() for part in SEPARATOR.split(example)]
        if len(parts) > 1 and all(parts):
            return f"several examples are a list: [{', '.join(parts)}]"
    return ""
