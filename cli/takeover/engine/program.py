"""A linked program: every name resolved, every step and block numbered, the index built. It never changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.engine.speech import Offer
    from takeover.language.bot import Bot
    from takeover.language.conversation import Position
    from takeover.language.flow import Step
    from takeover.language.run import Action, Rule
    from takeover.language.types.kind import EntityType
    from takeover.matching.index import Index
    from takeover.source.span import Span

TOP = -1
"""The level of the steps that no other step leads to."""


class LinkedStep(NamedTuple):
    """A step with its number and its address, `flow/name`: one without a name is called by its place (`2`, `2.1`)."""

    number: int
    flow: str
    name: str
    address: str
    span: Span
    step: Step
    parent: int
    block: int
    rule: Rule | None
    interrupts: bool
    leads_on: bool


class Block(NamedTuple):
    """Actions that are done one after the other. `after` is where the talk goes on then; None: nowhere.

    `nests` gives, for the actions that hold others, the numbers of their blocks.
    """

    number: int
    step: int
    actions: tuple[Action, ...]
    after: Position | None
    nests: Mapping[int, tuple[int, ...]]


class Program(NamedTuple):
    """A bot that can be run.

    `signals` maps a level and a signal (`unknown`, `event:NAME`, …) to the steps that listen, in their written
    order; `silences` a level to the seconds and steps. `flows` gives the first step of each flow, `named_steps` the
    step of a flow and a name. `saves` says where a step with an `any` keeps the text; `answers` what type of answer
    an `ask` wants, by its block and index (one whose choices change is not there). `interrupters` gives the steps
    of a level that interrupt. `offers` holds choices that are the same in every talk (see `speech.offers`).
    `fingerprint` changes when steps or blocks do: a saved conversation fits only the program that it was saved
    from.
    """

    bot: Bot
    steps: tuple[LinkedStep, ...]
    blocks: tuple[Block, ...]
    index: Index  # type: ignore[assignment] # which no tuple is asked for here
    types: Mapping[str, EntityType]
    signals: Mapping[tuple[int, str], tuple[int, ...]]
    silences: Mapping[int, tuple[tuple[int, int], ...]]
    flows: Mapping[str, int]
    named_steps: Mapping[tuple[str, str], int]
    saves: Mapping[int, str]
    answers: Mapping[tuple[int, int], EntityType]
    interrupters: Mapping[int, frozenset[int]]
    offers: Mapping[int, Offer]
    fingerprint: str

    @property
    def interruptible(self) -> bool:
        """Say whether some step interrupts."""
        return bool(self.interrupters)
