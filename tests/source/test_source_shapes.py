"""Shapes: what they read, what they refuse and in which words, and that their JSON Schema says the same."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from takeover.source.diagnostic import Problems
from takeover.source.nodes import Entry, Fields, Items, Node, Scalar
from takeover.source.shapes import (
    Definitions,
    Field,
    Flag,
    Fraction,
    Kind,
    Length,
    Many,
    Number,
    OneKind,
    Record,
    Shape,
    Table,
    Text,
    Whole,
    Word,
)
from takeover.source.shapes.scalars import read_length, write_length
from takeover.source.span import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

Document = Any
"""A JSON value, as a designer's YAML would be loaded."""


class Writer:
    """Makes nodes of documents, as if each scalar stood on a line of its own."""

    def __init__(self) -> None:
        self.line = 0

    def node(self, document: Document) -> Node:
        span = self.place()
        match document:
            case dict():
                return Fields(tuple(Entry(self.scalar(key), self.node(value)) for key, value in document.items()), span)
            case list():
                return Items(tuple(self.node(value) for value in document), span)
            case None:
                return Scalar("", span)
            case bool():
                return Scalar(str(document).lower(), span)
            case _:
                return self.scalar(str(document))

    def scalar(self, text: str) -> Scalar:
        return Scalar(text, self.place(), "double")

    def place(self) -> Span:
        self.line += 1
        return Span("bot.yaml", self.line, 1, self.line, 9)


def read(shape: Shape[Any], document: Document) -> tuple[Any, list[str]]:
    """Give the value, and the codes of the problems."""
    problems = Problems()
    value = shape.read(Writer().node(document), problems)
    return value, [problem.code for problem in problems.found]


def said(shape: Shape[Any], document: Document) -> list[str]:
    """Give the problems as a designer sees them."""
    problems = Problems()
    shape.read(Writer().node(document), problems)
    return [f"{problem.message} | {problem.hint}" for problem in problems.found]


def accepts(shape: Shape[Any], document: Document) -> bool:
    definitions = Definitions()
    schema = shape.schema(definitions)
    return jsonschema_rs.is_valid({**schema, "$defs": definitions.named}, document)


@pytest.mark.parametrize(
    ("shape", "document", "value"),
    [
        (Flag(), "Yes", True),
        (Flag(), False, False),
        (Flag(), "off", False),
        (Number(0, 1), "0.5", 0.5),
        (Number(), "-.5", -0.5),
        (Whole(1, 20), 20, 20),
        (Fraction(), "25%", 0.25),
        (Fraction(), " 2.5 % ", 0.025),
        (Fraction(), 1, 1.0),
        (Length(), "1h 30m", 5400),
        (Length(), "2 Days", 172_800),
        (Length(), "90sec", 90),
        (Word(("low", "high")), "low", "low"),
    ],
)
def test_scalars_are_read(shape: Shape[Any], document: Document, value: object) -> None:
    assert read(shape, document) == (value, [])


@pytest.mark.parametrize(
    ("shape", "document", "message"),
    [
        (Text(), None, "there is nothing here; it should be a text | "),
        (Text(), [], "this should be a text, not an empty list | "),
        (Text(), ["a"], "this should be a text, not a list | "),
        (Text(), {"a": 1}, 'this should be a text, not "a: …" | '),
        (Text(), {}, "this should be a text, not {} | "),
        (Flag(), "perhaps", 'this should be true or false, not "perhaps" | '),
        (Flag(), "x" * 50, f'this should be true or false, not "{"x" * 40}…" | '),
        (Flag(), "a\nb", 'this should be true or false, not "a…" | '),
        (Number(0, 1), 2, "2 is out of range: 0 to 1 | "),
        (Number(0), -1, "-1 is out of range: at least 0 | "),
        (Number(), "1e3", 'this should be a number, not "1e3" | '),
        (Number(), "nan", 'this should be a number, not "nan" | '),
        (Whole(), "1.5", 'this should be a whole number, not "1.5" | '),
        (Whole(), "9" * 30, f'this should be a whole number, not "{"9" * 30}" | '),
        (Fraction(), "150%", 'this should be a chance such as 25% or 0.25, not "150%" | '),
        (Length(), 5, 'this should be a length of time such as 90s, 15m or 1h 30m, not "5" | write 5s or 5m'),
        (Length(), "0s", '"0s" is out of range: a second to ten years | '),
        (Length(), "5 fortnights", "5 fortnights"),
        (Length(), "9999999999d", "a length of time"),
        (Word(("low", "high"), "priority"), "hihg", "is not a priority: use low or high | did you mean"),
        (Many(Text()), [], "this list is empty; it should be a list | "),
        (Many(Text(), "a list of words"), "a", 'this should be a list of words, not "a" | write [a]'),
        (Many(Text()), {"a": 1}, 'this should be a list, not "a: …" | put - before each item'),
        (Table(Text()), {}, "there is nothing here; it should be fields | "),
        (Table(Text()), "a", 'this should be fields, not "a" | '),
    ],
)
def test_scalars_are_refused_in_words(shape: Shape[Any], document: Document, message: str) -> None:
    (found,) = said(shape, document)
    assert message in found


