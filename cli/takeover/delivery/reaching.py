"""Which machine a name leads to, and whether anything may be said to it: names that lead inside are refused.

The address that was checked is the one that is spoken to, so that a name cannot lead elsewhere between (rebinding).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping


class BadAddressError(Exception):
    """An address that nothing is sent to; the message says why."""


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine, by its name alone: nothing is looked up."""
    from ipaddress import ip_address

    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def look_up(host: str, port: int, *, private: bool) -> tuple[str, ...]:
    """Give the numeric addresses of a host. One that is an address already is what it says.

    Raises BadAddressError for a name of which any address is no public one, unless `private`, and OSError (gaierror)
    where it is not known.
    """
    import socket
    from ipaddress import ip_address

    try:
        return (str(ip_address(host.strip("[]"))),)
    except ValueError:
        pass
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if private or is_loopback(host):
        return addresses
    inside = next((text for text in addresses if not _is_public(text)), None)
    if inside is not None:
        raise BadAddressError(f"the name {host} leads into a private network ({inside}): set private: true to allow it")
    return addresses


def _is_public(text: str) -> bool:
    from ipaddress import IPv6Address, ip_address

    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return address.is_global and not address.is_multicast


def find_proxy(scheme: str, host: str, environ: Mapping[str, str]) -> str:
    """Give the proxy that the environment names for a host: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY; "" for none.

    This machine is never reached by one, and HTTP_PROXY in capitals is not read where a web server may have set it
    (https://httpoxy.org).
    """
    if is_loopback(host):
        return ""

    def read(name: str) -> str:
        capitals = "" if name == "http_proxy" and "REQUEST_METHOD" in environ else environ.get(name.upper(), "")
        return environ.get(name, "") or capitals

    from urllib.request import proxy_bypass_environment  # type: ignore[attr-defined]

    if proxy_bypass_environment(host, {"no": read("no_proxy")}):
        return ""
    proxy = read(f"{scheme}_proxy") or read("all_proxy")
    return f"http://{proxy}" if proxy and "://" not in proxy else proxy


def trusted(environ: Mapping[str, str], ca: str = "", certificate: str = "", key: str = "") -> ssl.SSLContext:
    """Give a TLS context that verifies names and authorities: those of `ca`, of SSL_CERT_FILE, or of certifi.

    Raises OSError (ssl.SSLError is one) where a file cannot be used.
    """
    import ssl

    import certifi

    context = ssl.create_default_context(cafile=ca or environ.get("SSL_CERT_FILE") or certifi.where())
    if certificate:
        context.load_cert_chain(certificate, key or None)
    return context
