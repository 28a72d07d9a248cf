"""The commands of a chat: each has its help, completion and test, and what cannot be done is said with a hint."""

from __future__ import annotations

import json
import re
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chats import BOT, Talk, open_chat
from fake_host import MOMENT
from takeover.chat.agents import AGENT
from takeover.chat.slash import SLASH
from takeover.language.outputs import TakeoverRequested


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    return open_chat(tmp_path)


def test_every_command_is_listed_with_its_help(talk: Talk) -> None:
    shown = talk.type("/help")
    for slash in SLASH.values():
        assert f"/{slash.name} {slash.usage}".rstrip() in shown
        assert slash.help in shown
    assert "//text" in shown


@pytest.mark.parametrize("name", SLASH)
def test_every_command_can_be_asked_about(talk: Talk, name: str) -> None:
    shown = talk.type(f"/help {name}")
    assert shown.startswith(f"/{name}")
    assert SLASH[name].help in shown
    assert talk.type(f"/help /{name}") == shown


def test_what_an_agent_can_do_is_listed(talk: Talk) -> None:
    shown = talk.type("/help agent")
    assert all(f"/agent {act}" in shown and said in shown for act, (_, said) in AGENT.items())


@pytest.mark.parametrize("name", [name for name, slash in SLASH.items() if slash.usage])
def test_every_argument_that_can_be_listed_is_completed(talk: Talk, name: str) -> None:
    talk.type("/set colour red")
    known = set(SLASH[name].complete(talk.console))
    wanted = {
        "set": "colour",
        "goto": "Desk/handover",
        "event": "paid",
        "send": "image",
        "wait": "1h",
        "agent": "accept",
        "help": "why",
        "why": "-v",
    }
    assert known >= {wanted[name]} if name in wanted else not known


@pytest.mark.parametrize("name", SLASH)
def test_every_command_has_its_test(name: str) -> None:
    tests = Path(__file__).read_text("utf-8")
    assert re.search(rf"\"/{name}\b", tests), "type it in a test of its own"


def test_why(talk: Talk) -> None:
    talk.type("what is this", "menu")
    shown = talk.type("/why")
    assert '"menu"' in shown
    assert "Main/2" in shown
    assert "main.yaml:7:" in shown
    assert "Which?" in shown
    before = talk.type("/why 2")
    assert '"what is this"' in before
    assert "Sorry." in before
    assert talk.type("/why 9") == "error: so far back nothing happened\n"
    assert talk.type("/why x") == 'error: "x" is not a number from 1 up\n'


def test_why_tells_what_a_score_is_made_of(talk: Talk) -> None:
    talk.type(f"my menu {' '.join(f'parrot{number}' for number in range(40))} parrot")
    short, whole = talk.type("/why"), talk.type("/why -v")
    for shown in (short, whole):
        assert '"menu" +' in shown
        assert "never seen" in shown
        assert '"parrot0"' in shown
    assert "% alike" not in short
    assert "% alike  " in whole
    talk.type("menu")
    assert '"parrot0"' in talk.type("/why 2 -v")
    assert "never seen" not in talk.type("/why -v")


def test_state(talk: Talk) -> None:
    talk.type("/set topic billing", "menu")
    shown = talk.type("/state")
    assert "topic = billing" in shown
    assert "Red, Green, Person" in shown


def test_set(talk: Talk) -> None:
    talk.type("/set user.name Jane Doe", "/set size  large ")
    assert talk.chat.conversation.user == {"name": "Jane Doe"}
    assert talk.chat.conversation.params["size"].last.value == "large"
    assert "is a built-in name" in talk.type("/set now x")
    assert "cannot be the name of a param" in talk.type("/set 1st x")
    assert "say what to set to what" in talk.type("/set size")


def test_undo_and_redo(talk: Talk) -> None:
    states = [talk.chat.conversation]
    for line in ("menu", "Red", "my order"):
        talk.type(line)
        states.append(talk.chat.conversation)
    assert 'note:  undone: "my order"\n' in talk.type("/undo")
    assert talk.chat.conversation == states[2]
    assert 'note:  undone: "menu", "Red"' in talk.type("/undo 2")
    assert talk.chat.conversation == states[0]
    assert talk.type("/undo") == "error: there is nothing to undo\n"
    assert 'note:  done again: "menu"' in talk.type("/redo")
    talk.type("/redo 9")
    assert talk.chat.conversation == states[3]
    assert talk.type("/redo") == "error: there is nothing to redo\n"


