"""What the answers of a receiver mean, as data: the first rule that fits decides. Facts are read by pointers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from takeover.language.pattern import compile_pattern
from takeover.language.views import write_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from takeover.delivery.exchange import Answer
    from takeover.language.values import Json

Meaning = Literal["created", "refused", "retry", "unknown", "denied", "final"]
"""`created`: it is there. `refused`: nobody takes it now. `retry`: it was not taken in, and may be later. `denied`: not
from us, until our settings are mended."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What answers of these statuses (inclusive ranges; none: all) mean, where what is found `at` a place is `like` it.

    `at` is that of `Take`; `like` is a regular expression that is searched for there, and "" fits whatever is there.
    """

    meaning: Meaning
    statuses: tuple[tuple[int, int], ...] = ()
    at: str = ""
    like: str = ""


@dataclass(frozen=True, slots=True)
class Take:
    """A fact that is read from an answer.

    `at` is a JSON pointer (RFC 6901) such as `/ticket/id`, `header Location`, or `text`: the whole body. With
    `pattern`, the fact is the first group of what it finds there. With `items`, `at` is looked for in the first item of
    the list there whose text `where` holds `has`; or, where it is `exact`, is that at one of the places of `where`, in
    whatever case. Nothing found is no fact.
    """

    name: str
    at: str
    pattern: str = ""
    items: str = ""
    where: str | tuple[str, ...] = ""
    has: str = ""
    exact: bool = False


def _only(*statuses: int) -> tuple[tuple[int, int], ...]:
    return tuple((status, status) for status in statuses)


KEYED = (
    Rule("created", ((200, 299),)),
    Rule("refused", _only(409, 423)),
    Rule("denied", _only(401, 403, 407)),
    Rule("retry", _only(408, 425, 429, 500, 502, 503, 504)),
    Rule("final"),
)
"""What statuses mean where the request has a key by which the receiver knows it again."""
UNKEYED = (Rule("unknown", _only(500, 502, 504)), *KEYED)
"""What they mean where it has none: a server that failed may have failed after it made the ticket."""


def find_meaning(answer: Answer, rules: Iterable[Rule]) -> Meaning:
    """Say what an answer means; one that no rule fits is final."""
    for rule in rules:
        if rule.statuses and not any(low <= answer.status <= high for low, high in rule.statuses):
            continue
        if rule.at:
            found = read_fact(answer, Take("", rule.at))
            if found is None or not compile_pattern(rule.like).search(write_value(found)):
                continue
        return rule.meaning
    return "final"


def read_facts(answer: Answer, takes: Sequence[Take]) -> dict[str, Json]:
    """Read the facts that an answer gives."""
    read = ((take.name, read_fact(answer, take)) for take in takes)
    return {name: value for name, value in read if value is not None}


def read_fact(answer: Answer, take: Take) -> Json:
    """Read one fact; None where it is not there."""
    found: Json
    if take.at.startswith("header "):
        found = answer.headers.get(take.at.removeprefix("header ").strip().lower())
    elif take.at == "text":
        found = answer.body.decode("utf-8", "replace").strip()
    else:
        found = point(_find_item(answer, take) if take.items else _parse(answer.body), take.at)
    if found is None or not take.pattern:
        return found
    match = compile_pattern(take.pattern).search(write_value(found))
    return None if match is None else str(match[1] if match.re.groups else match[0])


def _find_item(answer: Answer, take: Take) -> Json:
    listed = point(_parse(answer.body), take.items)
    items = listed if isinstance(listed, list) else []
    places = (take.where,) if isinstance(take.where, str) else take.where

    def fits(item: Json) -> bool:
        texts = (write_value(point(item, place)) for place in places)
        if take.exact:
            return any(text.casefold() == take.has.casefold() for text in texts) and bool(take.has)
        return any(take.has in text for text in texts)

    return next(filter(fits, items), None)


def _parse(body: bytes) -> Json:
    try:
        parsed: Json = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return parsed


def point(value: Json, pointer: str) -> Json:
    """Give what a JSON pointer (RFC 6901) leads to, None for nothing."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        match value:
            case dict():
                value = value.get(name)
            case list() if name.isdecimal() and int(name) < len(value):
                value = value[int(name)]
            case _:
                return None
    return value
