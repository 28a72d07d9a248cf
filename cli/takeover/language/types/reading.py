"""The text as a recogniser sees it: bounded, with plain digits and signs, every character in its old place."""

from __future__ import annotations

import unicodedata

LIMIT = 2000
"""How many characters of an answer are searched. Beyond it only `text` and `regex` look."""


def _plain_point(character: str) -> str:
    """Return the one character that stands for this one."""
    match unicodedata.category(character):
        case "Nd":
            return str(unicodedata.decimal(character))
        case "Cs":
            return "\ufffd"
        case "Zs":
            return character  # a space that does not break may part thousands
        case "Cc" if not character.isspace():
            return " "
        case "Pd" if character != "\u2014":  # an em dash parts, the others join
            return "-"
        case _:
            wide = unicodedata.normalize("NFKC", character)
            return wide if len(wide) == 1 and wide.isascii() else character


class _Table(dict[int, str]):
    """A `str.translate` table that fills itself: at most one entry for each code point ever met."""

    def __missing__(self, point: int) -> str:
        plain = self[point] = _plain_point(chr(point))
        return plain


_TABLE = _Table({ord("\u2212"): "-", ord("\u2019"): "'", ord("\u2018"): "'", ord("\u02bc"): "'", ord("\u00b4"): "'"})


def bounded(text: str) -> str:
    """Return the first `LIMIT` characters, cut at white space, because half an address is another address.

    A longer text without any white space holds nothing.
    """
    if len(text) <= LIMIT:
        return text
    return text[: next((index for index in range(LIMIT, 0, -1) if text[index].isspace()), 0)]


def plain(text: str) -> str:
    """Return the bounded text in plain signs; offsets in it are offsets in `text`.

    Full-width forms and the digits of every script become ASCII, dashes `-`, lone surrogates U+FFFD.
    """
    text = bounded(text)
    return text if text.isascii() and text.isprintable() else text.translate(_TABLE)
