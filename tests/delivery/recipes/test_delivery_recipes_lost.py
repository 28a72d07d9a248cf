"""What is done when an answer is lost depends on what the target filled in: without a search nothing is repeated."""

from __future__ import annotations

import pytest

from recipe_made import takeover, target_of
from takeover.delivery.recipe.form import find_worst
from takeover.delivery.recipe.shelf import shipped

CASES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("freshdesk", {}, "tell"),
    ("freshdesk", {"field": "takeover_id"}, "search"),
    ("redmine", {}, "tell"),
    ("redmine", {"field": "7"}, "search"),
    ("hubspot", {}, "tell"),
    ("hubspot", {"property": "takeover_id"}, "repeat"),
    ("zendesk", {}, "search"),
    ("matrix", {}, "repeat"),
    ("slack", {}, "tell"),
)


@pytest.mark.parametrize(("name", "settings", "lost"), CASES)
def test_the_most_delicate_request_decides(name: str, settings: dict[str, str], lost: str) -> None:
    assert find_worst(shipped(name), settings) == lost


@pytest.mark.parametrize(("field", "repeat"), [("", "never"), ("takeover_id", "search")])
def test_a_search_that_is_not_made_repeats_nothing(field: str, repeat: str) -> None:
    steps = {step.name: step for step in target_of("freshdesk", field=field).plan(takeover(name="lost")).steps}
    assert steps["create"].repeat == repeat
