"""The words of a folded text, as examples and `contains` compare them."""

from __future__ import annotations

from takeover.source.regex import regex

_ALONE = (
    "\u0e00-\u0eff"  # Thai, Lao
    "\u1000-\u109f"  # Myanmar
    "\u1780-\u17ff"  # Khmer
    "\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # kana and ideographs
    "\u2190-\u2bff\U0001f000-\U0001faff"  # pictures
    "$\u00a2-\u00a9\u00ae\u00b0\u20a0-\u20cf"  # currency and other signs
)
"""Characters that are a word each: scripts without spaces, where any run of them may be a word, and signs."""

_WORD = regex(f"[{_ALONE}]|[^\\s{_ALONE}]+")
_SPACED = regex(r"\S+")


def split_words(folded: str) -> list[str]:
    """Split what `fold` made into words; a character of a script without spaces, or a sign, is a word alone."""
    return folded.split() if _is_spaced(folded) else _WORD.findall(folded)


def place_words(folded: str) -> list[tuple[str, int, int]]:
    """Give the same words, each with where it starts and ends in the folded text."""
    pattern = _SPACED if _is_spaced(folded) else _WORD
    return [(word[0], word.start(), word.end()) for word in pattern.finditer(folded)]


def _is_spaced(folded: str) -> bool:
    """Say whether there are spaces around every word, so that the long pattern need not even be compiled."""
    return folded.isascii() and "$" not in folded
