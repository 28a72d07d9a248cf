"""The entries of the reference: one for each word of the language, with its meaning, its fields and an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from takeover.delivery.targets import TARGETS
from takeover.language.actions import ACTIONS
from takeover.language.bot import FLOWS
from takeover.language.flow import FLOW_FIELDS, STEP
from takeover.language.replies import REPLIES
from takeover.language.rules import RULES
from takeover.language.rules.tests import TESTS, NamedTests
from takeover.language.settings import SETTINGS
from takeover.language.triggers import TRIGGERS
from takeover.language.types import TYPES
from takeover.source.shapes import Field, Many, Record, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from takeover.language.rules.kind import RuleKind
    from takeover.language.types import EntityType
    from takeover.source.shapes import Kind


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field: `label` is what its value looks like, `inner` are the fields of that value, if it has any of its own.

    A `short` one can be left out as a key: a value without fields is read as its value.
    """

    key: str
    label: str
    help: str
    required: bool = False
    short: bool = False
    inner: tuple[FieldLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the language. `example` is YAML, or for a type an answer that fits."""

    word: str
    label: str
    help: str
    fields: tuple[FieldLine, ...] = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Words that stand in the same place of a file."""

    word: str
    title: str
    help: str
    entries: tuple[Entry, ...]


def read_sections() -> tuple[Section, ...]:
    """Give the whole reference."""
    flow_fields = (*FLOW_FIELDS, Field("flows", FLOWS, "several flows in one file"))
    return (
        Section("settings", "Settings", "Keys at the top of one of a bot's files.", _of_fields(SETTINGS)),
        Section(
            "flow", "A flow", "Keys at the top of a file, beside the settings or without.", _of_fields(flow_fields)
        ),
        Section("step", "A step", "Each step of a flow, and of `then`.", _of_fields(STEP.fields)),
        Section("triggers", "Triggers", "What starts a step: `when`, one or a list.", _of_kinds(TRIGGERS)),
        Section("replies", "Replies", "What the bot says or shows: in `do`.", _of_kinds(REPLIES)),
        Section("actions", "Actions", "What the bot does besides: in `do`.", _of_kinds(ACTIONS)),
        Section("rules", "Rules", "What must hold: `if`; all keys of it.", _of_rules(RULES)),
        Section("types", "Types", "What a param holds and an answer must be: `type`.", _of_types(TYPES)),
        Section("targets", "Targets", "Where takeovers and e-mails go: `targets`.", _of_kinds(TARGETS)),
    )


def find_entries(sections: Iterable[Section], word: str) -> tuple[Section, ...]:
    """Give the section of that name, or those that have an entry of that name, with that entry alone."""
    found: list[Section] = []
    for section in sections:
        if section.word == word:
            return (section,)
        entries = tuple(entry for entry in section.entries if entry.word == word)
        if entries:
            found.append(Section(section.word, section.title, section.help, entries))
    return tuple(found)


def known_words(sections: Iterable[Section]) -> Iterator[str]:
    """Give every word that can be asked for, the sections first."""
    words = list(sections)
    yield from (section.word for section in words)
    yield from dict.fromkeys(entry.word for section in words for entry in section.entries)


def _of_kinds(kinds: Mapping[str, Kind[Any]]) -> tuple[Entry, ...]:
    return tuple(Entry(kind.key, kind.label, kind.help, _of_kind(kind), kind.example) for kind in kinds.values())


def _of_kind(kind: Kind[Any]) -> tuple[FieldLine, ...]:
    """Give the fields; the first is the value of the kind's own key, and in some the only way to write it."""
    if not kind.fields:
        return ()
    first, *others = kind.fields
    if not kind.nested:
        first = first._replace(key=kind.key)
    return _lines((first, *others), short=first.key if first.key != kind.key else "")


def _of_rules(kinds: Mapping[str, RuleKind]) -> tuple[Entry, ...]:
    return tuple(
        Entry(kind.key, kind.shape.label, kind.help, _inside(kind.shape), kind.example) for kind in kinds.values()
    )


def _of_types(types: Mapping[str, EntityType]) -> tuple[Entry, ...]:
    return tuple(Entry(kind.name, kind.label, "", (), kind.example) for kind in types.values())


def _of_fields(fields: Iterable[Field]) -> tuple[Entry, ...]:
    return tuple(Entry(field.key, field.shape.label, field.help, _inside(field.shape)) for field in fields)


def _lines(fields: Iterable[Field], short: str = "") -> tuple[FieldLine, ...]:
    return tuple(
        FieldLine(field.key, field.shape.label, field.help, field.required, field.key == short, _inside(field.shape))
        for field in fields
    )


def _inside(shape: object) -> tuple[FieldLine, ...]:
    """Give the fields of a value, or of each value of a list or a table; steps and actions have their own entries."""
    match shape:
        case Record(fields=fields, short=short):
            return _lines(fields, short)
        case Many(item=item):
            return _inside(item)
        case Table(value=value):
            return _inside(value)
        case NamedTests():
            return _lines(TESTS.fields)
        case _:
            return ()
