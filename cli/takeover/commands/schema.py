"""`takeover schema`: prints JSON Schemas, from which editors complete and check while one types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from takeover.commands.words import refuse_word
from takeover.delivery.targets import TARGET, target_schema
from takeover.exitcode import ExitCode
from takeover.language.bot import bot_schema
from takeover.language.doing import ACTION
from takeover.language.flow import TRIGGER
from takeover.language.rules import RULES
from takeover.source.diagnostic import Problems
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Definitions
from takeover.transcripts.reading import transcript_schema
from takeover.transcripts.transcript import TURN

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.host import Host
    from takeover.language.values import Json
    from takeover.source.shapes import OneKind, Schema

SAMPLE = """\
bot: Acme Support
language: en
country: NL
timezone: Europe/Amsterdam
match: {threshold: 0.5}
person: {turns: 4}
hours: {office: {mon-fri: 09:00-17:30, sat: 10:00-14:00, closed: [2026-12-25]}}
params: {email: {type: email}, card_number: {type: text, sensitive: true}}
entities: {size: {small: [small, tiny], large: [large, big, huge]}}
routing:
  - {if: {param: {topic: billing}}, queue: billing, priority: high}
  - {queue: general}
targets: {desk: {http: "${HELPDESK_URL}", secret: "${HELPDESK_SECRET}"}}
flow: Help
steps:
  - when: unknown
    do:
      - say: I don't know that. A colleague joins within five minutes.
      - takeover: {reason: unknown, unavailable: [{say: Nobody is free right now. Please call us.}]}
"""
"""A bot that has every setting: the example for the whole, and for each of them."""
UNIONS: tuple[OneKind[Any], ...] = (TRIGGER, ACTION, TURN)
NUMBER = regex(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
WORDS: dict[str, Json] = {"true": True, "false": False, "null": None, "": None}


def complete_kinds(incomplete: str) -> list[str]:
    """Give the schemas whose names begin so."""
    return [kind for kind in SCHEMAS if kind.startswith(incomplete)]


def run(kind: str, host: Host) -> ExitCode:
    """Write the schema of that name to stdout."""
    if kind not in SCHEMAS:
        return refuse_word(kind, "a schema", SCHEMAS, host)
    host.stdout.write(f"{json.dumps(SCHEMAS[kind](), indent=2, ensure_ascii=False)}\n")
    return ExitCode.OK


def make_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a bot file, with the targets that the delivery knows."""
    definitions = Definitions()
    schema = bot_schema(_target(definitions))
    sample = read_value(SAMPLE)
    properties: Any = schema["properties"]
    assert isinstance(sample, dict)
    for key, value in sample.items():
        properties[key].setdefault("examples", [value])
    return _with_examples({**schema, "examples": [sample]}, definitions)


def make_target_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of one target."""
    definitions = Definitions()
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A target of a takeover bot"}
    return _with_examples({**head, **_target(definitions), "$defs": {}}, definitions)


def make_recipe_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a recipe file."""
    from takeover.delivery.recipe.reading import RECIPE

    definitions = Definitions()
    made = RECIPE.schema(definitions)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A recipe: how a help desk is sent to"}
    return {**head, **made, "$defs": dict(definitions.named)}


def make_transcript_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a transcript file."""
    return _with_examples(transcript_schema(), Definitions())


def read_value(text: str) -> Json:
    """Read an example, which is YAML, as editors do: what looks like a number is one."""
    from takeover.loading.yaml_tree import read_tree

    problems = Problems()
    node = read_tree(text, "an example", problems)
    assert node is not None, problems.found
    return _value(node)


def _value(node: Node) -> Json:
    match node:
        case Scalar(style="plain", text=text) if text in WORDS:
            return WORDS[text]
        case Scalar(style="plain", text=text) if NUMBER.fullmatch(text):
            return float(text) if "." in text else int(text)
        case Scalar(text=text):
            return text
        case Items(items=items):
            return [_value(item) for item in items]
        case Fields(entries=entries):
            return {entry.key.text: _value(entry.value) for entry in entries}


def _target(definitions: Definitions) -> Schema:
    """Give the schema of a target, each form with the example of its kind."""
    schema = target_schema(definitions)
    forms: Any = schema["anyOf"]
    for form, kind in zip(forms, TARGET.table().values(), strict=False):  # recipes follow
        form["examples"] = [read_value(kind.example)]
    return schema


def _with_examples(schema: Schema, more: Definitions) -> Schema:
    """Put the examples of triggers, actions, turns and rules into their definitions, beside those of `more`."""
    defined: Any = {**more.named, **schema["$defs"]}  # type: ignore[dict-item]
    for union in UNIONS:
        for key, kind in union.table().items():
            example = read_value(kind.example)
            if f"{union.noun}.{key}" in defined and isinstance(example, dict):  # not a bare word, which is listed
                defined[f"{union.noun}.{key}"]["examples"] = [example]
    if "if" in defined:
        for key, rule in RULES.items():
            example = read_value(rule.example)
            assert isinstance(example, dict)
            defined["if"]["properties"][key]["examples"] = [example[key]]
    return {**schema, "$defs": defined}


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "bot": make_schema,
    "transcript": make_transcript_schema,
    "target": make_target_schema,
    "recipe": make_recipe_schema,
}
