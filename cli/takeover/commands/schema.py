"""`takeover schema`: prints the JSON Schema of bot files, from which editors complete and check while one types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from takeover.delivery.targets import target_schema
from takeover.exitcode import ExitCode
from takeover.language.bot import bot_schema
from takeover.source.shapes import Definitions

if TYPE_CHECKING:
    from takeover.host import Host
    from takeover.source.shapes import Schema


def run(host: Host) -> ExitCode:
    """Write the schema to stdout."""
    host.stdout.write(f"{json.dumps(make_schema(), indent=2, ensure_ascii=False)}\n")
    return ExitCode.OK


def make_schema() -> Schema:
    """Give the JSON Schema (draft 2020-12) of a bot file, with the targets that the delivery knows."""
    definitions = Definitions()
    schema = bot_schema(target_schema(definitions))
    defined = schema["$defs"]
    assert isinstance(defined, dict)
    return {**schema, "$defs": {**definitions.named, **defined}}
