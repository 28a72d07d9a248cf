"""What the entity types load, and that the machine's clock and zone do not reach them: fresh interpreters tell."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

HEAVY = ("babel", "email_validator", "dns", "phonenumbers", "re2", "text_to_num", "zoneinfo", "idna")
HEAVY_OURS = ("amounts", "calendar_words", "customs", "date_forms", "introductions", "numerals", "time_forms")

LOADED = """
import sys
import takeover.language.types
print(*sorted(sys.modules))
"""

READ = """
from datetime import datetime
from zoneinfo import ZoneInfo
from takeover.language.types import TYPES, Place
now = datetime(2026, 3, 2, 0, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
for language, text in (
    ("en", "today"), ("en", "tomorrow"), ("en", "friday"), ("en", "in 2 days"), ("en", "3/4"), ("en", "the 2nd"),
    ("en", "in 2 hours"), ("en", "in 45 minutes"), ("nl", "over een uur"), ("nl", "overmorgen"), ("de", "heute"),
):
    place = Place(language, "NZ", now)
    print(text, *[TYPES[name].find(text, place) for name in ("date", "time", "number", "name")])
"""


def run(code: str, **environment: str) -> str:
    """Run Python in an interpreter of its own, in this environment, and give what it printed."""
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, env=os.environ | environment
    )
    return ran.stdout


def test_nothing_heavy_is_loaded_before_a_text_needs_it() -> None:
    loaded = run(LOADED).split()
    assert [name for name in loaded if name.partition(".")[0] in HEAVY] == []
    assert [name for name in loaded if name.rpartition(".")[2] in HEAVY_OURS] == []


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Honolulu", "Asia/Kathmandu", "Pacific/Kiritimati"])
def test_only_the_conversation_has_a_clock(zone: str) -> None:
    here = run(READ)
    assert run(READ, TZ=zone, LC_ALL="ja_JP.UTF-8", LANGUAGE="fr") == here
    assert "value='2026-03-02'" in here
    assert "value='02:30'" in here
