"""Triggers (`when:`): each kind in its own file. To add one, write its file and name it here."""

from takeover.language.triggers.anything import ANY
from takeover.language.triggers.contains import CONTAINS
from takeover.language.triggers.empty import EMPTY
from takeover.language.triggers.event import EVENT
from takeover.language.triggers.intent import INTENT
from takeover.language.triggers.media import AUDIO, FILE, IMAGE, LOCATION, VIDEO
from takeover.language.triggers.pattern import PATTERN
from takeover.language.triggers.silence import SILENCE
from takeover.language.triggers.text import TEXT
from takeover.language.triggers.unknown import UNKNOWN

TRIGGERS = {
    kind.key: kind
    for kind in (
        UNKNOWN,
        TEXT,
        INTENT,
        CONTAINS,
        PATTERN,
        ANY,
        EVENT,
        SILENCE,
        EMPTY,
        IMAGE,
        FILE,
        AUDIO,
        VIDEO,
        LOCATION,
    )
}

__all__ = ["TRIGGERS"]
