"""What can be posted: the payload itself, a CloudEvent of it, or the handoff of the Bot Framework."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.delivery.meaning import KEYED, Rule
from takeover.handover.events import JSON, write_cloud_event, write_cloud_headers, write_handoff
from takeover.handover.writing import write_json

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.language.values import Json


@dataclass(frozen=True, slots=True)
class Body:
    """A way to write a payload: its media type, its text, headers of its own, and what answers to it mean."""

    media: str
    write: Callable[[Json], str]
    headers: Callable[[Json], tuple[tuple[str, str], ...]] = lambda _: ()
    rules: tuple[Rule, ...] = KEYED


HANDED_OFF = tuple(
    Rule("refused", ((200, 299),), f"{where}/value/state", "^failed$") for where in ("", "/0", "/activities/0")
)
"""`handoff.status` with the state `failed`, alone, in a list, or as the activities of an answer."""
BODIES = {
    "takeover": Body(JSON, write_json),
    "cloudevents": Body("application/cloudevents+json", lambda payload: write_json(write_cloud_event(payload))),
    "cloudevents-binary": Body(JSON, write_json, write_cloud_headers),
    "botframework": Body(JSON, lambda payload: write_json(write_handoff(payload)), rules=(*HANDED_OFF, *KEYED)),
}
