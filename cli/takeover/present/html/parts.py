"""HTML that is put together of elements and texts; a text is escaped unless it is HTML already.

What is escaped, and where: https://html.spec.whatwg.org/multipage/syntax.html#attributes-2 and #elements-2 (normal).
"""

from __future__ import annotations

from takeover.present.safe import safe
from takeover.source.light import NamedTuple

VOID = frozenset({"input", "meta", "link", "br", "wbr", "path", "rect", "circle"})
"""Elements that hold nothing."""


class Html(NamedTuple):
    """A piece of HTML."""

    code: str


NOTHING = Html("")


def escape(text: str) -> str:
    """Give a text as it stands between tags; what hides or steers is shown as what it is."""
    return safe(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_quoted(text: str) -> str:
    """Give a text as it stands in an attribute, in quotes of either kind."""
    return escape(text).replace('"', "&quot;").replace("'", "&#39;")


def tag(name: str, /, *inside: Html | str, **attributes: str | int | bool | None) -> Html:
    """Make an element.

    An attribute that is None or False is left out, one that is True has no value; `class_` is `class`, and `_` in other
    names is `-`. Attributes hold texts only: no address (see `link`) and no style, which the page's policy refuses.
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items() if value not in (None, False))
    if name in VOID:
        return Html(f"<{name}{written}>" if name not in {"path", "rect", "circle"} else f"<{name}{written}/>")
    return Html(f"<{name}{written}>{join(*inside).code}</{name}>")


def join(*parts: Html | str) -> Html:
    """Put parts after each other."""
    return Html("".join(part.code if isinstance(part, Html) else escape(part) for part in parts))


def link(address: str, label: str) -> Html:
    """Link to a page on the web; an address of another kind (`javascript:`, `file:`) is only shown."""
    if not address.lower().startswith(("https://", "http://")):
        return tag("span", label or address)
    return tag("a", label or address, href=address, rel="noreferrer noopener", target="_blank")


def hidden(text: str) -> Html:
    """Say something only to those who listen to the page."""
    return tag("span", text, class_="heard")


def _attribute(key: str, value: object) -> str:
    name = "class" if key == "class_" else key.replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape_quoted(str(value))}"'
