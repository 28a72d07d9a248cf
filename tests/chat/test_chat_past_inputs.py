"""What was typed in earlier chats: kept for its owner alone, and never the reason that a chat ends."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from takeover.chat.past_inputs import LONGEST, READ, PastInputs

if TYPE_CHECKING:
    from pathlib import Path


def past(path: Path) -> list[str]:
    return list(PastInputs(path, lambda _: True).load_history_strings())


def test_what_was_typed_comes_back_newest_first(tmp_path: Path) -> None:
    path = tmp_path / "state" / "inputs"
    inputs = PastInputs(path, lambda text: text != "secret")
    for text in ("one", "two\nlines", "secret", "\x1b[31m \ud800 é", "x" * (LONGEST + 1)):
        inputs.append_string(text)
    assert past(path) == ["\x1b[31m \ud800 é", "two\nlines", "one"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "state" / "inputs"
    PastInputs(path, lambda _: True).append_string("one")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_what_is_damaged_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "inputs"
    path.write_bytes(b'"one"\n\xff\xfe\n{"a": 1}\n' + b"[" * 100_000 + b'\n""\n"two"\nhalf')
    assert past(path) == ["two", "one"]


def test_of_a_long_past_the_end_is_read(tmp_path: Path) -> None:
    path = tmp_path / "inputs"
    path.write_text("".join(f'"{number:099}"\n' for number in range(10_000)), "utf-8")
    found = past(path)
    assert found[0] == f"{9_999:099}"
    assert len(found) * 102 <= READ


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    inputs = PastInputs(tmp_path / "file" / "inputs", lambda _: True)
    inputs.append_string("one")
    inputs.append_string("two")
    assert past(tmp_path / "file" / "inputs") == []
    assert past(tmp_path) == []
