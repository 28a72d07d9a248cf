"""Problems for code scanning (SARIF 2.1.0) and for what reads the results of tests (JUnit)."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from io import StringIO
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_host import fake_host
from places import ROOT
from takeover.present.problems import PROBLEMS
from takeover.present.problems.as_sarif import write_uri
from takeover.present.problems.report import Report
from takeover.source.diagnostic import Diagnostic, Fix, Related
from takeover.source.span import NOWHERE, Span

FAQ = "flows/faq.yaml"
SOURCES = {FAQ: "flow: FAQ\n", "flows/well.yaml": "flow: Well\n"}


def obj(required: str, **properties: Any) -> dict[str, Any]:
    """Give the schema of an object that has no other fields; names of `required` end in a star in SARIF's tables."""
    made: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": required.split()} if required else made


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/definitions/{name}"}


def many(name: str, *, unique: bool = False) -> dict[str, Any]:
    return {"type": "array", "items": ref(name), "uniqueItems": unique}


TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
SARIF = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    **obj(
        "version runs",
        **{"$schema": {"type": "string", "format": "uri"}},
        version={"const": "2.1.0"},
        runs=many("run"),
    ),
    "definitions": {
        "run": obj(
            "tool results",  # `results` may be left out only where rules alone are told
            tool=ref("tool"),
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            results=many("result"),
        ),
        "tool": obj("driver", driver=ref("toolComponent")),
        "toolComponent": obj("name", name=TEXT, semanticVersion=TEXT, rules=many("reportingDescriptor", unique=True)),
        "reportingDescriptor": obj(
            "id",
            id=TEXT,
            shortDescription=ref("multiformatMessageString"),
            fullDescription=ref("multiformatMessageString"),
            help=ref("multiformatMessageString"),
            defaultConfiguration=obj("", level=LEVEL),
        ),
        "multiformatMessageString": obj("text", text=TEXT, markdown=TEXT),
        "message": obj("text", text=TEXT),
        "result": obj(
            "message",
            ruleId=TEXT,
            ruleIndex={"type": "integer", "minimum": -1},
            level=LEVEL,
            message=ref("message"),
            locations=many("location"),
            relatedLocations=many("location", unique=True),
            fixes=many("fix", unique=True),
        ),
        "location": obj(
            "", id={"type": "integer", "minimum": -1}, physicalLocation=ref("physicalLocation"), message=ref("message")
        ),
        "physicalLocation": obj("artifactLocation", artifactLocation=ref("artifactLocation"), region=ref("region")),
        "artifactLocation": obj("", uri={"type": "string", "format": "uri-reference"}),
        "region": obj("", startLine=COUNT, startColumn=COUNT, endLine=COUNT, endColumn=COUNT),
        "fix": obj("artifactChanges", artifactChanges={**many("artifactChange", unique=True), "minItems": 1}),
        "artifactChange": obj(
            "artifactLocation replacements",
            artifactLocation=ref("artifactLocation"),
            replacements={**many("replacement"), "minItems": 1},
        ),
        "replacement": obj("deletedRegion", deletedRegion=ref("region"), insertedContent=obj("", text=TEXT)),
    },
}
"""The parts of SARIF's schema that are written here, with what it requires of them and the bounds of their values.

It is written by hand from https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json:
no package carries that file. What is not in it is refused, so that a new part must be looked up there.
"""
VALIDATOR = jsonschema_rs.validator_for(SARIF, validate_formats=True)

ANY = st.text(max_size=30)
SPANS = st.builds(
    lambda file, line, col, more, width: Span(file, line, col, line + more, col + width),
    st.sampled_from(["", FAQ, "flows/ärger & co/a b%:#?.yaml", "../other.yaml", str(ROOT / "x.yaml"), "/etc/y.yaml"]),
    *(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 9), st.integers(0, 99)),
)
PROBLEM = st.builds(
    Diagnostic,
    st.sampled_from(["no-unknown", "unknown-key", "never heard of"]),
    st.sampled_from(["error", "warning", "note"]),
    ANY,
    SPANS,
    ANY,
    st.lists(st.builds(Related, ANY, SPANS), max_size=3).map(tuple),
    st.none() | st.builds(Fix, SPANS, ANY),
)


def write(form: str, *problems: Diagnostic, strict: bool = False, sources: dict[str, str] | None = None) -> str:
    stream = StringIO()
    PROBLEMS[form](Report(problems, SOURCES if sources is None else sources, strict), fake_host(stdout=stream))
    return stream.getvalue()


def run_of(*problems: Diagnostic) -> Any:
    return json.loads(write("sarif", *problems))["runs"][0]


