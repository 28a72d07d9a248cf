"""What the codes mean that reading flows and settings reports: keys and values that are not what they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity

FORM: Mapping[str, tuple[Severity, str]] = {
    "unknown-key": (
        "error",
        """A key that is not known here.

Nothing is passed over in silence: a mistyped key would otherwise do nothing, and nobody would know why. The message
says which keys there are.

Bad:
    flow: Shop
    steps:
      - when: unknown
        then_do: [{say: Hello!}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
""",
    ),
    "missing-key": (
        "error",
        """Something that is needed was left out.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{email: {subject: A question}}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{email: {to: help@acme.example, subject: A question}}]
""",
    ),
    "missing-value": (
        "error",
        """A key has no value.

Write one behind the colon, or take the key out. An empty text is written as `""`.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say:

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say: Hello!
""",
    ),
    "wrong-type": (
        "error",
        """A value is of another form than it should be: a list in place of a text, a text in place of fields.

The message says what is wanted and what was found. Often quotes are missing, or a dash too many is there.

Bad:
    flow: Shop
    steps:
      when: unknown

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
""",
    ),
    "unknown-word": (
        "error",
        """A word that is not one of those that can stand here.

Bad:
    flow: Takeover
    steps:
      - when: unknown
        do: [{takeover: {priority: higher}}]

Good:
    flow: Takeover
    steps:
      - when: unknown
        do: [{takeover: {priority: high}}]
""",
    ),
    "unknown-action": (
        "error",
        """Nothing that a bot does has this name.

The key of each item under `do:` says what is done: say, ask, takeover, goto and so on.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{reply: Hello!}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
""",
    ),
    "unknown-trigger": (
        "error",
        """Nothing that begins a step has this name.

What people say stands in a list under `text:`; the other triggers are unknown, event, contains and so on.

Bad:
    flow: Shop
    steps:
      - when: where is your shop
        do: [{say: In Utrecht.}]

Good:
    flow: Shop
    steps:
      - when: {text: [where is your shop]}
        do: [{say: In Utrecht.}]
""",
    ),
    "two-kinds": (
        "error",
        """Two actions, or two triggers, stand in one list item.

Each has an item of its own, with a dash: the order in which they happen is the order of the items.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say: Hello!
            takeover: {reason: unknown}

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say: Hello!
          - takeover: {reason: unknown}
""",
    ),
    "empty-list": (
        "error",
        """A list has nothing in it.

Write an item, or take the key out.

Bad:
    flow: Shop
    steps:
      - when: {text: []}
        do: [{say: Hello!}]

Good:
    flow: Shop
    steps:
      - when: {text: [hello]}
        do: [{say: Hello!}]
""",
    ),
    "out-of-range": (
        "error",
        """A number, a time or a length is too small or too large.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: What is your name?
            attempts: 0

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: What is your name?
            attempts: 1
""",
    ),
    "bad-name": (
        "error",
        """A name that cannot be one.

The name of a param begins with a letter and has letters, digits, - and _. The name of a flow or step has no slash,
because a slash parts the one from the other.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: Which order is it about?
            save: order number

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: Which order is it about?
            save: order_number
""",
    ),
    "reserved-name": (
        "error",
        """A name that means something already.

`question`, `user`, `conversation` and `now` are filled by the bot; the built-in types, such as email, are no names for
entities.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: What is your question?
            save: question

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - ask: What is your question?
            save: request
""",
    ),
    "bad-template": (
        "error",
        """A text with {{ names }} that cannot be read.

A brace is missing, or a filter does not exist: `{{ name | default: 'you' }}`.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: "Hello {{ user.name | uppercase }}!"}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: "Hello {{ user.name | upcase }}!"}]
""",
    ),
    "bad-pattern": (
        "error",
        """A regular expression that cannot be used.

Patterns are those of RE2, which always answers in time, whatever is written: look-around and back-references are the
price.

Bad:
    flow: Orders
    steps:
      - when: {pattern: '([A-Z]{2}-[0-9]{4}'}
        do: [{say: Thank you!}]

Good:
    flow: Orders
    steps:
      - when: {pattern: '([A-Z]{2}-[0-9]{4})'}
        do: [{say: Thank you!}]
""",
    ),
    "unknown-timezone": (
        "error",
        """A time zone that does not exist.

Hours and dates are read in it. It is written as a continent and a city.

Bad:
    timezone: Amsterdam
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]

Good:
    timezone: Europe/Amsterdam
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
""",
    ),
}
