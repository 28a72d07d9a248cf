"""What the bot says and shows: nothing while it is paused, nothing empty, and what it offers is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.making import make_line, make_said
from takeover.language.choices import MOST_OFFERED, Choice
from takeover.language.conversation import Line
from takeover.language.languages import find_language
from takeover.language.outputs import Shown, Shows
from takeover.language.template import TemplateError
from takeover.language.wording import ByLanguage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.engine.program import Block
    from takeover.engine.running import Running
    from takeover.language.choices import Option
    from takeover.language.values import Json
    from takeover.language.wording import Wording
    from takeover.source.span import Span


Offer = tuple["Sequence[Option]", tuple[Choice, ...]]
"""Choices as they were written, and as they are offered."""
NOTHING: Offer = ((), ())


def fill(run: Running, text: Wording) -> str:
    """Fill what is not the same in every talk: one of the texts in the language that is spoken, or a template."""
    if isinstance(text, ByLanguage):
        return run.fill(run.pick(text.choose((run.language, run.program.bot.language))))
    try:
        return text.fill(run.facts)
    except TemplateError as error:
        run.warn("template-failed", "error", f"this template could not be filled: {error}", text.source.span)
        return ""


def switch(run: Running, said: str, span: Span) -> None:
    """Go on in the language that the user is said to speak: a code however it is written, or a name."""
    language = find_language(said)
    if language is not None:
        run.language = language
    elif said.strip():
        message = f'"{said}" is no language that is known here, so the talk goes on in "{run.language}"'
        run.warn("no-language", "note", message, span, "give its code, such as en or pt-BR")


def say(run: Running, span: Span, text: str, choices: Sequence[Option] = (), buttons: Sequence[Option] = ()) -> None:
    """Say a text, with what can be taken instead of typing."""
    if _utter(run, span, text, choices, buttons):
        run.told = text


def ask(run: Running, span: Span, text: str, choices: Sequence[Option] = ()) -> None:
    """Ask something, which does not tell anything."""
    _utter(run, span, text, choices, ())


def _utter(run: Running, span: Span, text: str, choices: Sequence[Option], buttons: Sequence[Option]) -> bool:
    """Say whether it could be said."""
    if run.paused:
        _refuse(run, span)
        return False
    if not text or text.isspace():
        run.warn("empty-text", "warning", "there was nothing to say: the text came out empty", span)
        return False
    quick: tuple[Choice, ...] = ()
    below: tuple[Choice, ...] = ()
    shown: dict[str, Json] | None = None
    if choices or buttons:
        quick, below = _offer(run, choices), _offer(run, buttons)
        shown = {"choices": [choice.label for choice in quick], "buttons": [button.label for button in below]}
    name = run.next_id()
    run.lines = run.lines.add(make_line((name, run.clock, "bot", text, shown, "")))
    run.emit(make_said((name, span, text, quick, below)))
    return True


def show(run: Running, span: Span, shows: Shows, content: Mapping[str, Json], buttons: Sequence[Option] = ()) -> None:
    """Show something that is not a text; a delay is shown, and is no part of the talk."""
    if run.paused:
        _refuse(run, span)
        return
    offered = _offer(run, buttons)
    name = run.next_id()
    if shows != "delay":
        run.lines = run.lines.add(Line(name, run.clock, "bot", "", {"shows": shows, **content}))
    run.emit(Shown(name, span, shows, content, offered))


def _refuse(run: Running, span: Span) -> None:
    hint = "say it before the takeover"
    run.warn("spoke-while-paused", "warning", "the bot is paused and did not say this", span, hint)


def _offer(run: Running, options: Sequence[Option]) -> tuple[Choice, ...]:
    if not options:
        return ()
    written, offered = run.program.offers.get(id(options), NOTHING)
    if written is not options:
        offered = tuple([_fill(run, option) for option in options])
    run.offered = (*run.offered, *offered)[-MOST_OFFERED:]
    return offered


def offers(blocks: Sequence[Block]) -> dict[int, Offer]:
    """Give the choices and buttons that are the same in every talk, by the identity of what was written of them.

    What was written stands beside them: nothing else can have its identity while it is kept.
    """
    found: dict[int, Offer] = {}
    for block in blocks:
        for action in block.actions:
            for options in (getattr(action, "choices", ()), getattr(action, "buttons", ())):
                if options and all(_is_fixed(option) for option in options):
                    event = [option.event.text if option.event else "" for option in options]
                    labels = [option.label.source.text for option in options]
                    found[id(options)] = (options, tuple(map(Choice, labels, event)))
    return found


def _is_fixed(option: Option) -> bool:
    return option.label.fixed and option.place is None and option.url is None


def _fill(run: Running, option: Option) -> Choice:
    step = None if option.place is None else run.find_place(option.place.text)
    event = option.event.text if option.event else ""
    return Choice(run.fill(option.label), event, step, run.fill(option.url) if option.url else "")
