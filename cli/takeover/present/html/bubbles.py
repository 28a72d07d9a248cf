"""A talk as a messenger shows it: who writes stands left or right, and what went on beside it stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.writing import write_json
from takeover.present.cards import payload_card
from takeover.present.html.parts import NOTHING, Html, hidden, join, link, tag
from takeover.present.inside import record_at, records_at, text_at
from takeover.present.pieces import Frame, Grid
from takeover.present.places import write_place
from takeover.present.shows import with_links

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from takeover.language.values import Json
    from takeover.present.pieces import Line
    from takeover.replay.result import Who
    from takeover.replay.scenes import Scene

NAMES: Mapping[Who, str] = {"user": "User", "bot": "Bot", "agent": "Agent", "": ""}
MEDIA = {"image": "🖼", "video": "🎞", "audio": "🔊", "file": "📄", "location": "📍", "voice": "🔊"}


def write_scenes(scenes: Sequence[Scene], unexpected: str, failure: Html) -> Html:
    """Write a talk as a list; what no turn expected is marked, and the failure stands below the first of that.

    `unexpected` is the id of that scene, or "": then the failure is the end.
    """
    found = next((place for place, scene in enumerate(scenes) if unexpected and scene.id == unexpected), None)
    last = len(scenes) - 1 if found is None else found
    items = [
        *_written(scenes[: last + 1], found),
        tag("li", failure, class_="fails") if failure is not NOTHING else NOTHING,
        *_written(scenes[last + 1 :], None, "after" if failure is not NOTHING else ""),
    ]
    return tag("ol", *items, class_="chat")


def _written(scenes: Sequence[Scene], found: int | None, more: str = "") -> Iterator[Html]:
    before: Who = ""
    for place, scene in enumerate(scenes):
        yield _write(
            scene, " ".join(filter(None, (more, "culprit" if place == found else ""))), first=scene.who != before
        )
        before = scene.who if scene.kind in {"said", "chose", "shown"} else ""


def _write(scene: Scene, more: str, *, first: bool) -> Html:
    spot = tag("small", write_place(scene.span), class_="place") if scene.span.file else NOTHING
    match scene.kind:
        case "said" | "chose":
            text = tag("p", *_linked(scene.text), class_="bubble pressed" if scene.kind == "chose" else "bubble")
            return _item(scene, more, text, spot, first=first)
        case "shown":
            if scene.text == "delay":
                told = f"types for {text_at(scene.content or {}, 'seconds')} s"
                return tag("li", tag("p", told), spot, class_=f"aside quiet {more}".strip())
            return _item(scene, more, _shown(scene.text, scene.content or {}), spot, first=first)
        case "payload":
            return tag("li", _payload(scene.content or {}), spot, class_=f"handed {more}".strip())
        case "step":
            score = f" · {scene.score:.2f}" if scene.score is not None else ""
            return tag("li", tag("p", f"→ {scene.text}{score}"), spot, class_=f"aside step {more}".strip())
        case "event":
            told = f"Agent: {scene.text}" if scene.who == "agent" else scene.text
            return tag("li", tag("p", told), spot, class_=f"aside event {more}".strip())
        case "warning":
            return tag("li", tag("p", f"⚠ {scene.text}"), spot, class_=f"aside warning {more}".strip())
        case _:
            return tag("li", tag("p", scene.text), spot, class_=f"aside quiet {more}".strip())


def _item(scene: Scene, more: str, inside: Html, spot: Html, *, first: bool) -> Html:
    """Write what somebody said; the name is seen where another one said something before, and always heard."""
    name = NAMES[scene.who]
    seen = scene.who == "agent" and first
    said = tag("span", name, class_="name") if seen else hidden(f"{name}: ")
    chips = tag("ul", *(tag("li", label) for label in scene.choices), class_="chips", aria_label="Offered")
    return tag(
        "li",
        said,
        inside,
        chips if scene.choices else NOTHING,
        spot,
        class_=f"{scene.who or 'bot'} {'first' if first else ''} {more}".strip(),
    )


def _linked(text: str) -> Iterable[Html | str]:
    return (link(part.text, part.text) if part.tone == "link" else part.text for part in with_links(text))


def _shown(shows: str, content: Mapping[str, Json]) -> Html:
    match shows:
        case "card":
            return _card(content)
        case "carousel":
            cards = [tag("li", _card(card)) for card in records_at(content, "cards")]
            return tag("ul", *cards, class_="carousel", tabindex="0", aria_label="Cards")
        case "list":
            title = text_at(content, "title")
            items = [tag("li", _card(item)) for item in records_at(content, "items")]
            return tag("div", tag("strong", title) if title else NOTHING, tag("ul", *items), class_="card list")
        case _:
            return tag("p", _medium(shows, content), class_="bubble medium")


def _medium(shows: str, content: Mapping[str, Json]) -> Html:
    """Name a picture or a place, without fetching it."""
    degrees = ", ".join(text_at(content, name) for name in ("latitude", "longitude") if content.get(name) is not None)
    address = text_at(content, "url")
    title = text_at(content, "title") or address or degrees or shows
    icon = tag("span", MEDIA.get(shows, "📎"), aria_hidden="true")
    return join(icon, " ", hidden(f"{shows} "), link(address, title) if address else title)


def _card(card: Mapping[str, Json]) -> Html:
    subtitle = text_at(card, "subtitle")
    media = [_medium(kind, {"url": text_at(card, kind)}) for kind in ("image", "video") if card.get(kind)]
    address = text_at(card, "url")
    return tag(
        "div",
        *(tag("p", one, class_="medium") for one in media),
        tag("strong", text_at(card, "title")),
        tag("p", *_linked(subtitle)) if subtitle else NOTHING,
        tag("p", link(address, address)) if address else NOTHING,
        class_="card",
    )


def _payload(payload: Mapping[str, Json]) -> Html:
    """Write a takeover or an e-mail: what matters as a list, and all of it folded below."""
    title = "E-mail ticket" if payload.get("type") == "email.requested" else "Handed to a person"
    queue = text_at(record_at(payload, "routing"), "queue")
    priority = text_at(payload, "priority")
    rows = [
        tag("div", tag("dt", *(part.text for part in head)), tag("dd", *(part.text for part in told)))
        for head, told in _rows(payload)
    ]
    return tag(
        "div",
        tag(
            "p",
            tag("strong", title),
            tag("span", queue, class_="queue") if queue else NOTHING,
            tag("span", f"{priority} priority", class_="queue") if priority not in {"", "normal"} else NOTHING,
        ),
        tag("dl", *rows),
        tag("details", tag("summary", "Payload"), tag("pre", write_json(dict(payload), 1), tabindex="0")),
        class_="payload",
    )


def _rows(payload: Mapping[str, Json]) -> Iterator[tuple[Line, Line]]:
    for piece in payload_card(payload):
        if isinstance(piece, Frame) and piece.body and isinstance(piece.body[0], Grid):
            yield from ((head, told) for head, told in piece.body[0].rows)
