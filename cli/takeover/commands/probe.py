"""`takeover probe`: checks a configured target for real, with a test ticket, and reports what a person can forward."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from takeover.commands.words import refuse_word
from takeover.delivery.probing import Finding, probe
from takeover.delivery.targets import NoTargetError, Outlet, parse_to, read_targets
from takeover.exitcode import ExitCode
from takeover.handover.writing import write_moment
from takeover.present.painter import paint_on
from takeover.present.safe import safe
from takeover.source.diagnostic import Problems, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from takeover.delivery.probing import Verdicts
    from takeover.delivery.target import Target
    from takeover.host import Host
    from takeover.language.values import Json

NOBODY = "takeover-probe@takeover.invalid"
"""Whom the test ticket is from, unless somebody is named: an address that can never be anybody's (RFC 2606)."""
FORMATS = ("text", "json", "markdown")
CALLED: Mapping[Verdicts, str] = {"ok": "ok", "wrong": "WRONG", "unreached": "NOT REACHED", "skipped": "skipped"}
SUBJECT = "[Test] Please close this ticket"
SAID = "This is a test of takeover. Nobody waits for an answer; please close it."


def complete_formats(incomplete: str) -> list[str]:
    """Offer the formats of the report."""
    return [form for form in FORMATS if form.startswith(incomplete)]


def run(
    named: str, bot: str | None, host: Host, *, email: str = NOBODY, dry_run: bool = False, form: str = "text"
) -> ExitCode:
    """Probe a target: of a bot, or as `--to` takes it. With `dry_run` the test is shown, and nothing is sent.

    The report goes to stdout, as text while it goes on, or whole as JSON or Markdown. 1: something is wrong there, 4:
    it cannot be reached, 2: there is no such target or format.
    """
    painter = paint_on(host, "stderr")
    if form not in FORMATS:
        return refuse_word(form, "a format", FORMATS, host)
    targets = {} if bot is None else _load_targets(bot, host)
    if isinstance(targets, ExitCode):
        return targets
    try:
        outlet = parse_to(named, targets)
    except NoTargetError as nowhere:
        painter.error(str(nowhere))
        return ExitCode.USAGE
    payload = make_test(host, email)
    if dry_run:
        host.stdout.write(f"{safe(outlet.target.plan(outlet.target.wants.prepare(payload).payload).show())}\n")
        return ExitCode.OK
    findings: list[Finding] = []
    title = f"takeover probe of {named}, {write_moment(host.now())}, as {payload['id']}"
    tell = partial(_say, host) if form == "text" else None
    if tell is not None:
        tell(title)
    for finding in probe(outlet, payload, host):
        findings.append(finding)
        if tell is not None:
            tell(f"{CALLED[finding.verdict]:<12} {finding.check}: {finding.said}")
    verdict = _conclude(findings)
    match form:
        case "json":
            _say(host, json.dumps(_record(outlet, payload, findings, verdict), indent=2, ensure_ascii=False))
        case "markdown":
            for line in _write_markdown(title, findings, verdict):
                _say(host, line)
        case _:
            _say(host, verdict)
    return _exit(findings)


def make_test(host: Host, email: str = NOBODY) -> dict[str, Json]:
    """Make the payload of a test: new each time, marked as one in the subject, the text and the tags."""
    at = write_moment(host.now())
    name = f"probe-{host.new_id()}"
    line: dict[str, Json] = {
        "id": f"{name}:1",
        "at": at,
        "role": "user",
        "name": "takeover probe",
        "text": SAID,
        "choices": [],
        "buttons": [],
        "shown": None,
    }
    from takeover import __version__

    return {
        "schema": "takeover/1",
        "id": f"{name}:1:1",
        "type": "takeover.requested",
        "created_at": at,
        "source": {"tool": "takeover", "version": __version__, "run_id": None, "simulated": True},
        "flow": {"name": "probe", "version": None, "step": "1", "trigger": "start"},
        "conversation": {"id": name, "channel": "test", "language": "en", "started_at": at, "url": None},
        "contact": {
            "id": name,
            "name": "takeover probe",
            "email": email or None,
            "phone": None,
            "language": "en",
            "timezone": None,
            "attributes": {},
        },
        "reason": {"code": "flow", "text": "This is a test.", "intent": None, "confidence": None},
        "question": SAID,
        "near": [],
        "subject": SUBJECT,
        "summary": SAID,
        "priority": "low",
        "mode": "ticket",
        "routing": {"queue": None, "assignee": None, "to": [], "rule": None},
        "tags": ["test"],
        "parameters": {},
        "notes": [],
        "transcript": [line],
        "expectation": {"text": None, "within_minutes": None, "open_now": None},
        "bot": {"name": "takeover probe", "paused": True, "paused_until": None},
        "masked": [],
    }


def _say(host: Host, line: str) -> None:
    host.stdout.write(f"{safe(line)}\n")
    host.stdout.flush()


def _load_targets(bot: str, host: Host) -> Mapping[str, Target] | ExitCode:
    from takeover.loading.load import load_bot

    loaded = load_bot(Path(bot), host.cwd)
    problems = Problems()
    targets = read_targets(loaded.bot, problems)
    if loaded.unreadable or problems.fatal or loaded.fatal:
        found = [problem for problem in in_order([*loaded.problems, *problems.found]) if problem.severity == "error"]
        paint_on(host, "stderr").problems(found, loaded.sources)
        return ExitCode.UNREADABLE if loaded.unreadable else ExitCode.PROBLEMS
    return targets


def _conclude(findings: Sequence[Finding]) -> str:
    counted = {verdict: sum(finding.verdict == verdict for finding in findings) for verdict in CALLED}
    if counted["wrong"] or counted["unreached"]:
        wrong = next(finding for finding in findings if finding.verdict in {"wrong", "unreached"})
        return f"Takeovers would not arrive as they should: {wrong.check}."
    skipped = f", {counted['skipped']} could not be made" if counted["skipped"] else ""
    well = "1 check" if counted["ok"] == 1 else f"{counted['ok']} checks"
    return f"{well} went well{skipped}. Please close the test ticket."


def _record(outlet: Outlet, payload: Mapping[str, Json], findings: Iterable[Finding], verdict: str) -> Json:
    checks: list[Json] = [
        {"check": finding.check, "verdict": finding.verdict, "said": finding.said} for finding in findings
    ]
    return {
        "target": outlet.name,
        "takeover": payload["id"],
        "at": payload["created_at"],
        "checks": checks,
        "verdict": verdict,
    }


def _write_markdown(title: str, findings: Iterable[Finding], verdict: str) -> list[str]:
    rows = [f"| {finding.check} | {CALLED[finding.verdict]} | {_cell(finding.said)} |" for finding in findings]
    return [f"# {_cell(title)}", "", "| check | | |", "| --- | --- | --- |", *rows, "", _cell(verdict)]


def _cell(text: str) -> str:
    from takeover.handover.page import write_plain

    return write_plain(text)


def _exit(findings: Iterable[Finding]) -> ExitCode:
    verdicts = {finding.verdict for finding in findings}
    if "wrong" in verdicts:
        return ExitCode.PROBLEMS
    return ExitCode.UNDELIVERED if "unreached" in verdicts else ExitCode.OK
