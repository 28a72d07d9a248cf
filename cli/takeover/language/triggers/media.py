"""The triggers `image`, `file`, `audio`, `video` and `location`: the user sent something that is not a text."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from takeover.source.light import NamedTuple
from takeover.source.shapes import Kind

if TYPE_CHECKING:
    from takeover.language.conversation import Media
    from takeover.language.triggers.trigger import Ears
    from takeover.source.span import Span


class WhenSent(NamedTuple):
    """The user sent this kind of thing."""

    media: Media
    span: Span

    def listen(self, ears: Ears) -> None:
        """Listen for it."""
        ears.signal(f"media:{self.media}", self.span)


def _kind(media: Media, label: str) -> Kind[WhenSent]:
    make = functools.partial(WhenSent, media)
    return Kind(media, label, f"The user sent {label}. What no step takes is unknown.", media, make, bare=True)


IMAGE = _kind("image", "an image")
FILE = _kind("file", "a file")
AUDIO = _kind("audio", "a recording")
VIDEO = _kind("video", "a video")
LOCATION = _kind("location", "a location")
