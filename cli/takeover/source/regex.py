"""Regular expressions that are compiled when they are first used: that took a quarter of a command's start."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import Any


class _Later:
    """Stands for a pattern until something is asked of it; what was asked once is there from then on."""

    def __init__(self, text: str, flags: int) -> None:
        self._text = text
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        if self._compiled is None:
            self._compiled = re.compile(self._text, self._flags)
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern for a constant of a module. Raises re.error at its first use, so a test uses each."""
    return cast("re.Pattern[str]", _Later(text, flags))
