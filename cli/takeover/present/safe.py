"""Makes any text harmless to a terminal: what would be obeyed, or could not be seen, is shown as what it is.

Refused are the categories Cc, Cf, Cs, Zl and Zp of Unicode, its default-ignorable characters and its noncharacters:
https://www.unicode.org/reports/tr44/#General_Category_Values and #Default_Ignorable_Code_Point. A few of them are part
of how people write, and stay where they do that: joiners inside words and emoji, and selectors of a variant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.regex import regex

if TYPE_CHECKING:
    import re

UNSAFE = regex(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, without the tab and the newline
    "\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f"  # zero width, line separators, marks, overrides and isolates of direction
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
"""What a terminal may obey, or not show."""
_JOINERS = "\u200c\u200d"
_JOINER = "\u200d"


def safe(text: str) -> str:
    r"""Give a text that no terminal obeys: newlines and tabs stay, all else that acts or hides is shown.

    Controls are shown as their pictures (ESC as `␛`), the rest as `\u202e`. A Windows line end is a newline.
    Safe text comes out as it went in.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return UNSAFE.sub(_show, text)


def safe_line(text: str) -> str:
    """Give a safe text on one line: newlines are shown as `␊`, tabs as spaces."""
    return safe(text).replace("\n", "␊").replace("\t", " ")


def _show(found: re.Match[str]) -> str:
    character, place, text = found[0], found.start(), found.string
    if character >= "\u200c" and _belongs(character, text[place - 1 : place], text[place + 1 : place + 2]):
        return character
    code = ord(character)
    if code < 0x20:  # noqa: PLR2004 - where the C0 controls end
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004 - DEL, whose picture stands apart
        return "␡"
    if code <= 0xFF:  # noqa: PLR2004 - two digits are enough
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - four digits are enough


def _belongs(character: str, before: str, after: str) -> bool:
    """Say whether a joiner or a selector stands where it changes how its neighbours look, rather than hiding."""
    from unicodedata import category

    if not before or (UNSAFE.match(before) and not _is_selector(before)):
        return False
    kind = category(before)
    if _is_selector(character):
        # After a letter without case the variants of Han, after the rest those of emoji (the keycaps: digits).
        return not _is_selector(before) and (kind in {"Lo", "So", "Sm", "Sk", "Nd"} or before in "#*\u203c\u2049")
    if character not in _JOINERS or not after:
        return False
    if kind in {"Lo", "Mn", "Mc"} and not _is_selector(before):  # the scripts that join their letters know no case
        return category(after) == "Lo"
    return character == _JOINER and (kind in {"So", "Sk"} or _is_selector(before)) and category(after) == "So"


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
