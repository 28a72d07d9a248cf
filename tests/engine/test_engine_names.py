"""Names that lead somewhere, and names that do not."""

from __future__ import annotations

from typing import Any

import pytest

from made_bots import link_made


def problems_of(choice: Any) -> list[str]:
    say = [{"say": "Where to?", "choices": [choice]}]
    other = {"flow": "Other", "steps": [{"step": "x", "do": [{"say": "Here."}]}, {"when": {"event": "GO"}}]}
    bot = {"flows": [{"flow": "Main", "steps": [{"when": "unknown", "do": say}, {"step": "near", "do": []}]}, other]}
    return [problem.code for problem in link_made(bot)[1]]


@pytest.mark.parametrize(
    "choice",
    [
        "Anywhere",
        {"label": "A", "flow": "Other"},
        {"label": "A", "flow": "Other", "step": "x"},
        {"label": "A", "flow": "Other/x"},
        {"label": "A", "step": "near"},
        {"label": "A", "event": "GO"},
    ],
)
def test_a_choice_that_leads_somewhere(choice: Any) -> None:
    assert problems_of(choice) == []


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"label": "A", "flow": "Nowhere"}, "unresolved-flow"),
        ({"label": "A", "flow": "Other", "step": "near"}, "unresolved-step"),
        ({"label": "A", "step": "x"}, "unresolved-flow"),
        ({"label": "A", "event": "STAY"}, "unresolved-event"),
    ],
)
def test_a_choice_that_leads_nowhere(choice: Any, code: str) -> None:
    assert problems_of(choice) == [code]
