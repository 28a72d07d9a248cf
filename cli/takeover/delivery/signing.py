"""Signatures of webhooks, made when they are sent, because they hold the time.

That of https://www.standardwebhooks.com (specification 1.0.0): `webhook-id`, `webhook-timestamp` in Unix seconds, and
`webhook-signature`: `v1,` with the Base64 of HMAC-SHA256 over `id.timestamp.body`, one for each secret, parted by
spaces; a secret is Base64, with or without `whsec_` before it. `Idempotency-Key` is that of draft 07 of the IETF
(httpapi-idempotency-key-header), unquoted, as most receivers take it.

`X-Hub-Signature-256: sha256=` with the HMAC-SHA256 of the body in hexadecimal is that of GitHub's webhooks; the secret
is the text itself.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.delivery.variables import UnfilledError, Variables

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

SIGNED_LATER = "(made when it is sent)"
"""Stands in a request that is shown for what only exists when it is sent."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A way to sign: the headers that it writes, and what gives them."""

    headers: tuple[str, ...]
    sign: Callable[[Sequence[str], Variables, Sequence[tuple[str, str]], bytes, datetime], Sequence[tuple[str, str]]]


def _sign_standard(
    secrets: Sequence[str], variables: Variables, headers: Sequence[tuple[str, str]], body: bytes, now: datetime
) -> list[tuple[str, str]]:
    """Give timestamp and signatures, in place of what stood for them; raises UnfilledError."""
    timestamp = int(now.timestamp())
    webhook_id = next(value for name, value in headers if name == "webhook-id")
    signatures = " ".join(sign(variables.fill(secret), webhook_id, timestamp, body) for secret in secrets)
    return [("webhook-timestamp", str(timestamp)), ("webhook-signature", signatures)]


def _sign_hub(
    secrets: Sequence[str], variables: Variables, headers: Sequence[tuple[str, str]], body: bytes, now: datetime
) -> list[tuple[str, str]]:
    """Give the signature with the first secret: that header holds one."""
    import hmac

    del headers, now
    return [("X-Hub-Signature-256", f"sha256={hmac.digest(variables.fill(secrets[0]).encode(), body, 'sha256').hex()}")]


def sign(secret: str, webhook_id: str, timestamp: int, body: bytes) -> str:
    """Sign as Standard Webhooks says; raises UnfilledError where the secret is not Base64."""
    import hmac

    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise UnfilledError("the secret is not Base64, as secrets of webhooks are: whsec_ and then Base64") from error
    signed = f"{webhook_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode("ascii")


SIGNATURES = {
    "webhook-signature": Signature(("webhook-timestamp", "webhook-signature"), _sign_standard),
    "x-hub-signature-256": Signature(("X-Hub-Signature-256",), _sign_hub),
}
