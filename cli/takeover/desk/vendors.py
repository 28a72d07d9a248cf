"""The desk as any other help desk: what a recipe sends is taken, and answered as the recipe says that it is answered.

A target that goes by a recipe is pointed here by its address: `{recipe: zendesk, url: http://127.0.0.1:8787/zendesk}`.
Nothing of any vendor is known here: a recipe tells which requests come, what of the payload stands where in them, and
where in an answer the facts are looked for. So a rehearsal shows whether a flow works with a help desk, not whether
the help desk does; `takeover probe` shows that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from takeover.delivery.recipe.filling import fill_header
from takeover.delivery.recipe.form import Each, Wrapped
from takeover.delivery.recipe.shelf import shipped, shipped_names
from takeover.desk.receiving import News
from takeover.desk.texts import read_out
from takeover.desk.web import Reply, in_json, refuse
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from takeover.delivery.recipe.form import Ask, Body, Found, Recipe
    from takeover.desk.tickets import Ticket, Tickets
    from takeover.desk.web import Asked
    from takeover.language.values import Json

OK, SEE_OTHER = 200, 303
LONGEST_NUMBER = 10
TOLD = regex(r"\bTakeover (\S{1,200}) of ")
STRANGE = "a field that the recipe does not send"


@dataclass(slots=True)
class Vendors:
    """Answers the requests of recipes: `own` are those of a bot, by their names, and those that ship are known.

    A payload is kept as far as it could be read out of the requests.
    """

    tickets: Tickets
    tell: Callable[[News], None]
    base: str = ""
    """The desk's own address."""
    own: Mapping[str, Recipe] = field(default_factory=dict)

    def knows(self, path: str) -> bool:
        """Say whether a path is that of a recipe."""
        name = path.split("/")[1]
        return name in self.own or name in shipped_names()

    def answer(self, asked: Asked) -> Reply:
        """Answer a request of a recipe."""
        _, name, *rest = asked.path.split("/")
        recipe = self.own.get(name) or shipped(name)
        path = "".join(f"/{part}" for part in rest)
        requests = (*recipe.requests, *((recipe.read,) if recipe.read else ()))
        for ask in requests:
            if ask.method == asked.method and (told := _read_address(ask, path, asked.query)) is not None:
                return self._play(recipe, ask, told, asked)
        ticket = self._find_seen(recipe, path, asked) if asked.method == "GET" else None
        if ticket is not None:  # a person follows the link of a receipt
            return Reply(SEE_OTHER, b"", "text/plain; charset=utf-8", {"Location": f"/#{ticket.number}"})
        self.tell(News(f"{recipe.name} does not send {asked.method} {path}", right=False))
        return refuse(404, f"the recipe {recipe.name} sends no such request")

    def _play(self, recipe: Recipe, ask: Ask, told: dict[str, str], asked: Asked) -> Reply:
        body = ask.json if ask.json is not None else ask.form
        if body is not None:
            try:
                sent = asked.json() if ask.form is None else dict(parse_qsl(asked.body.decode("utf-8", "replace")))
            except ValueError as wrong:
                self.tell(News(f"{recipe.name}: {ask.name}: no JSON: {wrong}", right=False))
                return refuse(400, f"this is no JSON: {wrong}")
            strange = list(_read_body(body, sent, "", told))
            if strange:
                self.tell(News(f"{recipe.name}: {ask.name}: {STRANGE}: {', '.join(strange)}", right=False))
                return refuse(422, f"{STRANGE}: {', '.join(strange)}")
        named = told.get("id") or _find_id(told)
        ticket = self.tickets.find_id(named) if named else self._find_number(told.get("facts.id", ""))
        makes = not ask.searches and ask.method != "GET" and bool(named)
        if makes:
            told["id"] = named
            ticket = self._keep(ticket, told, recipe)
        told["base"] = self.base
        return _write_answer(recipe, ask, ticket, told, ask.created[0][0] if ask.created else OK)

    def _find_seen(self, recipe: Recipe, path: str, asked: Asked) -> Ticket | None:
        """Give the ticket that a person would see at an address, by the recipe's link."""
        told = None if recipe.link is None else _read_place(recipe.link.text, path, asked.query)
        return None if told is None else self._find_number(told.get("facts.id", ""))

    def _find_number(self, number: str) -> Ticket | None:
        """Give the ticket of a number that the desk told in an earlier answer."""
        return self.tickets.find(int(number)) if number.isdecimal() and len(number) < LONGEST_NUMBER else None

    def _keep(self, ticket: Ticket | None, told: Mapping[str, str], recipe: Recipe) -> Ticket:
        """Make a ticket of what was read out of a request, or add to it what a later request tells."""
        payload = _as_payload(told)
        if ticket is not None and self.tickets.learn(ticket, payload):
            return ticket
        ticket, new = self.tickets.take(payload, recipe.name)
        self.tell(News("arrived" if new else "arrived again", right=True, ticket=ticket))
        return ticket


def _find_id(told: Mapping[str, str]) -> str:
    """Give the takeover's id as the letter tells it, for receivers that have no field for it."""
    texts = (told.get(name, "") for name in ("letter", "html", "talk"))
    found = next(filter(None, (TOLD.search(text) for text in texts)), None)
    return found[1] if found else ""


