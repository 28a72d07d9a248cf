"""What a command loads before it does anything: each in an interpreter of its own, which then tells its modules."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass

import pytest

from places import ROOT

TELL = """
import sys
before = set(sys.modules)
from takeover.__main__ import main
status = main(sys.argv[1:])
sys.stderr.write("\\n".join(["\\0", str(status), *sorted(set(sys.modules) - before)]))
"""

FULL_SCREEN = ("prompt_toolkit",)
NETWORK = ("httpx", "httpcore", "anyio", "ssl", "smtplib")
PRETTY = ("rich", "pygments", "markdown_it")
TEMPLATES = ("liquid", "babel")
READERS = ("yaml", "re2", "phonenumbers", "email_validator", "dns")
CHECKS = ("takeover.lint", "takeover.walk", "takeover.graph")
OPTIONS = ("typer", "takeover.app")
SHOWING = ("takeover.present", "takeover.lint.explain")
SERVERS = ("aiosmtpd", "http.server", "takeover.desk", "distributed")
VECTORS = ("numpy", "tokenizers")
NEVER = ("pydantic", "importlib.metadata", "pkg_resources", "setuptools")


@dataclass(frozen=True, slots=True)
class Start:
    """A command line that ends by itself, and the modules that it must not load (nor anything below them)."""

    line: str
    unwanted: tuple[str, ...]
    stdin: str = ""
    status: int = 0


STARTS = (
    Start("--help", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS)),
    Start("nonsense", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS), status=2),
    Start("validate --help", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS)),
    Start(
        f"validate {ROOT / 'flows' / 'double_tap'}",
        (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *OPTIONS, *SHOWING),
    ),
    Start(
        f"replay {ROOT / 'flows' / 'double_tap'}",
        (*FULL_SCREEN, *NETWORK, *PRETTY, *OPTIONS, *CHECKS, "difflib", "multiprocessing"),
    ),
    Start("validate nowhere", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *OPTIONS), status=3),
    Start("validate nowhere --format json", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES), status=3),
    Start(f"chat {ROOT / 'flows' / 'double_tap'}", (*FULL_SCREEN, *NETWORK, *PRETTY, *CHECKS), stdin="hello\n"),
    Start("chat --help", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS)),
    Start("emit --help", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS)),
    *(
        Start(f"{name} --help", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS, *SERVERS))
        for name in (
            "desk",
            "diff",
            "harvest",
            "import",
            "match",
            "outbox",
            "preview",
            "probe",
            "recipes",
            "replay",
            "tune",
        )
    ),
    Start("recipes list", (*FULL_SCREEN, "httpx", *PRETTY, *SERVERS, *VECTORS)),
    Start(
        f"match {ROOT / 'flows' / 'double_tap'} hello",
        (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *CHECKS, *SERVERS, *VECTORS),
    ),
    Start(f"replay {ROOT / 'flows' / 'double_tap'}", (*FULL_SCREEN, *NETWORK, *PRETTY, *SERVERS, *VECTORS)),
    Start("payload-schema", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS)),
    Start("schema", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES)),
    Start("explain no-unknown", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, "yaml", "phonenumbers")),
    Start("reference", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS)),
    Start("new --list", (*FULL_SCREEN, *NETWORK, *PRETTY, *TEMPLATES, *READERS)),
)


def loaded_by(line: str, stdin: str = "") -> tuple[int, set[str]]:
    """Run a command and give its status and the modules that it loaded beyond a bare interpreter."""
    ran = subprocess.run(
        [sys.executable, "-I", "-c", TELL, *shlex.split(line)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    status, *modules = ran.stderr.rpartition("\0\n")[2].split("\n")
    return int(status), set(modules)


@pytest.mark.parametrize("start", STARTS, ids=lambda start: start.line)
def test_a_command_loads_only_what_it_needs(start: Start) -> None:
    status, modules = loaded_by(start.line, start.stdin)
    unwanted = (*start.unwanted, *NEVER)
    assert status == start.status
    assert "takeover.host" in modules  # it was a command, and not only the version
    assert [m for m in sorted(modules) if any(m == name or m.startswith(f"{name}.") for name in unwanted)] == []


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_the_version_loads_nothing(flag: str) -> None:
    assert loaded_by(flag) == (0, {"__future__", "takeover", "takeover.__main__"})
