"""What a bot did not understand, put together, for people and for programs: how often, what is near, what to paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from takeover.present.pieces import Paragraph, Verbatim, Words, words
from takeover.present.places import write_place
from takeover.transcripts.scalars import write_scalar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from takeover.engine.program import Program
    from takeover.language.values import Json
    from takeover.present.pieces import Piece
    from takeover.tuning.harvest import Harvest, Sheaf

MOST_VARIANTS = 3
NEW = "# no step is near. A new one?"


def paste_lines(sheaf: Sheaf, program: Program) -> tuple[str, ...]:
    """Give the lines of YAML to paste: an example of the nearest step or, where none is near, a new step."""
    example = write_scalar(sheaf.texts[0].example)
    if not sheaf.is_near or sheaf.nearest is None:
        return NEW, f"- when: {{text: [{example}]}}", "  do: [{say: …}]"
    step = program.steps[sheaf.nearest.step]
    return f"# {step.address}, {write_place(sheaf.nearest.span)}", f"- {example}"


def lock_lines(sheaf: Sheaf, program: Program) -> tuple[str, ...]:
    """Give the turns of a transcript that lock it in, none where no step is near."""
    if not sheaf.is_near or sheaf.nearest is None:
        return ()
    said = sheaf.texts[0].example
    step = program.steps[sheaf.nearest.step].address
    return f"- user: {write_scalar(said)}", f"- flow: {write_scalar(step)}"


def tell_harvest(harvest: Harvest, sheaves: Sequence[Sheaf], program: Program, most: int) -> Iterator[Piece]:
    """Give the harvest in pieces."""
    by_now = f"; {harvest.understood:,} of them are understood by now" if harvest.understood else ""
    some = f"{harvest.inputs:,} inputs that were not understood{by_now}"
    yield Paragraph((Words(some, "strong"), Words(f"  put together: {len(sheaves):,}", "quiet")))
    for number, sheaf in enumerate(sheaves[:most], 1):
        yield Paragraph(())
        yield Paragraph(
            (
                Words(f"{number}. ", "quiet"),
                Words(f"{sheaf.times:,} x ", "number"),
                Words(f'"{sheaf.texts[0].shown}"', "strong"),
                Words(f"  {sheaf.where}", "quiet"),
            ),
            hang=3,
        )
        for text in sheaf.texts[1 : 1 + MOST_VARIANTS]:
            yield Paragraph(words(f'"{text.shown}"'), indent=3, hang=2)
        if len(sheaf.texts) > 1 + MOST_VARIANTS:
            yield Paragraph(words(f"and {len(sheaf.texts) - 1 - MOST_VARIANTS} more ways to say it", "quiet"), indent=3)
        if sheaf.nearest is not None:
            step = program.steps[sheaf.nearest.step].address
            told = f'nearest {step} {sheaf.nearest.score:.2f}, like "{sheaf.nearest.example}"'
            yield Paragraph(words(told, "quiet"), indent=3, hang=2)
        for line in (*paste_lines(sheaf, program), *lock_lines(sheaf, program)):
            yield Verbatim((Words("     "), Words(line, "quiet" if line.startswith("#") else "user")))
    if len(sheaves) > most:
        yield Paragraph(())
        yield Paragraph(words(f"and {len(sheaves) - most:,} more; --json has all", "quiet"))
    if harvest.forgot:
        yield Paragraph(words("there were more different inputs than are kept: the rarest are missing", "warning"))


def harvest_json(harvest: Harvest, sheaves: Sequence[Sheaf], program: Program) -> dict[str, Json]:
    """Give the harvest as JSON."""
    return {
        "inputs": harvest.inputs,
        "understood_by_now": harvest.understood,
        "all_kept": not harvest.forgot,
        "clusters": [_sheaf_json(sheaf, program) for sheaf in sheaves],
    }


def _sheaf_json(sheaf: Sheaf, program: Program) -> Json:
    near = sheaf.nearest
    nearest: Json = None
    if near is not None:
        nearest = {
            "step": program.steps[near.step].address,
            "score": near.score,
            "example": near.example,
            "at": str(near.span),
            "is_near": sheaf.is_near,
        }
    return {
        "count": sheaf.times,
        "texts": [text.shown for text in sheaf.texts],
        "first_at": sheaf.where,
        "example": sheaf.texts[0].example,
        "nearest": nearest,
        "paste": "\n".join(paste_lines(sheaf, program)),
        "lock": "\n".join(lock_lines(sheaf, program)) or None,
    }
