"""The entity type `email`: an address, judged by email-validator (syntax only, nothing is looked up)."""

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


def read_emails(text: str, place: Place) -> Iterator[Found]:
    """Read addresses, with the domain in lower case. The domain has a dot; `.test` and `.example` will do."""
    del place
    text = plain(text)
    if "@" not in text:
        return
    from email_validator import EmailNotValidError, validate_email

    for match in _CANDIDATE.finditer(text):
        local, domain = match["local"].lstrip(_AROUND), match["domain"].rstrip(_AROUND + "-_")
        start, end = match.end("local") - len(local), match.start("domain") + len(domain)
        if "." not in domain:
            continue
        try:
            # A bot is tried out with jane@acme.test, which is no address outside a test.
            valid = validate_email(text[start:end], check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            continue
        yield Found(valid.normalized, start, end)


EMAIL = Kind("email", "an e-mail address", "jane@example.com", read_emails)
