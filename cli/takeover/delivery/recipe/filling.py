"""Fills the texts of a recipe: each look-up is escaped for what its text is part of, before it is put there."""

from __future__ import annotations

import base64
import html
import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from takeover.delivery.recipe.form import Each, Wrapped
from takeover.delivery.variables import VARIABLE
from takeover.language.template import LookUp
from takeover.language.views import write_value
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.delivery.recipe.form import Body, Wrapper
    from takeover.language.template import Template
    from takeover.language.values import Json

MARKUP = "html"
"""The name whose value is HTML already."""
SETTINGS = "settings"
TAGS = regex(r"\{(?=[{%#])|[}%#](?=\})")
UNKNOWN = regex(r"\{\w+\}")
"""A fact in a dry run: its name."""


class Offered:
    """What a recipe's texts can say: each text that is looked up is escaped first."""

    def __init__(
        self,
        values: Mapping[str, Json],
        escape: Callable[[str], str] | None = None,
        kept: str = "",
        others: Mapping[str, Callable[[str], str]] | None = None,
    ) -> None:
        """Offer values; `kept` is the name of one that is not escaped, and `others` have an escape of their own."""
        self._values = values
        self._escape = escape
        self._kept = kept
        self._others = others or {}

    def find(self, root: str) -> object:
        """Give what a first name stands for, or None."""
        value = self._values.get(root)
        escape = self._others.get(root, self._escape)
        return value if escape is None or root == self._kept else _escaped(value, escape)

    def everything(self) -> Mapping[str, object]:
        """Give all names at once."""
        return {root: self.find(root) for root in self._values}


def fill_address(template: Template, values: Mapping[str, Json]) -> str:
    """Fill an address. Whatever is looked up cannot leave its place in it; a setting that is an address stays one."""
    return _fill(template, Offered(values, _quote, others={SETTINGS: _quote_setting, "facts": _quote_fact})).strip()


def fill_header(template: Template, values: Mapping[str, Json]) -> str:
    """Fill a header, on one line."""
    return " ".join(_fill(template, Offered(values)).split())


def build(body: Body, values: Mapping[str, Json]) -> Json:
    """Build a value of JSON; None where there is nothing to say."""
    match body:
        case Wrapped():
            return _wrap(body, values)
        case Each():
            items = _alone(body.over, values)
            built = (build(body.item, {**values, "item": item}) for item in (items if isinstance(items, list) else []))
            return [item for item in built if item is not None]
        case list():
            built = (build(item, values) for item in body)
            return [item for item in built if item is not None]
        case _:
            fields = ((_fill(name, Offered(values)), build(value, values)) for name, value in body)
            return {_key(name): value for name, value in fields if name and value is not None} or None


def write_form(body: Body, values: Mapping[str, Json]) -> str:
    """Write a body as a form."""
    fields = build(body, values)
    assert isinstance(fields, dict) or fields is None
    return urlencode({name: write_value(value) for name, value in (fields or {}).items()})


def _quote(text: str) -> str:
    """Percent-encode a text. What looks like a reference in what a user wrote is none afterwards."""
    return quote(text, safe="")


def _quote_fact(text: str) -> str:
    """Percent-encode what an answer told; for a dry run the name of what is not known yet stays readable."""
    return text if UNKNOWN.fullmatch(text) else _quote(text)


def _quote_setting(text: str) -> str:
    """Percent-encode what a target filled in, but for references, and for an address."""
    if "://" in text or VARIABLE.fullmatch(text):
        return text.rstrip("/")
    at, parts = 0, []
    for found in VARIABLE.finditer(text):
        parts += [_quote(text[at : found.start()]), found[0]]
        at = found.end()
    return "".join((*parts, _quote(text[at:])))


def _wrap(body: Wrapped, values: Mapping[str, Json]) -> Json:
    if body.wrapper == "$text" and _is_alone(body.template):
        value = _alone(body.template, values)
        return None if value in ("", [], {}) else value
    escape = ESCAPES.get(body.wrapper)
    filled = _fill(body.template, Offered(values, escape, MARKUP if body.wrapper == "$html" else ""))
    if not filled.strip():
        return None
    match body.wrapper:
        case "$base64":
            return base64.b64encode(filled.encode()).decode("ascii")
        case "$json":
            return json.dumps(_alone(body.template, values) if _is_alone(body.template) else filled, ensure_ascii=False)
        case "$literal":
            return _literal(filled)
        case "$number":
            return _number(filled.strip())
        case _:
            return filled


def _fill(template: Template, names: Offered) -> str:
    """Fill a text. One of names alone has no bound but those of its values, for a talk may be long."""
    if template.parts is None:
        return template.fill(names)
    return "".join(part if isinstance(part, str) else part.print(names) for part in template.parts)


def _key(name: str) -> str:
    return name[1:] if name.startswith("$$") else name


def _literal(text: str) -> Json:
    """Read JSON: true, false, 3; what is none is left as it is."""
    try:
        value: Json = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return value


def _number(text: str) -> Json:
    """Read a number; what is none is left as it is, and the receiver says what is wrong with it."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def _is_alone(template: Template) -> bool:
    parts = template.parts or ()
    return [part for part in parts if part != ""] == [part for part in parts if isinstance(part, LookUp)][:1] != []


def _alone(template: Template, values: Mapping[str, Json]) -> Json:
    """Give the value itself of a text that is one look-up."""
    look_up = next((part for part in template.parts or () if isinstance(part, LookUp)), None)
    if look_up is None:
        return _fill(template, Offered(values))
    value: Json = dict(values)
    for part in look_up.path:
        match value, part:
            case dict(), str():
                value = value.get(part)
            case list(), int() if part < len(value):
                value = value[part]
            case _:
                value = None
    return look_up.default or None if value in (None, "") else value


def _escaped(value: Json, escape: Callable[[str], str]) -> Json:
    match value:
        case str():
            return escape(value)
        case list():
            return [_escaped(item, escape) for item in value]
        case dict():
            return {name: _escaped(item, escape) for name, item in value.items()}
        case _:
            return value


def _slack(text: str) -> str:
    """Escape for Slack's mrkdwn: the three characters that mean something there (docs.slack.dev, "Formatting text")."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _apart(text: str) -> str:
    """Part the braces that would be a template (Django's, Liquid's) to a receiver that takes a text for one."""
    return TAGS.sub(r"\g<0> ", text)


def _html(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


ESCAPES: Mapping[Wrapper, Callable[[str], str]] = {"$html": _html, "$slack": _slack, "$template": _apart}
