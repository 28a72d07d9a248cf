"""How templates and rules see what the conversation knows: params, the user, and the built-in names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.values import Json, Value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from takeover.language.history import History
    from takeover.language.hours import Hours


def write_value(value: Json) -> str:
    """Write a value as a person would read it: `3`, `true`, `12.5 EUR`, words as they are, JSON for the rest."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case None:
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case int() | float():
            return str(value)
        case {"amount": amount, "currency": str(currency), **rest} if not rest:
            return f"{write_value(amount)} {currency}"
        case _:
            import json

            return json.dumps(value, ensure_ascii=False)


class ParamView(str):
    """A param in a template. It prints its last value; `.value`, `.match`, `.first`, `.last`, `.size`, `.all` look in.

    Any other name looks into a value that is an object, as the answer of a call is.
    """

    __slots__ = ("_history", "_value")
    _value: Value
    _history: History[Value] | None

    @staticmethod
    def of(value: Value, history: History[Value] | None) -> ParamView:
        """Show one value, and (for the param itself) those before it."""
        view = ParamView(write_value(value.value))
        view._value, view._history = value, history
        return view

    def __liquid__(self) -> Json:
        """Give templates the bare value to compare."""
        return self._value.value

    def __getitem__(self, key: object) -> object:  # type: ignore[override] # Liquid asks so for what is inside
        match key:
            case "value":
                return look_inside(self._value.value)
            case "match":
                return self._value.match
            case "first" | "last" | "size" | "all" if self._history is not None:
                return self._among(key)
            case slice():  # the filters `slice` and `truncate` cut what is printed
                return str.__getitem__(self, key)
            case str() | int():
                return _item(self._value.value, key)
            case _:
                raise KeyError(key)

    def _among(self, key: str) -> object:
        assert self._history is not None
        match key:
            case "size":
                return len(self._history)
            case "first":
                return ParamView.of(self._history.first, None)
            case "last":
                return ParamView.of(self._history.last, None)
            case _:
                return ListView(ParamView.of(value, None) for value in self._history)


class ListView(list[object]):
    """A list in a template: it prints its items one after the other, however deep."""

    def __str__(self) -> str:
        return "".join(map(str, self))


def look_inside(value: Json) -> object:
    """Show a part of a value: what Liquid prints of it is then what we print."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ListView(look_inside(item) for item in value)
    return ParamView.of(Value(value, write_value(value)), None)


def _item(value: Json, key: str | int) -> object:
    if isinstance(value, dict) and isinstance(key, str):
        return look_inside(value[key])
    if isinstance(value, list) and isinstance(key, int):
        return look_inside(value[key])
    if isinstance(value, list) and key in {"first", "last"}:
        return look_inside(value[0 if key == "first" else -1])
    if isinstance(value, list) and key == "size":
        return len(value)
    raise KeyError(key)


class UserView:
    """The user in a template: `user.name`, `user.profile.firstName`, over fields kept by their dotted path."""

    __slots__ = ("_fields", "_prefix")

    def __init__(self, fields: Mapping[str, str], prefix: str = "") -> None:
        """Show the fields whose path begins with `prefix`."""
        self._fields = fields
        self._prefix = prefix

    def __getitem__(self, key: object) -> object:
        path = f"{self._prefix}{key}"
        if path in self._fields:
            return self._fields[path]
        if any(known.startswith(f"{path}.") for known in self._fields):
            return UserView(self._fields, f"{path}.")
        raise KeyError(key)

    def __str__(self) -> str:
        return self._fields.get("name", "") if not self._prefix else ""


class HoursView:
    """All business hours in a template, by their names; they print nothing."""

    __slots__ = ("_hours", "_now")

    def __init__(self, hours: Mapping[str, Hours], now: datetime) -> None:
        """Show them as they are at a moment in the bot's time zone."""
        self._hours = hours
        self._now = now

    def __getitem__(self, key: object) -> OpenView:
        return OpenView(self._hours[str(key)], self._now)

    def __str__(self) -> str:
        return ""


OPENING = ("open", "next_open")


class OpenView:
    """Business hours in a template: `.open` is whether they are now, `.next_open` when they will be (or now)."""

    __slots__ = ("_hours", "_now")

    def __init__(self, hours: Hours, now: datetime) -> None:
        """Show them as they are at a moment in the bot's time zone."""
        self._hours = hours
        self._now = now

    def __getitem__(self, key: object) -> object:
        match key:
            case "open":
                return look_inside(self._hours.open_at(self._now))
            case "next_open":
                return self._hours.next_open(self._now)
            case _:
                raise KeyError(key)

    def __str__(self) -> str:
        return ""


class ConversationView(dict[str, object]):
    """The conversation in a template: by itself it prints its id."""

    def __str__(self) -> str:
        return str(self["id"])


def look_up(root: object, path: Sequence[str | int]) -> object:
    """Follow a dotted path as Liquid does; None when it leads nowhere."""
    found = root
    for part in path:
        try:
            if isinstance(found, list) and part in {"first", "last"}:
                found = found[0 if part == "first" else -1]
            elif isinstance(found, list | dict) and part == "size":
                found = len(found)
            elif isinstance(found, str) and not isinstance(found, ParamView):
                return None
            else:
                found = found[part]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            return None
    return found


def is_blank(found: object) -> bool:
    """Say whether Liquid's `default` would step in: nothing, false, or empty; a number never is."""
    value = found.__liquid__() if isinstance(found, ParamView) else found
    return value is None or value is False or (isinstance(value, str | list | dict) and not value)


def write_found(found: object) -> str:
    """Print what a path led to."""
    if isinstance(found, str):
        return str.__str__(found)
    return "" if found is None else str(found)
