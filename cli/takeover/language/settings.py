"""The settings of a bot: language and place, hours, params, entities, routing. Each key has its shape here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.actions.takeover import PRIORITY, TARGETS
from takeover.language.asked_type import AskedType, TypeShape
from takeover.language.hours import HoursShape
from takeover.language.languages import Spoken
from takeover.language.match_setting import MATCH
from takeover.language.naming import SaveTo
from takeover.language.rules.kind import Conditions
from takeover.language.template import Template, TemplateText
from takeover.source.light import NamedTuple
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Definitions, Field, Flag, Many, Record, Schema, Table, Text, Whole
from takeover.source.shapes.shape import wanted
from takeover.source.suggest import did_you_mean, respell

if TYPE_CHECKING:
    import re

    from takeover.language.naming import Ref
    from takeover.language.run import Rule
    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

COUNTRY = regex(r"[A-Z]{2}")


class ParamSetting(NamedTuple):
    """What is known of a param beforehand. A sensitive one never leaves the process unmasked."""

    span: Span
    type: AskedType | None = None
    sensitive: bool = False


class Route(NamedTuple):
    """One rule of the routing: the first that holds decides who gets a takeover."""

    span: Span
    rule: Rule | None = None
    queue: Scalar | None = None
    assignee: Template | None = None
    priority: str | None = None
    to: tuple[Ref, ...] = ()


class PersonSetting(NamedTuple):
    """How near a person must be: so many inputs of the user from any place of a talk, at most."""

    span: Span
    turns: int = 4


class Form(NamedTuple):
    """The shape of a text of a fixed form, such as a language tag."""

    pattern: re.Pattern[str]
    label: str
    example: str

    def read(self, node: Node, problems: Problems) -> str | None:
        """Give the text."""
        if isinstance(node, Scalar) and self.pattern.fullmatch(node.text):
            return node.text
        hint = ""
        if isinstance(node, Scalar):
            written = (node.text.strip().lower(), node.text.strip().upper())
            hint = next((f"write {text}" for text in written if self.pattern.fullmatch(text)), "")
        wanted(self.label, node, problems, hint)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Give the pattern."""
        return {"type": "string", "pattern": f"^{self.pattern.pattern}$", "examples": [self.example]}


class Timezone:
    """The shape of a time zone of the IANA database."""

    label = "a time zone such as Europe/Amsterdam"

    def read(self, node: Node, problems: Problems) -> str | None:
        """Give the name, after it was looked up."""
        from zoneinfo import ZoneInfo, available_timezones

        if not isinstance(node, Scalar) or node.missing:
            wanted(self.label, node, problems)
            return None
        try:
            ZoneInfo(node.text)
        except (KeyError, ValueError, OSError):
            zones = sorted(available_timezones())
            near = [
                zone for zone in zones if zone.rpartition("/")[2].casefold() == node.text.rpartition("/")[2].casefold()
            ]
            hint, fix = "write a city, such as Europe/Amsterdam", None
            if not any(letter.isdigit() for letter in node.text):  # Etc/GMT+1 is what others call GMT-1
                told = f'did you mean "{near[0]}"?' if near else did_you_mean(node.text, zones)
                hint, fix = told or hint, respell(node.text, node.span, zones)
            problems.error("unknown-timezone", f'"{node.text}" is not a time zone', node.span, hint, fix=fix)
            return None
        return node.text

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text."""
        return {"type": "string", "examples": ["Europe/Amsterdam"]}


class EntityShape:
    """The shape of an entity: values with their synonyms, or a list of values."""

    label = "values with their synonyms, such as {small: [small, tiny]}"

    def read(self, node: Node, problems: Problems) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        """Give the values and the words for each; the value itself is one of them."""
        words = Many(Text("a word"), "a word or a list of words", single=True)
        if isinstance(node, Items):
            values = words.read(node, problems)
            return None if values is None else tuple((value.text, (value.text,)) for value in values)
        if not isinstance(node, Fields):
            wanted(self.label, node, problems)
            return None
        table = Table(words, self.label).read(node, problems)
        if table is None:
            return None
        return tuple(
            (key.text, tuple(dict.fromkeys((key.text, *(word.text for word in found))))) for key, found in table
        )

    def schema(self, definitions: Definitions) -> Schema:
        """Accept both forms."""
        words = Many(Text(), single=True).schema(definitions)
        return {"anyOf": [Many(Text()).schema(definitions), {"type": "object", "additionalProperties": words}]}


class RawFields:
    """The shape of a target: fields that the delivery reads, because only it knows its kinds."""

    label = "a target such as {file: takeovers.jsonl}"

    def read(self, node: Node, problems: Problems) -> Fields | None:
        """Give the fields as they are."""
        if isinstance(node, Fields) and node.entries:
            return node
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept any object: the command that prints the schema puts the targets' own in."""
        return {"$ref": "#/$defs/target"}


SETTINGS = (
    Field("bot", Text("the name of the bot"), "the name of the bot"),
    Field(
        "language",
        Spoken(),
        "the language that the bot speaks, or a list of them: the first where a user speaks none of them. A text for "
        "each, such as {en: Hello!, nl: Hallo!}, may stand wherever a user reads one; it is given to who speaks nl-BE "
        "too, and where one is missing, that of the bot, or else the one that is written first",
    ),
    Field(
        "country",
        Form(COUNTRY, "a country code of two capital letters, such as NL", "NL"),
        "how national phone numbers, dates and money are read",
    ),
    Field("timezone", Timezone(), "the time zone of hours and dates (default UTC)"),
    Field(
        "match",
        MATCH,
        "how inputs are matched",
    ),
    Field(
        "person",
        Record(
            PersonSetting,
            (
                Field(
                    "turns",
                    Whole(1, 20),
                    "so many inputs of the user at most, until a takeover, an e-mail or a call that sends something "
                    "(default 4)",
                ),
            ),
            "how near a person must be, such as {turns: 4}",
        ),
        "how near a person must be: takeover validate looks for one from every place of the bot",
    ),
    Field(
        "hours",
        Table(HoursShape(), "business hours by name, such as {office: {mon-fri: 09:00-17:30}}"),
        "business hours by name; a text tells of them with {{ hours.office.open }} and, for when they open next, "
        "{{ hours.office.next_open | date: '%A %H:%M' }}",
    ),
    Field(
        "params",
        Table(
            Record(
                ParamSetting,
                (
                    Field("type", TypeShape(), "what it holds"),
                    Field("sensitive", Flag(), "whether it is masked wherever it leaves the process"),
                ),
                "a param",
                short="type",
            ),
            "params by name, such as {email: {type: email}}",
            name=SaveTo(),
        ),
        "what is known of params beforehand",
    ),
    Field(
        "entities",
        Table(EntityShape(), "entities by name, such as {size: {small: [small, tiny]}}"),
        "words of the bot's own, with their synonyms",
    ),
    Field(
        "routing",
        Many(
            Record(
                Route,
                (
                    Field("if", Conditions(), "rules that must hold", attr="rule"),
                    Field("queue", Text("the name of a queue"), "the general mailbox or team that gets it"),
                    Field("assignee", TemplateText(), "the agent who gets it"),
                    Field("priority", PRIORITY, "how urgent it is"),
                    Field("to", TARGETS, "the targets that it is sent to (default: the first one)"),
                ),
                "a rule of the routing",
            ),
            "a list of rules",
        ),
        "who gets a takeover: the first rule that holds decides",
    ),
    Field(
        "targets",
        Table(RawFields(), "targets by name, such as {archive: {file: takeovers.jsonl}}"),
        "where takeovers and e-mails go",
    ),
)
