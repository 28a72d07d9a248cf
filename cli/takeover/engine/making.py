"""What every step makes, made in half the time: named tuples straight from a tuple of all their fields, in their order.

The constructor of a named tuple is a Python function that calls `tuple.__new__`. A step makes a dozen, and the call of
that function is a tenth of its time. Nobody checks here how many fields are given: only the engine's own files call it.
"""

from __future__ import annotations

from functools import partial

from takeover.language.conversation import Conversation, Line, Position
from takeover.language.outputs import Branched, Captured, Entered, Said

make_conversation = partial(tuple.__new__, Conversation)
make_line = partial(tuple.__new__, Line)
make_position = partial(tuple.__new__, Position)
make_branched = partial(tuple.__new__, Branched)
make_captured = partial(tuple.__new__, Captured)
make_entered = partial(tuple.__new__, Entered)
make_said = partial(tuple.__new__, Said)
