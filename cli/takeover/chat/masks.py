"""Sensitive values kept out of what leaves a chat: its transcripts, and what other programs are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote_plus

from takeover.chat.records import is_record, parts_of, with_parts
from takeover.handover.detecting import detect, name_it, stand_in
from takeover.handover.masking import read_mask
from takeover.language.conversation import Conversation
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def hide_secrets(conversation: Conversation, *, to_play: bool = False) -> Callable[[str], str]:
    """Give the function that masks a conversation's sensitive values, quoted ones in addresses and forms too.

    What is recognised as a card number, an IBAN or a token is masked as well: a user may tell it where nobody asked. In
    what is `to_play` again it keeps its form (0000 0000 0000 0000), so that it is understood as before.

    A line that holds one there comes out unquoted: it is to be read, and not to be sent.
    """
    named = read_mask(conversation)

    def mask(text: str) -> str:
        return detect(named(text), write=stand_in if to_play else name_it)[0]

    def hide_in_line(line: str) -> str:
        plain = unquote_plus(line) if "%" in line or "+" in line else line
        hidden = mask(plain)
        return hidden if hidden != plain else mask(line)

    return lambda text: "\n".join(map(hide_in_line, mask(text).split("\n")))


def masked(value: T, mask: Callable[[str], str]) -> T:
    """Mask every text in a value of events, outputs or JSON; the states of conversations in it stay as they are."""
    return _masked(value, mask)  # type: ignore[no-any-return]


def _masked(value: Any, mask: Callable[[str], str]) -> Any:  # noqa: ANN401 - whatever events and outputs hold
    if isinstance(value, str):
        return mask(value)
    if is_record(value):
        if isinstance(value, Conversation | Span):
            return value
        return with_parts(value, **{name: _masked(part, mask) for name, part in parts_of(value).items()})
    if isinstance(value, tuple | list):
        return type(value)(_masked(item, mask) for item in value)
    if isinstance(value, Mapping):
        return {key: _masked(item, mask) for key, item in value.items()}
    return value
