"""Replies: what the bot says or shows, each kind in its own file. To add one, write its file and name it here."""

from takeover.language.replies.attachment import AUDIO, FILE, IMAGE, VIDEO
from takeover.language.replies.card import CARD
from takeover.language.replies.carousel import CAROUSEL
from takeover.language.replies.delay import DELAY
from takeover.language.replies.listing import LIST
from takeover.language.replies.location import LOCATION
from takeover.language.replies.say import SAY

REPLIES = {kind.key: kind for kind in (SAY, IMAGE, VIDEO, AUDIO, FILE, LOCATION, CARD, CAROUSEL, LIST, DELAY)}

__all__ = ["REPLIES"]
