"""Bots that are matched by meaning: the same to the bit every time, kept for the next start, and never a traceback."""

from __future__ import annotations

import subprocess
import sys
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fake_host import MOMENT, fake_host
from made_model import write_model
from takeover.__main__ import main
from takeover.language.types.kind import Place
from takeover.loading.index_cache import IndexCache
from takeover.loading.load import load_program
from takeover.matching.explain import explain
from takeover.matching.scored import to_score
from takeover.matching.understand import hear

if TYPE_CHECKING:
    from pathlib import Path

    from takeover.matching.index import Index

BOT = """\
bot: Shop
match: {engine: semantic, model: ../model}
flow: Order
steps:
  - when: {text: [where is my order, is my order back, where is the parcel, my parcel]}
    do: [{say: It is on its way.}]
  - when: {text: [I want my money back, money back, the money, back the money]}
    do: [{say: Returns are free.}]
  - when: {text: [when are you open, are you open, is the shop open, open]}
    do: [{say: We open at nine.}]
  - when: unknown
    do: [{say: I do not know.}]
"""
TEXTS = ("where is my money", "open the shop", "xyz", "", "日本語", "a" * 5000, "\ud800", "\0", "🙏")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("semantic")
    write_model(folder / "model")
    (folder / "bot").mkdir()
    (folder / "bot" / "main.yaml").write_text(BOT, "utf-8")
    return folder / "bot"


def _index(bot: Path, folder: Path | None = None) -> Index:
    program = load_program(bot).program
    assert program is not None
    if folder is not None:
        program.index.store = IndexCache(folder, "code")
    return program.index


def _scores(index: Index) -> list[list[float]]:
    scored = index.scored(-1)
    return [scored.score(hear(index, text).reading) for text in TEXTS]


def test_an_example_is_nearest_to_its_own_step(bot: Path) -> None:
    index = _index(bot)
    for example in index.levels[-1].examples:
        scores = index.scored(-1).score(hear(index, example.phrase.text).reading)
        assert scores[index.scored(-1).steps.index(example.step)] == max(scores)


def test_a_score_is_a_number_from_0_to_1(bot: Path) -> None:
    index = _index(bot)

    @given(st.text(max_size=60))
    @settings(max_examples=60, deadline=None)
    def check(text: str) -> None:
        assert all(0 <= score <= 1 for score in index.scored(-1).score(hear(index, text).reading))

    check()
    assert all(0 <= score <= 1 for scores in _scores(index) for score in scores)


@pytest.mark.parametrize("text", ["where is my money", "open the parcel", "xyz"])
def test_the_shares_of_an_explanation_add_up_to_the_score(bot: Path, text: str) -> None:
    index = _index(bot)
    for reason in explain(index, text, -1, place=Place("en", None, MOMENT)).reasons:
        assert to_score(sum(one.share for one in reason.evidence)) == pytest.approx(reason.score, abs=2e-4)
        assert index.learned.meant == {} or "meaning" in {one.part for one in reason.evidence}


def test_what_is_kept_gives_the_same_to_the_bit(bot: Path, tmp_path: Path) -> None:
    cold = _scores(_index(bot))
    kept = _scores(_index(bot, tmp_path))
    again = _index(bot, tmp_path)
    assert cold == kept == _scores(again)
    assert again.threshold == _index(bot).threshold
    for file in tmp_path.iterdir():  # the vectors alone, then nothing that can be read
        file.write_bytes(file.read_bytes()[:-3])
    assert _scores(_index(bot, tmp_path)) == cold


def test_vectors_are_shared_by_bots_and_kept(bot: Path, tmp_path: Path) -> None:
    _scores(_index(bot, tmp_path))
    edited = bot.parent / "edited"
    edited.mkdir()
    (edited / "main.yaml").write_text(BOT.replace("the money,", "my back,"), "utf-8")
    index = _index(edited, tmp_path)
    encoded: list[str] = []
    encoder = index.model._model._encoder  # type: ignore[union-attr]
    encode = type(encoder).encode

    def note(self: object, texts: list[str]) -> object:
        encoded.extend(texts)
        return encode(self, texts)

    type(encoder).encode = note
    try:
        assert index.learned.meant is not None
    finally:
        type(encoder).encode = encode
    assert encoded == ["my back"]
    (edited / "main.yaml").unlink()
    edited.rmdir()


def test_nothing_depends_on_hash_seeds(bot: Path) -> None:
    code = (
        "import sys; from takeover.loading.load import load_program; from pathlib import Path; "
        "from takeover.matching.understand import hear; index = load_program(Path(sys.argv[1])).program.index; "
        "print([index.scored(-1).weigh(hear(index, text).reading) for text in ('my money', 'open')], index.threshold)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code, str(bot)], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(said) == 1


def _loaded(bot: Path, *command: str) -> set[str]:
    code = "import sys; from takeover.__main__ import main; main(sys.argv[1:]); print('|'.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", code, *command, str(bot)], capture_output=True, check=True, input=b"")
    return set(ran.stdout.decode().splitlines()[-1].split("|"))


def test_numpy_waits_for_the_first_text(bot: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "main.yaml").write_text(BOT.replace("match: {engine: semantic, model: ../model}\n", ""), "utf-8")
    for command in ("validate", "chat"):
        assert not {"numpy", "tokenizers"} & _loaded(plain, command)
        assert "numpy" not in _loaded(bot, command)


@pytest.mark.parametrize(("command", "status"), [("validate", 1), ("chat", 1), ("match", 3)])
@pytest.mark.parametrize("missing", ["numpy", "tokenizers"])
def test_without_the_extra_a_problem_says_what_to_install(
    bot: Path, command: str, status: int, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("takeover.loading.model_folder.find_spec", lambda name: None if name == missing else name)
    out, err = StringIO(), StringIO()
    code = main([command, bot.name], fake_host(cwd=bot.parent, stdout=out, stderr=err))
    said = out.getvalue() + err.getvalue()
    assert code == status
    assert f"the engine semantic needs {missing}, which is not installed" in said
    assert "pip install 'takeover[semantic]'" in said
    assert "bot/main.yaml:2:34" in said


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("../nowhere", "there is no such folder"),
        ("main.yaml", "there is no such folder"),
        (".", "there is no config.json"),
    ],
)
def test_a_folder_that_is_no_model_is_a_problem(model: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "main.yaml").write_text(BOT.replace("../model", model), "utf-8")
    found = load_program(tmp_path)
    assert found.program is None
    problem = next(problem for problem in found.problems if problem.severity == "error")
    assert (problem.code, problem.span.line, problem.span.col) == ("bad-model", 2, 34)
    assert said in problem.message
    assert problem.hint
