"""How well a bot knows what it does not know: `python tests/bench/unknown.py --data DIR [--seeds N] [--quick]`.

DIR holds sets of sentences as NAME-train.tsv and NAME-test.tsv (an intent, a tab, a sentence): BANKING77 and HWU64 are
public. A designer's bot has 12 intents of a set, drawn at random, with 5, 10 or 20 phrases each; it is asked the set's
test sentences, those of the other intents (near unknown), and those of the other sets (far unknown). A big bot has half
of the intents with all their phrases, a mixed one three quarters of those of all sets. Nothing is tuned on anything:
our threshold is the one that the bot calibrates on its own phrases, while peers, which have none, are given the best
one in hindsight.

`--markdown` prints the README's table alone; `--small` the tables of languages and slots alone, which need no data.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import fmean, pstdev
from typing import TYPE_CHECKING

from unknown_figures import Figures, draw_big, draw_mixed, draw_small, measure, read_data
from unknown_matchers import MATCHERS
from unknown_slots import print_slots
from unknown_spellings import print_languages, print_spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from unknown_figures import Data, Trial

COLUMNS = (
    ("accuracy", "accuracy"),
    ("in scope", "taken"),
    ("near", "near"),
    ("far", "far"),
    ("AUROC near", "near_area"),
    ("AUROC far", "far_area"),
    ("FPR95", "passing"),
    ("lost", "lost"),
)
SIZES = (5, 10, 20)


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--quick", action="store_true", help="3 seeds, 10 phrases, no big bot")
    parser.add_argument("--markdown", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--only", help="matchers whose name holds this")
    told = parser.parse_args()
    if told.small:
        print_languages()
        print_slots()
        return 0
    if told.data is None or not (sets := read_data(told.data)):
        print("--data names a folder with NAME-train.tsv and NAME-test.tsv", file=sys.stderr)
        return 2
    matchers = [name for name in MATCHERS if (told.only or "") in name and _installed(name)]
    seeds = 3 if told.quick else told.seeds
    if told.markdown:
        _print_markdown(sets, matchers, seeds)
        return 0
    for name in sets:
        for phrases in (10,) if told.quick else SIZES:
            trials = [draw_small(sets, name, phrases, seed) for seed in range(seeds)]
            _print_table(f"{name}: 12 intents, {phrases} phrases, {seeds} draws", matchers, trials)
        if not told.quick:
            _print_table(f"{name}: half of the intents, all phrases", matchers, [draw_big(sets, name, 0)])
    if not told.quick:
        trial = draw_mixed(sets, 0)
        size = len({example.label for example in trial.examples})
        _print_table(f"all sets mixed: {size} intents, at most 100 phrases", matchers, [trial])
    print_spellings(sets, seeds)
    print_languages()
    print_slots()
    return 0


def _installed(name: str) -> bool:
    from unknown_matchers import Example

    try:
        MATCHERS[name]([Example("a", "one word"), Example("b", "two words")])
    except ImportError as missing:
        print(f"{name} is left out: {missing}", file=sys.stderr)
        return False
    return True


def _measure_all(matcher: str, trials: Iterable[Trial]) -> list[Figures]:
    return [measure(MATCHERS[matcher], trial) for trial in trials]


def _print_table(title: str, matchers: Sequence[str], trials: Sequence[Trial]) -> None:
    """Print the means in per cent, the spread over the draws, and the CPU times."""
    print(f"\n{title}")
    print(
        f"{'':<30}" + "".join(f"{head:>13}" for head, _ in COLUMNS) + f"{'threshold':>12}{'train s':>10}{'us/text':>10}"
    )
    for matcher in matchers:
        found = _measure_all(matcher, trials)
        cells = [f"{_mean(found, key) * 100:.1f}±{_spread(found, key) * 100:.1f}" for _, key in COLUMNS]
        threshold = f"{_mean(found, 'threshold'):.2f}±{_spread(found, 'threshold'):.2f}"
        print(
            f"{matcher:<30}" + "".join(f"{cell:>13}" for cell in cells)
            + f"{threshold:>12}{_mean(found, 'seconds'):>10.3f}{_mean(found, 'micro'):>10.1f}",
            flush=True,
        )  # fmt: skip


def _print_markdown(sets: Mapping[str, Data], matchers: Sequence[str], seeds: int) -> None:
    """Print the table of the README: 10 phrases, the mean over all sets."""
    print(
        "| matcher | accuracy | in scope | near unknown | far unknown | AUROC near / far | learns in | a text takes |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for matcher in matchers:
        found = [
            one for name in sets for one in _measure_all(matcher, (draw_small(sets, name, 10, s) for s in range(seeds)))
        ]
        share = {key: f"{_mean(found, key) * 100:.1f} %" for _, key in COLUMNS}
        own = "" if "takeover" in matcher else " *"
        print(
            f"| {matcher}{own} | {share['accuracy']} | {share['taken']} | {share['near']} | {share['far']} "
            f"| {share['near_area']} / {share['far_area']} "
            f"| {_mean(found, 'seconds') * 1000:.0f} ms | {_mean(found, 'micro'):.0f} µs |"
        )
    print("\n\\* at the best threshold in hindsight, as it has none of its own.")


def _mean(found: Sequence[Figures], key: str) -> float:
    return fmean(float(getattr(figures, key)) for figures in found)


def _spread(found: Sequence[Figures], key: str) -> float:
    return pstdev(float(getattr(figures, key)) for figures in found)


if __name__ == "__main__":
    sys.exit(main())
