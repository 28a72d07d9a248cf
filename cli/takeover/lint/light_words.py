"""Words that say little: who asks differently changes them first. Articles, pronouns, auxiliaries, prepositions.

They are folded. Words that ask (where, how) or deny (not) say much, and are not among them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LIGHT: Mapping[str, frozenset[str]] = {
    "en": _words(
        "a an the my your our their this that these those it its i im id you we me us is are am was were be "
        "been do does did have has had can could will would shall should may might want like need please to "
        "of for from in on at with about by and or some any there here just also so"
    ),
    "nl": _words(
        "de het een mijn je jouw jullie uw ons onze hun dit dat deze die er ik jij u we wij mij me is zijn "
        "ben was waren heb hebt heeft had kan kun kunt kunnen kon wil wilt zou zal zullen mag mogen moet "
        "graag alstublieft alsjeblieft te van voor in op aan bij met over door om en of ook even nog"
    ),
    "de": _words(
        "der die das den dem des ein eine einen einem einer mein meine meinen dein deine ihr ihre euer eure "
        "unser dies diese dieser dieses es ich du sie wir mir mich uns ist sind bin war waren sein habe hat "
        "hatte kann kannst konnen konnt konnte will mochte wurde wird darf bitte gern gerne zu zum zur von "
        "vom fur in im an am auf bei mit uber durch um und oder auch noch mal"
    ),
    "fr": _words(
        "le la les un une des du de mon ma mes ton ta tes votre vos notre nos ce cet cette ces cela ca il "
        "elle je tu vous nous me moi est sont suis etes etait ai as a avez avoir etre peux peut puis pouvez "
        "pourrais veux voudrais souhaite au aux pour par en dans sur avec et ou y aussi svp plait sil"
    ),
    "es": _words(
        "el la los las un una unos unas mi mis tu tus su sus nuestro nuestra este esta esto ese esa eso lo yo "
        "usted ustedes me nos es son soy estan estoy era he ha han puedo puede pueden podria quiero quisiera "
        "necesito de del a al para por en con sobre y o tambien favor"
    ),
}
"""By language; of others no word is known to say little."""

ENDINGS = ("ing", "ed", "es", "en", "s", "e")
SHORTEST = 4
"""Letters that are left of a word without its ending."""


class Weigher:
    """Tells the words of a language that carry the meaning from those that say little."""

    def __init__(self, language: str) -> None:
        """Take the bot's language, such as `en` or `pt-BR`."""
        self._light = LIGHT.get(language.partition("-")[0], frozenset())
        self._stems: dict[str, str] = {}

    def heavy(self, words: Sequence[str]) -> tuple[str, ...]:
        """Give the words that carry the meaning, without their endings, in the order of the alphabet."""
        stems = self._stems
        for word in words:
            if word not in stems:
                stems[word] = "" if word in self._light else _without_ending(word)
        return tuple(sorted([stem for word in words if (stem := stems[word])]))

    def light(self, words: Sequence[str]) -> list[str]:
        """Give the words that say little."""
        return [word for word in words if word in self._light]


def _without_ending(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word
