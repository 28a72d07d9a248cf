"""A trigger never starts its step, because another step takes all that it listens for.

Of two steps that listen for the same, the one written first takes it, unless its `if:` does not hold. Put the narrower
one first, give the first one an `if:`, or take one of them out.

Bad:
    flow: Shop
    steps:
      - when: {contains: refund}
        do: [{say: You get your money back within five days.}]
      - when: {contains: [late refund, refund not received]}
        do: [{say: I'm sorry! I'll look into it.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}

Good:
    flow: Shop
    steps:
      - when: {contains: [late refund, refund not received]}
        do: [{say: I'm sorry! I'll look into it.}]
      - when: {contains: refund}
        do: [{say: You get your money back within five days.}]
      - when: unknown
        do:
          - say: A colleague will answer you within five minutes.
          - takeover: {unavailable: [{say: Nobody is free right now. Please call us.}]}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.folding import fold
from takeover.language.naming import Ref
from takeover.language.triggers.anything import WhenAny
from takeover.language.triggers.contains import WhenContains
from takeover.language.triggers.empty import WhenEmpty
from takeover.language.triggers.event import WhenEvent
from takeover.language.triggers.intent import WhenIntent
from takeover.language.triggers.media import WhenSent
from takeover.language.triggers.pattern import WhenPattern
from takeover.language.triggers.unknown import WhenUnknown
from takeover.matching.tokens import split_words
from takeover.source.diagnostic import Diagnostic, Related, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.engine.program import LinkedStep
    from takeover.language.triggers.trigger import Trigger
    from takeover.lint.rule import Checked
    from takeover.source.span import Span

CODE = "never-matches"
SEVERITY: Severity = "warning"

Key = tuple[str, ...]
"""Something that is listened for, such as `("event", "HAND_OVER")` or `("contains", "late", "refund")`."""


def check(checked: Checked) -> Iterator[Diagnostic]:
    """Look, level by level in written order, for triggers all of whose inputs an earlier open step takes."""
    taken: dict[tuple[int, bool, Key], tuple[LinkedStep, Span]] = {}
    for linked in checked.program.steps:
        for trigger in linked.step.triggers:
            wanted = list(_wanted(trigger))
            takers = [_taker(taken, linked, key) for key, _ in wanted]
            first = takers[0] if takers else None
            if first is not None and all(taker is not None for taker in takers):
                message = (
                    f"{first[0].address} takes everything that this trigger listens for, because it is written first"
                )
                hint = "put the narrower step first, or give the first one an if:"
                related = (Related("this takes it", first[1]),)
                yield Diagnostic(CODE, SEVERITY, message, trigger.span, hint, related)
        if linked.rule is None:
            for trigger in linked.step.triggers:
                for key, span in _wanted(trigger):
                    taken.setdefault((linked.parent, linked.interrupts, key), (linked, span))


def _taker(
    taken: dict[tuple[int, bool, Key], tuple[LinkedStep, Span]], linked: LinkedStep, key: Key
) -> tuple[LinkedStep, Span] | None:
    """Give the earlier step that takes all inputs of a kind. One that does not interrupt leaves questions to others."""
    for wider in _wider(key):
        for interrupts in (True,) if linked.interrupts else (True, False):
            found = taken.get((linked.parent, interrupts, wider))
            if found is not None and found[0] is not linked:
                return found
    return None


def _wanted(trigger: Trigger) -> Iterator[tuple[Key, Span]]:
    """Give what a trigger listens for; of examples nothing, because scores decide about those."""
    match trigger:
        case WhenUnknown(span=span):
            yield ("unknown",), span
        case WhenEmpty(span=span):
            yield ("empty",), span
        case WhenSent(media=media, span=span):
            yield ("media", media), span
        case WhenEvent(names=names):
            yield from ((("event", name.text.strip()), name.span) for name in names)
        case WhenIntent(names=names):
            yield from ((("intent", name.text), name.span) for name in names)
        case WhenContains(words=words):
            yield from ((("contains", *split_words(fold(word.text))), word.span) for word in words if fold(word.text))
        case WhenPattern(patterns=patterns):
            yield from ((("pattern", pattern.text), pattern.span) for pattern in patterns)
        case WhenAny(asked=None, span=span):
            yield ("any",), span
        case WhenAny(asked=Ref(text=name), span=span):
            yield ("typed", name), span
        case _:
            return


def _wider(key: Key) -> Sequence[Key]:
    """Give everything that takes all inputs of a kind: itself, and for words each run of them."""
    match key:
        case ("contains", *words):
            longest = min(len(words), LONGEST)
            return [
                ("contains", *words[start : start + length])
                for length in range(1, longest + 1)
                for start in range(len(words) - length + 1)
            ]
        case ("any",):
            return [key, ("typed", "text")]
        case ("typed", *_):
            return [key, ("typed", "text")]
        case _:
            return [key]


LONGEST = 12
"""Words of a phrase that are looked at: the runs of more would be too many."""
