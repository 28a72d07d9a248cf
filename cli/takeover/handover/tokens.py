"""Keys and tokens, by the forms that their makers gave them: only forms that nothing else has."""

from __future__ import annotations

from takeover.source.regex import regex

TOKEN = regex(
    r"-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY-----"
    r"(?:[^-]{0,8000}-----END (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY-----)?"
    r"|\bgh[oprsu]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{22,255}"
    r"|\bglpat-[\w-]{20,64}"
    r"|\bxox[abeoprs]-[\w-]{10,200}"
    r"|\bwhsec_[A-Za-z0-9+/=]{24,128}"
    r"|\bhooks\.slack\.com/(?:services|workflows)/[\w/]{20,200}"
    r"|\b[rs]k_live_[A-Za-z0-9]{10,250}"
    r"|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"
    r"|\bAIza[\w-]{35}"
    r"|\bSG\.[\w-]{16,32}\.[\w-]{16,64}"
    r"|\bsk-(?:proj-|ant-[a-z0-9]{1,8}-)?[A-Za-z0-9_-]{32,250}"
    r"|\b\d{8,10}:AA[\w-]{33}\b"
    r"|\beyJ[\w-]{10,2000}\.eyJ[\w-]{10,4000}\.[\w-]{10,2000}"
)
TELLTALE = regex(
    r"-----BEGIN |gh[oprsu]_|github_pat_|glpat-|xox[abeoprs]-|whsec_"
    r"|hooks\.slack|[rs]k_live_|AKIA|ASIA|AIza|SG\.|sk-|:AA|eyJ"
)
"""A part of each of them, found much sooner."""
