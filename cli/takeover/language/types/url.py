"""The entity type `url`: an address on the web."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind
from takeover.language.types.reading import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.types.kind import Place

_TOP = frozenset((
    "agency", "app", "biz", "blog", "cloud", "com", "dev", "edu", "example", "gov", "info", "int", "net", "news",
    "online", "org", "page", "shop", "site", "store", "support", "tech", "test", "travel",
    # Countries whose ending is no word that a sentence may begin with: `is`, `to`, `so`, `no` and `be` are left out.
    "ac", "ai", "au", "br", "ca", "ch", "cn", "cz", "de", "dk", "es", "eu", "fi", "fr", "gr", "hk", "hu", "ie", "il",
    "io", "jp", "kr", "lt", "lu", "lv", "mx", "nl", "nz", "ph", "pl", "pt", "ro", "ru", "se", "sg", "si", "sk", "tr",
    "tv", "tw", "ua", "uk", "za",
))  # fmt: skip
"""Endings that make a bare name an address inside a sentence. Others need `www.`, a path, or to stand alone."""

_OPENS = {")": "(", "]": "[", "}": "{"}


@functools.cache
def _candidate() -> re.Pattern[str]:
    """Compile the pattern of a full address or a bare name.

    A name and a password before the host are refused: a secret is not to be kept, and such an address misleads.
    """
    label = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
    tail = r"(?::\d{1,5})?(?:[/?#][^\s<>\"\u201c\u201d]*)?"
    full = (
        rf"(?P<scheme>https?)://(?![^\s/?#]*@)(?P<host>(?:{label}\.)*{label}|\[[0-9a-f:.]{{2,45}}\])"
        rf"(?P<tail>{tail})(?![\w@-]|\.[\w.-])"
    )
    top = r"(?P<top>[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})"
    bare = rf"(?P<bare>(?:{label}\.)+{top})\.?(?![\w@-])(?P<rest>{tail})"
    return re.compile(rf"(?<![\w@./-])(?:{full}|{bare})", re.IGNORECASE)


def read_urls(text: str, place: Place) -> Iterator[Found]:
    """Read addresses with their scheme (`https://` where none is said) and host in lower case; the rest as said."""
    del place
    text = plain(text)
    for match in _candidate().finditer(text):
        host = match["host"] or match["bare"]
        part = "tail" if match["host"] else "rest"
        tail = _trim(match[part])
        whole = match.group() == text.strip()
        if match["bare"] and not (whole or _looks_known(host, match["top"], tail)):
            continue
        # After a bare name a final dot may stand before the rest.
        end = match.start(part) + len(tail) if tail else match.end("host" if match["host"] else "bare")
        yield Found(f"{(match['scheme'] or 'https').lower()}://{host.lower()}{tail}", match.start(), end)


def _looks_known(host: str, top: str, tail: str) -> bool:
    if len(tail) > 1 or host.lower().startswith("www."):
        return True
    return top.lower() in _TOP and (top.islower() or host.isupper())  # "Thanks.Online I saw" is two sentences


def _trim(tail: str) -> str:
    """Take off what belongs to the sentence: its marks, and a bracket that nothing in the address opened."""
    while tail and (tail[-1] in ".,;:!?'*_\u2026" or tail.count(tail[-1]) > tail.count(_OPENS.get(tail[-1], tail[-1]))):
        tail = tail[:-1]
    return tail


URL = Kind("url", "a web address", "https://example.com/orders", read_urls)
