"""The id of a played conversation: made of the transcript's name alone, so that it is the same every time."""

from __future__ import annotations

from zlib import crc32

from takeover.source.regex import regex

LONGEST = 60
UNFIT = regex(r"[^a-z0-9]+")


def name_conversation(name: str) -> str:
    """Give `an-unknown-question-1f0a2b3c`: readable, fit for headers and addresses, and different for each name."""
    words = UNFIT.sub("-", name.casefold()).strip("-")[:LONGEST].rstrip("-")
    checked = f"{crc32(name.encode('utf-8', 'surrogatepass')):08x}"
    return f"{words}-{checked}" if words else checked
