"""What the codes mean that a running conversation, a transcript or a delivery reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity

TALKS: Mapping[str, tuple[Severity, str]] = {
    "empty-text": (
        "warning",
        """There was nothing to say: the text came out empty.

It held only names that have no value yet. Give them a default, or ask for them first.
""",
    ),
    "spoke-while-paused": (
        "warning",
        """The bot is paused, and did not say this.

After a takeover an agent speaks. What the bot should say stands above the takeover.
""",
    ),
    "left-alone": (
        "warning",
        """A takeover was not accepted, and the user was told nothing.

Write `unavailable:` under the takeover: what the bot says and does when nobody takes it.
""",
    ),
    "nobody-listens": (
        "warning",
        """An event came, and no step that is open now listens to it.

The rules of those that listen do not hold, or they are follow-ups of a step that was not taken.
""",
    ),
    "nothing-asked": (
        "note",
        """An answer came to something that was not asked, or was answered already.

It is passed over. In a transcript, look at which request the turn before made.
""",
    ),
    "event-while-paused": (
        "note",
        """An event came while the bot is paused, and was not heard.

An agent speaks now. An event that an agent triggers gives the conversation back to the bot first.
""",
    ),
    "no-language": (
        "note",
        """The user is said to speak what is no language that is known here.

The talk goes on in the language that it had. Write a code such as `nl`, or the name of a language.
""",
    ),
    "template-failed": (
        "error",
        """A text could not be filled, so nothing was said.

A filter was given what it cannot work with, or the text grew without end.
""",
    ),
    "unresolved-include": (
        "error",
        """A transcript includes turns that no file above it names.

Shared turns stand in a file of their own, in the folder of the transcript or above it.
""",
    ),
    "include-circle": (
        "error",
        """Shared turns include themselves.

They would never end. Take the include out of one of them.
""",
    ),
    "duplicate-transcript": (
        "error",
        """Two transcripts in a file have the same name.

Reports could not tell them apart. Give one of them another name.
""",
    ),
    "unknown-column": (
        "error",
        """A transcript asks for a column that its cases do not have.

Each name in <angle brackets> is a column of the cases.
""",
    ),
    "unused-column": (
        "error",
        """The cases of a transcript have a column that nothing asks for.

It was meant to change something in each case. Write it where it is meant, or take it out.
""",
    ),
    "uneven-cases": (
        "error",
        """A case has more or fewer values than the others.

Every case gives a value for every column.
""",
    ),
    "bad-address": (
        "error",
        """A target's address that cannot be one.

The message says what is wrong with it, and shows one that is right.
""",
    ),
    "bad-reference": (
        "error",
        """A reference to the environment that cannot be read.

It is written `${NAME}`, with letters, digits and _.
""",
    ),
    "bad-recipe": (
        "error",
        """A recipe, the file that says how a help desk is sent to, that cannot be followed.

Its texts may use the names of the payload, `settings.NAME` for what a target fills in, and `facts.NAME` for what an
earlier request takes from its answer.
""",
    ),
    "unknown-recipe": (
        "error",
        """A target goes by a recipe that there is not.

`takeover recipes` lists those that come with takeover; one of your own is a YAML file with `recipe:` among the flows.
""",
    ),
    "bad-json": (
        "error",
        """This is not JSON.

A payload is one JSON object. The message says where it stops to be one.
""",
    ),
    "bad-payload": (
        "error",
        """This is JSON, and not the payload of a takeover.

Its fields are described by the schema that `takeover payload-schema` prints.
""",
    ),
    "no-payload": (
        "error",
        """There is no payload in what was given.

`takeover replay` and a chat write payloads; `takeover emit` sends them.
""",
    ),
    "not-carried": (
        "error",
        """This stands in a conversation of another tool, and transcripts have no words for it.

`takeover import` writes the rest down as a transcript, where it can be mended by hand.
""",
    ),
    "kept-as-comment": (
        "warning",
        """This stands in a conversation of another tool, and only a comment can hold it.

It says something about what was carried over, such as the intent that an input had: the same conversation is played
without it.
""",
    ),
    "exists": (
        "error",
        """The file that should be written is there already, and was left as it is.

`takeover import --force` writes over it.
""",
    ),
    "unwritten": (
        "error",
        """A file could not be written; the message says why.

What was there before is there still.
""",
    ),
    "unknown-format": (
        "error",
        """This file is no conversation of a tool that is known.

`takeover import --from FORMAT` reads it in a format that you name; `takeover import --help` lists them.
""",
    ),
    "no-conversation": (
        "error",
        """There is no conversation in this file, or in this folder.

It is in a format that is known, and empty.
""",
    ),
    "bad-log": (
        "error",
        """This line of a log could not be read, and was left out.

A line is JSON: `{"conversation": "17", "text": "where is my order", "at": "2026-03-02T10:15:00+01:00"}`, without `at`
where nobody knows when it was; or a whole conversation, `["where is my order", "AC-10042"]`.
""",
    ),
}
