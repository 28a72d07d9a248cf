"""django-helpdesk, the ticket tracker: a Django project of one file, on SQLite, with two queues."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from servers.desk import Desk, child, free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSWORD = "of-the-bot"  # noqa: S105 - of a desk that lives for one test


@contextmanager
def django_helpdesk(folder: Path) -> Iterator[Desk]:
    """Run a desk in an empty folder, and give its address: the API is below `/api/`; queue 1 is Support, 2 Billing."""
    port = free_port()
    command = child("servers.django_child", folder, port, PASSWORD)
    with running(command, folder / "django.log", f"http://127.0.0.1:{port}/api/"):
        yield Desk(f"http://127.0.0.1:{port}", "bot", PASSWORD)


def mail(folder: Path, message: bytes) -> subprocess.CompletedProcess[bytes]:
    """Hand an e-mail to the desk in a folder, for its queue Support, as its `get_email` does."""
    command = child("servers.django_mail_child", folder, PASSWORD)
    return subprocess.run(command, input=message, capture_output=True, check=False)
