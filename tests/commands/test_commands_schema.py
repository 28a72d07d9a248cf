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
from takeover.commands.checking import check_bot
from takeover.commands.schema import NUMBER, SAMPLE, SCHEMAS, UNIONS, make_schema, read_value
from takeover.delivery.targets import TARGETS
from takeover.language.actions import ACTIONS
from takeover.language.flow import FLOW_FIELDS
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


@pytest.mark.parametrize("kind", SCHEMAS)
def test_it_is_a_schema_and_data(kind: str) -> None:
    code, stdout, stderr = run_cli(f"schema {kind}")
    assert (code, stderr) == (0, "")
    schema = json.loads(stdout)
    assert schema == SCHEMAS[kind]()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(schema)


def test_the_usual_schema_is_that_of_a_bot() -> None:
    assert run_cli("schema") == run_cli("schema bot")


def test_an_unknown_schema_is_a_usage_error() -> None:
    assert run_cli("schema bots") == (2, "", 'error: "bots" is not a schema; did you mean "bot"?\n')


def test_the_schema_beside_the_ready_bots_is_the_same() -> None:
    kept = (ROOT / "flows" / "bot.schema.json").read_text("utf-8")
    assert kept == run_cli("schema").stdout, "make it anew: takeover schema > flows/bot.schema.json"


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_reference_leads_somewhere(kind: str) -> None:
    schema = SCHEMAS[kind]()

    def references(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
            return own.union(*(references(inner) for inner in part.values()))
        return set().union(*map(references, part)) if isinstance(part, list) else set()

    defined = schema["$defs"]
    assert isinstance(defined, dict)
    assert {reference.removeprefix("#/$defs/") for reference in references(schema)} <= set(defined)


FLOW_FILES = [file for file in FLOWS if "transcripts" not in file.parts]


@pytest.mark.parametrize("file", FLOW_FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_it_accepts_every_ready_bot(validator: Any, file: Any) -> None:
    text = file.read_text("utf-8")
    validator.validate(as_editors_read(text))
    begins, _, schema = text.partition("\n")[0].partition("$schema=")
    assert begins == "# yaml-language-server: "
    assert (file.parent / schema).resolve() == ROOT / "flows" / "bot.schema.json"


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


def with_examples(part: Any) -> list[tuple[Any, Any]]:
    """Give each schema within a schema that has examples, with each of them."""
    if isinstance(part, list):
        return [found for inner in part for found in with_examples(inner)]
    if not isinstance(part, dict):
        return []
    own = part.get("examples", ())
    inside = [found for key, inner in part.items() if key != "examples" for found in with_examples(inner)]
    return [(part, example) for example in own if isinstance(own, list)] + inside


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_example_is_one(kind: str) -> None:
    schema: Any = SCHEMAS[kind]()
    found = with_examples(schema)
    assert found
    for part, example in found:
        whole = {**part, "$schema": schema["$schema"], "$defs": schema["$defs"]}
        assert jsonschema_rs.is_valid(whole, example), example


def test_every_kind_and_every_setting_has_an_example() -> None:
    bot, transcript = make_schema(), SCHEMAS["transcript"]()
    defined: Any = {**bot["$defs"], **transcript["$defs"]}  # type: ignore[dict-item]
    for union in UNIONS:
        for key, kind in union.table().items():
            bare = kind.bare and kind.example == key
            assert bare or defined[f"{union.noun}.{key}"]["examples"], key
    properties: Any = bot["properties"]
    assert all(properties[field.key]["examples"] for field in SETTINGS)
    assert all("examples" in defined["if"]["properties"][key] for key in RULES)


def test_the_sample_has_every_setting_and_is_a_good_bot(tmp_path: Any) -> None:
    sample = read_value(SAMPLE)
    assert isinstance(sample, dict)
    shown = {field.key for field in (*SETTINGS, *FLOW_FIELDS)} - {"disabled"}
    assert set(sample) == shown
    (tmp_path / "bot.yaml").write_text(SAMPLE, "utf-8")
    found = [problem for problem in check_bot(tmp_path / "bot.yaml", tmp_path).problems if problem.severity == "error"]
    # It shows more than a small bot needs: what is not used, and what its flows would set.
    assert [problem.code for problem in found] == ["unset-name"]


def test_numbers_are_those_of_json() -> None:
    assert [text for text in ("0", "-1", "1.50", "012", "1e3", ".5", "+1", "09:00") if NUMBER.fullmatch(text)] == [
        *("0", "-1", "1.50")
    ]


FLOW_TRANSCRIPTS = [file for file in FLOWS if "transcripts" in file.parts]


@pytest.mark.parametrize("file", FLOW_TRANSCRIPTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_schema_of_transcripts_accepts_those_of_the_ready_bots(file: Any) -> None:
    jsonschema_rs.validator_for(SCHEMAS["transcript"]()).validate(as_editors_read(file.read_text("utf-8")))
