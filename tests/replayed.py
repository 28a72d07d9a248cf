"""Bots and transcripts as plain text, for the tests of replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.engine.link import link
from takeover.language.bot import read_bot
from takeover.loading.yaml_tree import read_tree
from takeover.replay.checking import check_transcript
from takeover.replay.play import play
from takeover.source.diagnostic import Diagnostic, Problems
from takeover.transcripts.reading import Shared, read_transcripts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.engine.program import Program
    from takeover.replay.result import Failure, Result
    from takeover.transcripts.transcript import Transcript


def bot_of(text: str) -> Program:
    """Link a bot that is meant to be right; its file is bot.yaml."""
    problems = Problems()
    tree = read_tree(text, "bot.yaml", problems)
    assert tree is not None
    program = link(read_bot([tree], problems), problems)
    assert program is not None, problems.found
    return program


def read_all(text: str, shared: Sequence[Shared] = ()) -> tuple[tuple[Transcript, ...], list[Diagnostic]]:
    """Read a file of transcripts, t.yaml, and give what is wrong with it."""
    problems = Problems()
    tree = read_tree(text, "t.yaml", problems)
    transcripts = () if tree is None else read_transcripts(tree, shared, problems)
    return transcripts, problems.found


def transcript_of(text: str, program: Program | None = None) -> Transcript:
    """Read one transcript that is meant to be right."""
    (transcript,), found = read_all(text)
    assert found == []
    if program is not None:
        problems = Problems()
        check_transcript(program, transcript, problems)
        assert problems.found == []
    return transcript


def played(program: Program, turns: str, above: str = "") -> Result:
    """Play turns, a line or more for each; `above` stands over them; the first is in line 3 or below."""
    indented = "\n".join(f"  {line}" for line in turns.strip("\n").split("\n"))
    text = f"transcript: T\n{above}turns:\n{indented}\n"
    return play(program, transcript_of(text, program), "t.yaml")


def failed(program: Program, turns: str, above: str = "") -> Failure:
    """Play turns that must fail, and give why."""
    result = played(program, turns, above)
    assert result.outcome == "failed"
    assert result.failure is not None
    return result.failure
