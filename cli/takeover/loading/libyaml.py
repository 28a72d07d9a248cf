"""Imports PyYAML for its C parser, without compiling the patterns of its own: they took as long as reading a bot."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, cast

from takeover.source.regex import regex

if TYPE_CHECKING:
    from types import ModuleType

    Compile = Any


def import_yaml() -> ModuleType:
    """Give PyYAML. What it compiles while it is imported is compiled when something is first asked of it."""
    if "yaml" not in sys.modules:
        compiling = re.compile
        re.compile = cast("Compile", regex)
        try:
            import yaml  # noqa: F401 - it stays among the modules
        finally:
            re.compile = compiling
    return sys.modules["yaml"]
