"""`takeover recipes`: what ships is listed and printed, and so is what a bot brings itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fake_host import run_cli
from recipe_made import recipe_of
from takeover.commands.recipes import complete_names
from takeover.delivery.recipe.shelf import shipped_names

if TYPE_CHECKING:
    from pathlib import Path

BOT = "flow: Help\nsteps:\n  - when: unknown\n    do: [{say: Sorry.}, takeover]\n"
OWN = """\
# Ours, and nobody else's.
recipe: our_desk
title: Our own desk
settings: {url: {help: where it is}}
requests:
  - post: "{{ settings.url }}/tickets"
    json: {subject: "{{ subject }}"}
    take: {id: /id}
"""


@pytest.fixture(name="bot")
def make_bot(tmp_path: Path) -> Path:
    (tmp_path / "bot.yaml").write_text(BOT, "utf-8")
    (tmp_path / "our_desk.yaml").write_text(OWN, "utf-8")
    return tmp_path


def test_all_that_ship_are_listed_each_with_what_is_done_when_an_answer_is_lost() -> None:
    ran = run_cli("recipes")
    assert (ran.code, ran.stderr) == (0, "")
    lines = {line.split()[0]: line for line in ran.stdout.splitlines()}
    assert set(shipped_names()) <= lines.keys()
    assert "never sent twice by itself" in lines["slack"]
    assert "it is looked for, and then sent" in lines["zendesk"]
    assert "with property: it is sent again" in lines["hubspot"]
    assert run_cli("recipes list").stdout == ran.stdout


@pytest.mark.parametrize("name", shipped_names())
def test_what_is_printed_is_a_recipe_to_copy(name: str) -> None:
    ran = run_cli(["recipes", "show", name])
    assert ran.code == 0
    assert recipe_of(ran.stdout).name == name


def test_a_bots_own_recipe_is_listed_first_and_printed_as_it_is(bot: Path) -> None:
    assert run_cli("recipes --bot .", cwd=bot).stdout.splitlines()[1].startswith("our_desk")
    assert run_cli("recipes show our_desk --bot .", cwd=bot).stdout == OWN


def test_a_recipe_that_there_is_not_is_a_usage_error() -> None:
    ran = run_cli("recipes show zendsk")
    assert (ran.code, ran.stdout) == (2, "")
    assert 'did you mean "zendesk"?' in ran.stderr


def test_a_bot_whose_recipe_is_wrong_is_said_with_its_place(bot: Path) -> None:
    (bot / "our_desk.yaml").write_text(OWN.replace("{{ subject }}", "{{ subjct }}"), "utf-8")
    ran = run_cli("recipes --bot .", cwd=bot)
    assert ran.code == 1
    assert "our_desk.yaml:7:" in ran.stderr
    assert 'did you mean "subject"?' in ran.stderr


def test_a_bot_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    assert run_cli("recipes --bot nowhere", cwd=tmp_path).code == 3


def test_names_are_completed() -> None:
    assert complete_names("z") == ["zammad", "zendesk"]