def test_undo_takes_the_time_back(talk: Talk) -> None:
    talk.type("/wait 2h", "menu", "/undo 2")
    assert talk.chat.clock.now() == MOMENT


def test_restart(talk: Talk) -> None:
    talk.type("menu")
    before = talk.chat.session
    assert talk.type("/restart") == "bot:   Hello.\n"
    assert talk.chat.conversation.id == "conv+"
    assert talk.chat.conversation.turn == 1
    assert "undone: /restart" in talk.type("/undo")
    assert talk.chat.session == before


def test_flows(talk: Talk) -> None:
    talk.type("menu")
    shown = talk.type("/flows")
    assert re.search(r"Main +2 +main\.yaml:7:5 +you are here", shown)
    assert re.search(r"Desk +handover +desk\.yaml:3:5\n", shown)


def test_goto(talk: Talk) -> None:
    assert "Takeover  conv:2:" in talk.type("/goto Desk")
    talk.type("/undo")
    assert "Sorry." in talk.type("/goto Main/10")
    assert talk.type("/goto Desc") == 'error: there is no flow or step "Desc"; did you mean "Desk"?\n'
    assert talk.type("/goto") == "error: say where to go; /flows lists them\n"


def test_event(talk: Talk) -> None:
    assert "Paid 12 euro." in talk.type("/event paid amount='12 euro' by=card")
    assert talk.type("/event payd") == 'error: no step listens to an event "payd"; did you mean "paid"?\n'
    assert talk.type("/event paid amount") == 'error: "amount" is not NAME=VALUE\n'
    assert "put quotes around both ends" in talk.type("/event paid amount='12")
    assert talk.type("/event") == "error: say which event; known: opened, paid\n"


def test_send(talk: Talk) -> None:
    assert "A picture." in talk.type("/send image https://acme.example/a.png My receipt")
    assert talk.chat.session.turns.last.event.name == "My receipt"  # type: ignore[union-attr]
    assert 'did you mean "image"?' in talk.type("/send imgae https://acme.example/a.png")
    assert "say what to send" in talk.type("/send image")


def test_wait(talk: Talk) -> None:
    shown = talk.type("/wait 10m")
    assert "bot:   Still there?\n" in shown
    assert "it is Mon 02 Mar 09:25 now" in shown
    assert talk.chat.conversation.clock == MOMENT + timedelta(minutes=10)
    assert "say how long" in talk.type("/wait soon")
    assert "beyond the calendar" in "".join(talk.type("/wait 3650 days") for _ in range(800))


def test_agent(talk: Talk) -> None:
    talk.type("human")
    assert "took the conversation" in talk.type("/agent accept")
    assert talk.type("/agent say Hello Jane") == "agent: Hello Jane\n"
    assert "for the agent only: angry" in talk.type("/agent note angry")
    assert "the bot answers again" in talk.type("/agent resume")
    assert "resolved by the agent: fixed" in talk.type("/agent resolve fixed")
    assert 'did you mean "resume"?' in talk.type("/agent resum")
    assert "say what to say" in talk.type("/agent say")
    assert "say what the agent does" in talk.type("/agent")
    assert "no step listens" in talk.type("/agent event nope")


def test_an_agent_refuses(talk: Talk) -> None:
    talk.type("human")
    assert "bot:   Nobody is there.\n" in talk.type("/agent refuse busy")


def test_an_event_of_an_agent_gives_the_talk_back(talk: Talk) -> None:
    talk.type("human")
    assert "bot:   Paid 3.\n" in talk.type("/agent event paid amount=3")


def test_payload(talk: Talk) -> None:
    assert talk.type("/payload") == "error: there is no takeover yet\n"
    talk.type("human", "/agent resume", "mail us")
    assert json.loads(talk.type("/payload"))["type"] == "email.requested"
    written = json.loads(talk.type("/payload 2"))
    assert written["reason"]["code"] == "requested"
    requested = [o for turn in talk.chat.session.turns for o in turn.outputs if isinstance(o, TakeoverRequested)]
    assert written["id"] == requested[0].id
    assert talk.type("/payload 3") == "error: there are only 2 takeovers and e-mails\n"


