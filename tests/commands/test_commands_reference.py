"""`takeover reference`: every word of every table is in it, and every example in it is read without a problem."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fake_host import run_cli
from takeover.delivery.targets import TARGET, TARGETS
from takeover.language.actions import ACTIONS
from takeover.language.doing import ACTION
from takeover.language.flow import FLOW_FIELDS, STEP, TRIGGER
from takeover.language.replies import REPLIES
from takeover.language.rules import RULES
from takeover.language.rules.kind import Conditions
from takeover.language.settings import SETTINGS
from takeover.language.triggers import TRIGGERS
from takeover.language.types import TYPES, Place
from takeover.loading.yaml_tree import read_tree
from takeover.present.reference.entries import Entry, Section, known_words, read_sections
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from takeover.source.shapes import Shape

TABLES = {
    "settings": [field.key for field in SETTINGS],
    "flow": [*(field.key for field in FLOW_FIELDS), "flows"],
    "step": [field.key for field in STEP.fields],
    "triggers": list(TRIGGERS),
    "replies": list(REPLIES),
    "actions": list(ACTIONS),
    "rules": list(RULES),
    "types": list(TYPES),
    "targets": list(TARGETS),
}
SHAPES: dict[str, Shape[object]] = {
    "triggers": TRIGGER,
    "replies": ACTION,
    "actions": ACTION,
    "rules": Conditions(),
    "targets": TARGET,
}
SECTIONS = read_sections()
EXAMPLES = [(section, entry) for section in SECTIONS for entry in section.entries if section.word in SHAPES]


def test_every_word_of_every_table_has_an_entry() -> None:
    assert {section.word: [entry.word for entry in section.entries] for section in SECTIONS} == TABLES


@pytest.mark.parametrize(("section", "entry"), EXAMPLES, ids=lambda part: part.word)
def test_an_example_is_read_without_a_problem(section: Section, entry: Entry) -> None:
    problems = Problems()
    tree = read_tree(entry.example, "example.yaml", problems)
    assert tree is not None
    assert SHAPES[section.word].read(tree, problems) is not None
    assert problems.found == []


@pytest.mark.parametrize("name", sorted(TYPES))
def test_the_example_of_a_type_fits(name: str) -> None:
    example = next(
        entry.example
        for section in SECTIONS
        for entry in section.entries
        if entry.word == name and section.word == "types"
    )
    assert TYPES[name].find(example, Place("en", "NL", datetime(2026, 3, 2, tzinfo=UTC))) is not None


def test_a_pipe_gets_all_of_it_as_markdown() -> None:
    code, stdout, stderr = run_cli("reference")
    assert (code, stderr) == (0, "")
    assert stdout.startswith("# The flow language\n\n## Settings\n")
    for words in TABLES.values():
        assert [word for word in words if f"### `{word}`\n" not in stdout] == []


def test_a_terminal_gets_an_overview() -> None:
    code, stdout, stderr = run_cli("reference", terminal=True, environ={"NO_COLOR": "1"})
    assert (code, stderr) == (0, "")
    assert "Triggers  What starts a step: `when`, one or a list.\n  unknown, text, intent, contains," in stdout


def test_a_word() -> None:
    code, stdout, stderr = run_cli("reference pause")
    assert (code, stderr) == (0, "")
    assert stdout == (
        "## Actions\n\nWhat the bot does besides: in `do`.\n\n### `pause`\n\n"
        "The bot is silent for this long (default 15m); what the user writes meanwhile goes to the agent.\n\n"
        "- `time` (a length of time such as 90s, 15m or 1h 30m; or the value itself): how long\n\n"
        "```yaml\npause: 15m\n```\n"
    )


def test_a_word_on_a_terminal() -> None:
    code, stdout, _ = run_cli("reference pause", terminal=True, environ={"NO_COLOR": "1"})
    assert code == 0
    assert stdout == (
        "Actions  What the bot does besides: in `do`.\n\npause\n"
        "  The bot is silent for this long (default 15m); what the user writes meanwhile\n"
        "  goes to the agent.\n"
        "  time  how long (a length of time such as 90s, 15m or 1h 30m, or the value\n"
        "        itself)\n"
        "    pause: 15m\n\n"
    )


def test_a_word_that_stands_in_several_places_is_told_of_in_each() -> None:
    stdout = run_cli("reference any event").stdout
    assert [line for line in stdout.splitlines() if line.startswith("## ")] == [
        *("## Triggers", "## Rules", "## Triggers", "## Actions")
    ]


@pytest.mark.parametrize("word", ["ask:", "triggers", "ask"])
def test_sections_and_keys_as_they_are_written_are_words_too(word: str) -> None:
    assert run_cli(["reference", word]).code == 0


def test_an_unknown_word_is_a_usage_error() -> None:
    assert run_cli("reference ask takoever") == (
        *(2, "", 'error: "takoever" is not a word of the language; did you mean "takeover"?\n'),
    )


@pytest.mark.parametrize("word", sorted(known_words(SECTIONS)))
@pytest.mark.parametrize("terminal", [True, False])
def test_every_word_can_be_asked_for(word: str, *, terminal: bool) -> None:
    code, stdout, stderr = run_cli(["reference", word], terminal=terminal)
    assert (code, stderr) == (0, "")
    assert len(stdout.splitlines()) > 3
