"""The folder of a model of sentences, as sentence-transformers lays it out: read, checked, and opened when needed.

    config.json          a BERT of the `transformers` library
    model.safetensors    its weights
    tokenizer.json       of the `tokenizers` library; or vocab.txt, the pieces of words one a line
    modules.json         Transformer, Pooling, Normalize; without it the mean is taken
    1_Pooling/config.json, sentence_bert_config.json    how tokens become a sentence, and how many at most

Whatever is wrong in it is said before anybody talks to the bot. Sources: sentence-transformers, "Saved models" and
`models/Pooling.py`; transformers, `BertConfig`.
"""

from __future__ import annotations

import json
import os
import stat
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from takeover.loading.model_weights import NotWeightsError, Placed, bert_shapes, check_shapes, read_header

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from takeover.matching.meaning import Meant, Rehearsal, Weigher
    from takeover.matching.packed import Store
    from takeover.matching.semantic.encoder import Encoder, Pooling
    from takeover.matching.semantic.model import SemanticModel

LARGEST_JSON = 100_000_000
LARGEST_SIDE = 100_000
MOST_LAYERS = 200
MODULES = {"Transformer", "Pooling", "Normalize"}
"""The parts of a model that are known; a sentence is given the length 1 at the end with or without the last."""
POOLINGS: Mapping[str, Pooling] = {
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
}
NEEDED = ("numpy", "tokenizers")
UNHEARD_OF = "\U0001f99c \u2603 \ue000 zq\U00010348"
"""A text with characters that hardly any tokenizer has pieces for."""
SHORTEST = 3
"""Tokens; the first and the last are always the same."""
LAYOUT = "name a folder as sentence-transformers writes it: config.json, model.safetensors, tokenizer.json"
OTHERS = "use a model such as all-MiniLM-L6-v2: a BERT whose tokens are pooled"
Tokenize: TypeAlias = "Callable[[str], Sequence[int]]"


class BadModelError(Exception):
    """A folder holds no model that can be used. The message says why, and `hint` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the hint."""
        super().__init__(message)
        self.hint = hint


class _Config(NamedTuple):
    layers: int
    heads: int
    size: int
    inner: int
    epsilon: float


def missing_packages() -> tuple[str, ...]:
    """Give those of the packages of `takeover[semantic]` that are not installed."""
    return tuple(name for name in NEEDED if find_spec(name) is None)


def open_model(folder: Path) -> LateModel:
    """Check the model in a folder, and give it; its weights are read when the first text needs them.

    Raises BadModelError and OSError.
    """
    # BLAS with several threads may add in another order from run to run, and texts are too short to gain by them.
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")
    if not folder.is_dir():
        raise BadModelError("there is no such folder", "name the folder of a model, with config.json in it")
    config = _read_config(folder)
    pooling = _read_pooling(folder)
    path = folder / "model.safetensors"
    with _open(path) as file:
        status = os.fstat(file.fileno())
        try:
            found = read_header(file, status.st_size)
            placed = check_shapes(found, bert_shapes(config.layers, config.size, config.inner))
        except NotWeightsError as wrong:
            raise BadModelError(f"model.safetensors: {wrong}", "download the model again") from None
    rows = placed["embeddings.word_embeddings.weight"].shape[0]
    longest = min(_read_longest(folder), placed["embeddings.position_embeddings.weight"].shape[0])
    tokenize, its_sum = _read_tokenizer(folder, rows, longest)
    told = f"{config} {pooling} {longest} {its_sum} {placed} {status.st_size} {status.st_mtime_ns}"

    def open_encoder() -> Encoder:
        return _open_encoder(path, placed, tokenize, config, pooling)

    return LateModel(sha256(told.encode()).hexdigest(), open_encoder)


