"""What a param holds: a value that a machine can use, and the words it was read from."""

from __future__ import annotations

from dataclasses import dataclass

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a param: `value` is JSON, `match` the text it was found in (the whole answer)."""

    value: Json
    match: str
