"""What the codes mean that reading, linking, loading and running report, in the form of the rules' own docstrings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity

REPORTED: Mapping[str, tuple[Severity, str]] = {}