class LateModel:
    """A model that was checked, and is read when it is asked first: numpy takes longer to import than a bot to load."""

    def __init__(self, name: str, open_encoder: Callable[[], Encoder]) -> None:
        """Keep what tells its weights from any other's, and what reads them."""
        self.name = name
        self.open_encoder = open_encoder

    @cached_property
    def _model(self) -> SemanticModel:
        from takeover.matching.semantic.model import SemanticModel

        return SemanticModel(self.name, self.open_encoder)

    def rehearse(self, texts: Sequence[str], rows: Sequence[int], store: Store | None) -> Rehearsal:
        """Prepare to learn which text is of which row."""
        return self._model.rehearse(texts, rows, store)

    def open(self, meant: Meant) -> Weigher:
        """Make ready what was learned by this model."""
        return self._model.open(meant)


def _open_encoder(
    path: Path, placed: Mapping[str, Placed], tokenize: Tokenize, config: _Config, pooling: Pooling
) -> Encoder:
    """Map the weights into memory: of the words' vectors only those are read that are met."""
    from mmap import ACCESS_READ, mmap

    from takeover.matching.semantic.encoder import Encoder
    from takeover.matching.semantic.tensors import Tensor, view_tensors

    with _open(path) as file:
        data = mmap(file.fileno(), 0, access=ACCESS_READ)
    weights = view_tensors(data, {name: Tensor(*tensor) for name, tensor in placed.items()})
    return Encoder(weights, tokenize, config.layers, config.heads, config.size, config.epsilon, pooling)


