"""A chat that was saved is a transcript that passes, whatever was typed in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chats import BOT, Talk, open_chat
from takeover.chat.resuming import resume
from takeover.loading.transcript_files import load_transcripts
from takeover.replay.checking import check_transcript
from takeover.replay.play import play
from takeover.source.diagnostic import Problems
from takeover.transcripts.expected import BotSays

if TYPE_CHECKING:
    from takeover.engine.program import Program
    from takeover.transcripts.transcript import Transcript

TYPED = (
    *(
        "menu",
        "1",
        "2",
        "hello",
        "/quit/",
        "xyzzy",
        "my order",
        "other order",
        "human",
        "mail us",
        "Jane",
        "",
        "jane@x.nl",
    ),
    *(
        "/wait 10m",
        "/wait 4m",
        "/event paid amount=3",
        "/event paid",
        "/send image https://x/y.png",
        "/send location 1,2",
    ),
    *("/agent accept", "/agent refuse busy", "/agent say hi", "/agent resume", "/agent resolve", "/agent event paid"),
    *(
        "my order",
        "name please",
        "pay by card",
        "4111 1111 1111 1112",
        "//slash",
        "Red",
        "3",
        "/send file https://x/y",
        "é\u0301 x",
    ),
    *("/agent note angry", "/set topic billing", "/set user.name Jane", "/goto Desk", "/goto Desk/handover"),
    *("/undo", "/undo 2", "/redo", "/restart"),
)


HOW = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
TALKS = st.lists(st.tuples(st.sampled_from(TYPED), st.sampled_from((0, 1, 70, 400))), min_size=1, max_size=12)


def talk_in(folder: Path, typed: list[tuple[str, int]]) -> Talk:
    """Type lines, each after some seconds. A card's number is no secret here: what is masked cannot be played."""
    talk = open_chat(folder, BOT.replace("sensitive: true", "sensitive: false"))
    for line, seconds in typed:
        talk.later(seconds=seconds)
        talk.type(line)
    return talk


def read_saved(folder: Path, program: Program, name: str = "t.yaml") -> Transcript:
    """Read what was saved, which must be without a mistake."""
    (file,) = load_transcripts([Path(name)], folder).files
    assert file.problems == (), file.text
    (transcript,) = file.transcripts
    problems = Problems()
    check_transcript(program, transcript, problems)
    assert problems.found == []
    return transcript


@HOW
@given(TALKS)
def test_a_saved_chat_passes(typed: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as name:
        talk = talk_in(Path(name), typed)
        talk.type("/save t.yaml")
        text = (Path(name) / "t.yaml").read_text("utf-8")
        assume("turns: []" not in text)
        result = play(talk.chat.program, read_saved(Path(name), talk.chat.program))
        assert result.failure is None, (result.failure, text)


@HOW
@given(TALKS, st.integers(1, 12))
def test_the_saved_tail_of_a_chat_passes(typed: list[tuple[str, int]], first: int) -> None:
    with TemporaryDirectory() as name:
        talk = talk_in(Path(name), typed)
        shown = talk.type(f"/save t.yaml --from {first}")
        path = Path(name) / "t.yaml"
        assert path.exists() is ("there is no input" not in shown)
        assume(path.exists())
        transcript = read_saved(Path(name), talk.chat.program)
        result = play(talk.chat.program, transcript)
        assert result.failure is None, (result.failure, path.read_text("utf-8"))
        assert not any(isinstance(turn, BotSays) for turn in transcript.before)


@HOW
@given(TALKS, st.integers(0, 12))
def test_a_chat_that_is_resumed_goes_on_where_it_was_saved(typed: list[tuple[str, int]], first: int) -> None:
    with TemporaryDirectory() as name:
        talk = talk_in(Path(name), typed)
        talk.type("/save t.yaml" + (f" --from {first}" if first else ""))
        path = Path(name) / "t.yaml"
        assume(path.exists() and "turns: []" not in path.read_text("utf-8"))
        assume(" came here" not in path.read_text("utf-8"))
        session, failure = resume(talk.chat.program, read_saved(Path(name), talk.chat.program))
        assert failure is None
        now, then = session.conversation, talk.chat.conversation
        assert (now.params, now.tags, now.user, now.control, now.offered) == (
            then.params,
            then.tags,
            then.user,
            then.control,
            then.offered,
        )
        assert len(now.waiting) == len(then.waiting)
