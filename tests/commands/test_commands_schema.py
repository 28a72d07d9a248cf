"""`takeover schema`: a JSON Schema that accepts what the reader accepts, and refuses what it refuses."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema_rs
import pytest
import yaml

from fake_host import run_cli
from places import ROOT
from takeover.commands.schema import make_schema
from takeover.delivery.targets import TARGETS
from takeover.language.actions import ACTIONS
from takeover.language.replies import REPLIES
from takeover.language.rules import RULES
from takeover.language.settings import SETTINGS
from takeover.language.triggers import TRIGGERS

FLOWS = sorted((ROOT / "flows").rglob("*.yaml"))


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema_rs.validator_for(make_schema())


class CoreLoader(yaml.CSafeLoader):
    """Reads YAML as editors do, by the core schema of YAML 1.2: `yes` and `2026-01-01` are texts, `true` and `3` no."""


CoreLoader.yaml_implicit_resolvers = {}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("(true|false)$"), list("tf"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("(null|~|)$"), ["n", "~", ""])
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]*\.[0-9]+$"), list("-+.0123456789"))


def as_editors_read(text: str) -> Any:
    return yaml.load(text, Loader=CoreLoader)  # noqa: S506 - it makes nothing but plain values


def test_it_is_a_schema_and_data() -> None:
    code, stdout, stderr = run_cli("schema")
    assert (code, stderr) == (0, "")
    schema = json.loads(stdout)
    assert schema == make_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)


def test_every_reference_leads_somewhere() -> None:
    schema = make_schema()

    def references(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*(references(inner) for inner in part.values()))
        return set().union(*map(references, part)) if isinstance(part, list) else set()

    defined = schema["$defs"]
    assert isinstance(defined, dict)
    assert {reference.removeprefix("#/$defs/") for reference in references(schema)} <= set(defined)


@pytest.mark.parametrize("file", FLOWS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_it_accepts_every_ready_bot(validator: Any, file: Any) -> None:
    if "transcripts" in file.parts:
        pytest.skip("a transcript is another language")
    validator.validate(as_editors_read(file.read_text("utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "flow: x\nsteps: [{whne: unknown}]",
        "flow: x\nsteps: [{when: unknwon}]",
        "flow: x\nsteps: [{when: unknown, do: [{sya: hi}]}]",
        "flow: x",
        "colour: red",
        "flow: x\nsteps: [{when: unknown, do: [{takeover: {priority: huge}}]}]",
        "targets: {a: {carrier_pigeon: x}}",
    ],
)
def test_it_refuses_what_the_reader_refuses(validator: Any, text: str) -> None:
    assert not validator.is_valid(as_editors_read(text))


def test_every_word_of_every_table_is_in_it() -> None:
    written = json.dumps(make_schema())
    words = [*TRIGGERS, *REPLIES, *ACTIONS, *RULES, *TARGETS, *(setting.key for setting in SETTINGS)]
    assert [word for word in words if f'"{word}"' not in written] == []
