"""References such as `${HELPDESK_URL}`: kept as written, filled when something is sent, never printed filled.

A reference gives the variable of that name; where there is none, what is in the file that `HELPDESK_URL_FILE` names.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = regex(r"\$\{([A-Za-z_]\w*)\}", re.ASCII)
CONTROL = regex(r"[\x00-\x1f\x7f-\x9f]")
LONGEST_SECRET = 64 * 1024
TELLING = 3
"""A value of fewer characters is no secret, and hiding it would make messages unreadable."""


class UnfilledError(Exception):
    """A reference could not be filled; the message names the variable, and never says its value."""


class Variables:
    """The environment, as far as one delivery looked into it. It remembers the values, to keep them out of messages."""

    __slots__ = ("_environ", "_used")

    def __init__(self, environ: Mapping[str, str]) -> None:
        """Look into this environment."""
        self._environ = environ
        self._used: dict[str, str] = {}

    def fill(self, text: str) -> str:
        """Fill all references of a text; raises UnfilledError."""
        return VARIABLE.sub(lambda found: self._value(found[1]), text)

    def fill_address(self, text: str) -> str:
        """Fill an address. Inside user, password and query a value is quoted, so that its signs part nothing."""
        scheme, parted, rest = text.partition("://")
        if not parted:
            return self.fill(text)
        begins = re.search(r"[/?#]", VARIABLE.sub(lambda found: "_" * len(found[0]), rest))
        authority, path = (rest[: begins.start()], rest[begins.start() :]) if begins else (rest, "")
        user, at, host = authority.rpartition("@")
        place, mark, query = path.partition("?")
        return "".join(
            (
                self.fill(scheme),
                parted,
                self._quoted(user),
                at,
                self.fill(host),
                self.fill(place),
                mark,
                self._quoted(query),
            )
        )

    def redact(self, text: str) -> str:
        """Put the references back where their values stand in a text."""
        if not self._used:
            return text
        longest_first = sorted(self._used, key=len, reverse=True)
        return re.sub("|".join(map(re.escape, longest_first)), lambda found: f"${{{self._used[found[0]]}}}", text)

    def hide(self, value: str, name: str) -> None:
        """Remember a value that came out of a variable: a part of it, or another spelling."""
        if len(value) >= TELLING:
            self._used[value] = name

    def _quoted(self, text: str) -> str:
        return VARIABLE.sub(lambda found: quote(self._value(found[1]), safe=""), text)

    def _value(self, name: str) -> str:
        value = self._environ.get(name, "").strip() or self._from_file(name)
        if CONTROL.search(value):
            raise UnfilledError(f"the environment variable {name} holds a line break or another control character")
        self.hide(value, name)
        self.hide(quote(value, safe=""), name)
        self.hide_encoded(value, name)
        return value

    def hide_encoded(self, text: str, name: str) -> None:
        """Remember a text in Base64, as it goes over the wire where somebody logs in."""
        self.hide(base64.b64encode(text.encode("utf-8", "replace")).decode("ascii"), name)

    def _from_file(self, name: str) -> str:
        """Give what is in the file that `NAME_FILE` names: how containers hand over their secrets."""
        file = self._environ.get(f"{name}_FILE", "")
        if not file:
            raise UnfilledError(f"the environment variable {name} is {'empty' if name in self._environ else 'not set'}")
        try:
            with Path(file).open("rb") as opened:
                value = opened.read(LONGEST_SECRET).decode("utf-8-sig").strip()
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise UnfilledError(f"the file that {name}_FILE names cannot be read: {reason}") from error
        if not value:
            raise UnfilledError(f"the file that {name}_FILE names is empty")
        return value


def names_in(text: str) -> tuple[str, ...]:
    """Give the names of the variables that a text refers to."""
    return tuple(VARIABLE.findall(text))