def test_what_is_wrong_in_a_list_is_left_out_and_the_rest_is_kept() -> None:
    assert read(Many(Whole()), [1, "x", 3, "y"]) == ((1, 3), ["wrong-type", "wrong-type"])
    value, codes = read(Table(Whole()), {"a": 1, "b": "x", "c": 3})
    assert ([(key.text, number) for key, number in value], codes) == ([("a", 1), ("c", 3)], ["wrong-type"])


def test_the_names_of_a_table_may_have_a_shape() -> None:
    table = Table(Whole(), name=Word(("a", "b")))
    assert read(table, {"a": 1, "c": 2})[1] == ["unknown-word"]


@dataclass(frozen=True)
class Made:
    """Whatever a shape makes, with what it was made of."""

    span: Span
    given: dict[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, span: Span, **given: object) -> Made:
        return cls(span, given)


PERSON = Record(
    Made.of,
    (
        Field("name", Text(), "what it is called", required=True),
        Field("age", Whole(0, 150), "how old it is"),
        Field("if", Flag(), "whether", attr="rule"),
    ),
    "a person",
    short="name",
    elsewhere=lambda key: "it is a machine's" if key == "volts" else "",
)


def test_a_record_is_made_of_its_fields() -> None:
    value, codes = read(PERSON, {"name": "Ada", "if": "yes"})
    assert codes == []
    assert value.given["rule"] is True
    assert value.given["name"].text == "Ada"
    assert "age" not in value.given, "what is left out keeps its default"
    assert read(PERSON, "Ada")[0].given["name"].text == "Ada"


@pytest.mark.parametrize(
    ("document", "messages"),
    [
        ({"age": 3}, ['a person needs "name": what it is called | ']),
        ({"nam": "Ada"}, ['a person has no "nam" | did you mean "name"?']),
        ({"nam": []}, ['a person has no "nam" | did you mean "name"?']),
        ({"title": "Ada"}, ['a person has no "title" | known here: name, age, if']),
        ({"name": "Ada", "title": "x"}, ['a person has no "title" | known here: age, if']),
        ({"name": "Ada", "volts": 3}, ['a person has no "volts" | it is a machine\'s']),
        ({"name": "Ada", "nmae": 3}, ['a person has no "nmae" | "name" is given already']),
        ({"name:Ada": None}, ['a person has no "name:Ada" | put a space after the colon: "name: Ada"']),
        ({"name": "Ada", "age": 3, "if": True, "x": 1}, ['a person has no "x" | nothing else can stand here']),
        ({"name": None, "age": "old"}, ["there is nothing here; it should be a text", "this should be a whole number"]),
        (["Ada"], ["this should be a text, not a list"]),
    ],
)
def test_one_mistake_is_one_problem(document: Document, messages: list[str]) -> None:
    found = said(PERSON, document)
    assert len(found) == len(messages), found
    for message, expected in zip(found, messages, strict=True):
        assert expected in message


TEXTS = Many(Text(), single=True)
TAGS = Table(Text())


def kinds() -> dict[str, Kind[Made]]:
    return {
        kind.key: kind
        for kind in (
            Kind(
                "say",
                "say",
                "Says.",
                "say: a",
                Made.of,
                (Field("text", TEXTS, "what", required=True),),
            ),
            Kind(
                "hand",
                "hand",
                "Hands.",
                "hand",
                Made.of,
                (Field("reason", Text(), "why"), Field("note", Text(), "what else"), Field("then", Many(ACT), "after")),
                bare=True,
            ),
            Kind("note", "note", "Notes.", "note: a", Made.of, (Field("note", Text(), "what", required=True),)),
            Kind("end", "end", "Ends.", "end", Made.of, bare=True),
            Kind(
                "tag",
                "tag",
                "Tags.",
                "tag: {a: b}",
                Made.of,
                (Field("tags", TAGS, "tags", required=True),),
                nested=False,
            ),
        )
    }


ACT: OneKind[Made] = OneKind("act", kinds, 'to say it, write "say: {text}"')


