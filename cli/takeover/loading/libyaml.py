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
    """Give PyYAML. What it compiles while it is imported is compiled when something is first asked of it.

    Its modules compile patterns for resolving tags and for its pure reader, none of which its C parser uses, and have
    no switch for it. So `re.compile` is another one while they are imported, and only then; a pattern that some other
    thread makes meanwhile works as well, since it only waits.
    """
    if "yaml" not in sys.modules:
        compiling = re.compile
        re.compile = cast("Compile", regex)
        try:
            import yaml  # noqa: F401 - it stays among the modules
        finally:
            re.compile = compiling
    return sys.modules["yaml"]
