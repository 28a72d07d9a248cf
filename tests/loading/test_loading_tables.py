"""What the tables promise: each kind has a help and an example that reads; the JSON Schema agrees with the reader."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
import yaml

from places import ROOT
from takeover.language.actions import ACTIONS
from takeover.language.bot import bot_schema, read_bot
from takeover.language.replies import REPLIES
from takeover.language.rules import RULES
from takeover.language.settings import SETTINGS
from takeover.language.triggers import TRIGGERS
from takeover.language.types import TYPES
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.language.rules.kind import RuleKind
    from takeover.source.shapes import Kind

SCHEMA = bot_schema({"type": "object"})
DEFINITIONS: dict[str, dict[str, Any]] = SCHEMA["$defs"]  # type: ignore[assignment]
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)
OK = ROOT / "tests" / "corpus" / "ok"
ERR = ROOT / "tests" / "corpus" / "err"
KINDS = [
    *(pytest.param("trigger", kind, id=f"trigger.{key}") for key, kind in TRIGGERS.items()),
    *(pytest.param("action", kind, id=f"action.{key}") for key, kind in {**REPLIES, **ACTIONS}.items()),
]


class PlainTexts(yaml.CSafeLoader):
    """YAML as editors load it, but for dates, which JSON has no word for."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def load_plainly(text: str) -> object:
    """Load as an editor does, to which each key is a text."""
    return _with_texts(yaml.load(text, PlainTexts))  # noqa: S506 - a safe loader, with fewer types


def _with_texts(value: object) -> object:
    match value:
        case dict():
            return {str(key): _with_texts(inner) for key, inner in value.items()}
        case list():
            return [_with_texts(inner) for inner in value]
        case _:
            return value


def read(text: str) -> Problems:
    problems = Problems()
    tree = read_tree(text, "bot.yaml", problems)
    if tree is not None:
        read_bot([tree], problems)
    return problems


def write_step(role: str, example: str) -> str:
    """Write a bot around an example."""
    inside = example.replace("\n", "\n          ")
    when = f"[{inside}]" if role == "trigger" else "[unknown]"
    rule = f"\n    if: {inside}" if role == "rule" else ""
    do = f"\n        - {inside}" if role == "action" else " []"
    return f"flow: Example\nsteps:\n  - when: {when}{rule}\n    do:{do}\n"


@pytest.mark.parametrize(("role", "kind"), KINDS)
def test_a_kind_explains_itself(role: str, kind: Kind[Any]) -> None:
    assert kind.label
    assert re.fullmatch(r"(?s)[A-Z].*\.", kind.help), "help is a sentence"
    assert all(field.help for field in kind.fields)
    text = write_step(role, kind.example)
    assert [str(problem) for problem in read(text).found] == []
    VALIDATOR.validate(load_plainly(text))
    assert f"{role}.{kind.key}" in DEFINITIONS


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_rule_explains_itself(rule: RuleKind) -> None:
    assert rule.label
    assert re.fullmatch(r"(?s)[A-Z].*\.", rule.help), "help is a sentence"
    text = write_step("rule", rule.example)
    assert [str(problem) for problem in read(text).found] == []
    VALIDATOR.validate(load_plainly(text))
    assert rule.key in DEFINITIONS["if"]["properties"]


@pytest.mark.parametrize("name", TYPES)
def test_a_type_can_be_asked_for(name: str) -> None:
    found = TYPES[name]
    assert found.name == name
    assert found.label
    assert found.example
    assert read(write_step("action", f"ask: Which?\ntype: {name}")).found == []
    assert name in str(DEFINITIONS["action.ask"]), "the schema names it as an example"


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_a_setting_is_in_the_schema(setting: Any) -> None:
    assert setting.help
    assert SCHEMA["properties"][setting.key]["description"] == setting.help  # type: ignore[index]


def find_documents(folder: Path) -> list[Path]:
    hidden = {".hidden", ".draft.yaml", "transcripts"}
    return sorted(file for file in folder.rglob("*.y*ml") if not hidden & set(file.parts))


@pytest.mark.parametrize("file", find_documents(OK), ids=lambda file: file.stem)
def test_the_schema_takes_good_bots(file: Path) -> None:
    VALIDATOR.validate(load_plainly(file.read_text("utf-8")))


SHAPE_CODES = {"unknown-key", "unknown-action", "unknown-trigger", "missing-key", "empty-list", "two-kinds"}


def find_misshapen() -> list[Path]:
    """Give the bots with a mistake that a schema is about."""
    found = [(file, read(file.read_text("utf-8", "replace")).found) for file in find_documents(ERR)]
    return [file for file, problems in found if SHAPE_CODES & {problem.code for problem in problems}]


@pytest.mark.parametrize("file", find_misshapen(), ids=lambda file: file.stem)
def test_the_schema_refuses_what_reading_refuses(file: Path) -> None:
    assert not VALIDATOR.is_valid(load_plainly(file.read_text("utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "flow: A\nsteps: [{when: unknown}]\ncolour: red",
        "flow: A\nsteps: [{when: unknown, colour: red}]",
        "flow: A\nsteps: [{when: {text: [a], colour: red}}]",
        "flow: A\nsteps: [{when: unknown, if: {colour: red}}]",
        "flow: A\nsteps: [{when: unknown, do: [{say: a, colour: red}]}]",
        "flow: A\nsteps: [{when: unknown, do: [{say: {text: a, colour: red}}]}]",
        "flow: A\nsteps: [{when: unknown, do: [{colour: red}]}]",
        "flow: A\nsteps: [{when: unknown}]\nparams: {a: {colour: red}}",
        "flow: A\nsteps: [{when: unknown}]\nrouting: [{colour: red}]",
        "flow: A\nsteps: [{when: unknown}]\nmatch: {colour: red}",
        "flow: A\nsteps: [{when: unknown}]\nhours: {office: {colour: red}}",
        "flows: [{flow: A, steps: [{when: unknown}], colour: red}]",
    ],
)
def test_an_unknown_key_is_refused_at_every_level(text: str) -> None:
    assert [problem.code.partition("-")[0] for problem in read(text).found] == ["unknown"]
    assert not VALIDATOR.is_valid(load_plainly(text))
