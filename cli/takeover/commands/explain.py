"""`takeover explain`: what a code means, why it matters, and what it looks like, wrong and right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.exitcode import ExitCode
from takeover.lint.explain import EXPLAINED
from takeover.present.painter import paint_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.host import Host


def run(codes: Sequence[str], list_them: bool, host: Host) -> ExitCode:  # noqa: FBT001 - as it was typed
    """Explain codes, or list them all: as Markdown, and on a terminal as text."""
    from takeover.present.explanations import tell_explanations, tell_list, write_explanations, write_list

    for code in codes:
        if code not in EXPLAINED:
            return refuse_word(code, "a code", EXPLAINED, host, "takeover explain --list shows them all")
    if not codes and not list_them:
        paint_on(host, "stderr").error("say which code: takeover explain no-unknown (or see takeover explain --list)")
        return ExitCode.USAGE
    asked = [EXPLAINED[code] for code in dict.fromkeys(codes)]
    if host.stdout_is_terminal:
        pieces = [*(tell_list(EXPLAINED.values()) if list_them else ()), *tell_explanations(asked)]
        paint_on(host, "stdout").draw(pieces)
    else:
        listed = write_list(EXPLAINED.values()) if list_them else ""
        host.stdout.write("\n".join(filter(None, (listed, write_explanations(asked)))))
    return ExitCode.OK
