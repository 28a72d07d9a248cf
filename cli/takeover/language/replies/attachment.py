"""The replies `image`, `video`, `audio` and `file`: something at an address."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from takeover.language.template import TemplateText
from takeover.language.wording import Wording, Words
from takeover.source.light import NamedTuple
from takeover.source.shapes import Field, Kind

if TYPE_CHECKING:
    from takeover.language.outputs import Shows
    from takeover.language.run import Run
    from takeover.source.span import Span


class Attachment(NamedTuple):
    """The bot shows what is at an address."""

    shows: Shows
    url: Wording
    span: Span
    title: Wording | None = None

    def perform(self, run: Run) -> None:
        """Show it."""
        title = run.fill(self.title) if self.title else ""
        run.show(self.span, self.shows, {"url": run.fill(self.url), "title": title})


def _kind(shows: Shows, label: str, example: str) -> Kind[Attachment]:
    fields = (
        Field("url", Words(TemplateText("an address")), "where it is", required=True),
        Field("title", Words(), "what it shows, in words, for those who cannot see or open it"),
    )
    make = functools.partial(Attachment, shows)
    return Kind(shows, label, f"The bot shows {label}.", example, make, fields)


IMAGE = _kind("image", "an image", "image: https://acme.example/map.png")
VIDEO = _kind("video", "a video", "video: https://acme.example/unboxing.mp4")
AUDIO = _kind("audio", "a recording", "audio: https://acme.example/hold.mp3")
FILE = _kind("file", "a file", "file: {url: https://acme.example/terms.pdf, title: Our terms}")
