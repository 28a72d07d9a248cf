"""JSON as text that people can read and no terminal obeys: every language as it is, what could act as an escape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from takeover.present.safe import UNSAFE

if TYPE_CHECKING:
    import re


def write_json(value: object, *, indent: int | None = None) -> str:
    """Give JSON (RFC 8259) without a newline at its end; with `indent`, over several lines.

    Raises TypeError for what is no JSON.
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # Only within strings is there anything else than ASCII; the newlines that indent are kept by UNSAFE.
    return text if text.isascii() and "\x7f" not in text else UNSAFE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if found[0] != "\x7f" else "\\u007f"
