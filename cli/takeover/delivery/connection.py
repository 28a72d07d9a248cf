"""How a receiver is reached over HTTP, and who we are there: the fields that targets share."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from takeover import __version__
from takeover.delivery.exchange import Asked, Files
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.settings import Headers, Secret, Written
from takeover.delivery.target import Header
from takeover.delivery.variables import Variables, names_in
from takeover.source.shapes import Field, Flag, Length

if TYPE_CHECKING:
    from takeover.host import Host

TIMEOUT = 15


@dataclass(frozen=True, slots=True)
class Connection:
    """Who we are, and what is allowed. Every text is as it was written, its references unfilled.

    `timeout` bounds a whole exchange, in seconds; `insecure` allows plain http to other machines, and `private` names
    that lead into a private network. Paths start where the command runs.
    """

    headers: tuple[tuple[str, str], ...] = ()
    basic: str = ""
    bearer: str = ""
    timeout: float = TIMEOUT
    insecure: bool = False
    private: bool = False
    ca: str = ""
    certificate: str = ""
    key: str = ""

    def base_headers(self) -> list[Header]:
        """Give the headers of ours, and the name of this program unless they give another."""
        own = [Header(name, value, written=True) for name, value in self.headers]
        if self.bearer:
            own.append(Header("Authorization", f"Bearer {self.bearer}", written=True))
        elif self.basic:
            own.append(Header("Authorization", f"{BASIC}{self.basic}", written=True))
        if any(header.name.lower() == "user-agent" for header in own):
            return own
        return [Header("User-Agent", f"takeover/{__version__}"), *own]

    def asked(
        self,
        method: str,
        address: str,
        headers: list[tuple[str, str]],
        body: bytes,
        host: Host,
        variables: Variables,
        longest: int | None = None,
    ) -> Asked:
        """Give a request, filled, as it goes out over this connection. Raises UnfilledError."""

        def path(written: str) -> str:
            return str(host.cwd / variables.fill(written)) if written else ""

        files = Files(path(self.ca), path(self.certificate), path(self.key))
        asked = Asked(method, address, headers, body, self.timeout, self.insecure, self.private, files)
        return asked if longest is None else asked.within(longest)


DIRECT = Connection()
"""By our name alone, and with no more allowed than is safe."""
BASIC = "Basic of "
"""Begins an Authorization whose user and password are encoded when they are filled, and not before."""


def fill_header(header: Header, variables: Variables) -> tuple[str, str]:
    """Fill a header; raises UnfilledError."""
    value = variables.fill(header.value) if header.written else header.value
    if header.written and value.startswith(BASIC):
        encoded = base64.b64encode(value.removeprefix(BASIC).encode()).decode("ascii")
        variables.hide(encoded, next(iter(names_in(header.value)), "PASSWORD"))
        return header.name, f"Basic {encoded}"
    return header.name, value


def fill_address(written: str, variables: Variables) -> str:
    """Fill the references of an address, and keep a password that came with one out of all messages."""
    address = variables.fill_address(written)
    names = names_in(written)
    try:
        parts = urlsplit(address)
        user, password = parts.username or "", parts.password
    except ValueError as error:
        raise BadAddressError(f"this is no address: {error}") from error
    if names and password:
        variables.hide(password, names[0])
        variables.hide(unquote(password), names[0])
        for login in (f"{unquote(user)}:{unquote(password)}", f"\0{unquote(user)}\0{unquote(password)}"):
            variables.hide_encoded(login, names[0])
        variables.hide_encoded(unquote(password), names[0])
    return address


CONNECTION = (
    Field("headers", Headers(), "headers of your own; those that tell who you are hold ${REFERENCES}"),
    Field("basic", Secret("a reference such as bot:${PASSWORD}"), "user and password: bot:${PASSWORD}"),
    Field("bearer", Secret("a reference such as ${TOKEN}"), "a token, for Authorization: Bearer"),
    Field("timeout", Length(), f"how long all of one attempt may take (default {TIMEOUT}s)"),
    Field("insecure", Flag(), "allows plain http to other machines, where anybody between can read along"),
    Field("private", Flag(), "allows a name that leads into a private network"),
    Field("ca", Written("the path of a file"), "a PEM file of the authorities that are trusted there"),
    Field("certificate", Written("the path of a file"), "a PEM file with our own certificate"),
    Field("key", Written("the path of a file"), "a PEM file with its key, where that is not in the same file"),
)
"""The fields of a target that fill a Connection."""
