"""A chat in another language than the bot's: how one gets there, and where it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chats import open_chat
from takeover.chat.status import write_status

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
language: [en, nl]
flow: Main
steps:
  - when: {event: opened}
    do: [{say: {en: Hello., nl: Hallo.}}]
  - when: {text: [which size]}
    do: [{ask: {en: Which size?, nl: Welke maat?}, save: size}]
  - when: unknown
    do: [{say: {en: Sorry., nl: Helaas.}}]
"""


def test_the_language_of_the_user_can_be_set_and_undone(tmp_path: Path) -> None:
    talk = open_chat(tmp_path, BOT)
    assert "Sorry." in talk.type("xyzzy")
    assert "nl" not in write_status(talk.chat)
    talk.type("/set user.language nl")
    assert "nl" in write_status(talk.chat)
    assert "Helaas." in talk.type("xyzzy")
    talk.type("which size")
    assert "Welke maat?" in talk.type("/state")
    for _ in range(3):
        talk.type("/undo")
    assert "Sorry." in talk.type("xyzzy")
    assert "nl" not in write_status(talk.chat)
