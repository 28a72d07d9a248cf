"""The pure rooms do not ask what time or which zone it is: no import shows that, because the asking is a method."""

from __future__ import annotations

import ast

import pytest

from places import PACKAGE, PURE_ROOMS

CLOCKS = {"now", "today", "utcnow"}


def find_clocks(source: str) -> list[str]:
    """Give each place that reads the machine's clock or zone, as `line: code`."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
                found.append(node)
            case ast.Call(func=ast.Attribute(attr="astimezone"), args=[], keywords=[]):
                found.append(node)
            # Not called, but handed to something that will.
            case ast.Attribute(value=ast.Name(id=owner) | ast.Attribute(attr=owner), attr=name) if (
                name in CLOCKS and owner in {"date", "datetime"}
            ):
                found.append(node)
            case _:
                pass
    return [f"{node.lineno}: {ast.unparse(node)}" for node in found]


@pytest.mark.parametrize("room", [room for room in PURE_ROOMS if (PACKAGE / room).exists()])
def test_a_pure_room_reads_no_clock(room: str) -> None:
    found = {str(file): find_clocks(file.read_text("utf-8")) for file in (PACKAGE / room).rglob("*.py")}
    assert {file: places for file, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "code",
    [
        "datetime.now(UTC)",
        "datetime.datetime.utcnow()",
        "dt.date.today()",
        "type(moment).now()",
        "field(default_factory=datetime.now)",
        "moment.astimezone()",
    ],
)
def test_a_clock_is_found(code: str) -> None:
    assert find_clocks(f"def f():\n    return {code}") != []


@pytest.mark.parametrize("code", ["event.now", "datetime.fromisoformat(text)", "moment.astimezone(zone)", "now()"])
def test_what_is_no_clock_is_left_alone(code: str) -> None:
    assert find_clocks(code) == []
