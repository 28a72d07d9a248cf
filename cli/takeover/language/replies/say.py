"""The reply `say`: a text, one of several variations, with choices or buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.choices import BUTTONS, CHOICES, Option
from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Flag, Kind, Many

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span

VARIATIONS = Many(Words(many=True), "a text, or a list of variations", single=True)


class Say(NamedTuple):
    """The bot says one of the variations."""

    texts: tuple[Wording, ...]
    span: Span
    choices: tuple[Option, ...] = ()
    buttons: tuple[Option, ...] = ()
    agent_only: bool = False

    def perform(self, run: Run) -> None:
        """Say it; or, for agents only, note it."""
        text = run.fill(run.pick(self.texts))
        if self.agent_only:
            run.note(self.span, text)
        else:
            run.say(self.span, text, self.choices, self.buttons)


SAY = Kind(
    "say",
    "say",
    "The bot says a text. A list is variations: one of them is picked, as the seed decides. Wherever a user reads a "
    "text, one for each language may stand, such as {en: Hello!, nl: Hallo!}: the language of the talk picks.",
    "say: [Hello!, Hi there!]",
    Say,
    (
        Field("text", VARIATIONS, "the text, or variations of it", required=True, attr="texts"),
        Field("choices", CHOICES, "quick replies: taking one is as if it had been typed, or goes to its own address"),
        Field("buttons", BUTTONS, "buttons below the text; one may open a page"),
        Field("agent_only", Flag(), "for the agent's eyes, never the user's"),
    ),
)
