"""`takeover match`: what a bot makes of texts, one decision a line, and why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from takeover.commands.replay_log import load_running
from takeover.engine.facts import zone
from takeover.engine.program import TOP
from takeover.exitcode import ExitCode
from takeover.language.types.kind import Place
from takeover.loading.index_cache import find_cache, keep_learned
from takeover.matching.explain import explain
from takeover.matching.understand import hear, understand
from takeover.present.painter import paint_on
from takeover.present.pieces import Paragraph, Verbatim, Words
from takeover.present.reasons import points_of, reason_json, summarize, tell_reasons
from takeover.present.safe import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.decision import Candidate, Decision
    from takeover.language.events import Intent
    from takeover.language.values import Json
    from takeover.matching.explain import Explanation
    from takeover.present.painter import Painter
    from takeover.present.pieces import Tone

LONGEST_LINE = 1_000_000
"""Characters of a line of standard input that are read; the rest of it is passed over."""
TONES: dict[str, Tone] = {"matched": "good", "unknown": "warning", "empty": "quiet"}
STEP_COLUMN = 28


class Typed(NamedTuple):
    """The options: JSON Lines, the reasons in full."""

    as_json: bool = False
    explain: bool = False


class Matched(NamedTuple):
    """What a bot makes of a text said at the beginning of a talk."""

    decision: Decision
    outcome: str
    explanation: Explanation | None

    @property
    def near(self) -> Candidate | None:
        """The step that takes the text or, where none does, the one that came nearest."""
        return self.decision.taken or next(iter(self.decision.candidates), None)


def run(bot: Path, texts: Sequence[str], typed: Typed, host: Host) -> ExitCode:
    """Say what a bot makes of each text, or of each line of standard input. Whatever becomes of them, it costs 0."""
    loaded = load_running(bot, host)
    if loaded is None or loaded.program is None:
        return ExitCode.UNREADABLE
    program = loaded.program
    keep_learned(program, find_cache(host.environ))
    place = Place(program.bot.language, program.bot.country, host.now().astimezone(zone(program.bot.timezone)))
    if not texts and host.stdin_is_terminal:
        paint_on(host, "stderr").note("say something, a line each; Ctrl-D ends")
    screen = paint_on(host, "stdout")
    ask = _service(program, host)
    for text in texts or _lines(host):
        # The short reasons are a part of each object; a line of text has none.
        found = match(program, text, place, reasons=typed.as_json or typed.explain, understood=ask(text))
        if typed.as_json:
            host.stdout.write(json.dumps(_as_json(found, program, whole=typed.explain), ensure_ascii=False) + "\n")
            host.stdout.flush()
        else:
            _show(found, program, typed, screen, host)
    return ExitCode.OK


def _service(program: Program, host: Host) -> Callable[[str], Sequence[Intent]]:
    """Give what asks the service of a bot that has one; where that gives no answer, it is said, and words decide."""
    if program.bot.match.http is None:
        return lambda _: ()
    from takeover.delivery.understanding import NotUnderstoodError, read_service
    from takeover.delivery.understanding import understand as ask
    from takeover.source.diagnostic import Problems

    service = read_service(program.bot.match.http, Problems())

    def asked(text: str) -> Sequence[Intent]:
        if service is None or not text.strip():
            return ()
        try:
            return ask(service, text, host)
        except NotUnderstoodError as error:
            paint_on(host, "stderr").warning(f"the service that this bot asks gave no answer, so words decide: {error}")
            return ()

    return asked


def match(program: Program, text: str, place: Place, *, reasons: bool, understood: Sequence[Intent] = ()) -> Matched:
    """Match a text at the top level, as the first thing said, as if the rules of all steps held."""
    heard = hear(program.index, text, understood)
    decision = understand(program.index, heard, TOP, place=place)
    if not text.strip():
        return Matched(decision, "empty", None)
    explanation = explain(program.index, heard, TOP, place=place) if reasons else None
    return Matched(decision, "unknown" if decision.taken is None else "matched", explanation)


def _lines(host: Host) -> Iterator[str]:
    """Give the lines of standard input, one after the other, none of them longer than is good."""
    while line := host.stdin.readline(LONGEST_LINE):
        rest = line
        while len(rest) == LONGEST_LINE and not rest.endswith("\n"):
            rest = host.stdin.readline(LONGEST_LINE)
        yield line.removesuffix("\n").removesuffix("\r")


def _show(found: Matched, program: Program, typed: Typed, screen: Painter, host: Host) -> None:
    """Show a decision: on a terminal in columns and colours, else parted by tabs."""
    near = found.near if found.outcome != "empty" else None
    step = program.steps[near.step].address if near is not None else ""
    score = f"{near.score:.2f}" if near is not None else ""
    text = safe_line(found.decision.text)
    if typed.explain:
        _explain(found, program, screen)
    elif host.stdout_is_terminal:
        cells = (
            Words(f"{found.outcome:7}", TONES[found.outcome]),
            Words(f"  {score:4}  ", "number"),
            Words(f"{step:{STEP_COLUMN}}  ", "strong" if found.outcome == "matched" else "quiet"),
            Words(text),
        )
        screen.draw((Verbatim(cells),))
    else:
        host.stdout.write(f"{found.outcome}\t{score}\t{safe_line(step)}\t{text}\n")
        host.stdout.flush()


def _explain(found: Matched, program: Program, screen: Painter) -> None:
    taken = found.decision.taken
    told = {"unknown": "not understood", "empty": "nothing was said"}.get(found.outcome, "")
    address = Words(program.steps[taken.step].address, "strong") if taken is not None else Words("")
    outcome = Words(told or "understood by ", TONES[found.outcome])
    screen.draw((Paragraph((Words(f'"{safe_line(found.decision.text)}"  ', "strong"), outcome, address)),))
    if found.outcome != "empty":
        screen.draw(tell_reasons(found.decision, found.explanation, program))
    screen.draw((Paragraph(()),))


def _as_json(found: Matched, program: Program, *, whole: bool) -> dict[str, Json]:
    decision, taken = found.decision, found.decision.taken
    step = program.steps[taken.step] if taken is not None else None
    is_empty = found.outcome == "empty"
    written: dict[str, Json] = {
        "text": decision.text,
        "outcome": found.outcome,
        "flow": step.flow if step is not None else None,
        "step": step.name if step is not None else None,
        "score": found.near.score if found.near is not None and not is_empty else 0.0,
        "threshold": program.index.threshold,
        "candidates": [
            _candidate_json(one, program) for one in (*((taken,) if taken is not None else ()), *decision.candidates)
        ],
        "why": "nothing was said" if is_empty else summarize(decision, found.explanation, program),
    }
    if whole and found.explanation is not None:
        written["explanation"] = _explanation_json(found.explanation, program)
    return written


def _candidate_json(candidate: Candidate, program: Program) -> Json:
    step = program.steps[candidate.step]
    return {
        "flow": step.flow,
        "step": step.name,
        "by": candidate.means,
        "score": candidate.score,
        "example": candidate.example,
        "at": str(candidate.span),
        "lacked": candidate.lacked or None,
    }


def _explanation_json(explanation: Explanation, program: Program) -> Json:
    steps: list[Json] = []
    for reason in explanation.reasons:
        points: list[Json] = [{**reason_json(point)} for point in points_of(reason, explanation.threshold)]
        nearest: list[Json] = [
            {"example": like.phrase.text, "at": str(like.phrase.span), "alike": round(like.cosine, 4)}
            for like in reason.nearest
        ]
        without: list[Json] = [{"word": word, "score": score} for word, score in reason.without]
        step = program.steps[reason.step]
        steps.append(
            {
                "flow": step.flow,
                "step": step.name,
                "score": reason.score,
                "points": points,
                "nearest": nearest,
                "without": without,
            }
        )
    return {
        "steps": steps,
        "never_seen": list(explanation.unseen),
        "with": [{"word": word, "score": score} for word, score in explanation.tipping],
    }
