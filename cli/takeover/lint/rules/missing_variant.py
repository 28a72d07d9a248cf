"""A text is written for each language but one.

Who speaks the one that is missing reads the text in another language, in the middle of a talk in their own. The
languages are those that the bot names (`language: [en, nl]`); where it names none, those that most of its other texts
have. A text without languages is for everybody.

Bad:
    language: [en, nl]
    flow: Takeover
    steps:
      - when: unknown
        do:
          - say: {en: I don't know that one., nl: Dat weet ik niet.}
          - say: {en: A colleague will answer you within five minutes.}
          - takeover: {unavailable: [{say: {en: Please call us., nl: Belt u ons even.}}]}

Good:
    language: [en, nl]
    flow: Takeover
    steps:
      - when: unknown
        do:
          - say: {en: I don't know that one., nl: Dat weet ik niet.}
          - say: {en: A colleague will answer you within five minutes., nl: Een collega antwoordt binnen vijf minuten.}
          - takeover: {unavailable: [{say: {en: Please call us., nl: Belt u ons even.}}]}
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from takeover.engine.walk import find_all
from takeover.language.wording import ByLanguage
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.lint.rule import Checked
    from takeover.source.nodes import Scalar

CODE = "missing-variant"
SEVERITY: Severity = "warning"


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look in every text that has languages for those that the bot speaks."""
    texts = [text for linked in checked.program.steps for text in find_all(linked.step.actions, ByLanguage)]
    if not texts:
        return
    bot = checked.bot
    named = bool(bot.languages)
    wanted = {tag.text: tag for tag in bot.languages} if named else _usual(texts)
    for text in texts:
        missing = [tag for tag in wanted if text.find(tag) is None]
        if not missing:
            continue
        read = text.find(bot.language) or text.variants[0]
        listed = " and ".join((", ".join(missing[:-1]), missing[-1]) if missing[1:] else missing)
        speaks = "one of them" if missing[1:] else "it"
        message = f"this text is not there in {listed}: who speaks {speaks} reads the one in {read.language.text}"
        hint = f'write "{missing[0]}: …" beside it'
        said = "the bot says here that it speaks {}" if named else "another text has {}"
        related = tuple(Related(said.format(tag), wanted[tag].span) for tag in missing)
        yield Diagnostic(CODE, SEVERITY, message, text.variants[0].language.span, hint, related)


def _usual(texts: Sequence[ByLanguage]) -> Mapping[str, Scalar]:
    """Give the languages that more than half of the texts have, each with the place where it is written first."""
    written = [variant.language for text in texts for variant in text.variants]
    counted = Counter(language.text for language in written)
    return {tag.text: tag for tag in reversed(written) if 2 * counted[tag.text] > len(texts)}