@given(st.lists(PROBLEM, max_size=5))
def test_whatever_is_found_is_sarif(problems: list[Diagnostic]) -> None:
    written = json.loads(write("sarif", *problems))
    VALIDATOR.validate(written)
    run = written["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [problem.code for problem in problems]
    for result in run["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2}|^file:///)+", uri, re.ASCII)


def test_a_place_keeps_its_lines_and_columns() -> None:
    place = Span(FAQ, 3, 5, 4, 9)
    related = Related("the first one", Span(FAQ, 1, 1, 1, 4))
    run = run_of(Diagnostic("no-unknown", "error", "this is it", place, "do that", (related, related)))
    assert run["columnKind"] == "unicodeCodePoints"
    result = run["results"][0]
    region = {"startLine": 3, "startColumn": 5, "endLine": 4, "endColumn": 9}
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": FAQ}, "region": region}}]
    assert result["message"]["text"] == "this is it\ndo that"
    assert [location["message"]["text"] for location in result["relatedLocations"]] == ["the first one"]


def test_what_has_no_place_is_shown_somewhere() -> None:
    location = run_of(Diagnostic("no-flow", "error", "nothing", NOWHERE))["results"][0]["locations"][0]
    assert location["physicalLocation"]["artifactLocation"]["uri"] == FAQ
    assert (
        json.loads(write("sarif", Diagnostic("x", "error", "m", NOWHERE), sources={}))["runs"][0]["results"][0][
            "locations"
        ]
        == []
    )


def test_rules_are_explained_with_their_samples() -> None:
    rule = run_of(Diagnostic("no-unknown", "error", "m", Span(FAQ, 1, 1, 1, 2)))["tool"]["driver"]["rules"][0]
    assert rule["defaultConfiguration"] == {"level": "error"}
    assert rule["shortDescription"]["text"].endswith(".")
    for name in ("Bad", "Good"):
        assert f"{name}:\n\n```yaml\nflow: " in rule["help"]["markdown"]
        assert f"{name}:\nflow: " in rule["help"]["text"]


def test_a_fix_is_a_replacement() -> None:
    span = Span(FAQ, 1, 1, 1, 5)
    result = run_of(Diagnostic("unknown-key", "error", "m", span, fix=Fix(span, "when")))["results"][0]
    replacement = result["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["deletedRegion"]["endColumn"] == 5
    assert replacement["insertedContent"] == {"text": "when"}


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("flows/faq.yaml", "flows/faq.yaml"),
        ("./a b/ü%.yaml", "a%20b/%C3%BC%25.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("../x.yaml", "../x.yaml"),
        ("half-\udcff.yaml", "half-%FF.yaml"),
        ("/elsewhere/x y.yaml", "file:///elsewhere/x%20y.yaml"),
        (str(ROOT / "flows" / "x.yaml"), "flows/x.yaml"),
    ],
)
def test_a_file_is_a_uri_below_the_current_folder(file: str, uri: str) -> None:
    assert write_uri(file, ROOT) == uri


@given(st.lists(PROBLEM, max_size=5), st.booleans())
def test_whatever_is_found_is_xml(problems: list[Diagnostic], strict: bool) -> None:  # noqa: FBT001 - made up
    root = ET.fromstring(write("junit", *problems, strict=strict).encode())  # noqa: S314 - we wrote it
    cases = root.findall("./testsuite/testcase")
    files = {*SOURCES, *(problem.span.file for problem in problems)}
    assert root.get("tests") == str(len(cases)) == str(len(files))
    failing = {"error", "warning"} if strict else {"error"}
    failed = {problem.span.file for problem in problems if problem.severity in failing}
    assert root.get("failures") == str(len(root.findall(".//failure"))) == str(len(failed))
    assert {case.get("file", "") for case in cases if case.find("failure") is not None} == failed


def test_every_file_is_a_case() -> None:
    warned = Diagnostic("few-examples", "note", "write more", Span(FAQ, 1, 1, 1, 5))
    wrong = Diagnostic("bad", "error", 'a < b & "c"', Span(FAQ, 2, 1, 2, 5), "]]>", (Related("here", NOWHERE),))
    root = ET.fromstring(write("junit", warned, wrong))  # noqa: S314 - we wrote it
    assert root.attrib == {"name": "takeover validate", "tests": "2", "failures": "1", "errors": "0"}
    faq, well = root.findall("./testsuite/testcase")
    assert (faq.get("name"), well.get("name"), len(well)) == (FAQ, "flows/well.yaml", 0)
    assert faq.findtext("failure") == f'{FAQ}:2:1: error[bad]: a < b & "c"\n  hint: ]]>\n  here'
    assert faq.findtext("system-out") == f"{FAQ}:1:1: note[few-examples]: write more"
