"""What is personal in a text, taken out of it: for people as `{email}` or a mask, for an example as a slot.

Found are card numbers, IBANs and tokens (see `handover.detecting`), e-mail addresses, telephone numbers, web addresses,
dates and amounts with digits, codes and numbers, and names: introduced ones, those after a title, and two or more
capitalised words of which the bot knows not all. A first name alone, in the middle of a sentence, is a word like any.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.detecting import DETECTED, NAMES
from takeover.handover.masking import write_mask
from takeover.language.folding import fold
from takeover.language.types import TYPES
from takeover.source.light import NamedTuple
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from takeover.language.types.kind import Place

CODE = regex(r"(?<!\w)(?=[\w-]*[^\W\d_])(?=[\w-]*\d[\w-]*\d)[\w-]*\w")
"""Letters with two digits or more, such as AC-10042."""
DIGITS = regex(r"\d(?:[\d.,:/ \u00a0-]*\d)?")
PARTS = r"(?:(?:de|den|der|van|von|la|le|del|di|da|bin|al|ter|ten|het|'t)\s+)*"
CAPITALISED = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’.-]*"
NAMED = regex(rf"(?<!\w){CAPITALISED}(?:\s+{PARTS}{CAPITALISED})+")
TITLED = regex(
    rf"(?<!\w)(?:[Mm]rs?|[Mm]s|[Mm]iss|[Dd]r|Herr|Frau|[Mm]eneer|[Mm]evrouw|[Dd]hr|[Mm]evr)\.?\s+({PARTS}{CAPITALISED})"
)
TYPED = ("email", "url", "phone", "date", "money")
"""Types whose values are taken out where they hold a digit or an address, before what is only a code or a number."""
SIGNS = frozenset("0123456789@")


class Found(NamedTuple):
    """A stretch of a text that is personal. `slot` is the type that may stand for it in an example, "" for none."""

    start: int
    end: int
    shown: str
    slot: str


class Hidden(NamedTuple):
    """A text without what is personal: as people are shown it, and as an example that may be written into a flow."""

    shown: str
    example: str

    @property
    def words(self) -> str:
        """What of it is compared: an example without braces."""
        return self.example.replace("{", " ").replace("}", " ").replace(":", " ")


def hide_personal(text: str, place: Place, knows: Callable[[str], bool]) -> Hidden:
    """Take out what is personal. `knows` says whether a folded word is in some example of the bot."""
    flat = " ".join(text.split())
    shown, example = [], []
    at = 0
    slots: dict[str, int] = {}
    for hit in _leftmost(flat, place, knows):
        before = flat[at : hit.start]
        shown += [before, hit.shown]
        example.append(_without_braces(before))
        if hit.slot:
            slots[hit.slot] = slots.get(hit.slot, 0) + 1
            number = slots[hit.slot]
            example.append(f"{{{hit.slot}{'' if number == 1 else f'_{number}'}:{hit.slot}}}")
        at = hit.end
    rest = flat[at:]
    return Hidden("".join((*shown, rest)), " ".join("".join((*example, _without_braces(rest))).split()))


def _without_braces(text: str) -> str:
    return text.replace("{", " ").replace("}", " ")


def _leftmost(text: str, place: Place, knows: Callable[[str], bool]) -> Iterator[Found]:
    """Give what was found from left to right; where two overlap, what was found by the surer means."""
    taken: list[Found] = []
    covered = bytearray(len(text))
    for hit in _find(text, place, knows):
        if not any(covered[hit.start : hit.end]):
            covered[hit.start : hit.end] = b"\1" * (hit.end - hit.start)
            taken.append(hit)
    yield from sorted(taken)


def _find(text: str, place: Place, knows: Callable[[str], bool]) -> Iterator[Found]:
    """Find by each means, the surest first."""
    for kind, find in DETECTED.items():
        yield from (Found(hit.start, hit.end, write_mask(NAMES[kind]), "") for hit in find(text))
    for name in TYPED:
        for value in TYPES[name].find_all(text, place):
            said = text[value.start : value.end]
            if name == "url" or (SIGNS & set(said) and not (name == "money" and DIGITS.fullmatch(said))):
                yield Found(value.start, value.end, f"{{{name}}}", name)
    yield from (Found(hit.start(), hit.end(), "{code}", "") for hit in CODE.finditer(text))
    yield from (Found(hit.start(), hit.end(), "{number}", "number") for hit in DIGITS.finditer(text))
    for value in TYPES["name"].find_all(text, place):
        if value.start:  # something leads up to it; a text of a few words may be a name, and mostly is none
            yield Found(value.start, value.end, "{name}", "name")
    yield from (Found(hit.start(1), hit.end(1), "{name}", "name") for hit in TITLED.finditer(text))
    for hit in NAMED.finditer(text):
        if not all(knows(word) for word in fold(hit[0]).split()):
            yield Found(hit.start(), hit.end(), "{name}", "name")
