"""Texts with `{{ names }}` in them: Liquid, read once, filled many times, bound in time and in size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from takeover.language import views
from takeover.source.diagnostic import Fix
from takeover.source.light import NamedTuple
from takeover.source.nodes import Items, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.source.suggest import respell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from takeover.source.diagnostic import Problems
    from takeover.source.span import Span

LONGEST = 100_000
"""Characters a template may have, and may become."""

NAME = r"[^\W\d][\w-]*(?:\.[^\W\d][\w-]*|\[\d{1,4}\])*"
CASED: Mapping[str, Callable[[str], str]] = {"capitalize": str.capitalize, "upcase": str.upper, "downcase": str.lower}
"""Filters that need no Liquid: loading it takes a fifth of a second, and filling by it ten times as long."""
CASE = rf"\s*\|\s*({'|'.join(CASED)})(?![\w-])"
LARGEST_ARGUMENT = 4_000
"""Characters, items or (for whole numbers) bits a filter takes. Two such texts multiplied by `replace` stay small."""
DEFAULT = r"""\s*\|\s*default:\s*(?:'([^'\\{}]*)'|"([^"\\{}]*)")"""
LOOK_UP = regex(rf"\{{\{{\s*({NAME})(?:{DEFAULT}|{CASE})?\s*\}}\}}")
LITERALS = frozenset({"true", "false", "nil", "null", "empty", "blank"})


class Names(Protocol):
    """Where a template finds its values."""

    def find(self, root: str) -> object:
        """Give what a first name stands for, or None."""

    def everything(self) -> Mapping[str, object]:
        """Give all names at once, for templates that need Liquid itself."""


class Use(NamedTuple):
    """A name that a template prints or asks about, with its path and its place."""

    path: tuple[str | int, ...]
    span: Span


class LookUp(NamedTuple):
    """A name that is printed, and what is printed where it has nothing to say (the filter `default`, or nothing)."""

    path: tuple[str | int, ...]
    default: str = ""

    def find(self, names: Names) -> object:
        """Give what it stands for."""
        root, *inside = self.path
        found = names.find(root)  # type: ignore[arg-type] # a path begins with a name
        return views.look_up(found, inside) if inside else found

    def print(self, names: Names) -> str:
        """Print it."""
        found = self.find(names)
        return self.default if self.default and views.is_blank(found) else views.write_found(found)


class Cased(NamedTuple):
    """A look-up that is printed in capitals or small letters: the name of its filter."""

    look_up: LookUp
    filter: str

    def print(self, names: Names) -> str:
        """Print it; raises TemplateError as Liquid does."""
        found = self.look_up.find(names)
        if isinstance(found, str | list | dict) and len(found) > LARGEST_ARGUMENT:
            raise TemplateError(f"a filter was given more than {LARGEST_ARGUMENT:,} characters or items")
        return CASED[self.filter](views.write_found(found))


class Template(NamedTuple):
    """A text that can be filled. `parts` are texts and look-ups; None means that it needs Liquid itself."""

    source: Scalar
    parts: tuple[str | LookUp | Cased, ...] | None
    uses: tuple[Use, ...] = ()

    @property
    def text(self) -> str:
        """Give the text as it was written."""
        return self.source.text

    @property
    def all(self) -> tuple[Template, ...]:
        """Give itself: it is the text of all languages."""
        return (self,)

    def choose(self, languages: Iterable[str]) -> tuple[Template, ...]:
        """Give itself, whatever is spoken."""
        return (self,)

    @property
    def fixed(self) -> bool:
        """Whether it says the same whatever the conversation knows."""
        return self.parts is not None and not self.uses

    def fill(self, names: Names) -> str:
        """Fill it; raises TemplateError when a bound is met. A missing name prints nothing."""
        if self.parts is None:
            from takeover.language import liquid_engine

            return liquid_engine.fill(self.source.text, names.everything())
        if not self.uses:
            return self.source.text
        filled = "".join([part if isinstance(part, str) else part.print(names) for part in self.parts])
        if len(filled) > LONGEST:
            raise TemplateError(f"the text grew past {LONGEST:,} characters")
        return filled


class TemplateError(Exception):
    """A template could not be read or filled. `offset` is where in its text, when that is known.

    `word` is what stands there and is not known, `known` what could: where that is one word alone, it is meant.
    """

    def __init__(
        self, message: str, offset: int | None = None, hint: str = "", word: str = "", known: Sequence[str] = ()
    ) -> None:
        """Keep the message, the place, and what to do."""
        super().__init__(message)
        self.offset = offset
        self.hint = hint
        self.word = word
        self.known = known

    def mend(self, source: Scalar) -> Fix | None:
        """Give what puts the known word in place of the other one, if it is sure which is meant."""
        if self.offset is None or not self.word:
            return None
        place = source.within(self.offset, self.offset + len(self.word))
        if len(self.known) > 1:
            return respell(self.word, place, self.known)
        plain = place.line == place.end_line and place.end_col - place.col == len(self.word)
        return Fix(place, self.known[0]) if plain else None


class TemplateText(NamedTuple):
    """The shape of a text that may hold `{{ names }}`."""

    label: str = "a text"
    empty: bool = False
    examples: tuple[str, ...] = ()

    def read(self, node: Node, problems: Problems) -> Template | None:
        """Give the template, its syntax and filters checked."""
        if not isinstance(node, Scalar) or (node.missing and not self.empty):
            hint = ""
            if not isinstance(node, Scalar):
                hint = f"put quotes around a text that begins with {'[' if isinstance(node, Items) else '{'}"
            wanted(self.label, node, problems, hint)
            return None
        problems.texts.append(node)
        try:
            return read_template(node)
        except TemplateError as error:
            span = (
                node.span if error.offset is None else node.within(error.offset, min(error.offset + 1, len(node.text)))
            )
            problems.error(
                "bad-template", f"this template cannot be read: {error}", span, error.hint, fix=error.mend(node)
            )
            return None

    def schema(self, definitions: Definitions) -> Schema:
        """Accept a text, and what YAML makes of an unquoted one."""
        made: Schema = {"type": ["string", "number", "boolean", *(["null"] if self.empty else [])]}
        if self.examples:
            made["examples"] = list(self.examples)
        return made


def read_template(source: Scalar) -> Template:
    """Read a text; raises TemplateError where it is not Liquid."""
    text = source.text
    if "{{" not in text and "{%" not in text:
        return Template(source, (text,))
    if len(text) > LONGEST:
        raise TemplateError(f"it is longer than {LONGEST:,} characters")
    parts: list[str | LookUp | Cased] = []
    uses: list[Use] = []
    at = 0
    for found in LOOK_UP.finditer(text):
        path = split_path(found[1])
        if path[0] in LITERALS:
            break
        look_up = LookUp(path, found[2] or found[3] or "")
        parts += [text[at : found.start()], Cased(look_up, found[4]) if found[4] else look_up]
        uses.append(Use(path, source.within(found.start(1), found.end(1))))
        at = found.end()
    rest = text[at:]
    plain = "".join(part for part in parts if isinstance(part, str)) + rest
    if "{{" not in plain and "{%" not in plain:
        return Template(source, (*parts, rest), tuple(uses))
    from takeover.language import liquid_engine

    found_uses = tuple(Use(path, source.within(start, end)) for path, start, end in liquid_engine.check(text))
    return Template(source, None, found_uses)


def split_path(dotted: str) -> tuple[str | int, ...]:
    """Split `order.items[0].name` into its parts."""
    parts = re.split(r"[.\[\]]+", dotted.rstrip("]"))
    return (parts[0], *(int(part) if part.isdecimal() else part for part in parts[1:]))
