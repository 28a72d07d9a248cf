"""The action `branch`: the first branch whose rules hold is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.doing import DO
from takeover.language.rules.kind import Conditions
from takeover.language.run import Action, Into, Nest, Rule, Run
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many, Record

if TYPE_CHECKING:
    from takeover.source.span import Span


class Way(NamedTuple):
    """One branch: without rules it always holds."""

    actions: tuple[Action, ...]
    span: Span
    rule: Rule | None = None


class Branch(NamedTuple):
    """Several branches, of which at most one is done."""

    ways: tuple[Way, ...]
    span: Span

    def perform(self, run: Run) -> Into | None:
        """Take the first that holds; after it the actions below go on."""
        for number, way in enumerate(self.ways):
            if way.rule is None or way.rule.holds(run.facts):
                run.branched(way.span, number)
                return Into(number)
        run.branched(self.span, -1)
        return None

    def nests(self) -> tuple[Nest, ...]:
        """Give the branches."""
        return tuple(Nest(f"branch {number}", way.actions) for number, way in enumerate(self.ways, 1))


WAY = Record(
    Way,
    (
        Field("if", Conditions(), "rules that must hold; left out, it always holds", attr="rule"),
        Field("do", DO, "what is done then", required=True, attr="actions"),
    ),
    "a branch",
    elsewhere=lambda key: {
        "when": 'rules stand under "if:"',
        "else": 'a branch without "if:" always holds: write "- do:"',
    }.get(key, ""),
)
BRANCH = Kind(
    "branch",
    "branch",
    "Does the first branch whose rules hold; one without rules always holds. Then the actions below go on.",
    "branch:\n  - if: {hours: office}\n    do: [{say: We are here.}]\n  - do: [{say: We are closed.}]",
    Branch,
    (Field("ways", Many(WAY, "a list of branches"), "the branches", required=True),),
    nested=False,
)
