"""How long a bot of 1, 2 and 4 MB takes to load and link, beside the plain YAML loader on the same text."""

from __future__ import annotations

import statistics
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from takeover.loading.collector import collector_paused
from takeover.loading.load import load_program

if TYPE_CHECKING:
    from collections.abc import Callable

AIM = 1.0
"""Seconds for 1 MB."""
HEAD = """\
bot: Large
timezone: Europe/Amsterdam
hours: {office: {mon-fri: 09:00-17:30}}
entities: {size: {small: [tiny], large: [big, huge]}}
routing: [{queue: general}]
"""
FLOW = """\
flow: Topic {n}
steps:
  - when: {{text: [where is my {noun} {n}, "a {{size:size}} {noun} {n} please", can you tell me about the {noun} {n}]}}
    step: ask
    do:
      - say: ["I can help you with {noun} {n}.", "Let's see about {noun} {n}, {{{{ user.name }}}}."]
      - ask: What is the number of your {noun}?
        save: number_{n}
        type: {{regex: "[A-Z]{{2}}-[0-9]{{5}}"}}
        retry: It looks like AB-12345.
        attempts: 2
        else: [{{goto: done}}]
      - branch:
          - if: {{hours: office}}
            do:
              - say: {{text: "{{{{ number_{n} }}}} is on its way.", choices: [Thanks, {{label: Person, step: person}}]}}
              - tag: {{topic: {noun}}}
          - do:
              - say: We are closed now; tomorrow we look into {noun} {n}.
    then:
      - when: {{contains: [thanks, thank you]}}
        do: [{{say: You are welcome.}}]
      - when: unknown
        do: [{{say: Was that about your {noun}?}}, {{goto: person}}]
  - when: {{pattern: "(?P<code_{n}>{noun}-[0-9]{{4}})"}}
    if: {{param: {{number_{n}: {{exists: false}}}}}}
    do: [{{set: {{seen_{n}: "{{{{ code_{n} }}}}"}}}}, {{goto: done}}]
  - when: {{text: talk to a person about {noun} {n}}}
    step: person
    do:
      - takeover: {{reason: requested, note: "About {noun} {n}", unavailable: [{{say: Nobody is there now.}}]}}
  - when: {{silence: 10m}}
    step: done
    do: [{{say: "That was all about {noun} {n}."}}, end]
"""
NOUNS = ("order", "parcel", "invoice", "refund", "ticket", "booking", "repair", "delivery", "account", "voucher")


def write_bot(folder: Path, megabytes: int) -> list[str]:
    """Write a bot of that size, a flow a file in files of about 250 kB; give their texts."""
    folder.mkdir()
    texts, number, size = [HEAD], 0, 0
    while size < megabytes * 1_000_000:
        flows: list[str] = []
        while sum(map(len, flows)) < 250_000:
            flow = FLOW.format(n=number, noun=NOUNS[number % len(NOUNS)])
            flows.append("  - " + "    ".join(flow.splitlines(keepends=True)))
            number += 1
        texts.append("flows:\n" + "".join(flows))
        size += len(texts[-1])
    for place, text in enumerate(texts):
        (folder / f"{place:03}.yaml").write_text(text, "utf-8")
    return texts


def cpu_seconds(work: Callable[[], object], times: int = 5) -> float:
    """Give the median CPU time."""
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return statistics.median(took)


def load(folder: Path) -> None:
    """Load and link; a bot with a problem would be another measurement."""
    loaded = load_program(folder)
    assert loaded.program is not None, loaded.problems[:3]


def load_plain(texts: list[str]) -> None:
    """Load as PyYAML does, with the collector off as ours is."""
    with collector_paused():
        for text in texts:
            yaml.load(text, yaml.CSafeLoader)


def main() -> None:
    """Print a line for each size."""
    print(f"{'MB':>4}{'seconds':>10}{'s/MB':>8}{'yaml':>8}{'ratio':>8}{'aim':>8}")
    with tempfile.TemporaryDirectory() as base:
        for megabytes in (1, 2, 4):
            folder = Path(base) / str(megabytes)
            texts = write_bot(folder, megabytes)
            ours = cpu_seconds(partial(load, folder))
            plain = cpu_seconds(partial(load_plain, texts), 3)
            aim = f"{AIM * megabytes:.1f}"
            print(f"{megabytes:>4}{ours:>10.2f}{ours / megabytes:>8.2f}{plain:>8.2f}{ours / plain:>8.2f}{aim:>8}")


if __name__ == "__main__":
    main()
