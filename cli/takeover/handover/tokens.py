"""Keys and tokens, by the forms that their makers gave them: only forms that nothing else has.

What leaves is masked by these, and flows in which one is written are reported: a find should never be one that somebody
has to wave away.
"""

from __future__ import annotations

from takeover.source.regex import regex

KNOWN = (
    (
        "a private key",
        (
            r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY-----"
            r"(?:[^-]{0,8000}-----END (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY-----)?"
        ),
    ),
    ("a token of GitHub", r"\bgh[oprsu]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{22,255}"),
    ("a token of GitLab", r"\bglpat-[\w-]{20,64}"),
    ("a token of Slack", r"\bxox[abeoprs]-[\w-]{10,200}"),
    ("the address of a Slack hook", r"\bhooks\.slack\.com/(?:services|workflows)/[\w/]{20,200}"),
    ("the address of a Discord hook", r"\bdiscord(?:app)?\.com/api/webhooks/\d{10,25}/[\w-]{20,100}"),
    ("the address of a Teams hook", r"\bwebhook\.office\.com/webhookb2/[\w@-]{20,150}/"),
    ("the secret of a webhook", r"\bwhsec_[A-Za-z0-9+/=]{24,128}"),
    ("a key of Stripe", r"\b[rs]k_live_[A-Za-z0-9]{10,250}"),
    ("a key of Amazon", r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    ("a key of Google", r"\bAIza[\w-]{35}"),
    ("a key of SendGrid", r"\bSG\.[\w-]{16,32}\.[\w-]{16,64}"),
    ("a key of Mailgun", r"\bkey-[0-9a-f]{32}\b"),
    ("a key of OpenAI or Anthropic", r"\bsk-(?:proj-|ant-[a-z0-9]{1,8}-)?[A-Za-z0-9_-]{32,250}"),
    ("a token of Telegram", r"\b\d{8,10}:AA[\w-]{33}\b"),
    ("a signed token", r"\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}"),
)
"""What each is, in words, and its form."""
TOKEN = regex("|".join(f"(?P<s{number}>{pattern})" for number, (_, pattern) in enumerate(KNOWN)))
TELLTALE = regex(
    r"-----BEGIN |gh[oprsu]_|github_pat_|glpat-|xox[abeoprs]-|whsec_|hooks\.slack|/webhook|[rs]k_live_|AKIA|ASIA|AIza"
    r"|SG\.|key-|sk-|:AA|eyJ"
)
"""A part of each of them, found much sooner."""


def find_token(text: str) -> tuple[str, int, int] | None:
    """Give what stands in a text, in words, and where; None where nothing is recognised."""
    found = TOKEN.search(text) if TELLTALE.search(text) else None
    if found is None or found.lastgroup is None:
        return None
    return KNOWN[int(found.lastgroup[1:])][0], found.start(), found.end()
