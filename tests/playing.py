"""Plays the transcripts under flows/ with the player of replay, and keeps what came by for the tests to look at."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from takeover.engine.saved import load, save
from takeover.handover.takeover import Origin, build_takeover
from takeover.language.outputs import Output, TakeoverRequested
from takeover.loading.transcript_files import load_transcripts
from takeover.replay.checking import check_transcript
from takeover.replay.play import play as replay
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.engine.program import Program
    from takeover.engine.step import Stepped
    from takeover.language.conversation import Conversation


@dataclass
class Player:
    """One conversation: all outputs, all payloads, and the state after each event."""

    program: Program
    saved: bool = False
    all: list[Output] = field(default_factory=list)
    payloads: list[dict[str, Any]] = field(default_factory=list)
    states: list[Conversation] = field(default_factory=list)

    @property
    def conversation(self) -> Conversation:
        return self.states[-1]

    def after(self, stepped: Stepped) -> Conversation:
        """Keep a step; with `saved` the state is written to JSON and read again."""
        conversation = stepped.conversation
        if self.saved:
            conversation = load(self.program, json.loads(json.dumps(save(self.program, conversation))))
        self.states.append(conversation)
        self.all += stepped.outputs
        for output in stepped.outputs:
            if isinstance(output, TakeoverRequested):
                self.payloads.append(build_takeover(self.program, output, Origin(simulated=True)))
        return conversation


def play(program: Program, path: Path, *, saved: bool = False) -> Player:
    """Play a transcript to its end; it must pass."""
    (file,) = load_transcripts([path]).files
    (transcript,) = file.transcripts
    problems = Problems()
    check_transcript(program, transcript, problems)
    assert [*file.problems, *problems.found] == []
    player = Player(program, saved)
    assert replay(program, transcript, after=player.after).failure is None
    return player
