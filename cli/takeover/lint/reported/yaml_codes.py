"""What the codes mean that reading YAML reports: a file that is no YAML, or that YAML reads otherwise than it looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity

YAML: Mapping[str, tuple[Severity, str]] = {
    "syntax": (
        "error",
        """This is not YAML.

Something is not closed, or not indented as the lines around it are. What stands below cannot be understood until it is
mended, so it is not checked. Most often a quote or a bracket is missing, or a text begins with {{ and has no quotes.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: {{ question }} is new to me.}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: "{{ question }} is new to me."}]
""",
    ),
    "duplicate-key": (
        "error",
        """A key stands twice among the same fields.

Only one of them could count, and YAML readers do not agree which. Keep one.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
        do: [{say: Hi there!}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: [Hello!, Hi there!]}]
""",
    ),
    "merge-key": (
        "error",
        """`<<` is not read.

What a merge key brings in cannot be seen where it is used, and is easily brought in twice. Write the keys out, or give
a whole value again with an alias, `*name`.

Bad:
    flow: Shop
    steps:
      - &first {when: unknown, do: [{say: Hello!}]}
      - <<: *first
        when: empty

Good:
    flow: Shop
    steps:
      - when: unknown
        do: &answer [{say: Hello!}]
      - when: empty
        do: *answer
""",
    ),
    "tag": (
        "error",
        """A YAML tag, which means nothing here.

A text that begins with ! is taken for one. Put quotes around it.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: !Hello there}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: "!Hello there"}]
""",
    ),
    "bad-anchor": (
        "error",
        """A text that begins with & and has no quotes.

YAML takes it for the name of the value after it, and there is none. Put quotes around it.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: &Hello}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: "&Hello"}]
""",
    ),
    "bad-alias": (
        "error",
        """An alias (`*name`) that repeats nothing, itself, or too much.

Nothing above is marked with `&name`, or the alias stands inside what it repeats. A text that begins with * needs
quotes.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: *hello}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: "*hello"}]
""",
    ),
    "unused-anchor": (
        "warning",
        """A value is marked with `&name`, and no alias repeats it.

Perhaps the & was meant to begin a text: then put quotes around it. Else take the mark out.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: &Co and others}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: "&Co and others"}]
""",
    ),
    "bad-key": (
        "error",
        """A list, fields or an alias stands where a key should.

A key is a text. A value that begins with { or [ or {{ and is meant as text needs quotes.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{[say]: Hello!}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
""",
    ),
    "no-space": (
        "error",
        """A space is missing after the dash of a list item.

Without it, `-say:` is a key of that name, and not a list item.

Bad:
    flow: Shop
    steps:
      -when: unknown
       do: [{say: Hello!}]

Good:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
""",
    ),
    "text-cut": (
        "warning",
        """A part of a text is not said: behind a space, # begins a comment.

Put quotes around a text with a # in it.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say: You are #1 for us!

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say: "You are #1 for us!"
""",
    ),
    "text-goes-on": (
        "warning",
        """A line looks like a list item, and goes on with the text above it.

Behind a text without quotes, a deeper line is more of that text. Begin the list on its own line, or put quotes around
the text.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say: Hello!
              - Hi there!

Good:
    flow: Shop
    steps:
      - when: unknown
        do:
          - say:
              - Hello!
              - Hi there!
""",
    ),
    "several-documents": (
        "error",
        """A second document begins in this file.

`---` parts a file into documents, and a bot's file is one. Put what follows into a file of its own, or several flows
under `flows:`.

Bad:
    flow: Shop
    steps:
      - when: unknown
        do: [{say: Hello!}]
    ---
    flow: Help
    steps:
      - when: empty
        do: [{say: Hello!}]

Good:
    flows:
      - flow: Shop
        steps:
          - when: unknown
            do: [{say: Hello!}]
      - flow: Help
        steps:
          - when: empty
            do: [{say: Hello!}]
""",
    ),
    "empty-file": (
        "error",
        """A file has nothing in it, or comments alone.

Write in it, or delete it: a file of a bot that was forgotten is one that nobody misses until it is too late.
""",
    ),
    "too-deep": (
        "error",
        """Lists and fields are nested more than 60 deep.

Nobody can follow that. Put follow-ups into steps of their own, and go there with `goto:`.
""",
    ),
    "character": (
        "error",
        """A character that must not stand in a text file: a control character, or one that cannot be seen.

It came along when something was pasted, or the file is none of text. Delete it at the place that is shown.
""",
    ),
    "encoding": (
        "error",
        """The file is not saved as UTF-8.

Accents and other letters cannot be told from each other. Save it as UTF-8: editors offer it under "Save as".
""",
    ),
}
