"""A service is asked what an input means as Rasa's is, or as the bot says; whatever it answers, the talk goes on."""

from __future__ import annotations

import json
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from chats import open_chat
from fake_host import fake_host
from loopback import answer, desk_that, hang_up, raw
from takeover.__main__ import main
from takeover.chat.saving import save_transcript
from takeover.delivery.understanding import NotUnderstoodError, Service, read_service, understand
from takeover.language.events import Heard, Intent
from takeover.loading.yaml_tree import read_tree
from takeover.source.diagnostic import Problems

if TYPE_CHECKING:
    from pathlib import Path

BOT = """\
bot: Shop
match: {{http: "{url}"}}
flow: Order
steps:
  - when: [{{intent: track_order}}, {{text: [where is my order, track my parcel]}}]
    do: [{{say: It is on its way.}}]
  - when: {{intent: refund}}
    do: [{{say: Returns are free.}}]
  - when: {{text: [what are your opening hours, when do you open]}}
    do: [{{say: We open at nine.}}]
  - when: unknown
    do: [{{say: I do not know.}}]
"""
RANKED = {
    "text": "x",
    "intent": {"name": "track_order", "confidence": 0.9},
    "intent_ranking": [{"name": "refund", "confidence": 0.1}, {"name": "track_order", "confidence": 0.9}],
}
RANKING = (Intent("track_order", 0.9), Intent("refund", 0.1))


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


def _service(text: str) -> tuple[Service | None, Problems]:
    problems = Problems()
    tree = read_tree(f"http: {text}\n", "bot.yaml", problems)
    return read_service(tree.entries[0].value, problems), problems  # type: ignore[union-attr]


def test_it_is_asked_as_rasa_is(tmp_path: Path) -> None:
    with desk_that(answer("200 OK", _json(RANKED))) as desk:
        service, _ = _service(desk.url)
        assert service is not None
        assert understand(service, 'wo ist "das"?', fake_host(cwd=tmp_path)) == RANKING
    asked = desk.received[0]
    assert asked.line == "POST /takeovers HTTP/1.1"
    assert json.loads(asked.body) == {"text": 'wo ist "das"?'}


def test_it_is_asked_as_the_bot_says(tmp_path: Path) -> None:
    told = {"result": {"found": [{"tag": "refund", "p": 0.7}]}}
    written = (
        "{{url: '{url}', ask: {{q: '<{{{{ text }}}}>', project: '${{PROJECT}}'}}, bearer: '${{TOKEN}}', "
        "take: {{intents: /result/found, name: tag, confidence: p}}}}"
    )
    with desk_that(answer("200 OK", _json(told))) as desk:
        service, problems = _service(written.format(url=desk.url))
        assert service is not None, problems.found
        host = fake_host(cwd=tmp_path, environ={"PROJECT": "acme", "TOKEN": "s3cr3t-token"})
        assert understand(service, "money ${TOKEN}", host) == (Intent("refund", 0.7),)
    assert json.loads(desk.received[0].body) == {"q": "<money ${TOKEN}>", "project": "acme"}
    assert desk.received[0].headers["authorization"] == "Bearer s3cr3t-token"


@pytest.mark.parametrize(
    ("body", "ranking"),
    [
        (b"{", None),
        (b"[1]", None),
        (b'{"intent_ranking": 3}', None),
        (b'{"intent_ranking": [{"name": 7, "confidence": 1}]}', None),
        (b'{"intent_ranking": [{"name": "a", "confidence": "much"}]}', None),
        (b'{"intent_ranking": [{"name": "a", "confidence": true}]}', None),
        (b'{"intent_ranking": []}', ()),
        (b'{"intent": {"name": null, "confidence": 0.0}}', None),
        (b'{"intent": {"name": "a", "confidence": 0.5}}', (Intent("a", 0.5),)),
        (b'{"intent_ranking": {"a": 0.2, "b": 0.7}}', (Intent("b", 0.7), Intent("a", 0.2))),
        (
            b'{"intent_ranking": [{"name": "a", "confidence": NaN}, {"name": "b", "confidence": 7}]}',
            (Intent("b", 1.0),),
        ),
        (b"[" * 100_000, None),
    ],
)
def test_whatever_it_answers(tmp_path: Path, body: bytes, ranking: tuple[Intent, ...] | None) -> None:
    with desk_that(answer("200 OK", body)) as desk:
        service = Service(desk.url)
        if ranking is None:
            with pytest.raises(NotUnderstoodError, match="no ranking of intents"):
                understand(service, "hi", fake_host(cwd=tmp_path))
        else:
            assert understand(service, "hi", fake_host(cwd=tmp_path)) == ranking


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ftp://nlu.acme.example", "bad-address"),
        ("https://bot:pass@nlu.acme.example", "secret-in-file"),
        ("{url: 'https://nlu.acme.example', bearer: abcdefgh}", "secret-in-file"),
        ("{url: 'https://nlu.acme.example', take: {intent: /a}}", "unknown-key"),
        ("{ask: {q: hi}}", "missing-key"),
    ],
)
def test_a_service_that_cannot_be_is_a_problem(written: str, code: str) -> None:
    _, problems = _service(written)
    assert [problem.code for problem in problems.found] == [code]