def _open(path: Path) -> BinaryIO:
    """Open a file, which must be one: no pipe can make us wait. Raises BadModelError and OSError."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    try:
        file = open(os.open(path, flags), "rb")  # noqa: PTH123, SIM115 - as said; whoever asks closes it
    except FileNotFoundError:
        raise BadModelError(f"there is no {path.name} in it", LAYOUT) from None
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise BadModelError(f"{path.name} is no file", LAYOUT)
    return file


def _read_bytes(path: Path, most: int = LARGEST_JSON) -> bytes:
    with _open(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise BadModelError(f"{path.name} has more than {most // 1_000_000} MB", LAYOUT)
    return data


def _read_json(path: Path) -> Any:  # noqa: ANN401 - it is whatever somebody wrote
    try:
        return json.loads(_read_bytes(path))
    except (ValueError, RecursionError):
        raise BadModelError(f"{path.name} is not JSON", "download the model again") from None


def _read_fields(path: Path) -> Mapping[str, Any]:
    found = _read_json(path)
    if not isinstance(found, dict):
        raise BadModelError(f"{path.name} is not a JSON object", "download the model again")
    return found


def _read_config(folder: Path) -> _Config:
    told = _read_fields(folder / "config.json")
    usual = {"model_type": "bert", "hidden_act": "gelu", "position_embedding_type": "absolute", "is_decoder": False}
    for key, value in usual.items():
        if told.get(key, value) != value or (key == "model_type" and key not in told):
            has = json.dumps(told.get(key))[:60]
            raise BadModelError(f"config.json: {key} is {has}, and only {json.dumps(value)} can be used", OTHERS)
    numbers = {}
    for key in ("num_hidden_layers", "num_attention_heads", "hidden_size", "intermediate_size"):
        number = told.get(key)
        if type(number) is not int or not 0 < number <= (MOST_LAYERS if "layers" in key else LARGEST_SIDE):
            raise BadModelError(f"config.json: {key} is {json.dumps(number)[:60]}, and should be a number", LAYOUT)
        numbers[key] = number
    layers, heads, size, inner = numbers.values()
    if size % heads:
        raise BadModelError(f"config.json: hidden_size {size} cannot be parted among {heads} heads", LAYOUT)
    epsilon = told.get("layer_norm_eps", 1e-12)
    if not isinstance(epsilon, int | float) or not 0 <= epsilon < 1:
        raise BadModelError("config.json: layer_norm_eps should be a small number", LAYOUT)
    return _Config(layers, heads, size, inner, float(epsilon))


def _read_pooling(folder: Path) -> Pooling:
    """Read how tokens become a sentence, from the parts that are listed; without a list it is their mean."""
    if not (folder / "modules.json").exists():
        return "mean"
    modules = _read_json(folder / "modules.json")
    try:
        parts = {str(module["type"]).rpartition(".")[2]: str(module["path"]) for module in modules}
    except (TypeError, KeyError):
        raise BadModelError("modules.json is no list of parts", LAYOUT) from None
    unknown = sorted(parts.keys() - MODULES)
    if unknown or "Transformer" not in parts:
        message = (
            f'modules.json: a part "{unknown[0][:60]}" cannot be used' if unknown else "modules.json: no Transformer"
        )
        raise BadModelError(message, OTHERS)
    if parts["Transformer"]:
        raise BadModelError("modules.json: the Transformer is in another folder", LAYOUT)
    place = parts.get("Pooling", "")
    if not place or place != os.path.basename(place) or place.startswith("."):  # noqa: PTH119 - a text, and no path yet
        raise BadModelError("modules.json: no folder of this model for Pooling", LAYOUT)
    told = _read_fields(folder / place / "config.json")
    ways = [key for key, value in told.items() if key.startswith("pooling_mode_") and value is True]
    found = [POOLINGS[key] for key in ways if key in POOLINGS]
    if told.get("pooling_mode") in POOLINGS.values():
        found, ways = [told["pooling_mode"]], [""]
    if len(found) != 1 or len(ways) != 1:
        raise BadModelError(f"{place}/config.json: the pooling is none of mean, cls and max", OTHERS)
    return found[0]


def _read_longest(folder: Path) -> int:
    """Read how many tokens a text may have; a model that does not say takes as many as it has places."""
    path = folder / "sentence_bert_config.json"
    longest = _read_fields(path).get("max_seq_length") if path.exists() else None
    if longest is None:
        return LARGEST_SIDE
    if type(longest) is not int or longest < SHORTEST:
        raise BadModelError(f"{path.name}: max_seq_length should be a number of tokens", LAYOUT)
    return longest


def _tokenizer_file(folder: Path) -> Path:
    usual, old = folder / "tokenizer.json", folder / "vocab.txt"
    return old if old.exists() and not usual.exists() else usual


def _read_tokenizer(folder: Path, rows: int, longest: int) -> tuple[Tokenize, str]:
    """Read what turns a text into numbers below `rows`, at most so many; and the sum of the file."""
    from tokenizers import Tokenizer
    from tokenizers.implementations.bert_wordpiece import BertWordPieceTokenizer

    path = _tokenizer_file(folder)
    data = _read_bytes(path)
    try:
        if path.suffix == ".json":
            tokenizer: Any = Tokenizer.from_str(data.decode())
        else:
            told = folder / "tokenizer_config.json"
            lower = (_read_fields(told) if told.exists() else {}).get("do_lower_case", True) is not False
            pieces = {piece: number for number, piece in enumerate(data.decode().split("\n")) if piece}
            tokenizer = BertWordPieceTokenizer(pieces, lowercase=lower)
        tokenizer.no_padding()
        tokenizer.enable_truncation(longest)
        tokenizer.encode(UNHEARD_OF)  # some that lack what stands for unknown pieces fail now, and not in a talk
        highest = max([0, *tokenizer.get_vocab().values()])
    except BadModelError:
        raise
    except Exception as wrong:  # noqa: BLE001 - it raises nothing narrower, whatever is wrong
        reason = " ".join(str(wrong).split())[:120]
        raise BadModelError(
            f"{path.name}: no tokenizer can be made of it: {reason}", "download the model again"
        ) from None
    if highest >= rows:
        raise BadModelError(f"{path.name}: it has more tokens than model.safetensors has vectors for", LAYOUT)

    def tokenize(text: str) -> Sequence[int]:
        ids: list[int] = tokenizer.encode(text.encode("utf-8", "replace").decode()).ids
        return ids or [0]

    return tokenize, sha256(data).hexdigest()
