"""A target that is sent to by a recipe: its requests become the steps of a plan."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote

from takeover.delivery.connection import DIRECT, Connection
from takeover.delivery.meaning import KEYED, UNKEYED, Rule
from takeover.delivery.recipe.body import settings_in
from takeover.delivery.recipe.filling import build, fill_address, fill_header, write_form
from takeover.delivery.recipe.form import find_lost
from takeover.delivery.recipe.offered import offer
from takeover.delivery.target import Header, Plan, Request
from takeover.delivery.variables import VARIABLE, Variables
from takeover.delivery.wants import ATTEMPTS, WHOLE, Wants
from takeover.delivery.web import web_step
from takeover.handover.writing import text_at, write_json
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from takeover.delivery.receipt import Verdict
    from takeover.delivery.recipe.form import Ask, Recipe
    from takeover.delivery.target import Facts, Repeat, Step
    from takeover.host import Host
    from takeover.language.template import Template
    from takeover.language.values import Json
    from takeover.source.span import Span

REPEATS: Mapping[str, Repeat] = {"search": "search", "repeat": "safe", "tell": "never"}
PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
"""What a header may hold; of what users say, the rest is percent-encoded there."""
ALL_WELL = ((200, 299),)
SEARCHED = 16_000_000
"""Bytes of a list of tickets that are looked through."""
SHORTER = (20_000, 10_000, 5_000, 2_000, 1_000, 500, 200)
"""Characters that the long texts are cut to, one after the other, where a body is larger than the receiver takes."""


@dataclass(frozen=True, slots=True)
class RecipeTarget:
    """A receiver, and what it wants to know of us: `settings`, whose references are unfilled."""

    recipe: Recipe
    settings: Mapping[str, str] = field(default_factory=dict)
    span: Span = NOWHERE
    connection: Connection = DIRECT
    wants: Wants = WHOLE
    attempts: int = ATTEMPTS
    reaches_people: bool = True

    def plan(self, payload: Json) -> Plan:
        """Plan the requests of the recipe."""
        takeover_id = text_at(payload, "id")
        values = offer(payload, self.settings, self.recipe)
        steps = (self._step(ask, payload, values) for ask in self.recipe.requests)
        return Plan(takeover_id, tuple(steps), self.recipe.rate)

    def read_back(self, payload: Json) -> Step | None:
        """Give the step that reads the ticket back, where the recipe has one; its facts are what was found there."""
        if self.recipe.read is None:
            return None
        return self._step(self.recipe.read, payload, offer(payload, self.settings, self.recipe))

    def expected(self, payload: Json) -> dict[str, str]:
        """Give what each fact of the ticket that is read back has to be; "" where it does not matter."""
        values = offer(payload, self.settings, self.recipe)
        return {name: fill_header(template, values) for name, template in self.recipe.check.items()}

    def _step(self, ask: Ask, payload: Json, values: Mapping[str, Json]) -> Step:
        lost = find_lost(ask, self.recipe, self.settings)
        rules = (
            *ask.answers,
            *self.recipe.answers,
            Rule("created", ask.created or ALL_WELL),
            *(KEYED if lost == "repeat" else UNKEYED),
        )
        step = web_step(
            ask.name,
            partial(self._render, ask, payload, values),
            self.connection,
            rules=rules,
            takes=[found.as_take(name, _fill(found.wanted, values)) for name, found in ask.take],
            repeat=REPEATS[lost],
            optional=ask.optional,
            longest=SEARCHED if ask.method == "GET" else None,
        )
        return step if self.recipe.link is None else replace(step, send=partial(self._send, step.send, values))

    def _send(
        self, send: Callable[[Request, Host], Verdict], values: Mapping[str, Json], request: Request, host: Host
    ) -> Verdict:
        """Send a request; where its answer tells which ticket it is, tell where a person sees it."""
        verdict = send(request, host)
        if self.recipe.link is None or not verdict.facts.get("id"):
            return verdict
        filled = fill_address(self.recipe.link, {**values, "facts": dict(verdict.facts)})
        link = Variables(host.environ).fill_address(filled)
        scheme, _, rest = link.partition("://")
        place = rest.partition("/")[0]
        known = link if "@" not in place else f"{scheme}://{rest[place.rindex('@') + 1 :]}"
        return replace(verdict, facts={**verdict.facts, "url": known})

    def _facts(self, facts: Facts) -> dict[str, Json]:
        """Give the facts that are known, by asking for each that the recipe takes."""
        told: dict[str, Json] = {}
        for ask in self.recipe.requests:
            for name, _ in ask.take:
                with suppress(KeyError):
                    told[name] = facts[name]
        return told

    def _says(self, name: str, facts: Mapping[str, Json]) -> bool:
        """Say whether there is something: a fact, or what a target filled in as `settings.NAME`."""
        root, _, setting = name.partition(".")
        return bool(self.settings.get(setting) if root == "settings" else facts.get(name))

    def _render(self, ask: Ask, payload: Json, values: Mapping[str, Json], facts: Facts) -> Request | None:
        told = self._facts(facts)
        # In a dry run nothing is in the facts, and each can be asked for: then both sides of a fork are shown.
        if self._says(ask.unless, {name: told[name] for name in facts if name in told}) or (
            ask.when and not self._says(ask.when, told)
        ):
            return None
        known = {**values, "facts": told}
        headers = [*self.connection.base_headers()]
        if self.recipe.basic is not None:
            headers += _header("Authorization", self.recipe.basic, known, basic=True)
        for name, template in (*self.recipe.headers, *ask.headers):
            headers += _header(name, template, known)
        if ask.json is not None or ask.form is not None:
            kind = "application/json" if ask.form is None else "application/x-www-form-urlencoded"
            headers.append(Header("Content-Type", kind))
        line = f"{ask.method} {fill_address(ask.address, known)}"
        body = self._write(ask, payload, known)
        later = partial(self._write_filled, ask, payload, told) if self._refers(ask) else None
        return Request(text_at(payload, "id"), line, tuple(headers), body, fill=later)

    def _refers(self, ask: Ask) -> bool:
        """Say whether a setting that holds a reference stands in the body of a request."""
        bodies = (body for body in (ask.json, ask.form) if body is not None)
        used = (self.settings.get(name, "") for body in bodies for name in settings_in(body))
        return any(VARIABLE.search(value) for value in used)

    def _write_filled(self, ask: Ask, payload: Json, told: dict[str, Json], fill: Callable[[str], str]) -> str:
        """Write the body as it is sent. Only settings are filled, and that before anything is put beside them."""
        bodies = (body for body in (ask.json, ask.form) if body is not None)
        used = frozenset[str]().union(*(settings_in(body) for body in bodies))
        filled = {name: fill(value) if name in used else value for name, value in self.settings.items()}
        given = replace(self, settings=filled)
        return given._write(ask, payload, {**offer(payload, filled, self.recipe), "facts": told})  # noqa: SLF001

    def _write(self, ask: Ask, payload: Json, known: Mapping[str, Json]) -> str:
        """Write the body, its long texts cut until it is no larger than the receiver takes."""
        body = _write_body(ask, known)
        for most in SHORTER:
            if not self.recipe.largest or len(body.encode()) <= self.recipe.largest:
                break
            body = _write_body(ask, {**known, **offer(payload, self.settings, self.recipe, most)})
        return body


def _fill(template: Template | None, values: Mapping[str, Json]) -> str:
    return "" if template is None else fill_header(template, values)


def _write_body(ask: Ask, values: Mapping[str, Json]) -> str:
    if ask.json is not None:
        return write_json(build(ask.json, values))
    return "" if ask.form is None else write_form(ask.form, values)


def _header(name: str, template: Template, values: Mapping[str, Json], *, basic: bool = False) -> tuple[Header, ...]:
    """Give a header, or none where there is nothing in it: a recipe may offer two ways to say who we are.

    References are filled where only settings stand in it: a payload holds what users say.
    """
    from takeover.delivery.connection import BASIC

    ours = all(use.path[0] == "settings" for use in template.uses)
    value = fill_header(template, values)
    value = value if ours else quote(value, safe=PRINTABLE)
    if not value.strip(": "):
        return ()
    return (Header(name, f"{BASIC}{value}" if basic else value, written=ours),)
