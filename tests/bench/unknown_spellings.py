"""How well a bot understands what is written otherwise: slips, order, case, pictures; other languages and scripts."""

from __future__ import annotations

import random
import unicodedata
from statistics import fmean
from typing import TYPE_CHECKING

from unknown_figures import draw_small
from unknown_languages import LANGUAGES
from unknown_matchers import Example, learn_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from unknown_figures import Data

FOLDS = 4


def slip(text: str, chance: random.Random) -> str:
    """Make one slip in one of the longer words: a letter left out, doubled, exchanged with the next, or another."""
    words = text.split()
    long = [place for place, word in enumerate(words) if len(word) > 3 and word.isalpha()]
    if not long:
        return text
    place = chance.choice(long)
    word = words[place]
    at = chance.randrange(len(word) - 1)
    words[place] = chance.choice((
        word[:at] + word[at + 1 :],
        word[: at + 1] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + chance.choice("aeiourstn") + word[at + 1 :],
    ))  # fmt: skip
    return " ".join(words)


def shuffle(text: str, chance: random.Random) -> str:
    """Put two neighbouring words the other way round."""
    words = text.split()
    if len(words) > 1:
        at = chance.randrange(len(words) - 1)
        words[at : at + 2] = words[at + 1], words[at]
    return " ".join(words)


def plain(text: str, _: random.Random) -> str:
    """Leave all diacritics out."""
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


SPELLINGS: Mapping[str, Callable[[str, random.Random], str]] = {
    "as written": lambda text, _: text,
    "one slip": slip,
    "two words exchanged": shuffle,
    "CAPITALS": lambda text, _: text.upper(),
    "with pictures": lambda text, _: f"{text} 🙏😀",
}


def print_spellings(sets: Mapping[str, Data], seeds: int) -> None:
    """Print how many known texts are still understood rightly at the bot's own threshold, and unknown ones caught."""
    print(
        f"\nspelling (12 intents, 10 phrases, {seeds} draws): known texts taken rightly, near unknown ones caught, in %"
    )
    print(f"{'':<24}" + "".join(f"{name:>16}" for name in sets))
    for spelling, write in SPELLINGS.items():
        cells = []
        for name in sets:
            taken, caught = [], []
            for seed in range(seeds):
                trial = draw_small(sets, name, 10, seed)
                chance = random.Random(f"{spelling} {seed}")  # noqa: S311 - a draw, no secret
                learned = learn_ours(trial.examples)
                assert learned.threshold is not None
                answers = learned.answer([write(example.text, chance) for example in trial.known])
                strange = learned.answer([write(text, chance) for text in trial.near])
                taken.append(fmean(
                    answer.label == one.label and answer.score >= learned.threshold
                    for answer, one in zip(answers, trial.known, strict=True)
                ))  # fmt: skip
                caught.append(fmean(answer.score < learned.threshold for answer in strange))
            cells.append(f"{fmean(taken) * 100:.1f} / {fmean(caught) * 100:.1f}")
        print(f"{spelling:<24}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


def print_languages() -> None:
    """Print the same for small bots of other languages, each phrase asked of a bot that has not read it."""
    print("\nlanguages (5 intents, 6 phrases of 8): accuracy, known texts taken rightly, unknown ones caught, in %")
    for language, (intents, strange) in LANGUAGES.items():
        for spelling, write in (
            ("as written", lambda text, _: text),
            ("without diacritics", plain),
            ("one slip", slip),
        ):
            chance = random.Random(language)  # noqa: S311
            right, taken, caught = [], [], []
            for fold in range(FOLDS):
                held = [Example(i, text) for i, texts in intents.items() for text in texts[fold::FOLDS]]
                learned = learn_ours([
                    Example(i, text) for i, texts in intents.items() for text in texts if Example(i, text) not in held
                ])  # fmt: skip
                assert learned.threshold is not None
                answers = learned.answer([write(example.text, chance) for example in held])
                hits = [answer.label == one.label for answer, one in zip(answers, held, strict=True)]
                right += hits
                taken += [hit and a.score >= learned.threshold for hit, a in zip(hits, answers, strict=True)]
                caught += [answer.score < learned.threshold for answer in learned.answer(strange)]
            shares = " / ".join(f"{fmean(share) * 100:.0f}" for share in (right, taken, caught))
            print(f"{language:<12}{spelling:<22}{shares:>18}")
