"""Whatever a foreign file holds, reading it says what is wrong, or gives transcripts that our own reader takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from places import ROOT
from takeover.loading.bot_files import BotFile
from takeover.loading.foreign_files import ForeignReader, parts_of
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems
from takeover.source.nodes import Fields, Items, Scalar
from takeover.transcripts.foreign.botium_files import Project, read_botium_project
from takeover.transcripts.foreign.formats import FORMATS
from takeover.transcripts.foreign.json_tree import read_json_tree
from takeover.transcripts.foreign.rasa_project import read_rasa_project
from takeover.transcripts.foreign.talk import Source, Talk, scalar
from takeover.transcripts.foreign.writing import write_talks
from takeover.transcripts.misread import Misread
from takeover.transcripts.reading import read_parts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from takeover.source.nodes import Node

CORPUS = ROOT / "tests/corpus/foreign"
TEXTS = {
    path.name: path.read_bytes().decode("utf-8")
    for path in sorted(CORPUS.rglob("*.*"))
    if path.is_file() and "golden" not in path.parts
}
LINES = sorted({line for text in TEXTS.values() for line in text.splitlines()})
HOSTILE = [
    "[",
    "{{",
    "\x1b[31m",
    "\u202e",
    "\t- user:",
    "#",
    "#bot",
    "/(/",
    "/a/",
    "$x",
    "!!",
    "??",
    "`",
    "]]",
    "\u2028",
    "'",
    '"',
]
NAMES = st.sampled_from(["a.convo.txt", "a.chat", "a.transcript", "a.testplan", "a.yml", "a.json"])


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, str]:
    """Take a sample, and cut, double, drop or swap lines of it, or put others in."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    lines = TEXTS[name].splitlines()
    for _ in range(draw(st.integers(0, 5))):
        place = draw(st.integers(0, len(lines)))
        match draw(st.integers(0, 4)):
            case 0:
                lines = lines[:place]
            case 1:
                lines[place : place + 1] = []
            case 2:
                lines.insert(place, draw(st.sampled_from([*LINES, *HOSTILE])))
            case 3 if place < len(lines):
                at = draw(st.integers(0, len(lines[place])))
                lines[place] = lines[place][:at] + draw(st.sampled_from(HOSTILE)) + lines[place][at:]
            case _ if place < len(lines):
                lines[place] = lines[place][: len(lines[place]) // 2]
    text = draw(st.sampled_from(["\n", "\r\n"])).join(lines)
    cut = draw(st.integers(0, len(text))) if draw(st.booleans()) else len(text)
    return name, text[:cut]


def checked(talks: Sequence[Talk]) -> None:
    """Want that what is written reads without a problem, and is what would be played directly."""
    problems = Problems()
    text = write_talks(talks, "a file\nof two lines")
    node = read_tree(text, "out.yaml", problems)
    assert [one for one in problems.found if one.severity == "error"] == [], text
    assert node is not None
    written = list(read_parts(node, ()))
    assert [part for part in written if isinstance(part, Misread)] == [], text
    for talk, direct, part in zip(talks, parts_of(talks), written, strict=True):
        lost = [one for one in talk.lost if not one.aside]
        assert isinstance(direct, Misread) == bool(lost)
        if not isinstance(direct, Misread) and not isinstance(part, Misread):
            assert bare(direct.turns) == bare(part.turns)
        assert direct.name == part.name


def bare(value: object) -> object:
    """Take the places out of turns."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, tuple):
        fields = getattr(value, "_fields", None)
        if fields is not None:
            return type(value).__name__, [
                bare(one) for name, one in zip(fields, value, strict=True) if name not in {"span", "compiled"}
            ]
        return [bare(one) for one in value]
    return value


@settings(max_examples=400)
@given(mutated())
def test_a_broken_sample_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, sample: tuple[str, str]) -> None:
    name, text = sample
    folder = tmp_path_factory.mktemp("foreign")
    (folder / name).write_bytes(text.encode("utf-8"))
    problems = Problems()
    found = ForeignReader().read(BotFile(folder / name, name), problems)
    if found is None:
        assert problems.fatal
    else:
        checked(found.talks)


@settings(max_examples=150)
@given(
    NAMES, st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
)
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    path = tmp_path_factory.mktemp("foreign") / name
    path.write_bytes(data)
    problems = Problems()
    found = ForeignReader().read(BotFile(path, name), problems)
    assert (found is None) == problems.fatal or not problems.fatal
    if found is not None:
        checked(found.talks)


KEYS = st.sampled_from(
    [
        "stories",
        "story",
        "steps",
        "user",
        "intent",
        "bot",
        "action",
        "slot_was_set",
        "test_cases",
        "test_case",
        "utter",
        "assertions",
        "bot_uttered",
        "utter_name",
        "text_matches",
        "buttons",
        "title",
        "fixtures",
        "name",
        "value",
        "or",
        "interactions",
        "agent",
        "validate",
        "type",
        "text",
        "scenarios",
        "say",
        "waitForReplyMatching",
        "localeId",
        "testCases",
        "testCaseConversationTurns",
        "userInput",
        "input",
        "virtualAgentOutput",
        "textResponses",
        "event",
        "transcript",
        "from",
        "id",
        "role",
        "attachments",
        "contentUrl",
        "contentType",
        "content",
        "timestamp",
        "tags",
    ]
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(["message", "event", "/a(/"])
)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=30,
)


@settings(max_examples=300)
@given(TREES)
def test_any_tree_is_read(value: object) -> None:
    node = read_json_tree(json.dumps(value), "a.json", Problems())
    assert node is not None
    for one in FORMATS.values():
        if one.knows is None:
            continue
        one.knows(node)
        project: object = one.gather([Source("d.yml", "", node)]) if one.gather is not None else None
        talks = one.read(Source("a.json", "", node, project))
        for number, talk in enumerate(talks):
            talk.name = scalar(f"T {number}", talk.name.span)
        if talks:
            checked(talks)


@given(TREES)
def test_json_keeps_what_it_holds(value: object) -> None:
    assert plain(read_json_tree(json.dumps(value), "a.json", Problems())) == told(value)


def plain(node: Node | None) -> object:
    match node:
        case Scalar(text=text):
            return text
        case Items(items=items):
            return [plain(item) for item in items]
        case Fields(entries=entries):
            return {entry.key.text: plain(entry.value) for entry in entries}
        case None:
            return "nothing was read"


def told(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return [told(item) for item in value]
        case dict():
            return {key: told(item) for key, item in value.items()}
        case str():
            return "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in value)
        case _:
            return json.dumps(value)


@pytest.mark.parametrize(
    "text", ["", "{", "[1,", '{"a":}', '{"a" 1}', "[1 2]", '"\\x"', "nul", "[] []", "{1: 2}", "[" * 500, '"\x01"']
)
def test_what_is_no_json_is_told(text: str) -> None:
    problems = Problems()
    assert read_json_tree(text, "a.json", problems) is None
    assert problems.fatal


HUGE = {
    "a.chat": ["bot: [x=" + "[a" * 300_000, "user: hi\n" * 100_000, "bot:" + "\nmore" * 200_000],
    "a.testplan": ["line: a" + " #b" * 200_000, "option: x\n" * 100_000],
    "a.convo.txt": ["T\n#me\n" + "$a(" * 200_000, "T\n#bot\n" + "line\n" * 200_000],
    "a.yml": ["stories:\n- story: a\n  steps:\n" + "  - user: hi\n" * 40_000],
}


@pytest.mark.parametrize(
    ("name", "number"), [(name, number) for name, texts in HUGE.items() for number in range(len(texts))]
)
def test_megabytes_are_read_in_time(tmp_path: Path, name: str, number: int) -> None:
    """What is quadratic would take minutes here."""
    (tmp_path / name).write_text(HUGE[name][number], "utf-8")
    found = ForeignReader().read(BotFile(tmp_path / name, name), Problems())
    assert found is not None
    write_talks(found.talks, name)


def test_partial_convos_that_include_each_other_end() -> None:
    partials = [Source(f"{n}.pconvo.txt", f"P{n}\n#me\nhi\n" + f"#include\nP{n + 1}\n" * 3) for n in range(20)]
    project = read_botium_project([*partials, Source("x.pconvo.txt", "P20\n#include\nP0\n")])
    assert isinstance(project, Project)
    (talk,) = FORMATS["botium"].read(Source("a.convo.txt", "T\n#include\nP0\n", None, project))
    assert len(talk.items) < 200_000
    assert talk.lost
    assert read_rasa_project([]).responses == {}
