"""What the bot shows beside texts, as pieces: media, places, cards, lists, and the choices below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from takeover.present.inside import records_at, text_at
from takeover.present.pieces import Chips, Frame, Line, Paragraph, Words, words
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.language.choices import Choice
    from takeover.language.outputs import Shown
    from takeover.language.values import Json
    from takeover.present.pieces import Lead, Piece, Tone

ADDRESS = regex(r"https?://[^\s<>\"]*[^\s<>\".,:;!?)\]']")
ITEM = "- "


def show(shown: Shown, first: int) -> Iterator[Piece]:
    """Give the pieces of something shown; its buttons are numbered from `first` on."""
    content = shown.content
    match shown.shows:
        case "delay":
            yield Paragraph(words(f"types for {text_at(content, 'seconds')} s", "quiet"), "aside")
        case "card":
            yield _card(content, shown.buttons, first, "bot")
        case "carousel":
            lead: Lead = "bot"
            for card, buttons, number in _share_out(records_at(content, "cards"), shown.buttons, first):
                yield _card(card, buttons, number, lead)
                lead = "none"
        case "list":
            yield from _tell_list(content, shown.buttons, first)
        case "location":
            degrees = [text_at(content, name) for name in ("latitude", "longitude") if content.get(name) is not None]
            yield Paragraph((Words("[location] ", "quiet"), *_named(content, ", ".join(degrees), "quiet")), "bot")
        case "image" | "video" | "audio" | "file":
            opens = _named(content, text_at(content, "url"), "link")
            yield Paragraph((Words(f"[{shown.shows}] ", "quiet"), *opens), "bot")
        case unexpected:
            assert_never(unexpected)


def number_chips(choices: Sequence[Choice], first: int) -> tuple[Line, ...]:
    """Give choices as chips: `[1] Yes`. One that opens a page shows which."""
    return tuple(
        (Words(f"[{number}] ", "number"), Words(choice.label), *_opened(choice.url))
        for number, choice in enumerate(choices, first)
    )


def with_links(text: str) -> Line:
    """Tone the web addresses in a text."""
    line: list[Words] = []
    end = 0
    for found in ADDRESS.finditer(text):
        line += (Words(text[end : found.start()]), Words(found[0], "link"))
        end = found.end()
    return (*line, Words(text[end:]))


def _card(card: Mapping[str, Json], buttons: Sequence[Choice], first: int, lead: Lead) -> Frame:
    body: list[Piece] = []
    if subtitle := text_at(card, "subtitle"):
        body.append(Paragraph(with_links(subtitle)))
    body += [Paragraph(line) for line in _attached(card)]
    if buttons:
        body.append(Chips(number_chips(buttons, first)))
    return Frame(tuple(body), words(text_at(card, "title"), "strong"), lead)


def _tell_list(content: Mapping[str, Json], buttons: Sequence[Choice], first: int) -> Iterator[Piece]:
    lead: Lead = "bot"
    if title := text_at(content, "title"):
        yield Paragraph(words(title, "strong"), lead)
        lead = "none"
    shared = first
    for item, inside, number in _share_out(records_at(content, "items"), buttons, first):
        subtitle = text_at(item, "subtitle")
        below = (Words("\n"), *with_links(subtitle)) if subtitle else ()
        yield Paragraph((Words(ITEM, "quiet"), Words(text_at(item, "title")), *below), lead, hang=len(ITEM))
        for line in _attached(item):
            yield Paragraph(line, indent=len(ITEM))
        if inside:
            yield Chips(number_chips(inside, number), len(ITEM))
        shared, lead = number + len(inside), "none"
    if own := buttons[shared - first :]:
        yield Chips(number_chips(own, shared))


def _share_out(
    cards: Sequence[Mapping[str, Json]], buttons: Sequence[Choice], first: int
) -> Iterator[tuple[Mapping[str, Json], Sequence[Choice], int]]:
    """Give each card with its buttons, which stand in the order of the cards, and the number of the first."""
    begin = 0
    for card in cards:
        labels = card.get("buttons")
        end = begin + (len(labels) if isinstance(labels, list) else 0)
        yield card, buttons[begin:end], first + begin
        begin = end


def _attached(card: Mapping[str, Json]) -> Iterator[Line]:
    """Give the image and the address of a card."""
    if image := text_at(card, "image"):
        yield (Words("[image] ", "quiet"), Words(image, "link"))
    if url := text_at(card, "url"):
        yield (Words(url, "link"),)


def _named(content: Mapping[str, Json], place: str, tone: Tone) -> Line:
    title = text_at(content, "title")
    return (Words(title), Words(" "), Words(place, tone)) if title and place else (Words(title or place, tone),)


def _opened(url: str) -> Line:
    return (Words(" "), Words(url, "link")) if url else ()
