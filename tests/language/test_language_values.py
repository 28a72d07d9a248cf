"""Events and outputs are told apart by their kind, and nothing writes into what all of them share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import get_args

import pytest

from takeover.language.events import Changed, Chose, Event, Heard, Triggered
from takeover.language.outputs import Forwarded, Noted, Output
from takeover.language.values import NOTHING
from takeover.source.span import NOWHERE

AT = datetime(2026, 3, 2, 10, 15, tzinfo=UTC)


def test_what_was_typed_is_not_what_was_taken() -> None:
    typed, taken = Heard(AT, "Buy"), Chose(AT, "Buy")
    assert typed != taken  # type: ignore[comparison-overlap]
    assert not typed == taken  # type: ignore[comparison-overlap]  # noqa: SIM201 - both signs are asked
    assert typed == Heard(AT, "Buy")
    assert not typed != Heard(AT, "Buy")  # noqa: SIM202
    assert typed != (AT, "Buy")  # type: ignore[comparison-overlap]
    assert (AT, "Buy") != typed  # type: ignore[comparison-overlap]  # noqa: SIM300 - it is the other way about
    assert len({typed, taken, Heard(AT, "Buy")}) == 2
    assert Forwarded("c:1:0", NOWHERE, "hi") != Noted("c:1:0", NOWHERE, "hi")  # type: ignore[comparison-overlap]


@pytest.mark.parametrize("kind", [*get_args(Event), *get_args(Output)])
def test_every_kind_is_told_apart(kind: type[tuple[object, ...]]) -> None:
    assert kind.__eq__ is not tuple.__eq__
    assert kind.__ne__ is not tuple.__ne__
    assert kind.__hash__ is tuple.__hash__


def test_what_is_left_out_is_nothing() -> None:
    assert Triggered(AT, "GO").params == Triggered(AT, "GO", {}).params == NOTHING == {}
    assert Changed(AT, "a", "b") != Heard(AT, "a")  # type: ignore[comparison-overlap]