def test_what_fails_tells_no_secret(tmp_path: Path) -> None:
    with desk_that(answer("401 no", b"the key hunter2-hunter2 is wrong")) as desk:
        host = fake_host(cwd=tmp_path, environ={"KEY": "hunter2-hunter2", "URL": f"{desk.url}?key=hunter2-hunter2"})
        for service in (Service("${URL}"), Service("${MISSING}"), Service("http://nlu.acme.example/${KEY}")):
            with pytest.raises(NotUnderstoodError) as raised:
                understand(service, "hi", host)
            assert "hunter2" not in str(raised.value)


def test_a_chat_goes_by_what_it_answers(tmp_path: Path) -> None:
    low = {"intent_ranking": [{"name": "refund", "confidence": 0.2}]}
    behaviours = [answer("200 OK", _json(value)) for value in (RANKED, low, low)]
    with desk_that(*behaviours) as desk:
        talk = open_chat(tmp_path, BOT.format(url=desk.url))
        for text in ("my stuff?", "when are you open", "the parrot ate it"):
            talk.chat.happen(lambda at, text=text: Heard(at, text))  # type: ignore[misc]
    said = talk.screen.getvalue()
    assert said.index("It is on its way.") < said.index("We open at nine.") < said.index("I do not know.")
    assert "the service is sure of it by 0.20, under the threshold 0.30" in said


@pytest.mark.parametrize(
    "behave", [hang_up, raw(b"nonsense\r\n\r\n"), answer("500 Oops", b"{}")], ids=["cut", "nonsense", "failing"]
)
def test_without_an_answer_words_decide(tmp_path: Path, behave: object) -> None:
    with desk_that(behave) as desk:  # type: ignore[arg-type]
        talk = open_chat(tmp_path, BOT.format(url=desk.url))
        talk.chat.happen(lambda at: Heard(at, "where is my order please"))
    assert "gave no answer, so words decide" in talk.screen.getvalue()
    assert "It is on its way." in talk.screen.getvalue()


def test_another_program_may_say_what_it_understood(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text(BOT.format(url="http://localhost:9/model/parse"), "utf-8")
    lines = (
        {"event": "heard", "text": "stuff?", "understood": {"refund": 0.9}},
        {"event": "heard", "text": "stuff?", "understood": [{"name": "track_order", "confidence": 0.8}]},
        {"event": "heard", "text": "stuff?", "understood": [1]},
    )
    out = StringIO()
    host = fake_host(cwd=tmp_path, stdin="".join(f"{json.dumps(line)}\n" for line in lines), stdout=out)
    assert main(["chat", "bot.yaml", "--json"], host) == 0
    written = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [line["text"] for line in written if line["output"] == "said"] == ["Returns are free.", "It is on its way."]
    assert [line["line"] for line in written if line["output"] == "problem"] == [3]


def test_why_names_the_intent(tmp_path: Path) -> None:
    with desk_that(answer("200 OK", _json(RANKED))) as desk:
        talk = open_chat(tmp_path, BOT.format(url=desk.url))
        talk.type("my stuff?")
        assert 'Order/1 is what the service takes it for: "track_order"' in talk.type("/why")


def test_match_asks_as_a_chat_does(tmp_path: Path) -> None:
    out, err = StringIO(), StringIO()
    with desk_that(answer("200 OK", _json(RANKED)), hang_up) as desk:
        (tmp_path / "bot.yaml").write_text(BOT.format(url=desk.url), "utf-8")
        host = fake_host(cwd=tmp_path, stdout=out, stderr=err)
        assert main(["match", "bot.yaml", "my stuff?", "where is my order", ""], host) == 0
    assert [line.split("\t")[:3] for line in out.getvalue().splitlines()] == [
        ["matched", "0.90", "Order/1"],
        ["matched", "1.00", "Order/1"],
        ["empty", "", ""],
    ]
    assert err.getvalue().count("gave no answer, so words decide") == 1


def test_two_steps_cannot_both_have_an_intent(tmp_path: Path) -> None:
    twice = BOT.replace("intent: refund", "intent: track_order").format(url="http://localhost:9/model/parse")
    (tmp_path / "bot.yaml").write_text(twice, "utf-8")
    out = StringIO()
    assert main(["validate", "bot.yaml"], fake_host(cwd=tmp_path, stdout=out)) == 0
    assert "warning[never-matches]" in out.getvalue()


def test_what_was_answered_is_played_again_without_it(tmp_path: Path) -> None:
    with desk_that(answer("200 OK", _json(RANKED))) as desk:
        talk = open_chat(tmp_path, BOT.format(url=desk.url))
        talk.chat.happen(lambda at: Heard(at, "my stuff?"))
        path = tmp_path / "transcripts" / "talk.yaml"
        path.parent.mkdir()
        save_transcript(talk.chat, path)
        assert len(desk.received) == 1
    written = path.read_text("utf-8")
    assert "understood:\n        track_order: 0.9\n        refund: 0.1\n" in written
    assert main(["replay", "transcripts/talk.yaml"], fake_host(cwd=tmp_path)) == 0
    path.write_text(written.replace("track_order", "refund").replace("refund: 0.1", "other: 0.1"), "utf-8")
    assert main(["replay", "transcripts/talk.yaml"], fake_host(cwd=tmp_path)) == 1
