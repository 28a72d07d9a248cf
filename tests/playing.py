"""Plays the transcripts under flows/ against the engine, strictly: the part of the language that they use."""

from __future__ import annotations

import json
from collections import deque
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import yaml

from takeover.engine.saved import load, save
from takeover.engine.step import begin, step
from takeover.handover.takeover import Origin, build_takeover
from takeover.handover.writing import text_at, value_at
from takeover.language import events as ev
from takeover.language import outputs as out
from takeover.source.shapes.scalars import read_length

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.engine.program import Program

SEEN = (out.Said, out.Shown, out.TakeoverRequested, out.EmailRequested, out.CallRequested)
SHORT = {"reason": "reason.code", "queue": "routing.queue"}


class Player:
    """One conversation: `waiting` are the outputs that no turn has expected yet, `all` are those of the whole talk."""

    def __init__(self, program: Program, at: datetime, *, saved: bool = False) -> None:
        """Open a conversation at a time; with `saved` it is written to JSON and read again after each event."""
        self.program = program
        self.saved = saved
        self.conversation = begin(program, "played", at)
        self.waiting: deque[out.Output] = deque()
        self.all: list[out.Output] = []
        self.payloads: list[dict[str, Any]] = []
        self.states = [self.conversation]
        self.happen(ev.Opened(at))

    def happen(self, event: ev.Event) -> None:
        """Step; everything before must have been expected."""
        self.rest()
        stepped = step(self.program, self.conversation, event)
        self.conversation = stepped.conversation
        if self.saved:
            self.conversation = load(self.program, json.loads(json.dumps(save(self.program, stepped.conversation))))
        self.states.append(self.conversation)
        self.all += stepped.outputs
        self.waiting += [output for output in stepped.outputs if isinstance(output, SEEN)]

    def rest(self) -> None:
        """Want nothing more to have come."""
        assert not self.waiting, f"nobody expected {self.waiting[0]}"

    def turn(self, turn: dict[str, Any]) -> None:
        """Play one turn: something that happens, or something that is expected."""
        now, state = self.conversation.clock, self.conversation
        match turn:
            case {"user": text}:
                self.happen(ev.Heard(now, text))
            case {"choose": label}:
                self.happen(ev.Chose(now, label))
            case {"event": name}:
                self.happen(ev.Triggered(now, name))
            case {"send": {"image": url}}:
                self.happen(ev.Sent(now, "image", url))
            case {"wait": length}:
                self.happen(ev.Waited(now + timedelta(seconds=read_length(length) or 0)))
            case {"agent": {"event": name}}:
                self.happen(ev.Triggered(now, name, by_agent=True))
            case {"agent": dict() as acted}:
                ((act, text),) = acted.items()
                self.happen(ev.AgentActed(now, act, text))
            case {"agent": text}:
                self.happen(ev.AgentSaid(now, text))
            case {"silent": _}:
                self.rest()
            case {"params": known}:
                assert known == {name: state.params[name].last.value for name in known}
            case {"tags": known}:
                assert known == {name: state.tags.get(name) for name in known}
            case _:
                assert self.waiting, f"nothing came, but {turn} was expected"
                self._expect(turn, self.waiting.popleft())

    def _expect(self, turn: dict[str, Any], output: out.Output) -> None:
        match turn, output:
            case {"bot": {"one_of": texts}}, out.Said(text=text):
                assert text in texts
            case {"bot": str(expected)}, out.Said(text=text):
                assert text == expected
            case {"bot": dict() as named}, out.Shown(shows=shows, content=content):
                assert named == {shows: _told(dict(content))}
            case {"email": fields}, out.EmailRequested():
                assert fields == {name: output.fields[name] for name in fields}
            case {"call": where, **answer}, out.CallRequested(id=request):
                assert where == (output.url or output.target)
                now, failed = self.conversation.clock, int(answer.get("failed", 0))
                if failed:
                    self.happen(ev.Answered(now, request, "failed", failed))
                else:
                    self.happen(ev.Answered(now, request, "ok", 200, answer["returns"]))
            case {"takeover": fields}, out.TakeoverRequested():
                self.payloads.append(build_takeover(self.program, output, Origin(simulated=True)))
                found = {name: text_at(self.payloads[-1], SHORT.get(name, name)) for name in fields}
                masked = {"masked": value_at(self.payloads[-1], "masked")} if "masked" in fields else {}
                assert fields == found | masked
            case _:
                raise AssertionError(f"{turn} was expected, and came {output}")


def _told(content: dict[str, Any]) -> str:
    """Name what was shown: a place by its degrees, cards by the title of the first."""
    if "latitude" in content:
        return f"{content['latitude']},{content['longitude']}"
    return str(content["title"] if "title" in content else content["cards"][0]["title"])


def play(program: Program, path: Path, *, saved: bool = False) -> Player:
    """Play a transcript to its end."""
    with path.open(encoding="utf-8") as file:
        written = yaml.load(file, Loader=yaml.CBaseLoader)  # noqa: S506 - it makes nothing but texts, as our own reader
    player = Player(program, datetime.fromisoformat(written["at"]), saved=saved)
    for number, turn in enumerate(written["turns"], 1):
        try:
            player.turn(turn)
        except AssertionError as error:
            raise AssertionError(f"turn {number}, {turn}: {error}") from error
    player.rest()
    return player
