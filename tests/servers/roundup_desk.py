"""Roundup, the issue tracker, as a help desk: its classic template on SQLite, with a property for takeover ids."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from servers.desk import Desk, child, free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "of-the-admin"  # noqa: S105 - of a tracker that lives for one test


@contextmanager
def roundup(folder: Path) -> Iterator[Desk]:
    """Run a tracker in an empty folder, and give its address: REST is below `/rest`, and the user is its admin.

    Everybody may make issues there by mail; as it comes, it answers those whom it does not know that they have to
    register, and makes none.
    """
    port = free_port()
    home = folder / "tracker"
    _administer(home, "install", "classic", "sqlite")
    config = home / "config.ini"
    text = config.read_text("utf-8")
    for missing, value in (
        ("#web = NO DEFAULT", f"web = http://127.0.0.1:{port}/"),
        ("#domain = NO DEFAULT", "domain = desk.example"),
        ("#host = NO DEFAULT", "host = localhost"),
    ):
        assert missing in text
        text = text.replace(missing, value)
    config.write_text(text, "utf-8")
    schema = home / "schema.py"
    classic = schema.read_text("utf-8")
    assert 'IssueClass(db, "issue",' in classic
    by_mail = "db.security.addPermissionToRole('Anonymous', 'Email Access')"
    assert f"#{by_mail}" in classic
    opened = classic.replace(f"#{by_mail}", by_mail)
    schema.write_text(
        opened.replace('IssueClass(db, "issue",', 'IssueClass(db, "issue", takeover_id=String(),'), "utf-8"
    )
    _administer(home, "initialise", PASSWORD)
    command = child("servers.roundup_child", home, port)
    with running(command, folder / "roundup.log", f"http://127.0.0.1:{port}/rest"):
        yield Desk(f"http://127.0.0.1:{port}", "admin", PASSWORD)


def mail(folder: Path, message: bytes) -> subprocess.CompletedProcess[bytes]:
    """Hand an e-mail to the tracker in a folder as a mail server would: to its gateway, on standard input."""
    command = [str(Path(sys.executable).with_name("roundup-mailgw")), str(folder / "tracker")]
    return subprocess.run(command, input=message, capture_output=True, check=False)


def _administer(home: Path, *words: str) -> None:
    command = [str(Path(sys.executable).with_name("roundup-admin")), "-i", str(home), *words]
    subprocess.run(command, check=True, capture_output=True)
