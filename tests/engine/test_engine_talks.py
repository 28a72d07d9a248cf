"""Plays the talks of `talks/`, each a sentence of the language page: plain, and saved and loaded after every event.

A talk is a bot, and a list of events (one key each) with what goes out after each: a text that the bot says, or in
brackets what else it does. `state:` looks at parts of the conversation.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from takeover.engine.link import link
from takeover.engine.saved import load, save
from takeover.engine.step import begin, step
from takeover.language import events as ev
from takeover.language import outputs as out
from takeover.language.bot import read_bot
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems
from takeover.source.shapes.scalars import read_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from takeover.engine.program import Program
    from takeover.language.conversation import Conversation

MONDAY = "2026-03-02T10:00:00+01:00"
REQUESTS = (out.TakeoverRequested, out.EmailRequested, out.CallRequested)
TALKS = [
    pytest.param(talk, id=f"{file.stem}: {talk['says']}")
    for file in sorted((Path(__file__).parent / "talks").glob("*.yaml"))
    for talk in yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes texts alone
]


def link_text(text: str) -> Program:
    problems = Problems()
    tree = read_tree(text, "bot.yaml", problems)
    program = link(read_bot([tree] if tree else [], problems), problems)
    assert program is not None, problems.found
    return program


EVENTS: dict[str, Callable[[dict[str, Any], datetime, str], ev.Event]] = {
    "user": lambda did, at, _: ev.Heard(at, did["user"]),
    "choose": lambda did, at, _: ev.Chose(at, did["choose"], int(did.get("number", "0"))),
    "open": lambda did, at, _: ev.Opened(at, did["open"]),
    "send": lambda did, at, _: ev.Sent(at, did["send"], did.get("url", "https://x.example/a"), did.get("name", "")),
    "event": lambda did, at, _: ev.Triggered(at, did["event"], did.get("params", {}), "by" in did),
    "wait": lambda did, at, _: ev.Waited(later(at, did["wait"])),
    "agent": lambda did, at, _: ev.AgentSaid(at, did["agent"], "Sam"),
    "agent does": lambda did, at, _: ev.AgentActed(at, did["agent does"], did.get("text", "")),
    "answer": lambda did, at, asked: ev.Answered(at, asked, did["answer"], 200, json.loads(did.get("body", "null"))),
}
"""Makes the event of a line, by its first key; the last argument is the request that was made last."""


def later(at: datetime, length: str) -> datetime:
    seconds = read_length(length)
    assert seconds is not None, length
    return at + timedelta(seconds=seconds)


def write(output: out.Output, at: datetime) -> str | None:
    match output:
        case out.Said(text=text, choices=choices, buttons=buttons):
            return " | ".join([text, *(choice.label for choice in (*choices, *buttons))])
        case out.Shown(shows=shows):
            return f"[{shows}]"
        case out.TakeoverRequested(reason=reason, cause=cause):
            return f"[takeover: {reason or cause}]"
        case out.EmailRequested(fields=fields):
            return f"[email: {fields['to']}]"
        case out.CallRequested(method=method, url=url):
            return f"[{method} {url}]"
        case out.Forwarded(text=text):
            return f"[to the agent: {text}]"
        case out.Paused(until=until):
            return "[paused]" if until is None else f"[paused {int((until - at).total_seconds() // 60)}m]"
        case out.Resumed(why=why):
            return f"[resumed: {why}]"
        case out.Resolved(text=text, by=by):
            return f"[resolved by {by}: {text}]"
        case out.Unmatched(silent=True):
            return "[silent]"
        case out.Warned(problem=problem):
            return f"[{problem.code}]"
    return None


def look(now: Conversation, name: str) -> Any:
    if name == "params":
        return {param: values.last.match for param, values in now.params.items()}
    found = getattr(now, name)
    return dict(found) if name in {"tags", "user"} else str(found)


@pytest.mark.parametrize("saved", [False, True], ids=["plain", "saved"])
@pytest.mark.parametrize("talk", TALKS)
def test_talk(talk: dict[str, Any], saved: bool) -> None:  # noqa: FBT001 - a case
    program = link_text(talk["bot"])
    at, seed = datetime.fromisoformat(talk.get("at", MONDAY)), int(talk.get("seed", 0))
    now = begin(program, "c", at, seed=seed, language=talk.get("language", ""))
    request = ""
    did: list[dict[str, Any]] = []
    went: list[str] = []
    wanted: list[str] = []
    for line in [*talk["talk"], {}]:
        if isinstance(line, str):
            wanted.append(line)
            continue
        if "state" in line:
            assert {name: look(now, name) for name in line["state"]} == line["state"], did
            continue
        assert went == wanted, did
        if not line:
            return
        did.append(line)
        at = later(now.clock, line["after"]) if "after" in line else now.clock
        stepped = step(program, now, EVENTS[next(iter(line))](line, at, request))
        now = stepped.conversation
        if saved:
            now = load(program, json.loads(json.dumps(save(program, now))))
        request = next((found.id for found in stepped.outputs if isinstance(found, REQUESTS)), request)
        went, wanted = [text for found in stepped.outputs if (text := write(found, now.clock)) is not None], []
