"""Light named tuples behave as those of typing do."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any, Generic, TypeVar

import pytest

from takeover.source import light

T = TypeVar("T")


class Plain(typing.NamedTuple):
    """A pair, and more."""

    first: int
    second: str
    third: tuple[str, ...] = ()
    fourth: bool = False

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"


class Light(light.NamedTuple):
    """A pair, and more."""

    first: int
    second: str
    third: tuple[str, ...] = ()
    fourth: bool = False

    @property
    def both(self) -> str:
        return f"{self.first}{self.second}"


class Empty(light.NamedTuple):
    """Nothing."""


class Holding(light.NamedTuple, Generic[T]):
    """Anything."""

    held: T


KINDS: tuple[Any, ...] = (Plain, Light)


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_is_a_tuple_with_names(kind: Any) -> None:
    made = kind(1, second="x", fourth=True)
    assert made == (1, "x", (), True)
    assert (made.first, made.second, made.third, made.fourth, made.both) == (1, "x", (), True, "1x")
    assert repr(made) == f"{kind.__name__}(first=1, second='x', third=(), fourth=True)"
    assert made._asdict() == {"first": 1, "second": "x", "third": (), "fourth": True}
    assert made._replace(second="y") == kind(1, "y", (), fourth=True)
    assert kind._make([1, "x", (), True]) == made
    assert (kind._fields, kind.__match_args__) == (("first", "second", "third", "fourth"),) * 2
    assert (kind._field_defaults, kind.__doc__) == ({"third": (), "fourth": False}, "A pair, and more.")
    assert type(copy.deepcopy(made)) is kind
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - it was pickled here
    with pytest.raises(AttributeError):
        made.other = 1
    match made:
        case kind(first, second=second):
            assert (first, second) == (1, "x")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("values", "named"), [((), {}), ((1,), {}), ((1, "x", (), True, 5), {}), ((1, "x"), {"no": 1})]
)
def test_what_does_not_fit_is_refused(kind: Any, values: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        kind(*values, **named)


@pytest.mark.parametrize("kind", KINDS)
def test_parts_that_are_not_there_cannot_be_replaced(kind: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="unexpected field"):
        kind(1, "x")._replace(no=1)
    with pytest.raises(TypeError, match="Expected 4 arguments, got 1"):
        kind._make([1])


def test_fields_may_be_none_or_of_any_type() -> None:
    assert Empty() == ()
    assert Holding[int](5).held == 5


@pytest.mark.parametrize(
    ("fields", "error"),
    [({"_hidden": "int"}, ValueError), ({"first": "int", "second": "int"}, TypeError)],
)
def test_classes_that_cannot_be_are_refused(fields: dict[str, str], error: type[Exception]) -> None:
    make: Any = type(light.NamedTuple)
    with pytest.raises(error):
        make("Made", (light.NamedTuple,), {"__annotations__": fields, "first": 1})
