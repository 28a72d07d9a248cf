"""Conditions (`if:`): each kind in its own file. To add one, write its file and name it here."""

from takeover.language.rules.all_of import ALL
from takeover.language.rules.any_of import ANY
from takeover.language.rules.chance import CHANCE
from takeover.language.rules.channel import CHANNEL
from takeover.language.rules.hours import HOURS
from takeover.language.rules.language import LANGUAGE
from takeover.language.rules.negation import NOT
from takeover.language.rules.param import PARAM
from takeover.language.rules.tag import TAG
from takeover.language.rules.unknowns import UNKNOWNS
from takeover.language.rules.user import USER

RULES = {kind.key: kind for kind in (PARAM, CHANNEL, LANGUAGE, TAG, USER, HOURS, CHANCE, UNKNOWNS, ALL, ANY, NOT)}

__all__ = ["RULES"]
