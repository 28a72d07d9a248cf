"""What a flow asks of the outside: takeovers, e-mails, calls. They are shown, and go out only when asked to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from takeover.chat.records import with_parts
from takeover.language.events import Answered
from takeover.language.outputs import CallRequested, EmailRequested, TakeoverRequested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from takeover.chat.flows import Flows
    from takeover.chat.replay import Request
    from takeover.chat.screen import Board
    from takeover.delivery.following import Deed, Following
    from takeover.delivery.receipt import Receipt
    from takeover.delivery.send import Way
    from takeover.delivery.targets import Outlet
    from takeover.engine.program import Program
    from takeover.handover.takeover import Origin
    from takeover.host import Host
    from takeover.language.conversation import Conversation
    from takeover.language.events import Intent
    from takeover.language.outputs import Forwarded
    from takeover.language.values import Json

HINT_TAKEOVER = "not sent; be the agent with /agent accept, refuse or say, or send takeovers with --live or --to"
HINT_EMAIL = "not sent; --live sends e-mails"
NOT_LIVE = "not sent: this chat is not live"


@dataclass(slots=True)
class Tally:
    """What became of everything that was asked, for the end of the chat. An undo calls nothing back."""

    takeovers: int = 0
    emails: int = 0
    sent: int = 0
    undelivered: list[Receipt] = field(default_factory=list)
    lost: int = 0
    """Payloads that had nowhere to go, and lie in no file."""


class Requests:
    """Settles requests. `to` takes every takeover; `live` sends where the routing says, and makes calls for real."""

    def __init__(
        self,
        flows: Flows,
        board: Board,
        host: Host,
        *,
        to: Outlet | None = None,
        live: bool = False,
        outbox: str | None = None,
    ) -> None:
        """Settle them for a chat with these flows, and show on `board` what becomes of each.

        `outbox` is the file of the outbox; None is the usual one.
        """
        self.tally = Tally()
        self._flows = flows
        self._board = board
        self._host = host
        self._to = to
        self._live = live
        self._outbox = outbox
        self._following: Following | None = None

    @property
    def news(self) -> bool:
        """Whether an agent at a desk has done something."""
        return self._following is not None and self._following.waiting

    def deeds(self) -> list[Deed]:
        """Give what an agent at a desk did since the last time."""
        return [] if self._following is None else self._following.take()

    def forward(self, message: Forwarded, now: Conversation) -> None:
        """Bring the agent what the user wrote, where the desk that has the takeover can be followed."""
        if self._following is not None:
            from takeover.chat.masks import hide_secrets

            self._following.say(message.id, hide_secrets(now)(message.text))

    @property
    def sends(self) -> bool:
        """Whether anything goes out."""
        return self._live or self._to is not None

    @property
    def origin(self) -> Origin:
        """What payloads say of their making."""
        from takeover.handover.takeover import Origin

        return Origin(simulated=not self._live, flow_version=self._flows.bot.version)

    def settle(self, request: Request, program: Program, now: Conversation) -> Answered | None:
        """Show a request and send it if it is to be sent. Gives the answer that the flow gets, or None: none yet.

        A takeover or e-mail that arrived is not answered: an agent may still refuse it.
        """
        if isinstance(request, CallRequested):
            return self._call(request, program, now)
        shown = self.payload(request, program)
        if isinstance(request, TakeoverRequested):
            self.tally.takeovers += 1
            self._board.payload(shown)
        else:
            self.tally.emails += 1
            self._board.request("E-mail", _mail(shown))
        return self._send(self.build(request, program), request.id, now.clock)

    def understand(self, text: str) -> tuple[Intent, ...]:
        """Ask the bot's service, if it has one, what a text means; says so where that fails, and then words count."""
        service = self._flows.bot.service
        if service is None:
            return ()
        from takeover.delivery.understanding import NotUnderstoodError, understand

        try:
            return understand(service, text, self._host)
        except NotUnderstoodError as error:
            self._board.warning(f"the service that this bot asks gave no answer, so words decide: {error}")
            return ()

    def payload(self, request: TakeoverRequested | EmailRequested, program: Program) -> dict[str, Json]:
        """Give the payload of a request as it leaves, unless a target is allowed more: always the same."""
        from takeover.handover.redacting import redact

        return redact(self.build(request, program))[0]

    def build(self, request: TakeoverRequested | EmailRequested, program: Program) -> dict[str, Json]:
        """Give the payload of a request before what a user told unasked is masked in it."""
        from takeover.handover.email import build_email
        from takeover.handover.takeover import build_takeover

        if isinstance(request, TakeoverRequested):
            return build_takeover(program, request, self.origin)
        return build_email(program, request, self.origin)

    def instead(self, request: CallRequested, at: datetime) -> Answered:
        """Answer a call that is not made: with its example, or as one that failed."""
        if request.example is None:
            return Answered(at, request.id, "failed", detail=NOT_LIVE)
        return Answered(at, request.id, body=request.example[0])

    def _call(self, request: CallRequested, program: Program, now: Conversation) -> Answered:
        from takeover.chat.masks import hide_secrets
        from takeover.delivery.call import SAFE, make_call, show_call
        from takeover.delivery.receipt import describe

        targets = self._flows.bot.targets
        hide = hide_secrets(now)
        self._board.request("Call", {"": hide(show_call(program, request, targets).strip())})
        if not self._live:
            if request.example is None:
                self._board.warning("not sent, so the call fails: add example: to it, or use --live")
            else:
                self._board.note("not sent; the call is answered by its example")
            return self.instead(request, now.clock)
        way = self._way()
        try:
            answer, receipt = make_call(program, request, targets, self._host, way, hide)
        finally:
            way.outbox.close()
        said = f"the call came back: {describe(receipt)}"
        (self._board.note if answer.outcome == "ok" else self._board.warning)(said)
        if not receipt.arrived and request.method not in SAFE:
            self.tally.undelivered.append(receipt)
            if receipt.kept:
                self._board.note(f"it is kept in {receipt.kept}; to make it all the same: {receipt.again}")
        return with_parts(answer, at=now.clock)

    def _way(self) -> Way:
        from takeover.delivery.keeping import find_outbox
        from takeover.delivery.send import Way

        bot = str(self._host.cwd / self._flows.path)
        return Way(find_outbox(self._host, self._outbox), bot, tell=self._board.note)

    def _send(self, payload: Mapping[str, Json], request: str, at: datetime) -> Answered | None:
        is_email = "email" in payload
        if not self._live and (self._to is None or is_email):
            self._board.note(HINT_EMAIL if is_email else HINT_TAKEOVER)
            return None
        from takeover.delivery.receipt import answer_with
        from takeover.delivery.send import leave, send
        from takeover.delivery.targets import NoTargetError, live_outlets

        try:
            outlets = live_outlets(payload, self._flows.bot.targets) if self._to is None or is_email else (self._to,)
        except NoTargetError as nowhere:
            self.tally.lost += 1
            self._board.error(f"not sent: {nowhere}")
            return Answered(at, request, "failed", detail=str(nowhere))
        way = self._way()
        receipts: list[Receipt] = []
        try:
            for outlet in outlets:
                receipts.append(send(dict(payload), outlet, self._host, way))  # noqa: PERF401 - it may be interrupted
        finally:
            receipts += [leave(payload, outlet, self._host, way) for outlet in outlets[len(receipts) :]]
            way.outbox.close()
            self._tell(receipts, payload)
        if not is_email:
            self._follow(outlets, receipts)
        answer = answer_with(receipts, request, at)
        return None if answer.outcome == "ok" else answer

    def _follow(self, outlets: Sequence[Outlet], receipts: Sequence[Receipt]) -> None:
        """Follow the takeover at the first desk that tells how; one that was followed before is over."""
        from takeover.delivery.following import follow

        for outlet, receipt in zip(outlets, receipts, strict=True):
            following = follow(outlet.target, receipt.facts, self._host) if receipt.arrived else None
            if following is not None:
                if self._following is not None:
                    self._following.stop()
                self._following = following
                return

    def _tell(self, receipts: Sequence[Receipt], payload: Mapping[str, Json]) -> None:
        from takeover.delivery.receipt import describe
        from takeover.handover.redacting import redact
        from takeover.handover.writing import write_json

        for receipt in receipts:
            said = f"{receipt.outcome}: {receipt.target}: {describe(receipt)}"
            if receipt.arrived:
                self.tally.sent += 1
                self._board.success(said)
                continue
            self.tally.undelivered.append(receipt)
            self._board.warning(said)
            if receipt.kept:
                self._board.note(f"it is kept in {receipt.kept}; to send it again: {receipt.again}")
            else:
                self._board.note(write_json(redact(payload)[0]))  # it lies nowhere else


def _mail(payload: Mapping[str, Json]) -> dict[str, str]:
    mail = payload["email"]
    assert isinstance(mail, dict)
    return {
        name.replace("_", "-"): ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        for name, value in mail.items()
    }
