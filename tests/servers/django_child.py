"""A process that serves django-helpdesk: `django_child.py FOLDER PORT PASSWORD`."""

from __future__ import annotations

import sys
from pathlib import Path

from servers.django_settings import configure
from servers.serving import serve

folder, port, password = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
configure(folder, password)

from django.contrib.auth.models import User  # noqa: E402 - Django's models can be imported after its set-up only
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from helpdesk.models import Queue  # noqa: E402

call_command("migrate", verbosity=0)
User.objects.create_superuser("bot", "bot@desk.example", password)
Queue.objects.create(title="Support", slug="support", allow_public_submission=True)
Queue.objects.create(title="Billing", slug="billing")
serve(get_wsgi_application(), port)
