"""Which transcripts are played: by their names, words, tags and share of a build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SHARD = regex(r"([1-9]\d{0,4})/([1-9]\d{0,4})")


class Choosable(NamedTuple):
    """What a transcript is chosen by. `tags` are None where nobody can tell: it might have any."""

    file: str
    name: str
    tags: tuple[str, ...] | None

    @property
    def address(self) -> str:
        """Give `file::name`."""
        return f"{self.file}::{self.name}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What to play; what is empty chooses all.

    `names` are names of transcripts, each with the file or folder that it was asked of. `words` must all be in the
    address, but for those after `not`. One of the `tags` must be there. `addresses` are those that failed last.
    `shard` is (2, 5) for the second of five parts.
    """

    names: tuple[tuple[str, str], ...] = ()
    words: str = ""
    tags: tuple[str, ...] = ()
    addresses: Collection[str] | None = None
    shard: tuple[int, int] = (1, 1)


def choose(all_: Sequence[Choosable], choice: Choice) -> list[int]:
    """Give the numbers of those that are chosen, in their order."""
    words = choice.words.casefold().split()
    chosen = [number for number, one in enumerate(all_) if _is_chosen(one, choice, words)]
    part, parts = choice.shard
    return chosen[part - 1 :: parts]


def read_shard(text: str) -> tuple[int, int] | None:
    """Read `2/5`; None where it is none."""
    found = SHARD.fullmatch(text.strip())
    if found is None or int(found[1]) > int(found[2]):
        return None
    return int(found[1]), int(found[2])


def _is_chosen(one: Choosable, choice: Choice, words: Sequence[str]) -> bool:
    wanted = [name for path, name in choice.names if path in {one.file, "."} or one.file.startswith(f"{path}/")]
    if wanted and not any(_is_named(one.name, name) for name in wanted):
        return False
    if choice.tags and one.tags is not None and not set(choice.tags) & set(one.tags):
        return False
    if choice.addresses is not None and one.address not in choice.addresses:
        return False
    return not words or _has_words(one.address.casefold(), words)


def _is_named(name: str, wanted: str) -> bool:
    """Say whether a name is the wanted one, or a case of it."""
    return name == wanted or name.startswith(f"{wanted} [")


def _has_words(address: str, words: Sequence[str]) -> bool:
    refused = False
    for word in words:
        if word == "not":
            refused = not refused
            continue
        if (word in address) is refused:
            return False
        refused = False
    return True
