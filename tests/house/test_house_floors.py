"""The import contracts of pyproject.toml: they hold, they would notice, and they know every pure room."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from places import PACKAGE, PURE_ROOMS, ROOT, SOURCES

if TYPE_CHECKING:
    from pathlib import Path


def check_contracts(sources: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package that lies in `sources`, with the project's own contracts."""
    return subprocess.run(
        [
            *(sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"),
            *("--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")),
            *(f"--contract={contract}" for contract in contracts),
        ],
        cwd=sources,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_contracts_hold() -> None:
    checked = check_contracts(SOURCES)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [
        ("floors", "source/__init__.py", "from takeover.language import values"),
        ("floors", "matching/__init__.py", "def later():\n    import takeover.host"),
        ("floors", "exitcode.py", "import takeover.host"),
        ("floors", "cellar.py", '"""A room that stands on no floor."""'),
        ("leaves", "host.py", "import takeover.source"),
        ("network", "language/__init__.py", "import httpx"),
        ("pure", "language/__init__.py", "import time"),
        ("pure", "matching/__init__.py", "def later():\n    from os.path import join"),
        ("pure", "source/__init__.py", "import yaml"),
    ],
)
def test_a_contract_breaks(tmp_path: Path, contract: str, file: str, line: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "takeover", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "takeover" / file).open("a", encoding="utf-8") as module:
        module.write(f"\n{line}\n")
    checked = check_contracts(tmp_path, contract)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    assert "BROKEN" in checked.stdout


def test_every_pure_room_is_in_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    listed = next(contract["source_modules"] for contract in contracts if contract["id"] == "pure")
    built = [f"takeover.{room}" for room in PURE_ROOMS if (PACKAGE / room).exists()]
    assert sorted(listed) == sorted(built), (
        "add the new room to source_modules of the contract `pure` in pyproject.toml"
    )
