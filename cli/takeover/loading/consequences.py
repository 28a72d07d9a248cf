"""Problems that are only the consequence of others: a name leads nowhere because what it names could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.source.nodes import Fields, Items, Node, Scalar
from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.source.diagnostic import Diagnostic
    from takeover.source.span import Span

UNRESOLVED = "unresolved-"
"""How the codes of the linker begin that say that a name leads nowhere."""
WORDS = regex(r"[^{}:/]+")


def without_consequences(
    found: Sequence[Diagnostic], trees: Sequence[Node], sources: Mapping[str, str], unread: Sequence[str] | None
) -> list[Diagnostic]:
    """Leave out names that lead nowhere, and are yet written elsewhere: in what could not be read.

    `found` are the linker's problems, `trees` the files as YAML, `unread` the texts of files that are no YAML;
    None where there is a file whose text is not known.
    One mistake is one problem: a mistyped `hours:` would otherwise be a problem at every use of the hours below it.
    """
    nowhere = [problem for problem in found if problem.code.startswith(UNRESOLVED)]
    if not nowhere:
        return list(found)
    if unread is None:
        return [problem for problem in found if problem not in nowhere]
    lines = {file: text.split("\n") for file, text in sources.items()}
    uses = {_key(problem.span) for problem in nowhere}
    elsewhere = {scalar.text.strip() for tree in trees for scalar in _scalars(tree) if _key(scalar.span) not in uses}
    return [
        problem
        for problem in found
        if problem not in nowhere
        or not ((name := _name(problem, lines)) in elsewhere or any(name in text for text in unread))
    ]


def _name(problem: Diagnostic, lines: Mapping[str, Sequence[str]]) -> str:
    """Give the name that leads nowhere, as the source has it; of `flow/step` and `{name:entity}` the part meant."""
    span = problem.span
    line = lines[span.file][span.line - 1] if span.file in lines else ""
    parts: list[str] = WORDS.findall(line[span.col - 1 : span.end_col - 1].strip("\"'")) or [""]
    return (parts[0] if problem.code == "unresolved-flow" else parts[-1]).strip()


def _key(span: Span) -> tuple[str, int, int]:
    return span.file, span.line, span.col


def _scalars(node: Node) -> Iterator[Scalar]:
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Scalar() as scalar:
                yield scalar
            case Items(items=items):
                waiting += items
            case Fields(entries=entries):
                for entry in entries:
                    waiting += (entry.key, entry.value)
