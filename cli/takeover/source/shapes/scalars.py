"""Shapes of single values: texts, words from a list, flags, numbers, lengths of time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.nodes import Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.source.suggest import did_you_mean, respell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from takeover.source.diagnostic import Problems

YES = frozenset({"true", "yes", "on"})
NO = frozenset({"false", "no", "off"})
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
UNIT_WORDS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), "m"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), "h"),
    **dict.fromkeys(("d", "day", "days"), "d"),
    **dict.fromkeys(("w", "week", "weeks"), "w"),
}
LENGTH = regex(r"\s*(?:\d{1,9}\s*[a-z]+\s*)+", re.IGNORECASE)
LENGTH_PART = regex(r"(\d{1,9})\s*([a-z]+)", re.IGNORECASE)
LONGEST = 10 * 366 * 86400
LONGEST_TEXT = 100
NUMBER = regex(r"[-+]?(?:\d{1,30}(?:\.\d{1,30})?|\.\d{1,30})")


class Text(NamedTuple):
    """Any text, kept with its place. Numbers, dates and `yes` are texts here: they are read as they were written."""

    label: str = "a text"
    examples: tuple[str, ...] = ()

    def read(self, node: Node, problems: Problems) -> Scalar | None:
        """Give the scalar itself."""
        if isinstance(node, Scalar) and not node.missing:
            problems.texts.append(node)
            return node
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept what YAML makes of an unquoted text too."""
        made: Schema = {"type": ["string", "number", "boolean"]}
        if self.examples:
            made["examples"] = list(self.examples)
        return made


class Word(NamedTuple):
    """One word of a fixed list."""

    words: tuple[str, ...]
    noun: str = "word"

    @property
    def label(self) -> str:
        """Name the choices."""
        *most, last = self.words
        return f"{', '.join(most)} or {last}" if most else last

    def read(self, node: Node, problems: Problems) -> str | None:
        """Give the word."""
        if isinstance(node, Scalar) and node.text in self.words:
            return node.text
        if isinstance(node, Scalar) and not node.missing:
            hint = did_you_mean(node.text, self.words)
            fix = respell(node.text, node.span, self.words)
            message = f'"{node.text}" is not a {self.noun}: use {self.label}'
            problems.error("unknown-word", message, node.span, hint, fix=fix)
        else:
            wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """List the words."""
        return {"enum": list(self.words)}


class Flag(NamedTuple):
    """`true` or `false`, also written yes, no, on, off."""

    label: str = "true or false"

    def read(self, node: Node, problems: Problems) -> bool | None:
        """Give the flag."""
        if isinstance(node, Scalar):
            if node.text.lower() in YES:
                return True
            if node.text.lower() in NO:
                return False
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept the words that editors do not take for booleans."""
        return {"enum": [True, False, *sorted(YES | NO)]}


class Number(NamedTuple):
    """A number between two bounds, both allowed."""

    low: float = float("-inf")
    high: float = float("inf")
    label: str = "a number"

    def read(self, node: Node, problems: Problems) -> float | None:
        """Give the number."""
        if not isinstance(node, Scalar) or not NUMBER.fullmatch(node.text):
            wanted(self.label, node, problems)
            return None
        number = float(node.text)
        if self.low <= number <= self.high:
            return number
        problems.error("out-of-range", f"{node.text} is out of range: {_between(self.low, self.high)}", node.span)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Give the bounds that are finite."""
        return {"type": "number", **_bounds(self.low, self.high)}


class Whole(NamedTuple):
    """A whole number between two bounds, both allowed."""

    low: int = 0
    high: int = 1_000_000
    label: str = "a whole number"

    def read(self, node: Node, problems: Problems) -> int | None:
        """Give the number."""
        if not isinstance(node, Scalar) or not re.fullmatch(r"[-+]?\d{1,18}", node.text):
            wanted(self.label, node, problems)
            return None
        number = int(node.text)
        if self.low <= number <= self.high:
            return number
        problems.error("out-of-range", f"{node.text} is out of range: {_between(self.low, self.high)}", node.span)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Give the bounds."""
        return {"type": "integer", **_bounds(self.low, self.high)}


class Fraction(NamedTuple):
    """A part of one: `0.25` or `25%`."""

    label: str = "a chance such as 25% or 0.25"

    def read(self, node: Node, problems: Problems) -> float | None:
        """Give the part, 0 to 1."""
        if isinstance(node, Scalar):
            text = node.text.strip()
            digits, percent = (text[:-1].strip(), 100.0) if text.endswith("%") else (text, 1.0)
            if NUMBER.fullmatch(digits) and 0 <= float(digits) / percent <= 1:
                return float(digits) / percent
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a number or a percentage."""
        return {
            "anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string", "pattern": r"^[\d.]+ *%$"}]
        }


class Length(NamedTuple):
    """A length of time: `90s`, `15m`, `1h 30m`, `2 days`."""

    label: str = "a length of time such as 90s, 15m or 1h 30m"

    def read(self, node: Node, problems: Problems) -> int | None:
        """Give the seconds."""
        if not isinstance(node, Scalar) or node.missing:
            wanted(self.label, node, problems)
            return None
        text = node.text.strip()
        seconds = read_length(text)
        if seconds is None:
            parts = LENGTH_PART.findall(text) if LENGTH.fullmatch(text) else []
            strange = [word for _, word in parts if word.lower() not in UNIT_WORDS]
            if parts and not strange:
                message = f'"{text}" is out of range: a second to ten years'
                problems.error("out-of-range", message, node.span)
                return None
            hint = f"write {text}s or {text}m" if text.isdecimal() else ""
            if strange:
                hint = did_you_mean(strange[0], UNIT_WORDS) or "the units are s, m, h, d and w"
            wanted(self.label, node, problems, hint)
        return seconds

    def schema(self, definitions: Definitions) -> Schema:
        """Accept numbers with units."""
        return {"type": "string", "pattern": r"^ *(\d+ *[A-Za-z]+ *)+$", "examples": ["90s", "15m", "1h 30m", "2 days"]}


def read_length(text: str) -> int | None:
    """Read a length of time; give whole seconds (1 to ten years), or None when it is none."""
    if len(text) > LONGEST_TEXT or not LENGTH.fullmatch(text):
        return None
    seconds = 0
    for digits, word in LENGTH_PART.findall(text):
        unit = UNIT_WORDS.get(word.lower())
        if unit is None:
            return None
        seconds += int(digits) * UNITS[unit]
    return seconds if 0 < seconds <= LONGEST else None


def write_length(seconds: int) -> str:
    """Write a length of time as `read_length` reads it: `1h 30m`."""
    parts: list[str] = []
    for unit in ("d", "h", "m", "s"):
        count, seconds = divmod(seconds, UNITS[unit])
        if count:
            parts.append(f"{count}{unit}")
    return " ".join(parts) or "0s"


def _between(low: float, high: float) -> str:
    if high == float("inf"):
        return f"at least {low:g}"
    if low == float("-inf"):
        return f"at most {high:g}"
    return f"{low:g} to {high:g}"


def _bounds(low: float, high: float) -> Schema:
    infinite = (float("-inf"), float("inf"))
    bounds: Iterable[tuple[str, float]] = (("minimum", low), ("maximum", high))
    return {name: bound for name, bound in bounds if bound not in infinite}
