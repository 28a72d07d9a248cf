"""A bot says in each language what is written for it, and elsewhere what it falls back to; never anything else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_bots import START, program_of
from takeover.engine.saved import load, save
from takeover.engine.step import begin, step
from takeover.language.events import Changed, Heard, Opened
from takeover.language.outputs import EmailRequested, Resolved, Said, Shown, TakeoverRequested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from takeover.language.outputs import Output

TAGS = ("en", "en-GB", "nl", "nl-BE", "de", "zh-Hant-TW", "zh-Hant", "zh", "pt-BR", "pt")
spoken = st.sampled_from((*TAGS, "nl_BE", "NL", "fr", "zh-Hans-CN"))
own = st.sampled_from(TAGS)
slow = settings(suppress_health_check=list(HealthCheck), deadline=None)

languages = st.lists(own, min_size=1, max_size=4, unique=True)


@st.composite
def marked(draw: st.DrawFn, *, many: bool = False) -> dict[str, Any]:
    """Make a text by language, in which each says what it is, and beside which others it stands."""
    tags = draw(languages)
    texts = {tag: f"{tag} of {' '.join(tags)}" for tag in tags}
    return {tag: [text, text] if many and draw(st.booleans()) else text for tag, text in texts.items()}


@st.composite
def talking(draw: st.DrawFn) -> dict[str, Any]:
    """Make a bot that reads all there is to read to who comes in."""
    one, several = marked(), marked(many=True)
    label = draw(one)
    do: list[Any] = [
        {"say": draw(several), "choices": [draw(one)], "buttons": [{"label": draw(one), "url": draw(one)}]},
        {"say": [draw(one), draw(one)]},
        {"card": {"title": draw(one), "subtitle": draw(one), "image": draw(one), "url": draw(one)}},
        {"card": draw(one)},
        {"list": {"title": draw(one), "items": [draw(one)], "buttons": [draw(one)]}},
        {"carousel": [draw(one), {"title": draw(one)}]},
        {"image": {"url": draw(one), "title": draw(one)}},
        {"video": draw(one)},
        {"location": draw(one)},
        {"email": {"to": "a@b.nl", "subject": draw(one), "body": draw(one)}},
        {"resolve": draw(one)},
        {"ask": draw(several), "choices": [label], "retry": draw(several), "attempts": "3"},
        {"takeover": {"subject": draw(one)}},
    ]
    steps = [{"when": {"event": "opened"}, "do": do}]
    return {"language": draw(st.one_of(own, languages)), "flow": "Main", "steps": steps}


def read_by_user(outputs: tuple[Output, ...]) -> Iterator[str]:
    """Give all texts that went out."""
    for output in outputs:
        match output:
            case Said(text=text, choices=choices, buttons=buttons):
                yield text
                yield from (one.label for one in (*choices, *buttons))
                yield from (one.url for one in buttons)
            case Shown(content=content, buttons=buttons):
                yield from leaves(content)
                yield from (one.label for one in buttons)
            case EmailRequested(fields=fields) | TakeoverRequested(fields=fields):
                yield from (fields[name] for name in ("subject", "body") if name in fields)
            case Resolved(text=text):
                yield text


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)


def expected(user: str, bot: str, tags: list[str]) -> str:
    """Give the language that a user reads: their own, a wider one, another region of one; the bot's so; the first."""
    for language in (user, bot):
        parts = language.replace("_", "-").lower().split("-")
        for end in range(len(parts), 0, -1):
            wide = "-".join(parts[:end])
            same = [tag for tag in tags if tag.lower() == wide] or [
                tag for tag in tags if tag.lower().startswith(f"{wide}-")
            ]
            if same:
                return same[0]
    return tags[0]


@slow
@given(talking(), spoken, st.integers(0, 1 << 32))
def test_a_bot_says_only_what_is_written_for_the_language_of_the_talk(bot: Any, user: str, seed: int) -> None:
    program = program_of(bot)
    own = bot["language"] if isinstance(bot["language"], str) else bot["language"][0]
    now = begin(program, "made", START, seed=seed, language=user)
    said: list[str] = []
    for event in (Opened(START), Heard(START, "xyzzy"), Heard(START, "")):
        now = load(program, json.loads(json.dumps(save(program, now))))
        stepped = step(program, now, event)
        now = stepped.conversation
        said += filter(None, read_by_user(stepped.outputs))
    assert len(said) > 20
    for text in said:
        language, _, tags = text.partition(" of ")
        assert language == expected(user, own, tags.split())


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("nl", "nl"),
        ("NL", "nl"),
        (" nl_be ", "nl-BE"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("Dutch", "nl"),
        ("Nederlands", "nl"),
        ("Engels", "en"),
        ("日本語", "ja"),
        ("polski", "pl"),
        ("Klingon", "de"),
        ("x" * 10_000, "de"),
        ("nl-BE-x-private", "de"),
        ("", "de"),
    ],
)
@pytest.mark.parametrize("path", ["user.language", "user.profile.language"])
def test_what_a_user_is_said_to_speak(path: str, said: str, language: str) -> None:
    program = program_of({"language": "de", "flow": "Main", "steps": [{"when": "unknown", "do": [{"say": "Hm"}]}]})
    stepped = step(program, begin(program, "made", START), Changed(START, path, said))
    assert stepped.conversation.language == language
    assert stepped.conversation.user[path.removeprefix("user.")] == said


def test_other_fields_of_a_user_change_no_language() -> None:
    program = program_of({"flow": "Main", "steps": [{"when": "unknown", "do": [{"say": "Hm"}]}]})
    for path in ("user.name", "user.profile.lang", "language"):
        assert step(program, begin(program, "made", START), Changed(START, path, "nl")).conversation.language == "en"
