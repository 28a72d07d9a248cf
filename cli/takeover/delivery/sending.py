"""Walks a plan step by step: what is about to happen is noted in the outbox before it does, and what came of it after.

One that is not to be kept there (a record in a file) is walked the same, and noted nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from takeover.delivery.receipt import Verdict
from takeover.language.template import TemplateError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.delivery.item import Item
    from takeover.delivery.pace import Pace
    from takeover.delivery.target import Plan, Step
    from takeover.host import Host
    from takeover.language.values import Json

SLACK = 30
"""Seconds that a lease outlasts the attempt for which it was taken."""
TOLD = 2
"""Seconds; a longer wait is told."""
KILLED = "the process that sent it ended before the answer; it may have arrived"


class Notes(Protocol):
    """Where the progress of a delivery is noted."""

    def __call__(self, **values: float | str | Sequence[str] | Mapping[str, Json]) -> None:
        """Note values of an item's columns."""


def nowhere(**values: float | str | Sequence[str] | Mapping[str, Json]) -> None:
    """Note nothing."""


def silent(_: str) -> None:
    """Say nothing."""


def at_once() -> float:
    """Wait for no turn."""
    return 0


@dataclass(slots=True)
class Walk:
    """A plan being walked. `failures` counts requests that may be made again, `attempts` how often it was tried."""

    plan: Plan
    most: int
    host: Host
    pace: Pace
    notes: Notes
    tell: Callable[[str], None]
    turn: Callable[[], float] = at_once
    """Takes a turn, and gives the seconds until it: some receivers want to be asked so often and no oftener."""
    attempts: int = 0
    failures: int = 0
    done: tuple[str, ...] = ()
    facts: dict[str, Json] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    next_at: float = 0
    anew: bool = True
    """Whether the next request begins another attempt."""
    in_doubt: bool = False
    """Whether a request is out there that may not be repeated, and whose answer has not come."""

    def go(self, item: Item | None, *, force: bool = False) -> Verdict:
        """Walk to the end, or to where it cannot go on. With `force`, what may have arrived is sent again."""
        began = self.pace.clock()
        last = Verdict("delivered", "it was there already")
        if item is not None:
            self.done, self.facts = item.done, dict(item.facts)
            begun = next((step for step in self.plan.steps if step.name == item.begun), None)
            if begun is not None and begun.repeat == "never" and not force:
                return Verdict("unknown", item.detail, item.status)
            if begun is not None and begun.repeat == "search":
                self._forget()
        while True:
            step = next((step for step in self.plan.steps if step.name not in self.done), None)
            if step is None:
                detail = "; ".join((last.detail, *self.said))
                return replace(last, outcome="delivered", detail=detail, facts=self.facts)
            verdict = self._take(step)
            if verdict is None:
                continue
            if verdict.outcome == "delivered":
                last = verdict
                continue
            wait = self._wait(step, verdict, self.pace.clock() - began)
            if wait is None:
                if step.optional:
                    self.said.append(f"{step.name}: {verdict.detail}")
                    self.done = (*self.done, step.name)
                    self.notes(done=self.done, begun="")
                    continue
                return self._ended(verdict, step)
            if verdict.outcome == "unknown" and step.repeat == "search":
                self._forget()
            self.tell(f"{verdict.detail}; trying again in {wait:.0f} s" if wait >= 1 else f"{verdict.detail}; again")
            self.pace.sleep(wait)
            self.anew = True

    def _take(self, step: Step) -> Verdict | None:
        """Take one step once; None where there was nothing to do."""
        try:
            request = step.render(self.facts)
        except TemplateError as error:
            return Verdict("failed", f"it cannot be written: {error}")
        if request is None:
            self.done = (*self.done, step.name)
            self.notes(done=self.done)
            return None
        wait = self.turn()
        if wait:
            if wait >= TOLD:
                self.tell(f"it takes {self.plan.rate} requests a minute; the next in {wait:.0f} s")
            self.pace.sleep(wait)
        self.attempts += self.anew
        self.anew = False
        now = self.host.now().timestamp()
        self.in_doubt = step.repeat == "never"
        doubt = {"state": "unknown", "detail": KILLED} if self.in_doubt else {}
        self.notes(begun=step.name, attempts=self.attempts, leased=now + step.bound + SLACK, **doubt)
        verdict = step.send(request, self.host)
        self.in_doubt = False
        match verdict.outcome:
            case "delivered":
                self.done, self.facts = (*self.done, step.name), {**self.facts, **verdict.facts}
                self.notes(done=self.done, facts=self.facts, begun="", state="queued")
            case "unknown":
                pass
            case _:
                self.notes(begun="", state="queued", detail=verdict.detail)
        return verdict

    def _wait(self, step: Step, verdict: Verdict, passed: float) -> float | None:
        """Give how long to wait before the next attempt; None where there is none."""
        asked = verdict.wait
        if verdict.outcome == "unknown":
            asked = None if step.repeat == "never" else verdict.wait or 0.0
        if asked is None or verdict.outcome == "refused":
            return None
        self.failures += 1
        wait = self.pace.wait(self.failures, asked, self.host.seed() / 2**32)
        if self.failures < self.most and passed + wait <= self.pace.total:
            return wait
        if asked:
            self.next_at = self.host.now().timestamp() + asked
        return None

    def _ended(self, verdict: Verdict, step: Step) -> Verdict:
        detail = verdict.detail if len(self.plan.steps) == 1 else f"{step.name}: {verdict.detail}"
        later = f"; retry after {verdict.wait:.0f} s" if self.next_at and verdict.wait else ""
        return replace(verdict, detail=f"{detail}{later}", facts=self.facts)

    def _forget(self) -> None:
        self.done, self.facts = (), {}
        self.notes(done=(), facts={}, begun="")
