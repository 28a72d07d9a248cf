"""The reply `location`: a place on the map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind, Number

if TYPE_CHECKING:
    from takeover.language.run import Run
    from takeover.source.span import Span


class ShowLocation(NamedTuple):
    """The bot shows a place, by its name and (when given) its degrees."""

    title: Wording
    span: Span
    latitude: float | None = None
    longitude: float | None = None

    def perform(self, run: Run) -> None:
        """Show it."""
        content = {"title": run.fill(self.title), "latitude": self.latitude, "longitude": self.longitude}
        run.show(self.span, "location", content)


LOCATION = Kind(
    "location",
    "a location",
    "The bot shows a place.",
    "location: {title: Our shop, latitude: 52.37, longitude: 4.89}",
    ShowLocation,
    (
        Field("title", Words(), "the name or address of the place", required=True),
        Field("latitude", Number(-90, 90), "degrees north"),
        Field("longitude", Number(-180, 180), "degrees east"),
    ),
)
