"""What the README shows between `played` marks is what the commands there write. TAKEOVER_REWRITE=1 writes it anew."""

from __future__ import annotations

import os
import re
import shlex

from fake_host import run_cli
from places import ROOT

PLAYED = re.compile(r"(<!-- played -->\n```console\n)(.*?)(```\n<!-- /played -->)", re.DOTALL)


def play(found: re.Match[str]) -> str:
    lines = [line for line in found[2].splitlines() if line.startswith("$ ")]
    assert lines
    outputs = []
    for line in lines:
        ran = run_cli(shlex.split(line.removeprefix("$ takeover ")), cwd=ROOT)
        assert (ran.code, ran.stderr) == (0, "")
        outputs.append(f"{line}\n{ran.stdout.rstrip()}\n")
    return f"{found[1]}{''.join(outputs)}{found[3]}"


def test_what_is_played_is_up_to_date() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    again = PLAYED.sub(play, readme)
    assert PLAYED.search(readme) is not None
    if os.environ.get("TAKEOVER_REWRITE"):
        (ROOT / "README.md").write_text(again, "utf-8", newline="\n")
        return
    assert again == readme
