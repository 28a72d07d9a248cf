"""Good bots: nothing is said when they are loaded. Those with mistakes are tests/validate/test_validate_corpus.py's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from places import ROOT
from takeover.loading.load import load_program

if TYPE_CHECKING:
    from pathlib import Path

OK = ROOT / "tests" / "corpus" / "ok"


@pytest.mark.parametrize("bot", sorted(OK.iterdir()), ids=lambda bot: bot.stem)
def test_good_bots_load(bot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(OK)
    loaded = load_program(bot.relative_to(OK))
    assert loaded.problems == ()
    assert loaded.program is not None
