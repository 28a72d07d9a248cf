"""What Liquid says of a template that it cannot read, in the words of somebody who writes bots."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from takeover.source.suggest import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

SAID = (
    (r"expected '}}', found", 'this "{{" is never closed', 'write "}}" after the name'),
    (r"expected '%}', found|missing tag name or closing", 'this "{%" is never closed', 'write "%}" at its end'),
    (r"expected tag end(\w+)", "{% $ %} is never closed", "write {% end$ %} where it ends"),
    (r"unexpected tag '(end\w+)'", "{% $ %} closes nothing", "take it out"),
    (r"unexpected tag '(else|elsif|when)'", "{% $ %} stands outside {% if %} or {% case %}", "take it out"),
    (r"unexpected tag '(\w+)'", 'there is no tag "$"', ""),
    (
        r"expected a primitive expression|missing expression",
        "a name or a value is missing",
        "{{ name }} prints a value",
    ),
    (r"expected word, found", "a filter is missing", "a filter follows each |, as in {{ name | upcase }}"),
    (r"expected end of expression, found '='", "= compares nothing", "to compare, write =="),
    (r"expected end of expression", "this is one word too many", "print one name in each {{ }}; a filter follows a |"),
    (r"unexpected (?:\"(')\"|'(\")')", "the quote $ is never closed", "write $ at its end"),
    (r"unexpected '([“”„‘’‚«»])'", "$ is no quote here", "write straight quotes, ' or \""),
    (r"unexpected '&'", "& means nothing here", 'write "and"'),
    (r"unexpected '(.)'", "$ means nothing here", "{{ name }} prints a value"),
)
"""Patterns of python-liquid's messages; what is said instead, and what to do. `$` is the word that was found."""


def say_it(message: str, tags: Iterable[str]) -> tuple[str, str]:
    """Give what is wrong, and a hint. A message that is not known stays as it is."""
    for pattern, said, hint in SAID:
        found = re.match(pattern, message)
        if found is not None:
            word = found[found.lastindex] if found.lastindex else ""
            todo = (
                hint.replace("$", word)
                or did_you_mean(word, tags)
                or "the usual ones are if, unless, case, for, assign"
            )
            return said.replace("$", word), todo
    return message, "{{ name }} prints a value"