def _read_address(ask: Ask, path: str, query: Mapping[str, str]) -> dict[str, str] | None:
    """Give what stands in an address where the recipe puts names, or None where it is not that of the request."""
    return _read_place(ask.address.text, path, query)


def _read_place(written: str, path: str, query: Mapping[str, str]) -> dict[str, str] | None:
    after = written.partition("}}")[2] if written.lstrip().startswith("{{") else urlsplit(written).path
    place, _, asked = after.partition("?")
    found = read_out(place, path, unquote)
    if found is None:
        return None
    for name, value in (part.partition("=")[::2] for part in asked.split("&") if part):
        inside = read_out(unquote(value), query.get(unquote(name), ""), str)
        if inside is None:
            return None
        found |= inside
    return found


def _read_body(body: Body, sent: Any, path: str, told: dict[str, str]) -> Iterator[str]:  # noqa: ANN401 - JSON is anything
    """Note what stands where the recipe puts names, and give the paths of what it does not send."""
    match body:
        case Wrapped():
            text = sent if isinstance(sent, str) else json.dumps(sent, ensure_ascii=False)
            if sent is not None:
                for name, value in (read_out(body.template.text, text, str) or {}).items():
                    told.setdefault(name, value)
        case Each():
            for item in sent if isinstance(sent, list) else []:
                yield from _read_body(body.item, item, f"{path}/*", {})
        case list():
            for known, item in zip(body, sent if isinstance(sent, list) else [], strict=False):
                yield from _read_body(known, item, f"{path}/*", told)
        case _:
            known_keys = {name.text.replace("$$", "$"): value for name, value in body}
            made = any("{" in name for name in known_keys)
            for name, value in sent.items() if isinstance(sent, dict) else ():
                if name in known_keys:
                    yield from _read_body(known_keys[name], value, f"{path}/{name}", told)
                elif made:
                    inner = next(value for name, value in known_keys.items() if "{" in name)
                    yield from _read_body(inner, value, f"{path}/*", told)
                else:
                    yield f"{path}/{name}"


def _as_payload(told: Mapping[str, str]) -> dict[str, Json]:
    """Give what an agent sees: as much of a payload as the request carried."""
    text = told.get("letter") or told.get("html") or told.get("talk") or ""
    contact: dict[str, Json] = {
        part: told.get(f"contact.{part}") for part in ("name", "email", "phone") if told.get(f"contact.{part}")
    }
    notes: list[Json] = [text] if text else []
    return {
        "id": told["id"],
        "subject": told.get("subject", ""),
        "question": told.get("question"),
        "summary": told.get("summary", ""),
        "contact": contact,
        "reason": {"code": told["reason.code"]} if told.get("reason.code") else {},
        "priority": told.get("priority"),
        "routing": {"queue": told["routing.queue"]} if told.get("routing.queue") else {},
        "notes": notes,
        "transcript": [],
    }


def _write_answer(recipe: Recipe, ask: Ask, ticket: Ticket | None, told: Mapping[str, str], status: int) -> Reply:
    """Write an answer in which each fact stands where the recipe looks for it."""
    headers: dict[str, str] = {}
    made: Json = None
    for name, found in ask.take:
        value = _fact(recipe, name, ticket, told)
        if value is None:
            continue
        if found.at.startswith("header "):
            headers[found.at.removeprefix("header ").strip()] = value
        elif found.at == "text":
            return Reply(status, value.encode(), "text/plain; charset=utf-8", headers)
        else:
            made = _put(made, *_place(found, value, told))
    if made is None and any(rule.at == "text" and rule.meaning == "created" for rule in recipe.answers):
        return Reply(status, b"ok", "text/plain; charset=utf-8", headers)
    return in_json({"success": True} if made is None else made, status, headers)


def _fact(recipe: Recipe, name: str, ticket: Ticket | None, told: Mapping[str, str]) -> str | None:
    """Give what a fact is here: the ticket's number or address, what was sent for a check, or something of the kind."""
    if name in recipe.check and ticket is not None:
        return fill_header(recipe.check[name], ticket.payload) or None
    if name in {"id", "url"}:
        return None if ticket is None else str(ticket.number) if name == "id" else f"{told['base']}/#{ticket.number}"
    return told.get(f"facts.{name}") or name


def _place(found: Found, value: str, told: Mapping[str, str]) -> tuple[str, Json, str, Json]:
    """Give where a fact is put and what it is, and where beside it the text that it is found by is."""
    if not found.items or found.wanted is None:
        return found.at, value, "", None
    has = found.wanted.text
    for name, said in told.items():
        has = has.replace(f"{{{{ {name} }}}}", said)
    where = found.where[0] if found.where else ""
    return f"{found.items}/0{found.at}", value, f"{found.items}/0{where}", has


def _put(made: Json, at: str, value: Json, beside: str, text: Json) -> Json:
    made = _set(made, at.split("/")[1:], value)
    return _set(made, beside.split("/")[1:], text) if beside else made


def _set(made: Json, path: list[str], value: Json) -> Json:
    if not path:
        return value
    first, *rest = path
    if first.isdecimal():
        items = made if isinstance(made, list) else []
        return [_set(items[0] if items else None, rest, value), *items[1:]]
    fields = made if isinstance(made, dict) else {}
    return {**fields, first: _set(fields.get(first), rest, value)}
