"""A tiny model of sentences with random weights, written as sentence-transformers lays it out."""

from __future__ import annotations

import json
import random
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

LAYERS, HEADS, SIZE, INNER, PLACES = 2, 4, 32, 64, 24
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = ("where", "is", "my", "order", "money", "back", "the", "open", "when", "are", "you", "shop", "want", "parcel")
PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS, *(f"##{letter}" for letter in LETTERS), *WORDS)
WAYS = ("cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens")

Matrix = tuple[tuple[int, ...], list[float]]


def make_weights(seed: int = 1) -> dict[str, Matrix]:
    """Draw the arrays of a BERT, by name: the shape, and the numbers row by row."""
    chance = random.Random(seed)  # noqa: S311 - weights, no secret

    def draw(*shape: int, around: float = 0.0, spread: float = 0.3) -> Matrix:
        count = 1
        for side in shape:
            count *= side
        return shape, [struct.unpack("<f", struct.pack("<f", chance.gauss(around, spread)))[0] for _ in range(count)]

    def even(name: str) -> dict[str, Matrix]:
        return {f"{name}.weight": draw(SIZE, around=1.0, spread=0.1), f"{name}.bias": draw(SIZE, spread=0.1)}

    def dense(name: str, made: int, taken: int) -> dict[str, Matrix]:
        return {f"{name}.weight": draw(made, taken), f"{name}.bias": draw(made)}

    weights = {
        "embeddings.word_embeddings.weight": draw(len(PIECES), SIZE),
        "embeddings.position_embeddings.weight": draw(PLACES, SIZE),
        "embeddings.token_type_embeddings.weight": draw(2, SIZE),
        **even("embeddings.LayerNorm"),
    }
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        for part in ("self.query", "self.key", "self.value", "output.dense"):
            weights |= dense(f"{name}.attention.{part}", SIZE, SIZE)
        weights |= even(f"{name}.attention.output.LayerNorm")
        weights |= dense(f"{name}.intermediate.dense", INNER, SIZE)
        weights |= dense(f"{name}.output.dense", SIZE, INNER)
        weights |= even(f"{name}.output.LayerNorm")
    return weights


def write_tensors(weights: Mapping[str, Matrix]) -> bytes:
    """Write arrays as a safetensors file."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, (shape, numbers) in weights.items():
        data = struct.pack(f"<{len(numbers)}f", *numbers)
        header[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    told = json.dumps(header).encode()
    told += b" " * (-len(told) % 8)
    return len(told).to_bytes(8, "little") + told + body


def write_model(folder: Path, *, pooling: str = "mean_tokens", seed: int = 1, vocabulary: bool = False) -> Path:
    """Write the folder of a model; with `vocabulary`, vocab.txt in place of tokenizer.json."""
    (folder / "1_Pooling").mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(write_tensors(make_weights(seed)))
    _write(folder / "config.json", {
        "model_type": "bert", "hidden_act": "gelu", "num_hidden_layers": LAYERS, "num_attention_heads": HEADS,
        "hidden_size": SIZE, "intermediate_size": INNER, "layer_norm_eps": 1e-12, "max_position_embeddings": PLACES,
    })  # fmt: skip
    parts: Sequence[tuple[str, str]] = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    _write(folder / "modules.json", [
        {"idx": number, "name": str(number), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for number, (path, kind) in enumerate(parts)
    ])  # fmt: skip
    _write(folder / "1_Pooling" / "config.json", {f"pooling_mode_{way}": way == pooling for way in WAYS})
    _write(folder / "sentence_bert_config.json", {"max_seq_length": 16, "do_lower_case": False})
    if vocabulary:
        (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n", "utf-8")
    else:
        from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer

        tokenizer = BertWordPieceTokenizer({piece: number for number, piece in enumerate(PIECES)})
        tokenizer.save(str(folder / "tokenizer.json"))
    return folder


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value), "utf-8")
