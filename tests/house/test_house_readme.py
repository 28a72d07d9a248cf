"""What the README shows works: its bot has no problem, its transcript passes, its pictures are there."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from fake_host import run_cli
from places import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text("utf-8")
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
