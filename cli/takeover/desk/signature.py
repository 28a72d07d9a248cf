"""Whether a takeover comes from who knows the secret: the receiver's side of Standard Webhooks.

Source: https://github.com/standard-webhooks/standard-webhooks, "spec/standard-webhooks.md".
"""

from __future__ import annotations

import hmac
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PREFIX = "whsec_"
OLDEST = 300
"""Seconds that a signature may be old, or ahead."""


def new_secret(random: Callable[[int], bytes]) -> str:
    """Make a secret of 24 random bytes, as it is written into a target."""
    return PREFIX + b64encode(random(24)).decode()


def check_signature(secret: str, body: bytes, header: Callable[[str], str | None], now: float) -> str:
    """Give "" for a signature that holds, or what is wrong with it. `now` is in seconds since 1970."""
    name, time, signatures = (header(f"webhook-{part}") for part in ("id", "timestamp", "signature"))
    if not name or not time or not signatures:
        return "it is not signed: webhook-id, webhook-timestamp and webhook-signature are wanted"
    if not time.isascii() or not time.isdigit() or abs(now - int(time[:15])) > OLDEST:
        return f"its webhook-timestamp is not within {OLDEST} seconds of now"
    try:
        key = b64decode(secret.removeprefix(PREFIX), validate=True)
    except ValueError:
        key = secret.encode()
    signed = b64encode(hmac.digest(key, f"{name}.{time}.".encode() + body, sha256)).decode()
    given = (one.partition(",") for one in signatures.split())
    if any(version == "v1" and hmac.compare_digest(value, signed) for version, _, value in given):
        return ""
    return "its signature was made with another secret, or of another body"
