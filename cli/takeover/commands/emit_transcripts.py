"""`takeover emit TRANSCRIPT`: plays transcripts for real: calls are made, takeovers and e-mails sent, answers heard."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.chat.flows import Flows
from takeover.chat.masks import hide_secrets
from takeover.chat.records import with_parts
from takeover.chat.replay import MOST_ANSWERS, requests_of
from takeover.chat.resuming import resume
from takeover.delivery.call import SAFE, make_call, show_call
from takeover.delivery.receipt import answer_with, write_receipt
from takeover.delivery.send import send_all
from takeover.delivery.targets import NoTargetError, live_outlets, parse_to
from takeover.engine.step import step
from takeover.exitcode import ExitCode
from takeover.handover.email import build_email
from takeover.handover.takeover import Origin, build_takeover
from takeover.language.events import Answered
from takeover.language.outputs import CallRequested, TakeoverRequested
from takeover.loading.transcript_files import load_transcripts
from takeover.present.safe import safe
from takeover.replay.expecting import EXPECTED
from takeover.replay.playing import begin_playing
from takeover.transcripts.happenings import TimePasses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from takeover.chat.flows import Bot
    from takeover.chat.replay import Request
    from takeover.delivery.receipt import Receipt
    from takeover.delivery.send import Way
    from takeover.delivery.targets import Outlet
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.conversation import Conversation
    from takeover.language.events import Event
    from takeover.language.outputs import EmailRequested, Output
    from takeover.language.values import Json
    from takeover.present.painter import Painter
    from takeover.transcripts.transcript import Transcript

NAME = "::"


@dataclass(frozen=True, slots=True)
class Part:
    """A transcript, the flows that it is played on, and where all its takeovers go (None: where the routing says)."""

    transcript: Transcript
    flows: Flows
    program: Program
    to: Outlet | None

    @property
    def bot(self) -> Bot:
        """The bot."""
        return self.flows.bot

    @property
    def origin(self) -> Origin:
        """What payloads say of their making: nobody waits for an answer to a transcript."""
        return Origin(simulated=True, flow_version=self.bot.version)

    def build(self, request: TakeoverRequested | EmailRequested) -> dict[str, Json]:
        """Give the payload of a request."""
        if isinstance(request, TakeoverRequested):
            return build_takeover(self.program, request, self.origin)
        return build_email(self.program, request, self.origin)

    def outlets(self, payload: Mapping[str, Json]) -> tuple[Outlet, ...]:
        """Give where a payload goes. Raises NoTargetError."""
        return live_outlets(payload, self.bot.targets) if self.to is None or "email" in payload else (self.to,)


def read_parts(
    files: Sequence[str], to: str | None, bot: str | None, painter: Painter, host: Host
) -> list[Part] | ExitCode:
    """Find the transcripts that are named, and load their bots. What is wrong is said, and gives the exit status."""
    parts: list[Part] = []
    known: dict[Path, Flows] = {}
    for named in files:
        path, _, name = named.partition(NAME)
        loaded = load_transcripts([Path(path)], host.cwd)
        problems = [*loaded.problems, *(problem for file in loaded.files for problem in file.problems)]
        if problems:
            painter.problems(problems, loaded.sources)
            return ExitCode.UNREADABLE if loaded.unreadable else ExitCode.PROBLEMS
        found = [(file, one) for file in loaded.files for one in file.transcripts if name in {"", one.name}]
        if not found:
            painter.error(f'there is no transcript "{name}" in {path}' if name else f"there is no transcript in {path}")
            return ExitCode.USAGE if name else ExitCode.UNREADABLE
        for file, transcript in found:
            place = file.bot_of(transcript, None if bot is None else Path(bot))
            if place is None:
                painter.error(f"there is no telling which bot {file.name} is for: say it with --bot")
                return ExitCode.USAGE
            flows = known.get(place) or known.setdefault(place, Flows(place, host.cwd))
            part = _read_part(transcript, flows, to, painter)
            if isinstance(part, ExitCode):
                return part
            parts.append(part)
    return parts


def _read_part(transcript: Transcript, flows: Flows, to: str | None, painter: Painter) -> Part | ExitCode:
    program = flows.bot.program
    if program is None:
        painter.problems([one for one in flows.bot.problems if one.severity == "error"], flows.bot.sources)
        return ExitCode.UNREADABLE if flows.bot.unreadable else ExitCode.PROBLEMS
    try:
        return Part(transcript, flows, program, None if to is None else parse_to(to, flows.bot.targets))
    except NoTargetError as nowhere:
        painter.error(str(nowhere))
        return ExitCode.USAGE


def show_parts(parts: Sequence[Part], painter: Painter, host: Host) -> ExitCode:
    """Show all that would go out, the calls answered as the transcripts say."""
    shown = 0
    for part in parts:
        session, failure = resume(part.program, part.transcript)
        for turn in session.turns:
            for request in requests_of(turn.outputs):
                shown += 1
                if isinstance(request, CallRequested):
                    written = hide_secrets(turn.after)(show_call(part.program, request, part.bot.targets))
                    host.stdout.write(f"{safe(written)}\n")
                    continue
                payload = part.build(request)
                try:
                    outlets = part.outlets(payload)
                except NoTargetError as nowhere:
                    painter.error(f"{part.transcript.span}: {nowhere}")
                    return ExitCode.USAGE
                for outlet in outlets:
                    ready = outlet.target.wants.prepare(payload)
                    host.stdout.write(f"{safe(outlet.target.plan(ready.payload).show())}\n")
        if failure is not None:
            painter.warning(f"{failure.at}: {failure.message}: what comes after it is not shown")
    return _end(shown, 0, painter)


def send_parts(parts: Sequence[Part], way: Way, painter: Painter, host: Host) -> ExitCode:
    """Play the transcripts, one after the other, and send what they lead to."""
    asked = missed = 0
    for part in parts:
        bot = str(host.cwd / part.flows.path)
        playing = _Playing(part, replace(way, bot=bot), painter, host)
        playing.play()
        asked += playing.asked
        missed += playing.missed
    return _end(asked, missed, painter)


def _end(asked: int, missed: int, painter: Painter) -> ExitCode:
    if not asked:
        painter.error("this asks nothing of the outside: no takeover, no e-mail, no call")
        return ExitCode.PROBLEMS
    if missed:
        painter.error(f"{missed} of {asked} did not arrive")
    return ExitCode.UNDELIVERED if missed else ExitCode.OK


@dataclass(slots=True)
class _Playing:
    """A transcript being played for real. What it expects of the bot is not looked at: `replay` does that."""

    part: Part
    way: Way
    painter: Painter
    host: Host
    asked: int = 0
    missed: int = 0
    now: Conversation = field(init=False)

    def play(self) -> None:
        """Play it to its end."""
        transcript, program = self.part.transcript, self.part.program
        opening = begin_playing(program, transcript)
        self.now = opening.conversation
        opening.open(transcript)
        for event in opening.happened:
            self._take(event)
        for turn in (*transcript.before, *transcript.turns):
            if isinstance(turn, EXPECTED):
                continue
            at = self.now.clock
            if isinstance(turn, TimePasses):
                at = self._later(turn.seconds)
            for event in turn.events(at):
                self._take(event)

    def _later(self, seconds: int) -> datetime:
        try:
            return self.now.clock + timedelta(seconds=seconds)
        except OverflowError:  # replay says it
            return self.now.clock

    def _take(self, event: Event) -> None:
        """Let an event happen, and then what the outside answers to it."""
        waiting = deque(requests_of(self._step(event)))
        for _ in range(MOST_ANSWERS):
            if not waiting:
                return
            answer = self._settle(waiting.popleft())
            if answer is not None:
                waiting.extend(requests_of(self._step(with_parts(answer, at=self.now.clock))))
        self.painter.error("the flow goes on calling and never waits for the user: the rest is not sent")
        self.missed += len(waiting)

    def _step(self, event: Event) -> tuple[Output, ...]:
        stepped = step(self.part.program, self.now, event)
        self.now = stepped.conversation
        return stepped.outputs

    def _settle(self, request: Request) -> Answered | None:
        if isinstance(request, CallRequested):
            return self._call(request)
        payload = self.part.build(request)
        try:
            outlets = self.part.outlets(payload)
        except NoTargetError as nowhere:
            self.asked += 1
            self.missed += 1
            self.painter.error(f"{request.id}: not sent: {nowhere}")
            return Answered(self.now.clock, request.id, "failed", detail=str(nowhere))
        receipts = send_all(payload, outlets, self.host, self.way)
        for receipt in receipts:
            self._tell(receipt, arrived=receipt.arrived)
        answer = answer_with(receipts, request.id, self.now.clock)
        return None if answer.outcome == "ok" else answer

    def _call(self, request: CallRequested) -> Answered:
        hide = hide_secrets(self.now)
        answer, receipt = make_call(self.part.program, request, self.part.bot.targets, self.host, self.way, hide)
        # That something is not to be found is an answer too; what was to be changed has to arrive.
        self._tell(receipt, arrived=receipt.arrived or request.method in SAFE)
        return answer

    def _tell(self, receipt: Receipt, *, arrived: bool) -> None:
        self.asked += 1
        self.missed += not arrived
        (self.painter.success if receipt.arrived else self.painter.warning)(write_receipt(receipt))
