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


def event_of(did: dict[str, Any], at: datetime, request: str) -> ev.Event:
    match did:
        case {"user": str(text), "after": str(length)}:
            return ev.Heard(at + timedelta(seconds=read_length(length) or 0), text)
        case {"user": str(text)}:
            return ev.Heard(at, text)
        case {"choose": str(label)}:
            return ev.Chose(at, label)
        case {"open": str(start)}:
            return ev.Opened(at, start)
        case {"send": str(media), **more}:
            return ev.Sent(at, media, more.get("url", "https://x.example/a"), more.get("name", ""))  # type: ignore[arg-type]
        case {"event": str(name), **more}:
            return ev.Triggered(at, name, more.get("params", {}), "by" in more)
        case {"wait": str(length)}:
            return ev.Waited(at + timedelta(seconds=read_length(length) or 0))
        case {"agent": str(text)}:
            return ev.AgentSaid(at, text, "Sam")
        case {"agent does": str(act), **more}:
            return ev.AgentActed(at, act, more.get("text", ""))  # type: ignore[arg-type]
        case {"answer": str(outcome), **more}:
            return ev.Answered(at, request, outcome, 200, json.loads(more.get("body", "null")))  # type: ignore[arg-type]
    raise AssertionError(did)


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
    now = begin(program, "c", datetime.fromisoformat(talk.get("at", MONDAY)), seed=int(talk.get("seed", 0)))
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
        stepped = step(program, now, event_of(line, now.clock, request))
        now = stepped.conversation
        if saved:
            now = load(program, json.loads(json.dumps(save(program, now))))
        request = next((found.id for found in stepped.outputs if isinstance(found, REQUESTS)), request)
        went, wanted = [text for found in stepped.outputs if (text := write(found, now.clock)) is not None], []
