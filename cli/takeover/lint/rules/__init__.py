"""The rules of `takeover validate`, one file each. To add one, write its file and name it here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.lint.rules import no_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.lint.rule import Rule

RULES: tuple[Rule, ...] = (no_unknown,)

LINT: Mapping[str, Rule] = {rule.CODE: rule for rule in RULES}
"""Every rule by its code. Codes are stable: comments in flows and settings of CI name them."""
