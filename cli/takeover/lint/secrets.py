"""What looks like a secret: keys and tokens by the forms that their makers gave them, and names that say so.

Only forms that nothing else has: a problem here should never be one that the designer has to wave away.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from takeover.source.regex import regex

KNOWN = (
    ("a private key", r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY-----"),
    ("a token of GitHub", r"\bgh[oprsu]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{22,255}"),
    ("a token of GitLab", r"\bglpat-[\w-]{20,64}"),
    ("a token of Slack", r"\bxox[abeoprs]-[\w-]{10,200}"),
    ("the address of a Slack hook", r"\bhooks\.slack\.com/(?:services|workflows)/[\w/]{20,200}"),
    ("the address of a Discord hook", r"\bdiscord(?:app)?\.com/api/webhooks/\d{10,25}/[\w-]{20,100}"),
    ("the address of a Teams hook", r"\bwebhook\.office\.com/webhookb2/[\w@-]{20,150}/"),
    ("a key of Stripe", r"\b[rs]k_live_[A-Za-z0-9]{10,250}"),
    ("a key of Amazon", r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    ("a key of Google", r"\bAIza[\w-]{35}"),
    ("a key of SendGrid", r"\bSG\.[\w-]{16,32}\.[\w-]{16,64}"),
    ("a key of Mailgun", r"\bkey-[0-9a-f]{32}\b"),
    ("a key of OpenAI or Anthropic", r"\bsk-(?:proj-|ant-[a-z0-9]{1,8}-)?[A-Za-z0-9_-]{32,250}"),
    ("a token of Telegram", r"\b\d{8,10}:AA[\w-]{33}\b"),
    ("a signed token", r"\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}"),
)
FOUND = regex("|".join(f"(?P<s{number}>{pattern})" for number, (_, pattern) in enumerate(KNOWN)))
TELLTALE = regex(
    r"-----BEGIN |gh[oprsu]_|github_pat_|glpat-|xox[abeoprs]-|hooks\.slack|/webhook|[rs]k_live_|AKIA|ASIA|AIza|SG\."
    r"|key-|sk-|:AA|eyJ"
)
"""A part of each of them, found much sooner."""
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


def find_known(text: str) -> tuple[str, int, int] | None:
    """Give what stands in a text, in words, and where; None where nothing is recognised."""
    if not TELLTALE.search(text):
        return None
    found = FOUND.search(text)
    if found is None or found.lastgroup is None:
        return None
    return KNOWN[int(found.lastgroup[1:])][0], found.start(), found.end()


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
