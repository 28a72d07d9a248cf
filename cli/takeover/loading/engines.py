"""Who matches the inputs of a bot: gives its index the model that `match` names, or says why that cannot be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.source.regex import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

    from takeover.engine.program import Program
    from takeover.language.match_setting import MatchSetting
    from takeover.source.diagnostic import Problems
    from takeover.source.nodes import Scalar

VARIABLE = regex(r"\$\{([A-Za-z_]\w*)\}")
INSTALL = "pip install 'takeover[semantic]'"


def give_model(
    program: Program, match: MatchSetting, folder: Path, problems: Problems, environ: Mapping[str, str] | None = None
) -> None:
    """Give the index of a program the model that its setting names, seen from a folder."""
    if match.model is None and match.engine == "semantic":
        hint = "write model: and the folder of a model such as all-MiniLM-L6-v2"
        problems.error("bad-model", "the engine semantic needs a model", match.span, hint)
    elif match.model is not None and match.engine != "semantic":
        hint = "write engine: semantic beside it, or leave the model out"
        problems.error("bad-model", "nothing uses this model", match.model.span, hint)
    elif match.model is not None:
        _open(program, match.model, folder, problems, os.environ if environ is None else environ)


def _open(program: Program, model: Scalar, folder: Path, problems: Problems, environ: Mapping[str, str]) -> None:
    from takeover.loading.model_folder import BadModelError, missing_packages, open_model

    lacking = [name for name in VARIABLE.findall(model.text) if not environ.get(name)]
    if lacking:
        message = f"the environment variable {lacking[0]} is not set, so there is no model"
        problems.error("bad-model", message, model.span, f"set {lacking[0]} to the folder of the model")
        return
    missing = missing_packages()
    if missing:
        message = (
            f"the engine semantic needs {' and '.join(missing)}, which {'are' if missing[1:] else 'is'} not installed"
        )
        problems.error("no-semantic", message, model.span, INSTALL)
        return
    path = folder / Path(VARIABLE.sub(lambda found: environ[found[1]], model.text)).expanduser()
    try:
        program.index.model = open_model(path)
    except BadModelError as bad:
        problems.error("bad-model", f"this model cannot be used: {bad}", model.span, bad.hint)
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "this cannot be the name of a folder"
        problems.error("bad-model", f"this model could not be read: {reason}", model.span)
