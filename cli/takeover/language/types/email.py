"""The entity type `email`: an address, judged by email-validator (syntax only, nothing is looked up).

The usual ones (`jane.doe@example.com`) are so plain that there is nothing to judge: the library, which takes fifty
times as long and must be loaded, sees the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.types.kind import Found, Kind
from takeover.language.types.reading import plain
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.types.kind import Place

_NO_LOCAL = r"\s@<>()\[\]{},;:\"\\|=/?*"
_CANDIDATE = regex(
    rf"(?<![^{_NO_LOCAL}])(?P<local>[^{_NO_LOCAL}]{{1,80}})@(?P<domain>[^{_NO_LOCAL}'!&#]{{1,255}})(?![^{_NO_LOCAL}'!&#])"
)
"""A run around an `@`. Some of the signs left out are legal in an address, but stand around one far more often."""

_AROUND = "'`.!~\u201c\u201d\u2026"
"""What stands around an address and is no part of it."""

_LABEL = r"(?=[^.]{1,63}\.)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\."
_PLAIN = regex(rf"(?=.{{1,64}}@.{{1,180}}\Z)[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:{_LABEL})+(?P<top>[A-Za-z]{{2,24}})")
"""What the library takes as it is, but for the domain's capitals. It has its own mind about the capitals of `Info@`."""

_JUDGED = frozenset({"arpa", "invalid", "local", "localhost", "onion"})
"""The tops of domains that are special. The library knows which of them are addresses."""


def read_emails(text: str, place: Place) -> Iterator[Found]:
    """Read addresses, with the domain in lower case. The domain has a dot; `.test` and `.example` will do."""
    del place
    text = plain(text)
    if "@" not in text:
        return
    for match in _CANDIDATE.finditer(text):
        local, domain = match["local"].lstrip(_AROUND), match["domain"].rstrip(_AROUND + "-_")
        start, end = match.end("local") - len(local), match.start("domain") + len(domain)
        if "." not in domain:
            continue
        address = text[start:end]
        known = _PLAIN.fullmatch(address)
        normal = f"{local}@{domain.lower()}" if known and known["top"].lower() not in _JUDGED else judge(address)
        if normal is not None:
            yield Found(normal, start, end)


def judge(address: str) -> str | None:
    """Give an address as the library writes it, or None for what is none."""
    from email_validator import EmailNotValidError, validate_email

    try:
        # A bot is tried out with jane@acme.test, which is no address outside a test.
        return validate_email(address, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        return None


EMAIL = Kind("email", "an e-mail address", "jane@example.com", read_emails)