@pytest.mark.parametrize(
    ("document", "given"),
    [
        ({"say": "a"}, ["text"]),
        ({"say": ["a", "b"]}, ["text"]),
        ({"say": {"text": "a"}}, ["text"]),
        ("hand", []),
        ({"hand": None}, []),
        ({"hand": "x"}, ["reason"]),
        ({"hand": {"reason": "x", "note": "y"}}, ["reason", "note"]),
        ({"hand": "x", "note": "y"}, ["reason", "note"]),
        ({"note": "y", "hand": "x"}, ["reason", "note"]),
        ({"hand": None, "reason": "x"}, ["reason"]),
        ({"hand": {"then": ["end", {"say": "a"}]}}, ["then"]),
        ({"note": "y"}, ["note"]),
        ("end", []),
        ({"end": None}, []),
        ({"tag": {"a": "b"}}, ["tags"]),
    ],
)
def test_the_key_picks_the_kind(document: Document, given: Sequence[str]) -> None:
    value, codes = read(ACT, document)
    assert codes == []
    assert set(value.given) == set(given)
    assert accepts(ACT, document)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({"sya": "a"}, '"sya" is not an act | did you mean "say"?'),
        ({"speak": "a"}, '"speak" is not an act | known: say, hand, note, end, tag'),
        ({"say:a": None}, '"say:a" is not an act | put a space after the colon: "say: a"'),
        ("say:a", '"say:a" is not an act | put a space after the colon: "say: a"'),
        ("Hello", '"Hello" is not an act | to say it, write "say: Hello"'),
        ("ned", '"ned" is not an act | did you mean "end"?'),
        ("say", '"say" needs a value | write say: a'),
        ({"say": "a", "end": None}, '"say" and "end" cannot stand in one item | start a new list item with "- end:"'),
        ({"say": None}, "there is nothing here; it should be a text"),
        (
            {"say": None, "text": "a"},
            'the fields of "say" stand beside it, not below it | indent them deeper than "say"',
        ),
        ({"say": {}}, '"say" needs "text": what | '),
        ({"say": {"txt": "a"}}, '"say" has no "txt" | did you mean "text"?'),
        ({"end": "now"}, 'this should be nothing, not "now" | "end" stands alone'),
        ({"end": {"a": "b"}}, 'this should be nothing, not "a: …" | "end" stands alone'),
        ({"end": None, "a": "b"}, '"end" has no "a" | nothing else can stand here'),
        ({"note": {"note": "a"}}, 'this should be a text, not "note: …" | '),
        ({}, "this should be an act, not {} | "),
        ([], "this should be an act, not an empty list | "),
        (None, "there is nothing here; it should be an act | "),
    ],
)
def test_what_is_no_kind(document: Document, message: str) -> None:
    (found,) = said(ACT, document)
    assert message in found
    assert not accepts(ACT, document)


def test_below_a_mistyped_key_everything_is_read() -> None:
    codes = read(ACT, {"hnad": {"raeson": "x", "then": [{"sya": {"text": []}}, {"end": "now"}]}})[1]
    assert codes == ["unknown-act", "unknown-key", "unknown-act", "empty-list", "wrong-type"]


def test_where_the_guess_was_wrong_no_more_is_said() -> None:
    assert read(ACT, {"hand": {"raeson": []}})[1] == ["unknown-key"]
    assert read(ACT, {"sya": 3, "x": 1})[1] == ["unknown-act", "unknown-key"]
    assert read(ACT, {"tga": "x"})[1] == ["unknown-act"]


KEYS = st.sampled_from(("say", "hand", "note", "end", "tag", "text", "reason", "then", "tags", "a"))
VALUES = st.sampled_from((None, "a", "end", "hand", True, 3))
DOCUMENTS = st.recursive(VALUES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))


@given(DOCUMENTS)
def test_reader_and_schema_agree(document: Document) -> None:
    shape = Many(ACT, single=True)
    codes = set(read(shape, document)[1])
    # A field that stands below its key and beside it is twice there only to the reader.
    assert accepts(shape, document) == (not codes) or codes == {"duplicate-key"}


@given(st.dictionaries(st.sampled_from(("name", "age", "if", "x")), VALUES, max_size=4) | VALUES)
def test_reader_and_schema_agree_on_records(document: Document) -> None:
    assert (read(PERSON, document)[1] == []) == accepts(PERSON, document)


@given(st.integers(1, 10 * 366 * 86_400))
def test_a_length_comes_back(seconds: int) -> None:
    assert read_length(write_length(seconds)) == seconds


@given(st.text(max_size=30) | st.text("0123456789 smhdw", max_size=12))
def test_any_text_is_a_length_or_none(text: str) -> None:
    seconds = read_length(text)
    assert seconds is None or seconds > 0


def test_shapes_have_labels_with_articles() -> None:
    for shape in (Text(), Flag(), Number(), Whole(), Fraction(), Length(), Many(Text()), ACT):
        assert inspect.cleandoc(shape.label) == shape.label
