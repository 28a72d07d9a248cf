"""Formats of problems, each in its own file. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.problems.as_github import write_github
from takeover.present.problems.as_json import write_list
from takeover.present.problems.as_text import write_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from takeover.host import Host
    from takeover.source.diagnostic import Diagnostic

    WriteProblems = Callable[[Sequence[Diagnostic], Mapping[str, str], Host], None]

PROBLEMS: Mapping[str, WriteProblems] = {
    "text": write_text,
    "json": write_list,
    "github": write_github,
}
"""Each writes problems, in the order that they have, to stdout; it is given the text of each file by its name too.

Without problems a format for people writes nothing, and one for machines what stands for none.
"""
