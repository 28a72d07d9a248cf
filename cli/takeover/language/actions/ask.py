"""The action `ask`: a question, the answer to which is captured when it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.asked_type import AskedType, TypeShape
from takeover.language.choices import CHOICES, Option
from takeover.language.doing import DO
from takeover.language.naming import SaveTo, Slot
from takeover.language.replies.say import VARIATIONS
from takeover.language.run import Action, Listen, Nest, Run
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Whole

if TYPE_CHECKING:
    from takeover.language.wording import Wording
    from takeover.source.span import Span

ATTEMPTS = 3


class Ask(NamedTuple):
    """A question. `attempts` answers may not fit; then `otherwise` is done, or (None) the input is unknown."""

    texts: tuple[Wording, ...]
    span: Span
    save: Slot | None = None
    type: AskedType | None = None
    choices: tuple[Option, ...] = ()
    retry: tuple[Wording, ...] = ()
    attempts: int = ATTEMPTS
    otherwise: tuple[Action, ...] | None = None

    def perform(self, run: Run) -> Listen:
        """Ask, and wait for the answer."""
        run.ask(self.span, run.fill(run.pick(self.texts)), self.choices)
        return Listen()

    def nests(self) -> tuple[Nest, ...]:
        """Give what is done after too many attempts."""
        return () if self.otherwise is None else (Nest("else", self.otherwise),)


ASK = Kind(
    "ask",
    "ask",
    "The bot asks, and waits. An answer of the type is kept under `save`; one that is not gets `retry`, and after "
    "`attempts` of them `else` is done, or the unknown step is taken. Without a type any text is an answer.",
    "ask: What is your e-mail address?\nsave: email\ntype: email\nretry: That doesn't look like an e-mail address.",
    Ask,
    (
        Field("text", VARIATIONS, "the question, or variations of it", required=True, attr="texts"),
        Field("save", SaveTo(), "the param, or user.… field, that keeps the answer"),
        Field(
            "type",
            TypeShape(),
            "what an answer must hold; left out, the type of the param, or the choices, or any text",
        ),
        Field("choices", CHOICES, "quick replies; without a type, the answer must be one of them"),
        Field("retry", VARIATIONS, "what the bot says to an answer that does not fit; left out, it asks again"),
        Field("attempts", Whole(1, 20), f"how many answers may not fit (default {ATTEMPTS})"),
        Field("else", DO, "what is done after so many; the actions below go on then", attr="otherwise"),
    ),
)
