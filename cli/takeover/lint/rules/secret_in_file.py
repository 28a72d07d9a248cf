"""A secret is written in the file.

Whoever reads the flows, in the repository or in a mail, can use it, and it stays in the history when it is taken out.
Put it into the environment and write `${NAME}`; a call fills that in its address and its headers, a target in all of
its fields. And renew the key: it has been read already.

Bad:
    flow: Orders
    steps:
      - when: {text: [where is my order, track my parcel, order status]}
        do:
          - call:
              url: https://api.acme.example/orders
              headers: {Authorization: Bearer 3f9a6c1e77d04b52}
              save: order
              failed: [{say: "I cannot look it up right now."}]
          - say: "It is {{ order.status | default: 'on its way' }}."
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Orders
    steps:
      - when: {text: [where is my order, track my parcel, order status]}
        do:
          - call:
              url: https://api.acme.example/orders
              headers: {Authorization: "Bearer ${ORDERS_TOKEN}"}
              save: order
              failed: [{say: "I cannot look it up right now."}]
          - say: "It is {{ order.status | default: 'on its way' }}."
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.handover.tokens import find_token
from takeover.language.actions.call import Call
from takeover.language.filled_json import Keyed, Listed
from takeover.language.template import Template
from takeover.lint.secrets import NAMED, is_written_out, tells_secret
from takeover.source.diagnostic import Diagnostic, Severity
from takeover.source.nodes import Fields, Items, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.language.bot import Bot
    from takeover.language.filled_json import JsonTemplate
    from takeover.language.flow import Step
    from takeover.lint.rule import Checked
    from takeover.source.nodes import Node
    from takeover.source.span import Span

CODE = "secret-in-file"
SEVERITY: Severity = "error"
HINT = 'put it into the environment and write "${NAME}"'


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look at every text of the flows, also in what is disabled: it lies in the file all the same."""
    disabled = tuple(_disabled(checked.bot))
    texts = [template.source for _, template in checked.written.texts]
    texts += (template.source for template in find_all(disabled, Template))
    for target in checked.bot.targets.values():
        texts += _free(target)
    calls = [action for block in checked.program.blocks for action in block.actions if isinstance(action, Call)]
    told: set[Span] = set()
    for message, span in (*_in_calls((*calls, *find_all(disabled, Call))), *_in_texts(texts)):
        if span not in told:
            told.add(span)
            yield Diagnostic(CODE, SEVERITY, message, span, HINT)


def _disabled(bot: Bot) -> Iterator[Step]:
    """Give the steps that are taken out of the bot, with all that is in them."""
    waiting = [(step, flow.disabled) for flow in bot.flows for step in flow.steps]
    while waiting:
        step, out = waiting.pop()
        if out or step.disabled:
            yield step
        else:
            waiting += ((then, False) for then in step.then)


def _in_calls(calls: Iterable[Call]) -> Iterator[tuple[str, Span]]:
    for call in calls:
        if call.url is not None and tells_secret(call.url.text):
            yield "this address holds a password or a token", call.url.source.span
        named = [(name.text, value) for name, value in (*call.headers, *call.form)]
        for name, value in (*named, *_named(call.json)):
            if is_written_out(name, value.text):
                yield f'the secret "{name}" is written out', value.source.span


def _named(json: JsonTemplate | None) -> Iterator[tuple[str, Template]]:
    """Give the texts in a body that have names."""
    match json:
        case Keyed(entries=entries):
            for name, value in entries:
                if isinstance(value, Template):
                    yield name, value
                else:
                    yield from _named(value)
        case Listed(items=items):
            for item in items:
                yield from _named(item)
        case _:
            return


def _in_texts(texts: Iterable[Scalar]) -> Iterator[tuple[str, Span]]:
    for scalar in texts:
        found = find_token(scalar.text)
        if found is not None:
            what, start, end = found
            yield f"this looks like {what}", scalar.within(start, end)


def _free(node: Node) -> Iterator[Scalar]:
    """Give the texts of a target under names that say nothing of secrets; about the others the delivery speaks."""
    match node:
        case Fields(entries=entries):
            for entry in entries:
                if not NAMED.search(entry.key.text):
                    yield from _free(entry.value)
        case Items(items=items):
            for item in items:
                yield from _free(item)
        case Scalar():
            if not tells_secret(node.text):
                yield node
