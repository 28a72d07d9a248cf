"""`NamedTuple` as in typing, made in a fifth of the time: a command imports two hundred of them before it begins.

The one of typing reads each annotation and compiles each constructor at once. Here annotations stay texts, and a
constructor is compiled when the first value is made. Type checkers see the one of typing.
"""
# ruff: noqa: ANN001, ANN002, ANN003, ANN202, ANN204, ANN206 - what no type checker reads needs no types

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined]
from functools import cache
from types import FunctionType, MappingProxyType
from typing import TYPE_CHECKING

__all__ = ["NamedTuple"]

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Tuple(tuple):
        """What all have in common; as in collections.namedtuple."""

        __slots__ = ()
        _fields = ()
        _field_defaults = MappingProxyType({})

        def __new__(cls, /, *values, **named):
            """Make the first value, and with it what makes the others."""
            owner = next(base for base in cls.__mro__ if "_fields" in base.__dict__)
            owner.__new__ = staticmethod(_constructor(owner))
            return owner.__new__(cls, *values, **named)

        @classmethod
        def _make(cls, values):
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changed):
            made = self._make(map(changed.pop, self._fields, self))
            if changed:
                raise ValueError(f"Got unexpected field names: {list(changed)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            values = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{self.__class__.__name__}({values})"

        def __getnewargs__(self):
            """Give what copying and pickling make it of."""
            return tuple(self)

    def _constructor(kind):
        code = _code(len(kind._fields)).replace(
            co_varnames=("_cls", *kind._fields), co_name="__new__", co_qualname=f"{kind.__qualname__}.__new__"
        )
        return FunctionType(code, {"_new": tuple.__new__}, "__new__", tuple(kind._field_defaults.values()))

    @cache
    def _code(count):
        """Compile the constructor of all that have so many fields: to name the fields in it is much quicker."""
        names = "".join(f"f{number}," for number in range(count))
        made = eval(f"lambda _cls, {names}: _new(_cls, ({names}))")  # noqa: S307 - as collections.namedtuple does it
        return made.__code__

    class _Making(type):
        """Makes a tuple of what looks like a class with fields."""

        def __new__(cls, name, bases, namespace):
            """Give the tuple's class, which is an ordinary one."""
            if not bases:
                return super().__new__(cls, name, bases, namespace)
            fields = tuple(namespace.get("__annotations__", ()))
            defaults = {}
            for number, field in enumerate(fields):
                if field.startswith("_"):
                    raise ValueError(f"Field names cannot start with an underscore: {field!r}")
                if field in namespace:
                    defaults[field] = namespace[field]
                elif defaults:
                    raise TypeError(f"Non-default namedtuple field {field} cannot follow default fields")
                namespace[field] = _tuplegetter(number, f"Alias for field number {number}")
            namespace |= {
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
            }
            return type.__new__(type, name, (_Tuple, *bases[1:]), namespace)

    class NamedTuple(metaclass=_Making):
        """A tuple whose values have names."""
