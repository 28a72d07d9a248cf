"""What the README shows works: its bot has no problem, its transcript passes, its pictures are there."""

from __future__ import annotations

import os
import re
import shutil
from typing import TYPE_CHECKING

import pytest
import yaml

from fake_host import run_cli
from places import ROOT
from takeover import __version__

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
BEGIN, END = "<!-- takeover explain --list -->", "<!-- /takeover -->"
TABLE = re.compile(f"{BEGIN}.*?{END}", re.DOTALL)
SAMPLES: list[str] = re.findall(r"^```yaml\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def sample(first: str) -> str:
    return next(text for text in SAMPLES if text.startswith(first))


def test_the_bot_has_no_problem(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text(sample("# bot.yaml"), "utf-8")
    ran = run_cli(["validate", "bot.yaml", "--strict"], cwd=tmp_path)
    assert (ran.code, ran.stdout) == (0, "")


def test_the_transcript_passes(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "flows" / "acme", tmp_path / "acme")
    (tmp_path / "acme" / "transcripts" / "readme.yaml").write_text(sample("transcript: "), "utf-8")
    ran = run_cli(["replay", "acme/transcripts/readme.yaml"], cwd=tmp_path)
    assert ran.code == 0, ran.stdout
    assert "1 passed" in ran.stdout + ran.stderr


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_table_of_problems_is_up_to_date() -> None:
    """With TAKEOVER_REWRITE=1 in the environment it is written anew."""
    table = f"{BEGIN}\n{run_cli(['explain', '--list']).stdout}{END}"
    if os.environ.get("TAKEOVER_REWRITE"):
        (ROOT / "README.md").write_text(TABLE.sub(lambda _: table, README), "utf-8", newline="\n")
        return
    found = TABLE.search(README)
    assert found is not None
    assert found[0].splitlines() == table.splitlines()


COMMAND = re.compile(r"^(?:-\s+)?(?:run:\s+)?takeover ([^>|#\n]+?)\s*(?:>\s*(\S+))?(?:\s*\|\|.*|\s*#.*)?$")


@pytest.mark.parametrize("recipe", ["# .github/workflows/bots.yml", "# .gitlab-ci.yml"])
def test_the_commands_of_a_recipe_are_red_and_green(recipe: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "flows" / "appointment", tmp_path / "flows" / "appointment")
    lines = [found for line in sample(recipe).splitlines() if (found := COMMAND.match(line.strip()))]
    assert len(lines) > 1
    for line in lines:
        ran = run_cli(line[1], cwd=tmp_path)
        assert ran.code == 0, (line[1], ran.stderr)
        assert bool(ran.stdout) or line[2] is None
    bot = next(file for file in (tmp_path / "flows").rglob("*.yaml") if "when: unknown" in file.read_text("utf-8"))
    bot.write_text(bot.read_text("utf-8").replace("when: unknown", "when: unknwon"), "utf-8")
    for line in lines:
        ran = run_cli(line[1], cwd=tmp_path)
        assert ran.code in {1, 3}, line[1]
        assert "unknwon" in ran.stdout, line[1]


def test_the_recipes_name_what_is_there() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (repository,) = yaml.safe_load(sample("# .pre-commit-config.yaml"))["repos"]
    assert [hook["id"] for hook in repository["hooks"]] == [hook["id"] for hook in hooks]
    assert repository["rev"] == f"v{__version__}"
    for recipe in ("# .github/workflows/bots.yml", "# .gitlab-ci.yml"):
        assert f"@v{__version__}" in sample(recipe)
    ours = re.findall(r"uses: (actions/\S+)", (ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
    assert set(re.findall(r"uses: (actions/\S+)", sample("# .github/workflows/bots.yml"))) >= set(ours)
