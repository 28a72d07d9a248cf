"""A text prints a list, or a whole answer of another system, as it comes.

`{{ topping.all }}` prints its values without anything between them: "hamcheeseolives". The answer that a `call` has
saved prints as JSON, with all its braces. Join a list, and print the part of an answer that is meant.

Bad:
    flow: Pizza
    steps:
      - when: {pattern: '(?P<topping>ham|cheese|olives)'}
        do: [{say: "On your pizza so far: {{ topping.all }}"}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Pizza
    steps:
      - when: {pattern: '(?P<topping>ham|cheese|olives)'}
        do: [{say: "On your pizza so far: {{ topping.all | join: ', ' }}"}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.ask import Ask
from takeover.language.actions.call import Call
from takeover.language.filled_json import Keyed, Listed
from takeover.language.replies.say import Say
from takeover.lint.printed import printed
from takeover.source.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.filled_json import JsonTemplate
    from takeover.language.template import Use
    from takeover.lint.rule import Checked

CODE = "printed-list"
SEVERITY: Severity = "note"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at what the bot says: names that stand alone in their braces."""
    program = checked.program
    examples: dict[str, JsonTemplate] = {}
    for block in program.blocks:
        for action in block.actions:
            if isinstance(action, Call) and action.save is not None and action.example is not None:
                examples.setdefault(action.save.path, action.example)
    for place, template in checked.written.texts:
        action = program.blocks[place.block].actions[place.index]
        if template.uses and isinstance(action, Say | Ask):
            for use, filters in printed(template):
                if not filters.strip(" -"):
                    yield from _look_at(use, examples)


def _look_at(use: Use, examples: dict[str, JsonTemplate]) -> Iterator[Diagnostic]:
    name, *parts = use.path
    dotted = ".".join(map(str, use.path))
    if parts == ["all"] and name not in examples:
        message = f'"{dotted}" is a list, and prints its values without anything between them'
        yield Diagnostic(CODE, SEVERITY, message, use.span, f"write {{{{ {dotted} | join: ', ' }}}}")
    elif name in examples:
        found = _inside(examples[str(name)], parts)
        if isinstance(found, Keyed):
            keys = ", ".join(key for key, _ in found.entries[:5])
            message = f'"{dotted}" is a whole answer, and prints as JSON'
            yield Diagnostic(CODE, SEVERITY, message, use.span, f"print a part of it, such as {dotted}.…: {keys}")
        elif isinstance(found, Listed):
            message = f'"{dotted}" is a list, and prints its values without anything between them'
            yield Diagnostic(CODE, SEVERITY, message, use.span, f"write {{{{ {dotted} | join: ', ' }}}}")


def _inside(tree: JsonTemplate | None, parts: list[str | int]) -> JsonTemplate | None:
    """Give the part of an example that a path leads to, or None."""
    for part in parts:
        match tree:
            case Keyed(entries=entries):
                tree = dict(entries).get(str(part))
            case Listed(items=items) if isinstance(part, int) and part < len(items):
                tree = items[part]
            case _:
                return None
    return tree
