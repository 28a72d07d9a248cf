"""What a command says to a word that it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.exitcode import ExitCode
from takeover.present.painter import paint_on
from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from takeover.host import Host


def refuse_word(word: str, noun: str, known: Iterable[str], host: Host, otherwise: str = "") -> ExitCode:
    """Say that a word is not `noun` (with its article), and which was meant or which there are; a usage error.

    `otherwise` is said where none is near, and there are too many to name them.
    """
    words = list(known)
    hint = did_you_mean(word, words) or otherwise or f"there are: {', '.join(words)}"
    paint_on(host, "stderr").error(f'"{word}" is not {noun}; {hint}')
    return ExitCode.USAGE
