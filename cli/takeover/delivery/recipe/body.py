"""The shape of a request's body: JSON as it is sent, with texts that are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from takeover.delivery.recipe.form import Each, Wrapped, Wrapper
from takeover.language.template import TemplateText
from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.delivery.recipe.form import Body
    from takeover.language.template import Template
    from takeover.source.diagnostic import Problems
    from takeover.source.shapes.shape import Definitions, Schema

WRAPPERS: tuple[Wrapper, ...] = get_args(Wrapper)
OURS = regex(r"\$(?!\$)")
"""Begins the keys that mean something here; two dollars are one that is sent."""
EACH, AS = "$each", "$as"
TEXT = TemplateText("a text, which may hold {{ names }}", empty=True)


class BodyShape:
    """Any JSON. A scalar is a text; `$number` around it makes a number of it, and so on."""

    label = "the body of a request"

    def read(self, node: Node, problems: Problems) -> Body | None:
        """Give the body."""
        match node:
            case Scalar():
                template = TEXT.read(node, problems)
                return None if template is None else Wrapped("$text", template)
            case Items():
                items = (self.read(item, problems) for item in node.items)
                return [item for item in items if item is not None]
            case Fields():
                return self._read_fields(node, problems)

    def _read_fields(self, node: Fields, problems: Problems) -> Body | None:
        keys = {entry.key.text: entry for entry in node.entries}
        if EACH in keys and AS in keys and len(keys) == 2:  # noqa: PLR2004 - these two
            over, item = TEXT.read(keys[EACH].value, problems), self.read(keys[AS].value, problems)
            return None if over is None or item is None else Each(over, item)
        special = next((entry for entry in node.entries if OURS.match(entry.key.text)), None)
        if special is None:
            read = [(TEXT.read(entry.key, problems), self.read(entry.value, problems)) for entry in node.entries]
            return tuple((name, value) for name, value in read if name is not None and value is not None)
        if special.key.text not in WRAPPERS or len(keys) > 1:
            hint = (
                did_you_mean(special.key.text, WRAPPERS) or f"known alone: {', '.join(WRAPPERS)}; together: $each, $as"
            )
            problems.error("bad-recipe", f'"{special.key.text}" cannot stand here', special.key.span, hint)
            return None
        template = TEXT.read(special.value, problems)
        return None if template is None else Wrapped(special.key.text, template)

    def schema(self, definitions: Definitions) -> Schema:
        """Accept anything."""
        return {}


BODY = BodyShape()


def settings_in(body: Body) -> frozenset[str]:
    """Give the names of the settings that a body uses."""
    paths = (use.path for template in templates_in(body) for use in template.uses)
    return frozenset(str(path[1]) for path in paths if path[0] == "settings" and len(path) > 1)


def templates_in(body: Body) -> Iterator[Template]:
    """Give all texts of a body."""
    match body:
        case Wrapped():
            yield body.template
        case Each():
            yield body.over
            yield from templates_in(body.item)
        case list():
            for item in body:
                yield from templates_in(item)
        case _:
            for name, value in body:
                yield name
                yield from templates_in(value)
