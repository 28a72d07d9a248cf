"""What is a secret by its name: values of headers, fields and parts of an address that should be references.

Keys and tokens that have a form of their own are in the handover's `tokens.py`: the same ones are masked in payloads.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from takeover.source.regex import regex

NAMED = regex(
    r"authori[sz]ation|cookie|token|secret|password|passwd|signature|api-?_?key|(?:^|[-_])(?:auth|key|sig|pwd)$",
    re.IGNORECASE,
)
"""Names of headers, fields and parts of an address whose values are secrets."""
REFERENCE = regex(r"\$\{[A-Za-z_]\w*\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
"""What is filled in later."""
SHORTEST = 6
"""Characters that a secret has at least, after the name of its scheme (`Bearer`)."""
SCHEME = regex(r"(?:basic|bearer|token|apikey|key)(?:\s+|$)", re.IGNORECASE)


def is_written_out(name: str, value: str) -> bool:
    """Say whether a value that its name says is secret stands there as it is, and not as a reference."""
    if not NAMED.search(name):
        return False
    rest = SCHEME.sub("", REFERENCE.sub("", value).strip(), count=1)
    return len(rest) >= SHORTEST and not rest.isspace()


def tells_secret(address: str) -> bool:
    """Say whether an address holds a password, or a part whose name says that it is secret."""
    plain = REFERENCE.sub("", address)
    try:
        parts = urlsplit(plain)
        password = parts.password
    except ValueError:  # what is no address is reported where it is used
        return False
    return bool(password) or any(is_written_out(name, value) for name, value in parse_qsl(parts.query))
