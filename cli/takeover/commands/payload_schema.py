"""`takeover payload-schema`: prints the JSON Schema that every payload satisfies."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from takeover.exitcode import ExitCode
from takeover.handover.schema import payload_schema

if TYPE_CHECKING:
    from takeover.host import Host


def run(host: Host) -> ExitCode:
    """Print the schema (draft 2020-12)."""
    host.stdout.write(f"{json.dumps(payload_schema(), indent=2, ensure_ascii=False)}\n")
    return ExitCode.OK
