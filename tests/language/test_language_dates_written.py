"""The filter `date`: in the conversation's language, the same on every system, and never a failure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.language.liquid_engine import fill
from takeover.language.template import TemplateError

NOW = datetime(2026, 3, 2, 9, 5, tzinfo=ZoneInfo("Europe/Amsterdam"))


def write(value: str, form: str, language: str = "en") -> str:
    names = {"it": value, "form": form, "now": NOW, "conversation": {"language": language}}
    return fill("{{ it | date: form }}", names)


@pytest.mark.parametrize(
    ("value", "form", "language", "written"),
    [
        ("2026-03-06", "%A %-d %B", "en", "Friday 6 March"),
        ("2026-03-06", "%A %-d %B", "nl", "vrijdag 6 maart"),
        ("2026-03-06", "%A %-d %B", "nl-BE", "vrijdag 6 maart"),
        ("2026-03-06", "%A, %-d. %B %Y", "de", "Freitag, 6. März 2026"),
        ("2026-03-06", "%a %d %b", "fr", "ven. 06 mars"),
        ("2026-03-06", "%A %-d %B", "xx", "Friday 6 March"),
        ("2026-03-06", "%-m/%-d, 100%%-A", "nl", "3/6, 100%-A"),
        ("09:05", "%-H.%M", "nl", "9.05"),
        ("00:05", "%-H.%M", "nl", "0.05"),
        ("today", "%A", "nl", "maandag"),
        ("soon", "%A", "nl", "soon"),
    ],
)
def test_a_date_is_written_in_the_language_of_the_talk(value: str, form: str, language: str, written: str) -> None:
    assert write(value, form, language) == written


@given(st.text("%-AaBbdmYHxZ 1é\ud800", max_size=30), st.sampled_from(["en", "nl", "ja", "xx", ""]))
def test_any_form_is_written_or_refused(form: str, language: str) -> None:
    try:
        assert isinstance(write("2026-03-06", form, language), str)
    except TemplateError as error:
        assert str(error)  # noqa: PT017 - either is fine, any other exception is not
