"""A chat that was saved is a transcript that passes, whatever was typed in it."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chats import open_chat
from takeover.loading.transcript_files import load_transcripts
from takeover.replay.checking import check_transcript
from takeover.replay.play import play
from takeover.source.diagnostic import Problems

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
    *("/agent note angry", "/set topic billing", "/set user.name Jane", "/goto Desk", "/goto Desk/handover"),
    *("/undo", "/undo 2", "/redo", "/restart"),
)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(TYPED), st.sampled_from((0, 1, 70, 400))), min_size=1, max_size=12))
def test_a_saved_chat_passes(typed: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as name:
        talk = open_chat(Path(name))
        for line, seconds in typed:
            talk.later(seconds=seconds)
            talk.type(line)
        talk.type("/save t.yaml")
        (file,) = load_transcripts([Path("t.yaml")], Path(name)).files
        text = file.text
        assume("turns: []" not in text)
        assert file.problems == (), text
        (transcript,) = file.transcripts
        problems = Problems()
        check_transcript(talk.chat.program, transcript, problems)
        assert problems.found == []
        result = play(talk.chat.program, transcript)
        assert result.failure is None, (result.failure, text)
