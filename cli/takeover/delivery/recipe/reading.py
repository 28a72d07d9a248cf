"""Reads a recipe: the shapes of its parts, and whether each name in its texts stands for something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from takeover.delivery.connection import CONNECTION
from takeover.delivery.meaning import Meaning, Rule
from takeover.delivery.recipe.body import BODY, templates_in
from takeover.delivery.recipe.form import Ask, Found, Recipe, Setting
from takeover.delivery.recipe.offered import ROOTS
from takeover.delivery.wants import WANTS
from takeover.language.pattern import Pattern
from takeover.language.template import TemplateText
from takeover.source.diagnostic import Problems
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.regex import regex
from takeover.source.shapes import Field, Flag, Many, Record, Table, Text, Whole, Word
from takeover.source.shapes.shape import Definitions, Schema, wanted
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from takeover.language.template import Template
    from takeover.source.span import Span

NAME = regex(r"[a-z][a-z0-9_]{0,39}")
STATUSES = regex(r"([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?")
METHODS = ("search", "get", "post", "put", "patch", "delete")
SEARCH = "search"
LARGEST = 25_000_000
RESERVED = frozenset({"recipe", *(field.key for field in (*CONNECTION, *WANTS))})
"""Fields that every target by a recipe has."""
TEMPLATE = TemplateText("a text, which may hold {{ names }}")


class StatusShape:
    """The shape of a status, or of a range of them: 201, or 200-299."""

    label = "a status such as 201, or a range such as 200-299"

    def read(self, node: Node, problems: Problems) -> tuple[int, int] | None:
        """Give the range."""
        found = STATUSES.fullmatch(node.text.strip()) if isinstance(node, Scalar) else None
        if found is None:
            wanted(self.label, node, problems)
            return None
        return int(found[1]), int(found[2] or found[1])

    def schema(self, definitions: Definitions) -> Schema:
        """Accept both."""
        return {"anyOf": [{"type": "integer", "minimum": 100, "maximum": 599}, {"type": "string"}]}


STATUS_LIST = Many(StatusShape(), "a status, or a list of them", single=True)


def _texts(make: Callable[..., Any]) -> Callable[..., Any]:
    """Give a maker that takes texts without their places."""

    def made(**values: Any) -> Any:  # noqa: ANN401 - whatever the fields hold
        return make(**{name: value.text if isinstance(value, Scalar) else value for name, value in values.items()})

    return made


def _setting(**values: Any) -> Setting:  # noqa: ANN401 - whatever the fields hold
    setting: Setting = _texts(Setting)(**values)
    return setting


def _rule(*, span: Span, meaning: str, status: tuple[tuple[int, int], ...] = (), at: str = "", like: str = "") -> Rule:
    del span
    return Rule(cast("Meaning", meaning), status, at, like)


SETTING = Record(
    _setting,
    (
        Field("help", Text(), "what it is", required=True),
        Field("default", Text(), "what it is where a target does not say it"),
        Field("secret", Flag(), "whether it may stand in no file: targets hold a reference such as ${TOKEN}"),
        Field("optional", Flag(), "whether a target may leave it out"),
        Field("example", Text(), "what it looks like"),
    ),
    "a setting: help, default, secret, optional, example",
    short="help",
)
ANSWER = Record(
    _texts(_rule),
    (
        Field(
            "is",
            Word(("created", "refused", "retry", "unknown", "denied", "final"), "meaning"),
            "what it means",
            required=True,
            attr="meaning",
        ),
        Field("status", STATUS_LIST, "of which statuses; none: of all"),
        Field("at", Text(), "a place in the answer: a JSON pointer, `header NAME`, or `text`"),
        Field("like", Pattern(), "what is found there, as a regular expression"),
    ),
    "an answer: is, status, at, like",
)
ANSWERS = Many(ANSWER, "a list of answers")


def _found(*, span: Span, where: tuple[Scalar, ...] = (), **values: Any) -> Found:  # noqa: ANN401 - what fields hold
    del span
    found: Found = _texts(Found)(where=tuple(place.text for place in where), **values)
    return found


FOUND = Record(
    _found,
    (
        Field("at", Text(), "a JSON pointer, `header NAME`, or `text`", required=True),
        Field("pattern", Pattern(), "the fact is the first group of what this regular expression finds there"),
        Field("items", Text(), "a JSON pointer to a list; `at` then stands in one of its items"),
        Field("where", Many(Text(), "a JSON pointer, or a list of them", single=True), "pointers in it, to a text"),
        Field("has", TEMPLATE, "that holds this"),
        Field("is", TEMPLATE, "that is this", attr="equals"),
    ),
    "where a fact stands: a JSON pointer, `header NAME`, `text`, or at, pattern, items, where, has, is",
    short="at",
)
HEADERS = Table(TEMPLATE, "headers")
REQUEST_FIELDS = (
    Field("name", Text(), "what it is called in receipts"),
    Field(SEARCH, TEMPLATE, "the address of a GET that finds the ticket, if it is there"),
    Field("get", TEMPLATE, "the address of a GET"),
    Field("post", TEMPLATE, "the address of a POST"),
    Field("put", TEMPLATE, "the address of a PUT"),
    Field("patch", TEMPLATE, "the address of a PATCH"),
    Field("delete", TEMPLATE, "the address of a DELETE"),
    Field("json", BODY, "the body, sent as JSON"),
    Field("form", BODY, "the body, sent as a form"),
    Field("headers", HEADERS, "headers of this request"),
    Field("unless", Text(), "a fact; where it is known, the request is left out"),
    Field("when", Text(), "a fact; where it is not known, the request is left out"),
    Field("created", STATUS_LIST, "statuses that mean it worked (default 200-299)"),
    Field("take", Table(FOUND, "facts: names, and where they stand in the answer"), "what is kept of the answer"),
    Field("lost", Word(("search", "repeat", "tell"), "way"), "what is done when the answer is lost (default tell)"),
    Field("optional", Flag(), "whether the ticket counts as made where this fails"),
    Field("answers", ANSWERS, "what else its answers mean"),
)


def _ask(*, span: Span, take: Any = (), headers: Any = (), **values: Any) -> Ask:  # noqa: ANN401 - what the fields hold
    method = next((name for name in METHODS if name in values), "")
    address = values.pop(method, None)
    searches = method == SEARCH
    places = {key: value.span for key, value in values.items() if isinstance(value, Scalar)}
    made: Ask = _texts(Ask)(
        method="GET" if searches else method.upper(),
        address=address,
        span=span,
        take=tuple((name.text, found) for name, found in take),
        headers=tuple((name.text, value) for name, value in headers),
        searches=searches,
        places=places,
        **{"name": method, **values, **({"lost": "repeat"} if searches else {})},
    )
    return made


REQUEST = Record(_ask, REQUEST_FIELDS, "a request: search, get, post, put, patch or delete, and its body")


def _recipe(*, span: Span, recipe: Scalar, **values: Any) -> Recipe:  # noqa: ANN401 - whatever the fields hold
    del span
    tables: dict[str, dict[str, Any]] = {
        name: {key.text: value for key, value in values.pop(name)} for name in ("settings", "check") if name in values
    }
    if "values" in values:
        called = values.pop("values")
        tables["values"] = {key.text: {word.text: name.text for word, name in table} for key, table in called}
    if "limits" in values:
        tables["limits"] = {key.text: most for key, most in values.pop("limits")}
    if "headers" in values:
        values["headers"] = tuple((name.text, value) for name, value in values["headers"])
    made: Recipe = _texts(Recipe)(name=recipe, span=recipe.span, **values, **tables)
    return made


RECIPE_FIELDS = (
    Field("recipe", Text(), "its name, which targets pick it by", required=True),
    Field("title", Text(), "what it sends to", required=True),
    Field("source", Text(), "where the facts in it come from"),
    Field("note", Text(), "what whoever uses it has to know"),
    Field("settings", Table(SETTING, "settings", least=0), "what a target fills in"),
    Field("headers", HEADERS, "headers of every request"),
    Field("basic", TEMPLATE, "user and password of every request: {{ settings.user }}:{{ settings.password }}"),
    Field("values", Table(Table(Text(), "values"), "fields of the payload"), "what the receiver calls a value"),
    Field("limits", Table(Whole(1, LARGEST), "fields"), "characters by field; longer ones are cut"),
    Field("largest", Whole(1, LARGEST), "bytes that a body may have"),
    Field("rate", Whole(1, 60_000), "requests a minute that the receiver takes; more wait for their turn"),
    Field("requests", Many(REQUEST, "a list of requests"), "the requests, in order", required=True),
    Field("answers", ANSWERS, "what answers mean; the first that fits"),
    Field("link", TEMPLATE, "the address at which a person sees the ticket"),
    Field("read", REQUEST, "the request that reads a ticket back, for `takeover probe`"),
    Field("check", Table(TEMPLATE, "facts"), "what each fact of the ticket that is read back has to be"),
)
HEAD = frozenset({"recipe", "title", "source", "note", "settings"})
RECIPE: Record[Recipe] = Record(_recipe, RECIPE_FIELDS, "a recipe: recipe, title, settings, requests")


def read_recipe(node: Node, problems: Problems) -> Recipe | None:
    """Read a recipe; None after saying what is wrong with it."""
    own = Problems()
    recipe = RECIPE.read(node, own)
    if recipe is not None:
        _check(recipe, own)
    problems.found += own.found
    return None if own.fatal else recipe


def read_head(node: Fields, problems: Problems) -> Recipe | None:
    """Read what a recipe says of itself, and its settings; without its requests, whose texts take Liquid to read."""
    head = tuple(entry for entry in node.entries if entry.key.text in HEAD)
    fields = tuple(field for field in RECIPE_FIELDS if field.key in HEAD)
    shape: Record[Recipe] = Record(partial(_recipe, requests=()), fields, "a recipe")
    return shape.read(Fields(head, node.span), problems)


def _check(recipe: Recipe, problems: Problems) -> None:
    if not NAME.fullmatch(recipe.name):
        hint = "lower-case letters, digits and _, as in our_desk"
        problems.error("bad-recipe", f'"{recipe.name}" cannot be the name of a recipe', recipe.span, hint)
    for name, setting in recipe.settings.items():
        if name in RESERVED or not NAME.fullmatch(name):
            message = f'a setting cannot be called "{name}"'
            hint = "every target has that field already" if name in RESERVED else "lower-case letters, digits and _"
            problems.error("bad-recipe", message, setting.span, hint)
    known: set[str] = set()
    named: set[str] = set()
    shared = [template for _, template in recipe.headers] + ([recipe.basic] if recipe.basic else [])
    _check_names(shared, recipe.settings, known, problems)
    for ask in (*recipe.requests, *((recipe.read,) if recipe.read else ())):
        _check_request(ask, recipe, known, problems)
        if ask.name in named:
            message = f'two requests are called "{ask.name}"'
            problems.error("bad-recipe", message, ask.place("name"), "give one of them a name: of its own")
        named.add(ask.name)
        known |= {name for name, _ in ask.take}
    _check_names((recipe.link,) if recipe.link else (), recipe.settings, known, problems)
    _check_names(recipe.check.values(), recipe.settings, known, problems)
    taken = {name for name, _ in recipe.read.take} if recipe.read else set[str]()
    for name, template in recipe.check.items():
        if name not in taken:
            hint = did_you_mean(name, taken) or "facts to check are those that the take: of `read` names"
            problems.error("bad-recipe", f'nothing that is read back is called "{name}"', template.source.span, hint)


def _check_request(ask: Ask, recipe: Recipe, known: set[str], problems: Problems) -> None:
    if not ask.method:
        problems.error("bad-recipe", "this request has no address", ask.span, f"write one of {', '.join(METHODS)}")
        return
    for key, fact in (("unless", ask.unless), ("when", ask.when)):
        settings = {f"settings.{name}" for name in recipe.settings}
        if fact and fact not in known | settings:
            hint = did_you_mean(fact, known) or "facts are what the take: of an earlier request names"
            problems.error("bad-recipe", f'no earlier request takes "{fact}"', ask.place(key), hint)
    if ask.lost == SEARCH and not any(one.searches for one in recipe.requests):
        hint = "add one before it (search: ADDRESS), or write lost: tell"
        problems.error("bad-recipe", "there is no search to find out whether it arrived", ask.span, hint)
    bodies = (template for body in (ask.json, ask.form) if body is not None for template in templates_in(body))
    searched = (found.wanted for _, found in ask.take if found.wanted is not None)
    texts = [ask.address, *searched, *(template for _, template in ask.headers), *bodies]
    _check_names(texts, recipe.settings, known, problems)


def _check_names(
    templates: Iterable[Template], settings: Mapping[str, Setting], known: set[str], problems: Problems
) -> None:
    for template in templates:
        for use in template.uses:
            root, inner = str(use.path[0]), str(use.path[1]) if len(use.path) > 1 else ""
            names = {"settings": set(settings), "facts": known}.get(root)
            if root not in ROOTS:
                hint = did_you_mean(root, ROOTS) or "names are those of the payload, settings.NAME and facts.NAME"
                problems.error("bad-recipe", f'"{root}" is no name that a recipe knows', use.span, hint)
            elif names is not None and inner not in names:
                what = "setting of this recipe" if root == "settings" else "fact that an earlier request takes"
                problems.error("bad-recipe", f'"{inner}" is no {what}', use.span, did_you_mean(inner, names))
