"""The shapes that targets share: addresses, headers and secrets, none of which may stand in a file as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from takeover.delivery.variables import CONTROL, VARIABLE
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes.shape import Definitions, Schema, wanted

if TYPE_CHECKING:
    from takeover.source.diagnostic import Problems

HEADER_NAME = regex(r"[!#$%&'*+.^`|~\w-]{1,100}", re.ASCII)
SECRET_NAME = regex(
    r"auth|cookie|token|secret|password|passwd|signature|api-?_?key|(?:^|[-_])(?:key|sig)$", re.IGNORECASE
)
OURS = frozenset(
    {
        *("host", "content-length", "content-type", "transfer-encoding", "connection", "idempotency-key"),
        *("webhook-id", "webhook-timestamp", "webhook-signature", "x-hub-signature-256"),
    }
)
"""Headers that a delivery writes itself."""
HINT = 'put it into the environment and write "${NAME}"'


@dataclass(frozen=True, slots=True)
class Written:
    """The shape of a text in which references stand for what must not: `${NAME}`."""

    label: str = "a text"

    def read(self, node: Node, problems: Problems) -> str | None:
        """Give the text as it was written."""
        if not isinstance(node, Scalar) or not node.text.strip():
            wanted(self.label, node, problems, "put quotes around ${NAME}" if isinstance(node, Fields) else "")
            return None
        return node.text.strip() if _whole(node, problems) else None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text."""
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Secret:
    """The shape of a text that is never written down."""

    label: str = "a reference such as ${HELPDESK_SECRET}"

    def read(self, node: Node, problems: Problems) -> str | None:
        """Give the reference."""
        text = Written(self.label).read(node, problems)
        if text is None or VARIABLE.search(text):
            return text
        problems.error("secret-in-file", "a secret may not stand in a file", node.span, HINT)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text with a reference in it."""
        return {"type": "string", "pattern": VARIABLE.pattern, "examples": ["${HELPDESK_SECRET}"]}


@dataclass(frozen=True, slots=True)
class Address:
    """The shape of an address: one of these schemes, or a reference that gives it. Passwords in it are references."""

    schemes: tuple[str, ...]
    label: str
    example: str

    def read(self, node: Node, problems: Problems) -> str | None:
        """Give the address as it was written."""
        text = Written(self.label).read(node, problems)
        if text is None:
            return None
        fault = "" if VARIABLE.match(text) else self._fault(text)
        if fault:
            problems.error(
                "bad-address", f'"{text[:80]}" is no address: {fault}', node.span, f"for example {self.example}"
            )
            return None
        if _tells_secret(text):
            problems.error("secret-in-file", "this address holds a password or a token", node.span, HINT)
            return None
        return text

    def schema(self, definitions: Definitions) -> Schema:
        """Accept the schemes and references."""
        schemes = "|".join(self.schemes)
        return {"type": "string", "pattern": rf"^(({schemes})://|\$\{{)", "examples": [self.example]}

    def _fault(self, text: str) -> str:
        plain = VARIABLE.sub("x", text)
        try:
            parts = urlsplit(plain)
            port = parts.port
        except ValueError as error:
            return str(error)
        if parts.scheme not in self.schemes:
            return f"it begins with {' or '.join(f'{scheme}://' for scheme in self.schemes)}"
        if not parts.hostname or port == 0 or re.search(r"\s", plain):
            return (
                "it has no host"
                if not parts.hostname
                else "its port cannot be"
                if port == 0
                else "there is a space in it"
            )
        return ""


class Headers:
    """The shape of `headers`: names with their values; those that tell who we are hold references."""

    label = "headers with their values"

    def read(self, node: Node, problems: Problems) -> tuple[tuple[str, str], ...] | None:
        """Give names and values as they were written."""
        if not isinstance(node, Fields):
            wanted(self.label, node, problems)
            return None
        read = [self._header(entry.key, entry.value, problems) for entry in node.entries]
        return tuple(header for header in read if header is not None) if all(read) else None

    def _header(self, key: Scalar, node: Node, problems: Problems) -> tuple[str, str] | None:
        name = key.text
        if not HEADER_NAME.fullmatch(name):
            problems.error("bad-name", f'"{name[:40]}" cannot be the name of a header', key.span)
            return None
        if name.lower() in OURS:
            problems.error(
                "reserved-name", f'the header "{name}" is written by takeover itself', key.span, "leave it out"
            )
            return None
        secret = SECRET_NAME.search(name)
        value = (
            Secret("a reference such as Bearer ${TOKEN}").read(node, problems)
            if secret
            else Written().read(node, problems)
        )
        return None if value is None else (name, value)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept texts."""
        return {"type": "object", "additionalProperties": Written().schema(definitions)}


def _whole(node: Scalar, problems: Problems) -> bool:
    """Say whether all references of a text can be read, and nothing in it breaks a line."""
    if CONTROL.search(node.text.strip()):
        problems.error("wrong-type", "there is a line break or another control character in this", node.span)
        return False
    rest = VARIABLE.sub(lambda found: " " * len(found[0]), node.text)
    at = rest.find("${")
    if at < 0:
        return True
    span = node.within(at, min(at + 2, len(node.text)))
    problems.error(
        "bad-reference", "this is no reference to the environment", span, "write ${NAME}: letters, digits and _"
    )
    return False


def _tells_secret(address: str) -> bool:
    """Say whether a password, or a part of the query whose name says that it is secret, stands there as it is."""
    plain = VARIABLE.sub("", address)
    try:
        parts = urlsplit(f"x{plain}" if plain.startswith("://") else plain)
    except ValueError:  # without its references it cannot be read; when it is filled it is looked at again
        return False
    return bool(parts.password) or any(
        value and SECRET_NAME.search(name) for name, value in parse_qsl(parts.query, keep_blank_values=True)
    )
