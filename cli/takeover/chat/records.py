"""Values that have named parts, as the language makes them: dataclasses and named tuples, looked into in one way."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from takeover.language.decision import Decision

T = TypeVar("T")


def is_record(value: object) -> bool:
    """Say whether a value has named parts."""
    return not isinstance(value, type) and (is_dataclass(value) or _is_named_tuple(value))


def parts_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - any record
    """Give the parts of a record by their names, in order."""
    names = value._fields if _is_named_tuple(value) else [field.name for field in fields(value)]
    return {name: getattr(value, name) for name in names}


def with_parts(value: T, /, **parts: object) -> T:
    """Give the record with other parts."""
    if _is_named_tuple(value):
        return value._replace(**parts)  # type: ignore[attr-defined, no-any-return]
    return replace(value, **parts)  # type: ignore[type-var]


def _is_named_tuple(value: object) -> bool:
    return isinstance(value, tuple | Decision) and hasattr(value, "_fields")
