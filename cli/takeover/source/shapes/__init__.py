"""What a value must look like: one declaration reads it, names what is wrong with it, and gives its JSON Schema."""

from takeover.source.shapes.kinds import Kind, OneKind
from takeover.source.shapes.lists import Many, Table
from takeover.source.shapes.records import Field, Record
from takeover.source.shapes.scalars import Flag, Fraction, Length, Number, Text, Whole, Word
from takeover.source.shapes.shape import Definitions, Schema, Shape, describe

__all__ = [
    "Definitions",
    "Field",
    "Flag",
    "Fraction",
    "Kind",
    "Length",
    "Many",
    "Number",
    "OneKind",
    "Record",
    "Schema",
    "Shape",
    "Table",
    "Text",
    "Whole",
    "Word",
    "describe",
]
