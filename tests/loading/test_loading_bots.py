"""Which bots lie at a path: a folder of folders is several bots where several of them have a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from places import ROOT
from takeover.loading.bots import find_bots

FLOW = "flow: A\nsteps: [{when: unknown}]\n"


def make(folder: Path, **files: str) -> None:
    for name, text in files.items():
        file = folder / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def found(path: str, cwd: Path) -> list[str]:
    return [bot.as_posix() for bot in find_bots(Path(path), cwd)]


def test_the_ready_bots_are_several() -> None:
    assert found("flows", ROOT) == sorted(
        f"flows/{place.name}" for place in (ROOT / "flows").iterdir() if place.is_dir()
    )
    assert found("flows/acme", ROOT) == ["flows/acme"]
    assert found("flows/acme/bot.yaml", ROOT) == ["flows/acme/bot.yaml"]


@pytest.mark.parametrize(
    ("files", "bots"),
    [
        ({"a__bot": "bot: A", "b__bot": "bot : B", "c__flow": FLOW}, ["x/a", "x/b", "x/c"]),
        ({"a__bot": "\ufeffbot: A", "b__deep__er__bot": "# B\nbot: B"}, ["x/a", "x/b"]),
        ({"a__bot": "bot: A", "b__bot": "bot: B", "c__one__bot": "bot: C", "c__two__bot": "bot: D"},
         ["x/a", "x/b", "x/c/one", "x/c/two"]),
        ({"a__bot": "bot: A", "b__flow": FLOW}, ["x"]),  # settings in a folder of their own
        ({"a__bot": "bot: A", "b__bot": "bot: B", "flow": FLOW}, ["x"]),  # a flow beside them: it is set twice
        ({"a__flow": "# bot: A\nrobot: A", "b__flow": "  bot: B"}, ["x"]),
        ({"a__bot": "bot: A", "transcripts__b": "bot: .."}, ["x"]),
        ({"a__bot": "bot: A", "b__transcripts__b": "bot: .."}, ["x"]),
        ({"a__bot": "bot: A", ".hidden__bot": "bot: B"}, ["x"]),
    ],
)  # fmt: skip
def test_several_bots_have_several_names(tmp_path: Path, files: dict[str, str], bots: list[str]) -> None:
    make(tmp_path / "x", **files)
    assert found("x", tmp_path) == bots
    assert find_bots(tmp_path / "x", Path("/elsewhere")) == tuple(tmp_path / bot for bot in bots)


def test_what_cannot_be_read_is_left_to_loading(tmp_path: Path) -> None:
    assert found("nowhere", tmp_path) == ["nowhere"]
    assert found("no\0where", tmp_path) == ["no\0where"]
    (tmp_path / "empty").mkdir()
    assert found("empty", tmp_path) == ["empty"]
