"""`takeover reference`: what every word of the flow language means, from the tables that flows are read with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.present.painter import paint_on
from takeover.present.reference.as_markdown import write_markdown
from takeover.present.reference.as_pieces import tell_entries, tell_overview
from takeover.present.reference.entries import find_entries, known_words, read_sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.host import Host


def complete_words(incomplete: str) -> list[str]:
    """Give the words of the language that begin so."""
    return [word for word in known_words(read_sections()) if word.startswith(incomplete)]


def run(words: Sequence[str], host: Host) -> ExitCode:
    """Tell of these words, or of all: as Markdown, on a terminal as text (and instead of all words, an overview)."""
    whole = read_sections()
    found = {word: find_entries(whole, word.rstrip(":")) for word in words}
    for word, sections in found.items():
        if not sections:
            return refuse_word(word, "a word of the language", known_words(whole), host)
    asked = tuple(section for sections in found.values() for section in sections) if words else whole
    if host.stdout_is_terminal:
        paint_on(host, "stdout").draw(tell_entries(asked) if words else tell_overview(whole))
    else:
        host.stdout.write(write_markdown(asked, whole=not words))
    return ExitCode.OK
