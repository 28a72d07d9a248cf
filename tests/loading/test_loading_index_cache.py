"""What is kept of what a bot learned: the same decisions with it and without, and no harm from what is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from listening_bots import FAQ, PLACE, STRANGE, index_examples
from places import ROOT
from takeover.loading.index_cache import MOST_FILES, IndexCache, cache_folder, find_cache, keep_learned
from takeover.loading.load import load_program
from takeover.matching import index as index_room
from takeover.matching.understand import understand

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.language.decision import Decision
    from takeover.matching.index import Index

TEXTS = (*STRANGE, "wheres my package", "can I pay when you are open", "talk to a persn")


def decide(index: Index) -> list[Decision]:
    return [understand(index, text, -1, place=PLACE) for text in TEXTS]


def kept_in(folder: Path, *more: str) -> Index:
    index = index_examples(*FAQ, *([more] if more else []))
    index.store = IndexCache(folder, "code")
    return index


def forbid_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    def learn(*_: object) -> None:
        pytest.fail("it learned again")

    monkeypatch.setattr(index_room, "learn_levels", learn)


def test_what_was_kept_decides_the_same_to_the_bit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "new" / "folder"
    fresh, first = decide(index_examples(*FAQ)), decide(kept_in(folder))
    forbid_learning(monkeypatch)
    assert decide(kept_in(folder)) == first == fresh
    assert [path.name[0] for path in folder.iterdir()] != ["."]


def test_any_change_is_learned(tmp_path: Path) -> None:
    decide(kept_in(tmp_path))
    decide(kept_in(tmp_path, "where is my parrot"))
    IndexCache(tmp_path, "other code").write("x", b"y")
    assert len(list(tmp_path.iterdir())) == 3
    assert IndexCache(tmp_path, "code").read("x") is None


@pytest.mark.parametrize("damage", [b"", b"{}\n", b"null\nx", b"\xff\x00", b"[" * 100_000, None])
def test_what_is_broken_is_learned_again(tmp_path: Path, damage: bytes | None, monkeypatch: pytest.MonkeyPatch) -> None:
    first = decide(kept_in(tmp_path))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-9] if damage is None else damage)
    assert decide(kept_in(tmp_path)) == first
    assert path.read_bytes() == whole
    forbid_learning(monkeypatch)
    assert decide(kept_in(tmp_path)) == first


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert (
        decide(kept_in(tmp_path / "file")) == decide(kept_in(tmp_path / "file" / "below")) == decide(kept_in(tmp_path))
    )


def test_what_was_not_used_for_longest_goes(tmp_path: Path) -> None:
    cache = IndexCache(tmp_path, "")
    for number in range(MOST_FILES + 3):
        cache.write(str(number), b"x")
        assert cache.read("0") == b"x"
    assert len(list(tmp_path.iterdir())) == MOST_FILES


def test_where_things_are_kept(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert cache_folder(home, "linux") == tmp_path / ".cache"
    assert cache_folder(home, "darwin") == tmp_path / "Library" / "Caches"
    assert cache_folder({**home, "XDG_CACHE_HOME": str(tmp_path / "x")}, "linux") == tmp_path / "x"
    assert cache_folder({**home, "XDG_CACHE_HOME": "relative"}, "linux") == tmp_path / ".cache"
    assert cache_folder({**home, "LOCALAPPDATA": str(tmp_path)}, "win32") == tmp_path
    assert cache_folder({}, "linux") is None
    assert find_cache({}) is None
    assert find_cache({**home, "TAKEOVER_NO_CACHE": "1"}) is None
    found = find_cache({**home, "XDG_CACHE_HOME": str(tmp_path / "x")})
    assert found is not None
    assert found.folder.is_relative_to(tmp_path)
    assert "ridge.py" in found.code


def test_a_bot_that_only_hears_exact_texts_keeps_nothing(tmp_path: Path) -> None:
    program = load_program(ROOT / "flows" / "acme").program
    assert program is not None
    keep_learned(program, IndexCache(tmp_path, ""))
    assert understand(program.index, "Where is my order?", -1, place=PLACE).taken is not None
    assert not list(tmp_path.iterdir())
    understand(program.index, "somewhere in my mail", -1, place=PLACE)
    assert len(list(tmp_path.iterdir())) == 1
