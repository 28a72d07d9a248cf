"""The outside world: colour as the user asked for it, a clock that knows its zone, streams that are always there."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fake_host import fake_host
from takeover.host import real_host


@pytest.mark.parametrize(
    ("environ", "terminal", "color"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm-256color"}, True, True),
        ({"TERM": "xterm-256color"}, False, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, False, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
    ],
)
def test_color(environ: dict[str, str], *, terminal: bool, color: bool) -> None:
    host = fake_host(environ=environ, terminal=terminal)
    assert (host.color, host.stderr_color) == (color, color)


def test_the_real_clock_knows_its_zone() -> None:
    assert real_host().now().utcoffset() is not None


def test_ids_and_seeds_are_new_each_time() -> None:
    host = real_host()
    assert len({host.new_id() for _ in range(1000)}) == 1000
    assert len({host.seed() for _ in range(100)}) > 90
    assert all(0 <= host.seed() < 2**32 for _ in range(100))


@pytest.mark.parametrize(("said", "columns"), [("40", 40), ("0", None), ("-1", None), ("wide", None), ("9" * 9, None)])
def test_columns(monkeypatch: pytest.MonkeyPatch, said: str, columns: int | None) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    unsaid = real_host().columns()
    monkeypatch.setenv("COLUMNS", said)
    assert real_host().columns() == (columns or unsaid) > 0


def test_closed_streams_read_and_write_nothing() -> None:
    script = "from takeover.host import real_host; h = real_host(); print(repr(h.stdin.read()), file=h.stdout)"
    closed = f"import os, sys; os.close(0); os.close(1); os.execv(sys.executable, [sys.executable, '-c', {script!r}])"
    ran = subprocess.run([sys.executable, "-c", closed], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_input_is_utf8_without_its_mark_and_with_what_is_broken_replaced() -> None:
    script = "from takeover.host import real_host; h = real_host(); h.stdout.write(h.stdin.read())"
    ran = subprocess.run(
        [sys.executable, "-c", script], input=b"\xef\xbb\xbfh\xc3\xb6\xff\n", capture_output=True, check=True
    )
    assert ran.stdout.decode("utf-8").splitlines() == ["h\u00f6\ufffd"]
