"""Where a command ends: what goes wrong costs one line and the right status, and the terminal is not left in pieces."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from fake_host import fake_host, run_cli
from takeover import __version__
from takeover.__main__ import main

TRACE_HINT = "; set TAKEOVER_TRACE=1 for the traceback\n"


class Failing(StringIO):
    """A stream that fails when it is written to."""

    def __init__(self, failure: BaseException) -> None:
        super().__init__()
        self.failure = failure

    def write(self, _text: str) -> int:
        raise self.failure


def run_real(*args: str, stdout: int = subprocess.PIPE, **environ: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "takeover", *args],
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **environ},
        check=False,
    )


@pytest.mark.parametrize("line", ["--version", "-V", "--version --help"])
def test_version(line: str) -> None:
    assert run_cli(line) == (0, f"takeover {__version__}\n", "")


def test_help_is_data() -> None:
    code, stdout, stderr = run_cli("--help")
    assert (code, stderr) == (0, "")
    assert stdout.startswith("Usage: takeover ")


def test_no_command_is_a_usage_error_that_helps() -> None:
    code, stdout, stderr = run_cli("")
    assert (code, stdout) == (2, "")
    assert stderr == run_cli("--help").stdout


@pytest.mark.parametrize("args", [["nonsense"], ["--nonsense"], ["--version=3"]])
def test_a_usage_error_is_said_and_costs_2(args: list[str]) -> None:
    code, stdout, stderr = run_cli(args)
    assert (code, stdout) == (2, "")
    assert stderr.startswith("takeover: ")
    assert stderr.endswith("Try 'takeover --help'.\n")


def test_what_was_typed_is_shown_and_not_obeyed() -> None:
    assert "\x1b" not in run_cli(["\x1b[31mred"]).stderr


@pytest.mark.parametrize(
    ("failure", "code", "stderr"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(errno.EPIPE, "Broken pipe"), 141, ""),
        (OSError(errno.EIO, "Input/output error"), 3, "takeover: could not go on: Input/output error\n"),
        (OSError(errno.EACCES, "Not yours", "a\nb"), 3, "takeover: could not go on: Not yours: 'a\\nb'\n"),
        (
            ValueError("two\nlines \x1b[31m and " + "a" * 1000),
            70,
            f"takeover: a bug in takeover itself: ValueError: two lines \\x1b[31m and {'a' * 268}{TRACE_HINT}",
        ),
    ],
)
def test_what_a_command_raises_ends_here(failure: BaseException, code: int, stderr: str) -> None:
    said = StringIO()
    assert main(["--version"], fake_host(stdout=Failing(failure), stderr=said)) == code
    assert said.getvalue() == stderr


def test_the_traceback_is_shown_when_asked_for() -> None:
    said = StringIO()
    host = fake_host(stdout=Failing(ValueError("\x1b[31m")), stderr=said, environ={"TAKEOVER_TRACE": "1"})
    assert main(["--version"], host) == 70
    assert said.getvalue().startswith("Traceback (most recent call last):\n")
    assert "\x1b" not in said.getvalue()


def test_nothing_is_raised_where_nothing_can_be_said() -> None:
    gone = OSError(errno.EIO, "Input/output error")
    assert main(["--version"], fake_host(stdout=Failing(ValueError("x")), stderr=Failing(gone))) == 70


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_a_reader_that_left_is_no_noise(flag: str, unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = run_real(flag, stdout=writing, PYTHONUNBUFFERED=unbuffered)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk as a device")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_a_full_disk_is_said(flag: str, unbuffered: str) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = run_real(flag, stdout=full.fileno(), PYTHONUNBUFFERED=unbuffered)
    assert (ran.returncode, ran.stderr) == (3, b"takeover: could not go on: No space left on device\n")


def test_text_is_utf8_whatever_the_locale_says() -> None:
    ran = run_real("n\u00f6nsense", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")
    assert ran.returncode == 2
    assert "n\u00f6nsense".encode() in ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not remove a folder that somebody is in")
def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = "import os, sys; os.chdir(sys.argv[1]); os.rmdir(sys.argv[1])\n"
    script += "from takeover.__main__ import main; sys.exit(main(['--help']))"
    ran = subprocess.run([sys.executable, "-I", "-c", script, str(gone)], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert ran.stderr == b"takeover: could not go on: the current folder is gone\n"


def test_a_completion_is_data() -> None:
    ran = run_real(_TAKEOVER_COMPLETE="complete_bash", COMP_WORDS="takeover --ver", COMP_CWORD="1")
    assert (ran.returncode, ran.stdout.split(), ran.stderr) == (0, [b"--version"], b"")
