"""Secrets that a user tells unasked: card numbers, IBANs, tokens. Found by their check digits and forms, and masked.

Card numbers: 13 to 19 digits that begin with 2 to 6 (ISO/IEC 7812) and satisfy Luhn's check. IBANs: ISO 13616 with its
check digits. Both checks are python-stdnum's, which is imported only where something looks like one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.handover.masking import write_mask
from takeover.handover.tokens import TELLTALE, TOKEN
from takeover.handover.writing import one_line
from takeover.source.light import NamedTuple
from takeover.source.regex import regex

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

DIGITS = regex(r"(?<!\w)\d(?:[ \u00a0\u2009\u202f.\-\u2010-\u2015]?\d){12,60}(?!\w)")
GROUP = regex(r"\d+")
SHORTEST_CARD, LONGEST_CARD = 13, 19
ACCOUNT = regex(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ -]?[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,60}")
WORD = regex(r"[A-Za-z0-9]+")
ALPHANUMERIC = regex(r"[^\W_]")
SHORTEST_ACCOUNT, LONGEST_ACCOUNT = 15, 34


class Found(NamedTuple):
    """A stretch of a text that holds a secret of some kind."""

    start: int
    end: int
    kind: str


def _cards(text: str) -> Iterator[Found]:
    """Find runs of whole groups of digits that are one card's: what stands before and after may be digits too."""
    for run in DIGITS.finditer(text):
        yield from _longest(list(GROUP.finditer(text, *run.span())), _is_card, (SHORTEST_CARD, LONGEST_CARD))


def _accounts(text: str) -> Iterator[Found]:
    for run in ACCOUNT.finditer(text):
        bounds = (SHORTEST_ACCOUNT, LONGEST_ACCOUNT)
        yield from _longest(list(WORD.finditer(text, *run.span())), _is_account, bounds)


def _tokens(text: str) -> Iterator[Found]:
    if TELLTALE.search(text):
        yield from (Found(*found.span(), "token") for found in TOKEN.finditer(text))


DETECTED: Mapping[str, Callable[[str], Iterator[Found]]] = {"card": _cards, "iban": _accounts, "token": _tokens}
"""What finds each kind of secret; the kinds are what a target can `allow`."""
NAMES = {"card": "card number", "iban": "IBAN", "token": "token"}


def name_it(_: str, kind: str) -> str:
    """Write what stands in place of a secret that was found, for people."""
    return write_mask(NAMES[kind])


def stand_in(secret: str, kind: str) -> str:
    """Write the form of a secret alone (0000 0000 0000 0000), for talks that are played again: words are understood."""
    del kind
    return ALPHANUMERIC.sub(lambda found: "0" if found[0].isdecimal() else "X", secret)


def detect(
    text: str, allow: Sequence[str] = (), write: Callable[[str, str], str] = name_it
) -> tuple[str, tuple[str, ...]]:
    """Give a text with the secrets in it masked, and what kinds of them there were, in words."""
    found = sorted(hit for kind, find in DETECTED.items() if kind not in allow for hit in find(text))
    pieces: list[str] = []
    at = 0
    for hit in found:
        if hit.start >= at:
            pieces += [text[at : hit.start], write(text[hit.start : hit.end], hit.kind)]
        at = max(at, hit.end)
    return "".join(pieces) + text[at:], tuple(dict.fromkeys(NAMES[hit.kind] for hit in found))


def cut_whole(text: str, longest: int) -> str:
    """Put a text on one line, cut where it is too long, but not within a secret: half of one is not found any more."""
    line = " ".join(text.split())
    cut = one_line(line, longest)
    if cut == line:
        return line
    end = len(cut) - len("…")
    split = (hit.start for find in DETECTED.values() for hit in find(line) if hit.start < end < hit.end)
    start = min(split, default=end)
    return cut if start == end else f"{line[:start].rstrip()}…"


def _longest(groups: Sequence[re.Match[str]], is_one: Callable[[str], str], bounds: tuple[int, int]) -> Iterator[Found]:
    """Find the stretches of whole groups that are one, from the left, the longest at each place."""
    at = 0
    while at < len(groups):
        length, ends = 0, []
        for number in range(at, len(groups)):
            length += len(groups[number][0])
            if length > bounds[1]:
                break
            if length >= bounds[0]:
                ends.append(number)
        for number in reversed(ends):
            start, end = groups[at].start(), groups[number].end()
            kind = is_one("".join(group[0] for group in groups[at : number + 1]))
            if kind:
                yield Found(start, end, kind)
                at = number
                break
        at += 1


def _is_card(digits: str) -> str:
    from stdnum import luhn

    plain = "".join(str(int(digit)) for digit in digits)
    return "card" if plain[0] in "23456" and luhn.is_valid(plain) else ""


def _is_account(text: str) -> str:
    from stdnum import iban

    return "iban" if iban.is_valid(text, check_country=False) else ""
