"""Actions: what a step does beside talking, each kind in its own file. To add one, write its file and name it here."""

from takeover.language.actions.ask import ASK
from takeover.language.actions.branch import BRANCH
from takeover.language.actions.call import CALL
from takeover.language.actions.email import EMAIL
from takeover.language.actions.end import END
from takeover.language.actions.event import EVENT
from takeover.language.actions.goto import GOTO
from takeover.language.actions.note import NOTE
from takeover.language.actions.pause import PAUSE, RESUME
from takeover.language.actions.reset import RESET
from takeover.language.actions.resolve import RESOLVE
from takeover.language.actions.setting import SET
from takeover.language.actions.tag import TAG, UNTAG
from takeover.language.actions.takeover import TAKEOVER

ACTIONS = {
    kind.key: kind
    for kind in (
        ASK,
        SET,
        RESET,
        TAG,
        UNTAG,
        GOTO,
        EVENT,
        BRANCH,
        TAKEOVER,
        PAUSE,
        RESUME,
        RESOLVE,
        NOTE,
        EMAIL,
        CALL,
        END,
    )
}

__all__ = ["ACTIONS"]
