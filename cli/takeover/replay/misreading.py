"""The result of a transcript that cannot be played because of how it is written: it has failed, at that place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.replay.result import Failure, Result, Told
from takeover.source.span import NOWHERE

if TYPE_CHECKING:
    from takeover.transcripts.misread import Misread


def fail_misread(misread: Misread, file: str) -> Result:
    """Give the failure: the first problem, with the others in place of the talk."""
    first, *others = misread.problems
    around = tuple(
        Told("", f"{one.span}: {one.message}{f' ({one.hint})' if one.hint else ''}", one.span) for one in others
    )
    failure = Failure(first.code, first.message, first.span, NOWHERE, hint=first.hint, around=around)
    return Result(name_misread(misread, file), file, misread.span, "failed", failure)


def name_misread(misread: Misread, file: str) -> str:
    """Give the name of the transcript, or that of its file."""
    return misread.name or file.rpartition("/")[2]
