"""A turn that expects something, as it is written: with a text or with fields; on lines, or in braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.transcripts.matchers import SLASHED
from takeover.transcripts.scalars import quote, write_expected, write_scalar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Value = str | Sequence[str]


LITERAL = "is"
"""The field that takes a text as it is, also between slashes."""


class Written(NamedTuple):
    """A turn: its key, and its text or its fields. `inline` fields stand in braces on its line."""

    key: str
    text: str | None = None
    fields: Mapping[str, Value] | None = None
    inline: bool = False

    def lines(self) -> list[str]:
        """Write it as an item of a list, a line each."""
        if self.text is not None or self.inline or not self.fields:
            return [f"- {self.key}: {self.value()}"]
        fields = self.fields.items()
        return [f"- {self.key}:", *(f"    {write_scalar(name)}: {_write(value)}" for name, value in fields)]

    def braced(self) -> str:
        """Write it as it may stand in a list in brackets."""
        return f"{{{self.key}: {self.value(braced=True)}}}"

    def value(self, *, braced: bool = False) -> str:
        """Write what stands behind its key, on one line; within braces everything is quoted."""
        if self.text is not None:
            return write_braced(self.text) if braced else write_expected(self.text)
        fields = (self.fields or {}).items()
        told = (
            f"{write_scalar(name)}: {_write(value, braced=True, literal=name == LITERAL)}" for name, value in fields
        )
        return f"{{{', '.join(told)}}}"


def _write(value: Value, *, braced: bool = False, literal: bool = False) -> str:
    if isinstance(value, str) and literal:
        return quote(value)
    if isinstance(value, str):
        return write_braced(value) if braced else write_expected(value)
    return f"[{', '.join(map(write_braced, value))}]"


def write_braced(text: str) -> str:
    """Write a text that is expected within braces or brackets, where a comma would end a plain one."""
    return f"{{is: {quote(text)}}}" if text[:1] == "/" and SLASHED.fullmatch(text) else quote(text)
