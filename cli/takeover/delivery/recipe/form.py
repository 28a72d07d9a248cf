"""What a recipe is, once it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from takeover.delivery.meaning import Take
from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.delivery.meaning import Rule
    from takeover.language.template import Template
    from takeover.source.span import Span

Lost = Literal["search", "repeat", "tell"]
"""What is done when the answer to a request is lost."""
Wrapper = Literal["$html", "$slack", "$template", "$json", "$base64", "$number", "$literal", "$text"]


class Setting(NamedTuple):
    """Something that a target fills in. Without a `default` it has to, unless it is `optional`."""

    help: str
    span: Span
    default: str = ""
    secret: bool = False
    optional: bool = False
    example: str = ""


class Wrapped(NamedTuple):
    """A text, and what it is part of."""

    wrapper: Wrapper
    template: Template


class Each(NamedTuple):
    """A list with an item for each of a list of the payload, which is called `item` in it."""

    over: Template
    item: Body


Body = Wrapped | Each | tuple[tuple["Template", "Body"], ...] | list["Body"]
"""A body: fields, items, texts, and lists that are made."""


class Found(NamedTuple):
    """A fact, and where it stands: see `Take`, of which `has`, or what it `equals`, is filled later."""

    at: str
    pattern: str = ""
    items: str = ""
    where: tuple[str, ...] = ()
    has: Template | None = None
    equals: Template | None = None

    @property
    def wanted(self) -> Template | None:
        """Give the text by which an item of a list is told."""
        return self.has or self.equals

    def as_take(self, name: str, wanted: str) -> Take:
        """Give it under a name."""
        return Take(name, self.at, self.pattern, self.items, self.where, wanted, exact=self.equals is not None)


class Ask(NamedTuple):
    """One request. `unless` and `when` (facts, or settings.NAME) leave it out or are needed; `created` are ranges."""

    name: str
    method: str
    address: Template
    span: Span
    json: Body | None = None
    form: Body | None = None
    headers: tuple[tuple[str, Template], ...] = ()
    unless: str = ""
    when: str = ""
    created: tuple[tuple[int, int], ...] = ()
    take: tuple[tuple[str, Found], ...] = ()
    lost: Lost = "tell"
    optional: bool = False
    searches: bool = False
    answers: tuple[Rule, ...] = ()
    places: Mapping[str, Span] = {}
    """Where the names in it stand, by their keys."""

    def place(self, key: str) -> Span:
        """Give where the value of a key stands, or the request."""
        return self.places.get(key, self.span)


class Recipe(NamedTuple):
    """How a receiver is sent to. `values` gives by field what it calls each value; `limits` are characters by field."""

    name: str
    title: str
    span: Span
    requests: tuple[Ask, ...]
    source: str = ""
    note: str = ""
    settings: Mapping[str, Setting] = {}
    headers: tuple[tuple[str, Template], ...] = ()
    basic: Template | None = None
    values: Mapping[str, Mapping[str, str]] = {}
    limits: Mapping[str, int] = {}
    largest: int = 0
    """Bytes of a body, 0: any."""
    rate: int = 0
    """Requests a minute, 0: any."""
    answers: tuple[Rule, ...] = ()
    read: Ask | None = None
    """The request that reads a ticket back."""
    link: Template | None = None
    """Where a person sees the ticket."""
    check: Mapping[str, Template] = {}
    """What each fact of the ticket that was read back has to be."""


RANK: Mapping[Lost, int] = {"repeat": 0, "search": 1, "tell": 2}


def is_asked(ask: Ask, settings: Mapping[str, str]) -> bool:
    """Say whether a request is made at all with these settings; what depends on facts may be."""
    when, unless = (name.partition(".") for name in (ask.when, ask.unless))
    left_out = unless[0] == "settings" and bool(settings.get(unless[2]))
    return not left_out and (when[0] != "settings" or bool(settings.get(when[2])))


def find_lost(ask: Ask, recipe: Recipe, settings: Mapping[str, str]) -> Lost:
    """Say what is done when the answer to a request is lost: there is no search where a setting for it is missing."""
    searches = any(one.searches and is_asked(one, settings) for one in recipe.requests)
    return "tell" if ask.lost == "search" and not searches else ask.lost


def find_worst(recipe: Recipe, settings: Mapping[str, str]) -> Lost:
    """Say the same of the whole recipe: what its most delicate request needs."""
    made = (ask for ask in recipe.requests if ask.method != "GET" and not ask.optional and is_asked(ask, settings))
    return max((find_lost(ask, recipe, settings) for ask in made), key=RANK.__getitem__, default="repeat")
