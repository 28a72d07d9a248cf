"""Botium's asserters as matchers of ours, and the modes in which it compares what the bot says.

As in `src/scripting/MatchFunctions.js` and `src/scripting/logichook/LogicHookConsts.js` of
github.com/codeforequity-at/botium-core.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.pattern import LONGEST
from takeover.source.light import NamedTuple
from takeover.source.nodes import Items, Node
from takeover.transcripts.foreign.media import kind_of
from takeover.transcripts.foreign.patterns import carry_pattern, wildcard
from takeover.transcripts.foreign.talk import Talk, escape, exactly, fields, labels_of, listed, one_of, scalar, word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.source.span import Span

ANYTHING = "\x00"
"""Stands for what the bot may say in this place."""
BAR = "\\|"
BOTH = 2


class Said(NamedTuple):
    """What is asserted: texts of which one (or all) must be there, by a mode or asserter; `said`: beside a text."""

    options: Sequence[str]
    span: Span
    how: str
    negated: bool = False
    optional: bool = False
    said: bool = False


def parse_arguments(line: str) -> list[str]:
    r"""Give what stands behind the first word, between bars; `\|` is a bar itself."""
    rest = line.partition(" ")[2]
    if not rest.strip():
        return []
    return [part.replace(ANYTHING, "|").strip() for part in rest.replace(BAR, ANYTHING).split("|")]


def expect_said(talk: Talk, said: Said) -> None:
    """Expect a text by the mode in which texts are compared."""
    if not _expect(talk, said, said.how.casefold(), every=False):
        talk.lose(f'the matching mode "{said.how}"', said.span)


def _text(how: str, *, every: bool = False) -> Callable[[Talk, Said], bool]:
    def carry(talk: Talk, said: Said) -> bool:
        return bool(said.options) and _expect(talk, said, how, every=every)

    return carry


def _expect(talk: Talk, said: Said, how: str, *, every: bool) -> bool:
    """Add a turn, or widen the one before it; False where there is no such way to compare."""
    any_case = how.endswith(("ignorecase", "lowercase"))
    how = how.removesuffix("ignorecase").removesuffix("lowercase")
    patterns = [_pattern(option, how) for option in said.options]
    if any(one is None for one in patterns):
        return False
    if any_case and how == "include" and any(len(one or "") > LONGEST for one in patterns):
        talk.aside("that large and small letters are the same: it is too long for a pattern", said.span)
        any_case = False
    plain = not any(ANYTHING in option for option in said.options)
    matchers: dict[str, Node]
    if plain and not any_case and not said.negated and how == "include" and (every or len(patterns) == 1):
        matchers = {"contains": listed(said.options, said.span)}
    elif plain and not any_case and not said.negated and how == "equals" and not (every and len(patterns) > 1):
        matchers = one_of(said.options, said.span)
    else:
        carried = [carry_pattern(talk, one or "", said.span, any_case=any_case) for one in patterns]
        written = [scalar(one, said.span) for one in carried if one is not None]
        if len(written) < len(carried):
            return True  # said already, with the reason
        if said.negated and every and len(written) > 1:
            return False
        matchers = _combine(written, said, every=every)
        if not matchers:
            return False
    if said.said and not said.optional:
        return talk.widen(**matchers)
    flag: dict[str, Node] = {"optional": word("true", said.span)} if said.optional else {}
    if not flag and set(matchers) == {"text"}:
        talk.turn("bot", matchers["text"], said.span)
    else:
        talk.expect(said.span, **matchers, **flag)
    return True


def _combine(written: Sequence[Node], said: Said, *, every: bool) -> dict[str, Node]:
    if said.negated:
        return {"not": Items(tuple(written), said.span)}
    if len(written) == 1:
        return {"text": written[0]}
    if not every:
        return {"one_of": Items(tuple(written), said.span)}
    if len(written) == BOTH:  # both must hold, and a matcher has two places for a pattern
        return {"text": written[0], "one_of": Items(tuple(written[1:]), said.span)}
    return {}


def _pattern(option: str, how: str) -> str | None:
    """Give the pattern for a text; None where there is no such way to compare."""
    match how:
        case "regexp":
            return option.replace(ANYTHING, ".+")
        case "wildcard":
            return ".+".join(wildcard(part) for part in option.split(ANYTHING))
        case "wildcardexact":
            return f"^{'.+'.join(wildcard(part) for part in option.split(ANYTHING))}$"
        case "include":
            return ".+".join(escape(part) for part in option.split(ANYTHING))
        case "equals":
            return f"^{'.+'.join(escape(part) for part in option.split(ANYTHING))}$"
        case _:
            return None


def _buttons(talk: Talk, said: Said) -> bool:
    """Expect labels as choices: Botium has one word for choices and buttons, and looks for these among them."""
    if said.negated or said.optional or not said.options or any(ANYTHING in option for option in said.options):
        return False
    labels = labels_of(said.options, said.span)
    if said.said:
        return talk.widen(choices=labels)
    talk.expect(said.span, choices=labels)
    return True


def _media(talk: Talk, said: Said) -> bool:
    """Expect what is shown, each by itself, behind the text."""
    if said.negated or not said.options or any(ANYTHING in option for option in said.options):
        return False
    for url in said.options:
        _show(talk, kind_of(url), url, said)
    return True


def _intent(talk: Talk, said: Said) -> bool:
    """Expect that the input was understood: our bots have no intents, so which one it is becomes a comment."""
    if said.negated or said.optional or not said.options:
        return False
    talk.turn("unknown", word("false", said.span), said.span)
    talk.aside(f"the intent {said.options[0]}", said.span)
    return True


def _cards(talk: Talk, said: Said) -> bool:
    """Expect a card by its title."""
    if said.negated or not said.options or any(ANYTHING in option for option in said.options):
        return False
    for title in said.options:
        _show(talk, "card", title, said)
    return True


def _show(talk: Talk, kind: str, text: str, said: Said) -> None:
    matchers: dict[str, Node] = {kind: exactly(text, said.span)}
    if said.optional:
        matchers["optional"] = word("true", said.span)
    talk.turn("bot", fields(said.span, **matchers), said.span)


ASSERTERS: Mapping[str, Callable[[Talk, Said], bool]] = {
    "BUTTONS": _buttons,
    "MEDIA": _media,
    "CARDS": _cards,
    "INTENT": _intent,
    "TEXT": _text("equals"),
    "TEXT_IC": _text("equalsignorecase"),
    **{
        f"TEXT_{name}{quantity}{case}": _text(how + ("ignorecase" if case else ""), every=quantity == "_ALL")
        for name, how in (
            ("CONTAINS", "include"),
            ("EQUALS", "equals"),
            ("REGEXP", "regexp"),
            ("WILDCARD", "wildcard"),
            ("WILDCARDEXACT", "wildcardexact"),
        )
        for quantity in ("", "_ANY", "_ALL")
        for case in ("", "_IC")
    },
}
LATER = frozenset(
    {
        *("INTENT_UNIQUE", "INTENT_CONFIDENCE", "ENTITIES", "ENTITY_VALUES", "ENTITY_CONTENT", "FORMS", "FORM"),
        *("JSON_PATH", "JSON_PATH_COUNT", "RESPONSE_LENGTH", "PAUSE_ASSERTER", "WER", "BUTTONS_COUNT", "MEDIA_COUNT"),
        *("CARDS_COUNT", "BUTTONS_COUNT_REC", "MEDIA_COUNT_REC", "CARDS_COUNT_REC", "BOT_CONSUMED"),
        *(
            "BOT_UNCONSUMED_COUNT",
            "UPDATE_CUSTOM",
            "UPDATE_CONTEXT",
            "ASSIGN_SCRIPTING_MEMORY",
            "CONVO_STEP_PARAMETERS",
        ),
        *("ORDERED_LIST_TO_BUTTON", "CONDITIONAL_STEP_TIME_BASED", "CONDITIONAL_STEP_BUSINESS_HOURS"),
        *("CONDITIONAL_STEP_CAPABILITY_VALUE_BASED", "CONDITIONAL_STEP_JSON_PATH_BASED"),
    }
)
"""Asserters and hooks that no turn can stand for: each is listed as lost."""
