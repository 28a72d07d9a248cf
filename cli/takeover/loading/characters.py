"""From bytes to text: UTF-8 or nothing, and no character that editors, terminals and YAML take for different things."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

from takeover.source.regex import regex
from takeover.source.span import Span

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems

MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)
"""What files begin with that are Unicode, but not UTF-8."""

BYTE_ORDER_MARK = "\ufeff"
SAVE_AS_UTF8 = "save the file as UTF-8"

REFUSED = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)",
)
"""What YAML cannot hold; and the line ends (U+0085, U+2028, U+2029, a lone CR) that YAML counts and editors do not.

YAML's rule: https://yaml.org/spec/1.1/#id868524
"""

NAMED = {
    "\x00": ("a NUL character", "this is no text file, or one that was not saved as UTF-8"),
    "\r": ("a carriage return without a line feed after it", "save the file with the line ends of Windows or Unix"),
    "\x85": ("an invisible line break (U+0085)", "delete it, or press Enter in its place"),
    "\u2028": ("an invisible line break (U+2028)", "delete it, or press Enter in its place"),
    "\u2029": ("an invisible paragraph break (U+2029)", "delete it, or press Enter in its place"),
    BYTE_ORDER_MARK: ("an invisible byte order mark (U+FEFF)", "delete it: it may only begin a file"),
}


def decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Give the text of a file without its byte order mark, or None after saying why it is not UTF-8."""
    start = Span(file, 1, 1, 1, 1)
    for mark, encoding in MARKS:
        if data.startswith(mark):
            problems.error("encoding", f"this file is {encoding}, and should be UTF-8", start, SAVE_AS_UTF8)
            return None
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        wrong = error.object[error.start : error.start + 1]
        span = _place(before, file)
        meant = wrong.decode("cp1252", "ignore")
        said = f' (in an old Windows file it would be "{meant}")' if meant.isprintable() and meant else ""
        problems.error("encoding", f"the byte 0x{wrong.hex().upper()} here is not UTF-8{said}", span, SAVE_AS_UTF8)
        return None


def refuse_characters(text: str, file: str, problems: Problems) -> bool:
    """Say where the first character stands that no bot file may hold; give whether there is one."""
    found = REFUSED.search(text)
    if found is None:
        return False
    character = found[0]
    if character in NAMED:
        named, hint = NAMED[character]
    elif unicodedata.category(character) == "Cs":
        named, hint = f"half a character (U+{ord(character):04X})", "type it again"
    else:
        named, hint = f"a control character (U+{ord(character):04X})", "delete it"
    problems.error("character", f"{named} is not allowed", _place(text[: found.start()], file), hint)
    return True


def _place(before: str, file: str) -> Span:
    """Give the place of the character after `before`."""
    line = before.count("\n") + 1
    col = len(before) - before.rfind("\n")
    return Span(file, line, col, line, col + 1)
