"""What kind of thing an address leads to, told by its ending or its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ENDINGS: Mapping[str, tuple[str, ...]] = {
    "image": ("png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "avif"),
    "audio": ("mp3", "wav", "ogg", "flac", "m4a", "opus"),
    "video": ("mp4", "webm", "mov", "mkv", "avi"),
}


def kind_of(url: str, content_type: str = "") -> str:
    """Give image, audio, video or file."""
    first = content_type.partition("/")[0].casefold()
    if first in ENDINGS:
        return first
    ending = url.partition("?")[0].partition("#")[0].rpartition(".")[2].casefold()
    return next((kind for kind, endings in ENDINGS.items() if ending in endings), "file")
