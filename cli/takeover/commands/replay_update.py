"""`takeover replay --update`: rewrites transcripts that no longer pass, after showing what changes."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from takeover.commands.replay_jobs import Unplayed
from takeover.commands.replay_rewriting import Rewriting
from takeover.exitcode import ExitCode
from takeover.files import write_whole
from takeover.present.painter import paint_on
from takeover.present.pieces import Verbatim, Words
from takeover.replay.playing import Wrong
from takeover.source.suggest import did_you_mean
from takeover.transcripts.editing import CannotEditError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from takeover.commands.replay_jobs import Job, Plan
    from takeover.host import Host
    from takeover.present.painter import Painter
    from takeover.present.pieces import Tone


def update(plan: Plan, host: Host) -> ExitCode:
    """Rewrite what does not pass. Red stays what could not be played, and what only a person can rewrite."""
    screen = paint_on(host, "stdout")
    for broken in plan.broken:
        screen.problems(broken.problems, plan.sources)
    misread = [job for job in plan.jobs if isinstance(job, Unplayed)]
    for job in misread:
        screen.problems(job.misread.problems, plan.sources)
    rewriting = Rewriting(plan)
    code = _rewrite(rewriting, rewriting.failing, len(misread), host)
    if plan.unread:
        return ExitCode.UNREADABLE
    return code or (ExitCode.OK if plan.jobs else ExitCode.PROBLEMS)


def accept(plan: Plan, name: str, host: Host) -> ExitCode:
    """Rewrite one transcript, which is named by its address or its name alone, and no other."""
    aside = paint_on(host, "stderr")
    found = {job.address: job for job in plan.jobs if name in {job.address, job.address.partition("::")[2]}}
    if len(found) > 1:
        aside.error(f"{len(found)} transcripts are called so: name one as {' or '.join(found)}")
        return ExitCode.USAGE
    if not found:
        names = [job.address if "::" in name else job.address.partition("::")[2] for job in plan.jobs]
        hint = did_you_mean(name, names) or "FILE::NAME, as a failure shows it"
        aside.error(f'there is no transcript "{name}" here; {hint}')
        return ExitCode.USAGE
    (job,) = found.values()
    if isinstance(job, Unplayed):
        paint_on(host, "stdout").problems(job.misread.problems, plan.sources)
        aside.error("what is mistyped is mended by hand")
        return ExitCode.PROBLEMS
    rewriting = Rewriting(plan)
    if job not in rewriting.failing:
        aside.note(f"{job.address} passes as it is")
        return ExitCode.OK
    return _rewrite(rewriting, (job,), 0, host)


def _rewrite(rewriting: Rewriting, jobs: Sequence[Job], left: int, host: Host) -> ExitCode:
    """Rewrite what can be, show it, and write it. `left` were left already."""
    aside = paint_on(host, "stderr")
    by_file: dict[str, list[Job]] = {}
    for job in jobs:
        by_file.setdefault(job.file.name, []).append(job)
    for together in by_file.values():
        if rewriting.rewrite_together(together):
            continue
        for job in together:
            try:
                rewriting.rewrite(job)
            except (CannotEditError, Wrong) as cannot:
                aside.warning(f"{job.address} is left as it is: {cannot}")
                left += 1
    changed = rewriting.changed()
    for name, (before, after) in changed.items():
        _show(name, before, after, paint_on(host, "stdout"))
        try:
            write_whole(host.cwd / name, after)
        except OSError as error:
            aside.error(f"{name} could not be written: {error.strerror or error}")
            return ExitCode.UNREADABLE
    count = f"{len(changed)} file{'' if len(changed) == 1 else 's'} rewritten"
    aside.note(f"{count}, {left} left as they are" if left else count)
    return ExitCode.PROBLEMS if left else ExitCode.OK


def _show(name: str, before: str, after: str, screen: Painter) -> None:
    tones: dict[str, Tone] = {"+": "good", "-": "error", "@": "quiet"}
    screen.draw(
        Verbatim((Words(line, tones.get(line[:1], "text")),))
        for line in unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="")
    )
