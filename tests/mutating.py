"""Bots as a typing hand leaves them: those of the repository, changed here and there, for properties and fuzzing."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from places import ROOT
from takeover.lint.explain import EXPLAINED

if TYPE_CHECKING:
    from random import Random

LARGEST = 6_000
PIECES = (
    *("- ", "? ", ": ", ":", "  ", "    ", "\n", "\r\n", "\t", "|\n", ">-\n", "|2\n", "'", '"', "\\", "#", " # c"),
    *("{", "}", "[", "]", ",", "{{ a }}", "{{ a | upcase }}", "{% if a %}", "&a ", "*a", "<<: *a", "!", "!!str "),
    *("---\n", "%", "@", "😀", "é", "日本", "\u202e", "\u00a0", "\ufeff", "\x00", "\x85", "~", "null", "yes", "012"),
    *("goto: ", "takeover", "ask: x\n", "if: {unknowns: 2}", "then:\n", "hours: ", "disabled: true\n", "event: X"),
    *("# takeover: ignore no-unknown\n", "  # takeover: ignore few-examples, unset-name", "${SECRET}", "chance: 50%"),
    *("text: [a, b]", "pattern: (a+)+$", "contains: [x]", "unknown", "silence: 5m", "{a:number}", "\u3000", "e\u0301"),
)
"""What is put in, where it matters to YAML or to a bot."""
WORDS = (
    *("yes", "No", "012", "1e3", "2026-01-01", "~", "1.10", "😀", "日本語", "e\u0301", "\u3000", "x" * 80, "unknown"),
    *("{{ nobody }}", "'{{ a | upcase }}'", '"\\u0041\\n"', "[a, b]", "{}", "[]", "{a: b}", "&a x", "*a", "!!str y"),
)
WORD = re.compile(r"[A-Za-z_]{3,}")
VALUE = re.compile(r": ([^\n{}\[\],]*)")


@functools.cache
def seeds() -> tuple[str, ...]:
    """Give the bots that are changed: small ones of all kinds, with mistakes and without."""
    files = [*(ROOT / "tests" / "corpus").rglob("*.y*ml"), *(ROOT / "flows").rglob("*.yaml")]
    small = sorted(file for file in files if file.stat().st_size <= LARGEST and "transcripts" not in file.parts)
    samples = [text for explained in EXPLAINED.values() for text in (explained.bad, explained.good) if text]
    return (*(file.read_bytes().decode("utf-8", "replace") for file in small), *samples)


def mutate(text: str, random: Random) -> str:
    """Change a text in one to three places: half of the texts only such that most of them are still YAML."""
    mutations = random.choice((GENTLE, GENTLE + ROUGH))
    for _ in range(random.randint(1, 3)):
        text = random.choice(mutations)(text, random)
    return text


def _put_in(text: str, random: Random) -> str:
    start = random.randint(0, len(text))
    end = min(len(text), start + random.choice((0, 0, 1, 3, 8)))
    return text[:start] + random.choice(PIECES) + text[end:]


def _take_out(text: str, random: Random) -> str:
    start = random.randint(0, len(text))
    return text[:start] + text[start + random.randint(1, 12) :]


def _mistype(text: str, random: Random) -> str:
    """Swap two letters of a word."""
    words = list(WORD.finditer(text))
    if not words:
        return text
    word = random.choice(words)
    at = random.randint(word.start(), word.end() - 2)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _move_line(text: str, random: Random) -> str:
    """Drop, double, move, indent or dedent a line."""
    lines = text.split("\n")
    at, to = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines.pop(at)
    changed = random.choice(([], [line, line], [f"  {line}"], [line.removeprefix("  ")]))
    lines[at:at] = changed
    if not changed and random.random() < 1 / 2:
        lines.insert(to, line)
    return "\n".join(lines)


def _end_as_windows(text: str, _random: Random) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _rename(text: str, random: Random) -> str:
    """Write one word in place of another of the same text."""
    words = list(WORD.finditer(text))
    if not words:
        return text
    word, other = random.choice(words), random.choice(words)
    return text[: word.start()] + other[0] + text[word.end() :]


def _repeat(text: str, random: Random) -> str:
    """Put a part of the text in again elsewhere."""
    start, to = random.randint(0, len(text)), random.randint(0, len(text))
    return text[:to] + text[start : start + random.randint(1, 80)] + text[to:]


def _drop_line(text: str, random: Random) -> str:
    """Take out a line below which nothing hangs."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    if not lines[at].rstrip().endswith((":", "|", ">")):
        del lines[at]
    return "\n".join(lines)


def _swap_values(text: str, random: Random) -> str:
    """Swap what stands behind two keys."""
    values = [found for found in VALUE.finditer(text) if found[1]]
    if len(values) < 2:
        return text
    first, second = sorted(random.sample(values, 2), key=lambda found: found.start())
    between = text[first.end(1) : second.start(1)]
    return text[: first.start(1)] + second[1] + between + first[1] + text[second.end(1) :]


def _exchange_word(text: str, random: Random) -> str:
    """Write a word that matters to YAML, or is none of the language, in place of another."""
    words = list(WORD.finditer(text))
    if not words:
        return text
    word = random.choice(words)
    return text[: word.start()] + random.choice(WORDS) + text[word.end() :]


GENTLE = (_rename, _rename, _drop_line, _swap_values, _exchange_word, _mistype, _end_as_windows)
ROUGH = (_put_in, _put_in, _take_out, _move_line, _repeat)
