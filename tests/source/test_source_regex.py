"""Patterns that are compiled late are patterns all the same, and every one of them compiles."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import takeover
from takeover.source.regex import _Later, regex

MODULES = [
    module.name
    for module in pkgutil.walk_packages(takeover.__path__, "takeover.")
    if not module.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_every_pattern_of_a_module_compiles(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        if isinstance(value, _Later):
            assert isinstance(value.pattern, str)


def test_it_is_compiled_once_and_at_its_first_use() -> None:
    late = regex("[", re.IGNORECASE)
    with pytest.raises(re.error):
        late.search("a")
    good = regex("(a)+b", re.IGNORECASE)
    found = good.fullmatch("AAB")
    assert found is not None
    assert found[1] == "A"
    assert good.finditer("ab").__next__().re is good.finditer("ab").__next__().re
