"""How a page begins: what it may do, what it is called, and the dot in its tab."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from takeover.present.html.parts import escape, escape_quoted


def read_own(name: str) -> str:
    """Read a file that lies beside this one."""
    return files("takeover.present.html").joinpath(name).read_text("utf-8")


def write_head(title: str, style: str, script: str, *, good: bool) -> str:
    """Write what the page may do: nothing but its own style and script, by their digests; "" for no script.

    https://www.w3.org/TR/CSP3/#external-hash says how those are written.
    """
    allowed = {"style-src": style} | ({"script-src": script} if script else {})
    digests = "; ".join(
        f"{what} 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for what, text in allowed.items()
    )
    policy = f"default-src 'none'; img-src data:; {digests}; base-uri 'none'; form-action 'none'"
    colour = "%231a7f37" if good else "%23c4232b"
    circle = f"<circle cx='8' cy='8' r='7' fill='{colour}'/>"
    dot = f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>{circle}</svg>"
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="icon" href="{escape_quoted(dot)}">\n'
    )
