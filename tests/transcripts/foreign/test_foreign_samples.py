"""Each sample under tests/corpus/foreign becomes just this transcript, and loses just this (UPDATE_GOLDENS=1)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fake_host import run_cli
from places import ROOT
from takeover.loading.foreign_files import is_beside
from takeover.loading.transcript_files import load_transcripts
from takeover.loading.transcript_finding import FOREIGN
from takeover.transcripts.foreign.formats import FORMATS, OWN_SUFFIXES, find_format

CORPUS = ROOT / "tests/corpus/foreign"
GOLDEN = CORPUS / "golden"
CONTEXT = {"domain.yml"}
SAMPLES = sorted(
    path.relative_to(CORPUS).as_posix()
    for path in CORPUS.rglob("*.*")
    if path.is_file() and "golden" not in path.parts and not is_beside(path.name) and path.name not in CONTEXT
)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_is_carried_over(sample: str, tmp_path: Path) -> None:
    shutil.copytree(CORPUS, tmp_path / "theirs", ignore=shutil.ignore_patterns("golden"))
    ran = run_cli(["import", f"theirs/{sample}", "--to", "ours"], cwd=tmp_path)
    (written,) = (tmp_path / "ours").iterdir()
    golden = GOLDEN / sample.replace("/", "_")
    yaml, lost = golden.with_name(f"{golden.name}.yaml"), golden.with_name(f"{golden.name}.lost")
    if os.environ.get("UPDATE_GOLDENS"):
        GOLDEN.mkdir(exist_ok=True)
        yaml.write_bytes(written.read_bytes())
        lost.write_text(ran.stdout, "utf-8")
    assert written.read_text("utf-8") == yaml.read_text("utf-8")
    assert ran.stdout == lost.read_text("utf-8")
    assert ran.code == (1 if ran.stdout else 0)
    loaded = load_transcripts([Path("ours")], tmp_path)
    assert loaded.files
    assert [problem for file in loaded.files for problem in file.problems] == [], "replay reads what import writes"


def test_every_format_has_a_sample() -> None:
    carried = {sample.partition("/")[0] for sample in SAMPLES}
    assert carried | {"dialogflow-cli"} == set(FORMATS)
    assert "dialogflow/cli.yaml" in SAMPLES


def test_folders_are_looked_through_for_the_suffixes_that_tell() -> None:
    assert sorted(FOREIGN) == sorted(OWN_SUFFIXES)
    assert all(find_format(f"x{suffix}", None) for suffix in OWN_SUFFIXES if suffix != ".transcript")
