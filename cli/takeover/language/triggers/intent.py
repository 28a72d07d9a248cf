"""The trigger `intent`: inputs that a service of the bot's own understands as such."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Many, Text

if TYPE_CHECKING:
    from takeover.language.triggers.trigger import Ears
    from takeover.source.nodes import Scalar
    from takeover.source.span import Span


class WhenIntent(NamedTuple):
    """The service that `match: {http: …}` names finds one of the intents in the input."""

    names: tuple[Scalar, ...]
    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for each intent."""
        for name in self.names:
            ears.intent(name)


INTENT = Kind(
    "intent",
    "an intent",
    "The service of `match: {http: URL}` takes the input for one of these intents, at or above the threshold. Beside "
    "it, `text` says what is heard where the service does not answer.",
    "{intent: track_order}",
    WhenIntent,
    (Field("intent", Many(Text("an intent"), "intents", single=True), "intents", required=True, attr="names"),),
)
