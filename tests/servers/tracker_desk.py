"""Request Tracker 5 on SQLite, where the system has it (Debian: request-tracker5 and rt5-db-sqlite)."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from servers.desk import Desk, free_port, running

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVER = Path("/usr/share/request-tracker5/libexec/rt-server")
SET_UP = Path("/usr/sbin/rt-setup-database-5")
INSTALLED = SERVER.exists() and SET_UP.exists()
PASSWORD = "password"  # noqa: S105 - what a new Request Tracker gives its root

CONFIG = """\
Set($rtname, 'desk.example');
Set($Organization, 'desk.example');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebPath, '');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite');
Set($MasonDataDir, '{folder}/mason');
Set($WebSessionClass, 'Apache::Session::File');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($MailCommand, 'testfile');
1;
"""
CONTENT = """\
@CustomFields = (
    { Name => 'Takeover-Id', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket', Queue => [0] },
);
@Queues = ({ Name => 'Support' }, { Name => 'Billing' });
@ACL = ({ GroupDomain => 'SystemInternal', GroupType => 'Everyone', Right => 'CreateTicket' });
1;
"""


MAKE = """\
use lib '/usr/share/request-tracker5/lib';
use RT; RT::LoadConfig(); RT::Init();
my $root = RT::User->new(RT->SystemUser); $root->Load('root');
my $token = RT::AuthToken->new(RT->SystemUser);
my ($ok, $said, $text) = $token->Create(Owner => $root->id, Description => 'takeover');
die $said unless $ok;
print $text;
"""


def make_token(folder: Path) -> str:
    """Make an authentication token of root, for the tracker in a folder."""
    environ = {**os.environ, "RT_SITE_CONFIG": str(folder / "RT_SiteConfig.pm")}
    environ["RT_SITE_CONFIG_DIR"] = str(folder / "RT_SiteConfig.d")
    command = ["/usr/bin/perl", "-e", MAKE]
    return subprocess.run(command, env=environ, check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def request_tracker(folder: Path) -> Iterator[Desk]:
    """Run a tracker in an empty folder, with queues Support and Billing and a custom field Takeover-Id.

    Everybody may make tickets there by mail.
    """
    port = free_port()
    config, content, more = folder / "RT_SiteConfig.pm", folder / "content.pl", folder / "RT_SiteConfig.d"
    config.write_text(CONFIG.format(port=port, folder=folder), "utf-8")
    content.write_text(CONTENT, "utf-8")
    more.mkdir()
    (folder / "mason").mkdir()
    environ = {**os.environ, "RT_SITE_CONFIG": str(config), "RT_SITE_CONFIG_DIR": str(more)}
    for words in (["--action", "init", "--skip-create"], ["--action", "insert", "--datafile", str(content)]):
        subprocess.run([str(SET_UP), *words], env=environ, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    command = [str(SERVER), "--server", "Standalone", "--host", "127.0.0.1", "--port", str(port)]
    with running(command, folder / "tracker.log", f"http://127.0.0.1:{port}/REST/2.0/rt", environ):
        yield Desk(f"http://127.0.0.1:{port}", "root", PASSWORD)
