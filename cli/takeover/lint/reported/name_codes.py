"""What the codes mean that linking reports: names that lead nowhere, or to two things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity

NAMES: Mapping[str, tuple[Severity, str]] = {
    "unknown-language": (
        "error",
        """A language that does not exist.

A language is written as its code of two letters, or three where it has no such code, perhaps with a region: `en`, `nl`,
`pt-BR`. The codes are those of ISO 639, in small letters; a country has another one, in capitals.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: {en: Hello!, dutch: Hallo!}}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: {en: Hello!, nl: Hallo!}}]
""",
    ),
    "unresolved-flow": (
        "error",
        """There is no flow of this name, or it is disabled.

Whoever is sent there would be left standing. A name without a slash is that of a flow, or of a step of the same flow.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{goto: Takover}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{goto: Shop/person}]
      - step: person
        when: {contains: person}
        do: [{takeover: {reason: requested}}]
""",
    ),
    "unresolved-step": (
        "error",
        """The flow has no step of this name.

A step is named with `step:`; `flow/step` leads there.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{goto: Shop/person}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{goto: Shop/person}]
      - step: person
        when: {contains: person}
        do: [{takeover: {reason: requested}}]
""",
    ),
    "unresolved-event": (
        "error",
        """No step listens to this event.

It is fired, and nothing happens. A step listens with `when: {event: NAME}`; capitals count.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{event: HAND_OVER}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{event: HAND_OVER}]
      - when: {event: HAND_OVER}
        do: [{takeover: {reason: unknown}}]
""",
    ),
    "unresolved-hours": (
        "error",
        """There are no business hours of this name.

Bad:
    flow: Shop
    steps:
      - when: unknown
        if: {hours: office}
        do: [{takeover: {reason: unknown}}]

Good:
    hours:
      office: {mon-fri: 09:00-17:30}
    flow: Shop
    steps:
      - when: unknown
        if: {hours: office}
        do: [{takeover: {reason: unknown}}]
""",
    ),
    "unresolved-target": (
        "error",
        """There is no target of this name.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{takeover: {to: desk}}]

Good:
    targets:
      desk: {file: takeovers.jsonl}
    flow: Shop
    steps:
      - when: unknown
        do: [{takeover: {to: desk}}]
""",
    ),
    "unresolved-queue": (
        "error",
        """No rule of the routing names this queue.

A queue that the routing does not know is one that nobody looks at.

Bad:
    routing:
      - {queue: general}
    flow: Shop
    steps:
      - when: unknown
        do: [{takeover: {queue: biling}}]

Good:
    routing:
      - {if: {param: {topic: billing}}, queue: billing}
      - {queue: general}
    flow: Shop
    steps:
      - when: unknown
        do: [{takeover: {queue: billing}}]
""",
    ),
    "unresolved-type": (
        "error",
        """There is no type or entity of this name.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: Where can we reach you?
            type: e-mail

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: Where can we reach you?
            type: email
""",
    ),
    "unresolved-entity": (
        "error",
        """A slot looks for something that is neither a type nor an entity.

Bad:
    flow: Pizza
    steps:
      - when: {text: ["a {size:size} pizza"]}
        do: [{say: Coming up!}]

Good:
    entities:
      size: {small: [small, tiny], large: [large, big]}
    flow: Pizza
    steps:
      - when: {text: ["a {size:size} pizza"]}
        do: [{say: Coming up!}]
""",
    ),
    "bad-slot": (
        "error",
        """A slot in an example that cannot be read.

A slot is `{name:entity}`: the param that keeps what is found, and what is looked for. A brace has no other use there.

Bad:
    flow: Pizza
    steps:
      - when: {text: ["a {size} pizza"]}
        do: [{say: Coming up!}]

Good:
    entities:
      size: {small: [small, tiny], large: [large, big]}
    flow: Pizza
    steps:
      - when: {text: ["a {size:size} pizza"]}
        do: [{say: Coming up!}]
""",
    ),
    "duplicate-flow": (
        "error",
        """Two flows have the same name.

A `goto` could mean either, so only the first is there. Give one of them another name.

Bad:
    flows:
      - flow: Shop
        steps: [{when: unknown, do: [{say: Hello!}]}]
      - flow: Shop
        steps: [{when: empty, do: [{say: Hello!}]}]

Good:
    flows:
      - flow: Shop
        steps: [{when: unknown, do: [{say: Hello!}]}]
      - flow: Silence
        steps: [{when: empty, do: [{say: Hello!}]}]
""",
    ),
    "duplicate-step": (
        "error",
        """Two steps of a flow have the same name.

A `goto` could mean either. Give one of them another name.

Bad:
    flow: Shop
    steps:
      - {step: hello, when: unknown, do: [{say: Hello!}]}
      - {step: hello, when: empty, do: [{say: Hello!}]}

Good:
    flow: Shop
    steps:
      - {step: hello, when: unknown, do: [{say: Hello!}]}
      - {step: silence, when: empty, do: [{say: Hello!}]}
""",
    ),
}
