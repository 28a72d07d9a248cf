"""Explain a code: what is wrong, why it matters, and what it looks like, from the texts beside the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from takeover.lint.reported import REPORTED
from takeover.lint.rules import LINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a code. `bad` and `good` are bots in one file of YAML, "" where no such file shows it."""

    code: str
    severity: Severity
    title: str
    why: str
    bad: str
    good: str


def explain(code: str) -> Explanation:
    """Give the explanation of a code; raises KeyError for one that is not known."""
    return EXPLAINED[code]


def read_explanation(code: str, severity: Severity, text: str) -> Explanation:
    """Read a text: a sentence, a blank line, why, and samples indented under `Bad:` and `Good:`, either left out."""
    parts: dict[str, list[str]] = {"": []}
    part = ""
    for line in text.strip().splitlines():
        if line in {"Bad:", "Good:"}:
            part = line
            parts[part] = []
        else:
            parts[part].append(line)
    title, _, why = "\n".join(parts[""]).partition("\n\n")
    return Explanation(
        code,
        severity,
        _join(title),
        "\n\n".join(_join(paragraph) for paragraph in why.split("\n\n")).strip(),
        _dedent(parts.get("Bad:", [])),
        _dedent(parts.get("Good:", [])),
    )


def _join(lines: str) -> str:
    return " ".join(lines.split())


def _dedent(lines: list[str]) -> str:
    import textwrap

    sample = textwrap.dedent("\n".join(lines)).strip("\n")
    return f"{sample}\n" if sample else ""


EXPLAINED: Mapping[str, Explanation] = {
    code: read_explanation(code, severity, text)
    for code, (severity, text) in sorted(
        {**REPORTED, **{code: (rule.SEVERITY, rule.__doc__ or "") for code, rule in LINT.items()}}.items()
    )
}
"""Every code that `takeover validate` and a chat can report, in the order of the alphabet."""
