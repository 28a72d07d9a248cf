"""What the codes mean that reading, linking, loading and running report, in the form of the rules' own docstrings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.reported.file_codes import FILES
from takeover.lint.reported.form_codes import FORM
from takeover.lint.reported.name_codes import NAMES
from takeover.lint.reported.talk_codes import TALKS
from takeover.lint.reported.yaml_codes import YAML

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.source.diagnostic import Severity

REPORTED: Mapping[str, tuple[Severity, str]] = {**FILES, **YAML, **FORM, **NAMES, **TALKS}
"""The severity and the text of each code that no rule has."""
