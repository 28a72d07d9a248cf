"""Reads transcript files: transcripts, with what is shared above them, once for each of their cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.source.diagnostic import Problems, in_order
from takeover.source.nodes import Fields, Node, Scalar
from takeover.source.shapes import Definitions, Field, Many, Schema, Table
from takeover.source.shapes.records import fields_schema, read_entries
from takeover.source.shapes.shape import wanted
from takeover.source.suggest import did_you_mean
from takeover.transcripts.cases import CasesShape, check_columns, fill_case
from takeover.transcripts.expected import Includes
from takeover.transcripts.misread import Misread
from takeover.transcripts.transcript import FIELDS, SETTINGS, TITLED, TURN_LIST, Given, Titled, Transcript

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from takeover.source.span import Span
    from takeover.transcripts.cases import Case
    from takeover.transcripts.happenings import Pairs

SHARED = "_shared.yaml"
"""The file that says what is so for all transcripts of its folder and those below."""
CASES = Field("cases", CasesShape(), "rows of values for the <columns> in its texts: it is played with each")
MANY = "transcripts"
SHARED_FIELDS = (*SETTINGS, Field("turns", Table(TURN_LIST, "names, each with a list of turns"), "turns to include"))


@dataclass(frozen=True, slots=True)
class Shared:
    """What a `_shared.yaml` says; its `bot` is a path from its own folder. `file` is its name in spans."""

    bot: Scalar | None = None
    at: datetime | None = None
    given: Given | None = None
    turns: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    file: str = ""


def read_shared(node: Node, problems: Problems) -> Shared:
    """Read what is shared."""
    if not isinstance(node, Fields):
        wanted("what transcripts share: given: and turns:", node, problems)
        return Shared()
    values = read_entries(node.entries, SHARED_FIELDS, f'"{SHARED}"', node.span, problems)
    if values is None:
        return Shared()
    turns = values.pop("turns", ())
    assert isinstance(turns, tuple)
    return Shared(turns={name.text: listed for name, listed in turns}, file=node.span.file, **values)  # type: ignore[arg-type]


def read_transcripts(node: Node, shared: Sequence[Shared], problems: Problems) -> tuple[Transcript, ...]:
    """Read a file: one transcript, or a list of them under `transcripts:`. `shared` is nearest first."""
    found: list[Transcript] = []
    for part in read_parts(node, shared):
        if isinstance(part, Misread):
            problems.found += part.problems
        else:
            found.append(part)
    return tuple(found)


def read_parts(node: Node, shared: Sequence[Shared]) -> Iterator[Transcript | Misread]:
    """Read a file, each transcript by itself: one that is mistyped keeps none of the others from being played."""
    around = Problems()
    names: set[str] = set()
    for part in _parts(node, around):
        problems = Problems()
        found = [_put_together(titled, shared, problems) for titled in _read_cases(part, problems)]
        for transcript in found:
            if transcript.name in names:
                message = f'there is a transcript "{transcript.name}" already in this file'
                problems.error("duplicate-transcript", message, transcript.span, "give it another name")
            names.add(transcript.name)
        if problems.fatal:
            yield Misread(*_name_of(part), in_order(problems.found))
        else:
            yield from found
    if around.found:
        yield Misread("", node.span, in_order(around.found))


def _name_of(node: Fields) -> tuple[str, Span]:
    """Give the name of a transcript as far as it has one, and where that stands."""
    written = next((entry.value for entry in node.entries if entry.key.text == "transcript"), None)
    return (" ".join(written.text.split()), written.span) if isinstance(written, Scalar) else ("", node.span)


def _parts(node: Node, problems: Problems) -> Iterator[Fields]:
    if not isinstance(node, Fields):
        wanted("a transcript: transcript: and turns:", node, problems)
        return
    listed = next((entry for entry in node.entries if entry.key.text == MANY), None)
    if listed is None:
        yield node
        return
    for entry in node.entries:
        if entry is not listed:
            message = f'"{entry.key.text}" cannot stand beside "{MANY}"'
            problems.error("unknown-key", message, entry.key.span, "put it into each transcript, or a _shared.yaml")
    yield from Many(AsFields(), "a list of transcripts").read(listed.value, problems) or ()


class AsFields:
    """The shape of a transcript in a list, which is read later."""

    label = "a transcript: transcript: and turns:"

    def read(self, node: Node, problems: Problems) -> Fields | None:
        """Give the fields themselves."""
        if isinstance(node, Fields):
            return node
        wanted(self.label, node, problems)
        return None

    def schema(self, definitions: Definitions) -> Schema:
        """Give the schema of a transcript."""
        return fields_schema((*FIELDS, CASES), definitions)


def _read_cases(node: Fields, problems: Problems) -> Iterator[Titled]:
    """Read a transcript, once for each of its cases."""
    table = next((entry for entry in node.entries if entry.key.text == CASES.key), None)
    if table is None:
        titled = TITLED.read(node, problems)
        if titled is not None:
            yield titled
        return
    rest = Fields(tuple(entry for entry in node.entries if entry is not table), node.span)
    cases: tuple[Case, ...] = CASES.shape.read(table.value, problems) or ()
    for number, case in enumerate(cases):
        used: set[str] = set()
        filled = fill_case(rest, case, used)
        if number == 0:
            check_columns(rest, case, used, problems)
        titled = TITLED.read(filled, problems)
        if titled is not None:
            yield titled._replace(title=_named(titled.title, rest, case), case=case)


def _named(title: Scalar, node: Fields, case: Case) -> Scalar:
    """Give the name of a case: its title where that holds a column, else with the name of the case behind it."""
    written = next((entry.value for entry in node.entries if entry.key.text == "transcript"), title)
    own = isinstance(written, Scalar) and written.text != title.text
    return title if own else title._replace(text=f"{title.text} [{case.name}]")


def _put_together(titled: Titled, shared: Sequence[Shared], problems: Problems) -> Transcript:
    bot = titled.bot or next((one.bot for one in shared if one.bot is not None), None)
    at = titled.at or next((one.at for one in shared if one.at is not None), None)
    return Transcript(
        name=" ".join(titled.title.text.split()),
        span=titled.title.span,
        turns=tuple(_include(titled.turns, shared, problems, ())),
        before=tuple(_include(titled.before, shared, problems, ())),
        bot=bot.text if bot is not None else "",
        at=at,
        given=_merge([titled.given, *(one.given for one in shared)]),
        tags=tuple(tag.text for tag in titled.tags),
        skip=titled.skip.text if titled.skip is not None else "",
        fails=titled.fails.text if titled.fails is not None else "",
        expect=titled.expect,
        case=titled.case,
    )


def _merge(found: Sequence[Given | None]) -> Given | None:
    """Put together what is given, the nearest first: its params go before those of the same name further up."""
    given = [one for one in found if one is not None]
    if len(given) < 2:  # noqa: PLR2004 - nothing to put together
        return given[0] if given else None
    merged = given[0]
    for further in given[1:]:
        merged = Given(
            span=merged.span,
            params=_merge_pairs(merged.params, further.params),
            user=_merge_pairs(merged.user, further.user),
            channel=merged.channel or further.channel,
            language=merged.language or further.language,
            start=merged.start or further.start,
            seed=further.seed if merged.seed is None else merged.seed,
        )
    return merged


def _merge_pairs(near: Pairs, further: Pairs) -> Pairs:
    return tuple({name.text: (name, value) for name, value in (*further, *near)}.values())


def _include(
    turns: Sequence[Any], shared: Sequence[Shared], problems: Problems, inside: tuple[str, ...]
) -> Iterator[Any]:
    for turn in turns:
        if not isinstance(turn, Includes):
            yield turn
            continue
        name = turn.name.text
        found = next((one.turns[name] for one in shared if name in one.turns), None)
        if found is None:
            known = [known for one in shared for known in one.turns]
            hint = did_you_mean(name, known) or (f"known: {', '.join(known)}" if known else f"name them in a {SHARED}")
            problems.error("unresolved-include", f'no {SHARED} above names turns "{name}"', turn.name.span, hint)
        elif name in inside:
            problems.error("include-circle", f'"{name}" includes itself', turn.name.span)
        else:
            yield from _include(found, shared, problems, (*inside, name))


def transcript_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a transcript file: one transcript, several, or what they share."""
    definitions = Definitions()
    one = definitions.refer("transcript", lambda: fields_schema((*FIELDS, CASES), definitions))
    many: Schema = {
        "type": "object",
        "properties": {MANY: {"type": "array", "minItems": 1, "items": one}},
        "required": [MANY],
        "additionalProperties": False,
    }
    shared = {"title": f"What transcripts share: {SHARED}", **fields_schema(SHARED_FIELDS, definitions)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A takeover transcript file",
        "anyOf": [one, many, shared],
        "$defs": definitions.named,
    }
