"""A process that hands an e-mail on standard input to a django-helpdesk: `django_mail_child.py FOLDER PASSWORD`."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from servers.django_settings import configure

configure(Path(sys.argv[1]), sys.argv[2])

from helpdesk.email import extract_email_metadata  # noqa: E402 - after Django's set-up
from helpdesk.models import Queue  # noqa: E402

extract_email_metadata(sys.stdin.read(), Queue.objects.get(slug="support"), logging.getLogger("mail"))