def test_save(talk: Talk) -> None:
    talk.type("menu", "2")
    assert "the transcript is in" in talk.type("/save talks/menu.yaml")
    assert (talk.folder / "talks/menu.yaml").read_text("utf-8").startswith("transcript: menu\nbot: ")
    talk.type("menu")
    assert "the transcript is in" in talk.type("/save talks/menu.yaml"), "a transcript is written over"
    assert "is there already, and is no transcript" in talk.type("/save main.yaml")
    assert (talk.folder / "main.yaml").read_text("utf-8") == BOT
    assert "is a folder" in talk.type("/save talks")
    assert "say where to save it" in talk.type("/save")
    assert "error: " in talk.type("/save main.yaml/x")


def test_reload(talk: Talk) -> None:
    talk.edit("Hello.", "Good day.")
    assert 'the bot says "Good day." instead of "Hello."' in talk.type("/reload")


def test_quit(talk: Talk) -> None:
    talk.type("/quit")
    assert talk.console.finished


def test_an_unknown_command(talk: Talk) -> None:
    assert talk.type("/agnet say hi") == 'error: there is no command /agnet; did you mean "/agent"?\n'
    assert "/help lists the commands" in talk.type("/xyzzy")
    assert "/help lists the commands" in talk.type("/")
    assert talk.type("/help xyzzy") == "error: there is no command /xyzzy\n"


def test_a_text_that_begins_with_a_slash(talk: Talk) -> None:
    talk.type("//help")
    assert talk.chat.conversation.lines.tail(2)[0].text == "/help"


@pytest.mark.parametrize("typed", ["2", "Green", "  green!", "GREEN"])
def test_a_choice_is_taken_by_number_or_label(talk: Talk, typed: str) -> None:
    talk.type("menu", typed)
    assert talk.chat.session.turns.last.event.label == "Green"  # type: ignore[union-attr]


@pytest.mark.parametrize("typed", ["4", "0", " 2", "2.", "٢", "22222"])
def test_what_is_no_choice_is_a_text(talk: Talk, typed: str) -> None:
    talk.type("menu", typed)
    assert talk.chat.session.turns.last.event.text == typed  # type: ignore[union-attr]


def test_a_choice_with_an_address_goes_there(talk: Talk) -> None:
    assert "Takeover  conv:3:" in talk.type("menu", "3")


def test_choices_that_are_added_are_numbered_on(tmp_path: Path) -> None:
    talk = open_chat(tmp_path, BOT.replace("say: Still there?", "say: {text: Still there?, choices: [Blue]}"))
    assert "[4] Blue" in talk.type("menu", "/wait 6m")
    talk.type("4")
    assert talk.chat.session.turns.last.event.label == "Blue"  # type: ignore[union-attr]


def test_a_button_that_opens_a_page_is_heard_by_nobody(tmp_path: Path) -> None:
    bot = BOT.replace("choices: [Red,", "buttons: [{label: Site, url: 'https://acme.example/'}], choices: [Red,")
    talk = open_chat(tmp_path, bot)
    talk.type("menu")
    turn = talk.chat.conversation.turn
    assert "Site opens https://acme.example/; the bot hears nothing of it" in talk.type("Site")
    assert talk.chat.conversation.turn == turn


words = st.sampled_from(
    ("1", "3", "99999", "Desk", "Desk/handover", "paid", "image", "https://x.example", "10m", "say", "event")
)
lines = st.one_of(
    st.sampled_from(("menu", "2", "name please", "pay by card", "my order", "other order", "human", "mail us", "Jane")),
    st.text(max_size=20),
    st.builds(
        lambda name, rest: f"/{name} {' '.join(rest)}",
        st.sampled_from(sorted(SLASH.keys() - {"save"})),
        st.lists(st.one_of(words, st.text(max_size=6)), max_size=3),
    ),
)


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=60)
@given(st.lists(lines, max_size=12))
def test_whatever_is_typed_the_chat_goes_on(typed: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        talk = open_chat(Path(folder))
        for line in typed:
            talk.console.read(line)
        assert not {"\x1b", "\x9b", "\u202e"} & set(talk.new())
