"""A bot as it was written: the settings and flows of all its files, put together."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from takeover.language.flow import FLOW, FLOW_FIELDS, STEP, Flow
from takeover.language.match_setting import MatchSetting
from takeover.language.settings import SETTINGS, ParamSetting, PersonSetting, Route
from takeover.source.diagnostic import Problems, Related
from takeover.source.light import NamedTuple
from takeover.source.nodes import Entry, Fields, Node, Scalar
from takeover.source.shapes import Definitions, Many, Schema
from takeover.source.shapes.records import fields_schema, read_entries, unknown_key
from takeover.source.shapes.shape import read_meant, wanted
from takeover.source.span import NOWHERE, Span
from takeover.source.suggest import closest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from takeover.language.hours import Hours

FLOWS = Many(FLOW, "a list of flows")
SETTING = {known.key: known for known in SETTINGS}
FLOW_KEYS = {known.key for known in FLOW_FIELDS}
RECIPE = "recipe"
"""The key that makes a file one of a help desk, and none of flows."""
KNOWN = (*SETTING, "flow", "steps", "disabled", "flows")


class Synonyms(NamedTuple):
    """An entity: its values, each with the words for it."""

    values: tuple[tuple[str, tuple[str, ...]], ...]
    span: Span


class Bot(NamedTuple):
    """All settings and flows of a bot, in the order of its files."""

    name: str = "Bot"
    language: str = "en"
    languages: tuple[Scalar, ...] = ()
    """All that it speaks, `language` first, where it says that it speaks several."""
    country: str | None = None
    timezone: str = "UTC"
    match: MatchSetting = MatchSetting(NOWHERE)
    person: PersonSetting = PersonSetting(NOWHERE)
    hours: Mapping[str, Hours] = {}
    hours_spans: Mapping[str, Span] = {}
    params: Mapping[str, ParamSetting] = {}
    entities: Mapping[str, Synonyms] = {}
    routing: tuple[Route, ...] = ()
    targets: Mapping[str, Fields] = {}
    target_spans: Mapping[str, Span] = {}
    flows: tuple[Flow, ...] = ()
    recipes: tuple[Fields, ...] = ()
    """The files that say how a help desk is sent to; delivery reads them."""


class _Collected:
    """What the files have given so far."""

    __slots__ = ("flows", "recipes", "settings")

    def __init__(self) -> None:
        self.settings: dict[str, tuple[Any, Span]] = {}
        self.flows: list[Flow] = []
        self.recipes: list[Fields] = []


def read_bot(files: Sequence[Node], problems: Problems) -> Bot:
    """Read the files of a bot, one node each; what cannot be read is reported and left out."""
    collected = _Collected()
    for node in files:
        if isinstance(node, Fields) and any(entry.key.text == RECIPE for entry in node.entries):
            collected.recipes.append(node)
        elif isinstance(node, Fields):
            _read_file(node, collected, problems)
        else:
            wanted("a bot: keys such as flow, steps, hours", node, problems, "a flow file begins with flow: and steps:")
    return _put_together(collected)


def _read_file(node: Fields, collected: _Collected, problems: Problems) -> None:
    flow_entries: list[Entry] = []
    given = {entry.key.text for entry in node.entries}
    for entry in node.entries:
        key: str | None = entry.key.text
        mistyped = key not in KNOWN
        if mistyped and problems.full:
            continue
        if mistyped:
            possible = [known for known in KNOWN if known not in given]
            key = closest(entry.key.text, possible)
            if key not in FLOW_KEYS:
                unknown_key(entry, "a bot file", possible, key, problems, _elsewhere(entry.key.text))
        if key in FLOW_KEYS:
            flow_entries.append(entry)
        elif key is not None:
            read = partial(FLOWS.read if key == "flows" else SETTING[key].shape.read, entry.value)
            value = read_meant(read, entry.value.span, problems) if mistyped else read(problems)
            _collect(key, value, entry.key.span, collected, problems)
    if flow_entries:
        values = read_entries(flow_entries, FLOW_FIELDS, "a flow", flow_entries[0].key.span, problems)
        if values is not None:
            collected.flows.append(Flow(span=flow_entries[0].key.span, **values))  # type: ignore[arg-type]


def _collect(key: str, value: Any, span: Span, collected: _Collected, problems: Problems) -> None:  # noqa: ANN401 - of any setting
    if key == "flows":
        collected.flows.extend(value or ())
    elif key in collected.settings:
        related = (Related("first set here", collected.settings[key][1]),)
        message = f'"{key}" is set in another file of this bot already'
        hint = "keep one of them; a folder of several bots is run one by one"
        problems.error("setting-twice", message, span, hint, related)
    elif value is not None:
        collected.settings[key] = (value, span)


def _elsewhere(key: str) -> str:
    """Say where a key of a step, or of a setting, belongs; or how it is called here."""
    if key in {"name", "title"}:
        return 'did you mean "bot"?'
    if key in {"threshold", "turns"}:
        return f"write it under {'match' if key == 'threshold' else 'person'}:, as {{{key}: …}}"
    return f'put it into a step: "steps:", then "- {key}: …"' if any(key == known.key for known in STEP.fields) else ""


def _put_together(collected: _Collected) -> Bot:
    found = {key: value for key, (value, _) in collected.settings.items()}
    given: dict[str, Any] = {
        key: found[key] for key in ("country", "timezone", "match", "person", "routing") if key in found
    }
    if found.get("language"):
        given["language"] = found["language"][0].text
        given["languages"] = found["language"] if len(found["language"]) > 1 else ()
    if "bot" in found:
        given["name"] = found["bot"].text
    for key in ("hours", "params", "targets"):
        if key in found:
            given[key] = {name.text: value for name, value in found[key]}
    if "entities" in found:
        given["entities"] = {name.text: Synonyms(values, name.span) for name, values in found["entities"]}
    for key, spans in (("hours", "hours_spans"), ("targets", "target_spans")):
        if key in found:
            given[spans] = {name.text: name.span for name, _ in found[key]}
    return Bot(flows=tuple(collected.flows), recipes=tuple(collected.recipes), **given)


def bot_schema(target: Schema) -> Schema:
    """Give the JSON Schema of a bot file; `target` is the schema of one target, which the delivery knows."""
    definitions = Definitions()
    definitions.named["target"] = target
    made = fields_schema(SETTINGS, definitions)
    flow = fields_schema(FLOW_FIELDS, definitions)
    properties: dict[str, object] = {**made["properties"], **flow["properties"]}  # type: ignore[dict-item]
    properties["flows"] = {"description": "several flows in one file", **FLOWS.schema(definitions)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A takeover bot file",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "dependentRequired": {"flow": ["steps"], "steps": ["flow"]},
        "$defs": definitions.named,
    }
