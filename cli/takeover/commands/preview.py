"""`takeover preview`: what would go out, before anybody gets it: the text, the page, the raw message, the request."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from takeover.delivery.mail import BadMailboxError
from takeover.delivery.reaching import BadAddressError
from takeover.delivery.reading import read_payloads
from takeover.delivery.smtp import SmtpTarget
from takeover.delivery.targets import NoTargetError, live_outlets, parse_to, read_targets
from takeover.delivery.variables import UnfilledError
from takeover.exitcode import ExitCode
from takeover.present.painter import paint_on
from takeover.present.safe import safe
from takeover.source.diagnostic import Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from takeover.delivery.target import Target
    from takeover.delivery.targets import Outlet
    from takeover.engine.program import Program
    from takeover.host import Host
    from takeover.language.conversation import Conversation
    from takeover.language.outputs import Output
    from takeover.language.values import Json
    from takeover.present.painter import Painter

Form = Literal["text", "html", "eml"]
JSON = (".json", ".jsonl", ".ndjson")
STDIN = "-"
MOST_INPUTS = 15
NOT_UNDERSTOOD = "Xyzzy, plugh and frotz?"
"""What no bot understands."""
MAILBOX = SmtpTarget("smtp://localhost", ("help@desk.example",), sender="bot@desk.example")
"""Where a letter goes whose bot has no mail server."""


def run(source: str, to: str | None, bot: str | None, host: Host, *, form: Form = "text") -> ExitCode:
    """Show what would go out for the payloads of a file (or `-`), or for a first takeover of a bot.

    `to` is a target as `--to` takes it; without it the routing decides, and where there are no targets it is a letter.
    As `html` or `eml` it is the page or the raw message of an e-mail ticket.
    """
    painter = paint_on(host, "stderr")
    targets: Mapping[str, Target] = {}
    if source.lower().endswith(JSON) or source == STDIN:
        read = _read_file(source, painter, host)
        loaded = None if bot is None else _load(bot, painter, host)
    else:
        loaded = _load(source, painter, host)
        read = loaded if isinstance(loaded, ExitCode) else _sample(loaded[0], painter)
    if isinstance(read, ExitCode):
        return read
    if isinstance(loaded, ExitCode):
        return loaded
    targets = {} if loaded is None else loaded[1]
    try:
        for payload in read:
            outlet = _choose(payload, to, targets, form)
            host.stdout.write(f"{safe(_write(payload, outlet, form, host))}\n")
    except NoTargetError as nowhere:
        painter.error(str(nowhere))
        return ExitCode.USAGE
    except (UnfilledError, BadAddressError, BadMailboxError) as error:
        painter.error(str(error))
        return ExitCode.UNREADABLE
    return ExitCode.OK


def _choose(payload: Mapping[str, Json], to: str | None, targets: Mapping[str, Target], form: Form) -> Target:
    """Give where a payload would go; for a letter, the first mail server that it would go to, or a made-up mailbox."""
    outlets: Sequence[Outlet] = ()
    if to is not None:
        outlets = (parse_to(to, targets),)
    elif targets:
        outlets = live_outlets(payload, targets)
    mail = (outlet.target for outlet in outlets if isinstance(outlet.target, SmtpTarget))
    if form == "text" and outlets:
        return outlets[0].target
    if to is not None and not isinstance(outlets[0].target, SmtpTarget):
        raise NoTargetError(f"{to} is no e-mail target, and only those have a page and a message")
    every = (target for target in targets.values() if isinstance(target, SmtpTarget))
    return next(mail, None) or next(every, MAILBOX)


def _write(payload: Mapping[str, Json], target: Target, form: Form, host: Host) -> str:
    ready = target.wants.prepare(payload)
    if ready.lacks:
        return f"(not sent: {ready.lacks})\n"
    if not isinstance(target, SmtpTarget) or form == "text":
        return target.plan(ready.payload).show()
    request = target.render(ready.payload)
    return request.html if form == "html" else target.write_message(request, host)


def _read_file(file: str, painter: Painter, host: Host) -> list[dict[str, Json]] | ExitCode:
    try:
        text = host.stdin.read() if file == STDIN else (host.cwd / file).read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        painter.error(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}")
        return ExitCode.UNREADABLE
    problems = Problems()
    payloads = [item.payload for item in read_payloads(text, "standard input" if file == STDIN else file, problems)]
    if problems.found:
        painter.problems(problems.found, {})
        return ExitCode.PROBLEMS
    return payloads


def _load(path: str, painter: Painter, host: Host) -> tuple[Program | None, Mapping[str, Target]] | ExitCode:
    from takeover.loading.load import load_program

    loaded = load_program(Path(path), host.cwd)
    problems = Problems()
    targets = read_targets(loaded.bot, problems)
    found = [problem for problem in (*loaded.problems, *problems.found) if problem.severity == "error"]
    if found or loaded.unreadable:
        painter.problems(in_order(found), loaded.sources)
        return ExitCode.UNREADABLE if loaded.unreadable else ExitCode.PROBLEMS
    return loaded.program, targets


def _sample(program: Program | None, painter: Painter) -> list[dict[str, Json]] | ExitCode:
    """Talk to a bot as somebody whom it does not understand and who answers all questions, until it hands over."""
    from takeover.handover.email import build_email
    from takeover.handover.takeover import Origin, build_takeover
    from takeover.language.outputs import EmailRequested, TakeoverRequested

    assert program is not None
    for output in _talk(program):
        origin = Origin(simulated=True)
        if isinstance(output, TakeoverRequested):
            return [build_takeover(program, output, origin)]
        if isinstance(output, EmailRequested):
            return [build_email(program, output, origin)]
    painter.error(f"this bot did not hand over within {MOST_INPUTS} inputs: give the file of a payload")
    return ExitCode.PROBLEMS


def _talk(program: Program) -> Iterator[Output]:
    from datetime import UTC, datetime

    from takeover.engine.step import begin, step
    from takeover.language.events import Answered, Heard, Opened
    from takeover.language.outputs import CallRequested

    at = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)  # a Monday morning, when somebody is there
    conversation, outputs = step(program, begin(program, "preview", at), Opened(at))
    for _ in range(MOST_INPUTS):
        yield from outputs
        calls = [output for output in outputs if isinstance(output, CallRequested)]
        if calls:
            body = calls[0].example[0] if calls[0].example else None
            conversation, outputs = step(program, conversation, Answered(at, calls[0].id, body=body))
        else:
            conversation, outputs = step(program, conversation, Heard(at, _answer(program, conversation)))


def _answer(program: Program, conversation: Conversation) -> str:
    """Give an answer to the question that waits for one; else something that is not understood."""
    from takeover.walk.samples import examples_of

    if not conversation.waiting:
        return NOT_UNDERSTOOD
    at = conversation.waiting[-1].at
    kind = program.answers.get((at.block, at.index))
    if kind is None:
        return conversation.offered[0].label if conversation.offered else NOT_UNDERSTOOD
    return next(islice(examples_of(kind), 1), NOT_UNDERSTOOD)
