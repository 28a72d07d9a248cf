"""What a command line is once it is parsed: something that is handed the outside world and gives an exit code."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from takeover.exitcode import ExitCode
from takeover.host import Host

Command = Callable[[Host], ExitCode]
Commands = Mapping[str, Callable[..., Command]]
"""By name, the functions whose signatures Typer reads."""
