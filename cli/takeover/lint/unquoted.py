"""Texts without quotes that other tools take for something else: `no` for false, `012` for 10, `null` for nothing.

takeover reads every text as it is written. An editor, a formatter or a script that reads the same file need not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.source.diagnostic import Fix
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from takeover.source.nodes import Scalar

NO_TEXT = regex(
    r"""
      (?: yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE|null|Null|NULL|~|= )
    | [-+]? (?: 0b[01_]+ | 0o?[0-7_]+ | 0x[0-9a-fA-F_]+ )
    | [-+]? \d[\d_]* (?: :[0-5]?\d )* (?: \.[\d_]* )? (?: [eE][-+]?\d+ )?
    | [-+]? \.\d[\d_]* (?: [eE][-+]?\d+ )?
    | [-+]? \. (?: inf|Inf|INF|nan|NaN|NAN )
    | \d{4}-\d\d?-\d\d? (?: (?:[Tt]|[ \t]+) \d\d? :\d\d :\d\d (?: \.\d* )? (?: [ \t]* (?: Z|[-+]\d\d?(?::?\d\d)? ) )? )?
    """,
    re.VERBOSE,
)
"""What YAML 1.1 (https://yaml.org/type/) or the core schema of 1.2 does not take for a text."""
UNHARMED = regex(r"0|-?[1-9]\d{0,14}|-?(?:0|[1-9]\d{0,9})\.\d{0,3}[1-9]")
"""Numbers that are written again as they were read."""


def quote_misread(texts: Iterable[Scalar]) -> Iterator[Fix]:
    """Give what puts quotes around texts of which other tools may make something else."""
    for scalar in texts:
        if scalar.style == "plain" and is_misread(scalar.text):
            yield Fix(scalar.span, f'"{scalar.text}"')


def is_misread(text: str) -> bool:
    """Say whether another tool may not give an unquoted text back as it was written."""
    return NO_TEXT.fullmatch(text) is not None and UNHARMED.fullmatch(text) is None
