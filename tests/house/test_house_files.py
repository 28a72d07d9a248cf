"""What lies in the repository: nothing of the machine it was made on, nothing nameless, nothing too long to read."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from places import PACKAGE, ROOT, SOURCES

TOP = {"cli", "flows", "tests", "pyproject.toml", "constraints.txt", "Makefile"} | {
    *("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "PKG-INFO"),
}
NAMELESS = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
LONGEST = 330
"""A file is read in one sitting: about 300 lines."""

# In pieces, so that this file does not hold what it looks for.
TRACES = re.compile(
    "|".join(
        (
            r"(?<![\w.-])/(?:wo" + r"rk|ro" + r"ot)/",
            r"py" + r"pi\.org",
            r"python" + r"hosted\.org",
            r"py" + r"pi-mirror|--(?:extra-)?index" + r"-url",
            r"/site" + r"-packages/",
        )
    )
)
"""A path of somebody's machine, or the address of a package registry."""


def find_committed() -> list[str]:
    """Give the committed files; without git (an unpacked sdist), those that would be."""
    try:
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z"],  # noqa: S607 - whichever git there is
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        tops = [ROOT / name for name in sorted(TOP)]
        files = [file for top in tops for file in (top.rglob("*") if top.is_dir() else [top]) if file.is_file()]
        return [file.relative_to(ROOT).as_posix() for file in files if "__pycache__" not in file.parts]
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


COMMITTED = find_committed()
MODULES = sorted(file.relative_to(SOURCES).as_posix() for file in PACKAGE.rglob("*.py"))


def test_the_top_level_is_short() -> None:
    tops = {name.split("/")[0] for name in COMMITTED}
    assert {name for name in tops if not name.startswith(".")} <= TOP


def test_no_file_tells_where_it_was_made() -> None:
    found = {}
    for name in COMMITTED:
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        traces = [f"{number}: {line}" for number, line in enumerate(text.splitlines(), 1) if TRACES.search(line)]
        if traces:
            found[name] = traces
    assert found == {}


@pytest.mark.parametrize(
    ("line", "is_trace"),
    [
        ("see /ro" + "ot/notes", True),
        ("'/wo" + "rk/main'", True),
        ("https://py" + "pi.org/simple", True),
        ("https://acme.example/wo" + "rk/7", False),
        ("home/wo" + "rk/", False),
    ],
)
def test_a_trace_is_found(line: str, *, is_trace: bool) -> None:
    assert bool(TRACES.search(line)) == is_trace


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module: str) -> None:
    said = ast.get_docstring(ast.parse((SOURCES / module).read_text("utf-8")))
    assert said
    assert said.splitlines()[0].strip()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_read_in_one_sitting(module: str) -> None:
    assert len((SOURCES / module).read_text("utf-8").splitlines()) <= LONGEST, "is there a second idea in it?"


def test_every_module_has_a_name() -> None:
    python = [Path(name) for name in (*MODULES, *COMMITTED) if name.endswith(".py")]
    assert [str(file) for file in python if NAMELESS & {part.removesuffix(".py") for part in file.parts}] == []
