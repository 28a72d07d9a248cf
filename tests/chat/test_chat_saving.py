"""A chat as a transcript: each event is one turn of it, so that playing it again gives the same ids and chances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chats import Talk, open_chat
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems
from takeover.source.nodes import Fields, Items

if TYPE_CHECKING:
    from pathlib import Path

HAPPENING = {"user", "choose", "event", "send", "wait", "agent", "call"}


def turns_of(talk: Talk) -> list[str]:
    """Save the talk, and give the first keys of its turns."""
    talk.type("/save t.yaml")
    tree: Any = read_tree((talk.folder / "t.yaml").read_text("utf-8"), "t.yaml", Problems())
    assert isinstance(tree, Fields)
    turns = next(entry.value for entry in tree.entries if entry.key.text == "turns")
    assert isinstance(turns, Items)
    return [turn.entries[0].key.text for turn in turns.items if isinstance(turn, Fields)]


def test_each_event_is_a_turn(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.later(seconds=7)
    talk.type(
        "menu", "2", "my order", "other order", "/wait 10m", "/event paid amount=3", "/send image https://x/y.png"
    )
    talk.later(minutes=3)
    talk.type("human", "/agent accept", "/agent say hi", "hello", "/agent event paid", "/agent resume")
    happened = [key for key in turns_of(talk) if key in HAPPENING]
    assert len(happened) == len(talk.chat.session.turns) - 1
    assert happened[:4] == ["wait", "user", "choose", "user"]
    assert happened.count("call") == 2


def test_what_was_undone_is_not_in_it(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.type("menu", "my order", "/undo", "hello")
    assert turns_of(talk) == ["bot", "user", "bot", "user", "bot"]


def test_a_refusal_by_the_receiver_is_one_by_an_agent(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.type("human", "/agent refuse busy")
    assert turns_of(talk) == ["bot", "user", "takeover", "silent", "agent", "bot"]


def test_what_was_done_beside_the_talk_is_in_it(tmp_path: Path) -> None:
    talk = open_chat(tmp_path)
    talk.type("/set topic billing", "/goto Desk")
    assert turns_of(talk) == ["bot", "set", "goto", "takeover"]
