"""A process that serves django-helpdesk: `django_child.py FOLDER PORT PASSWORD`."""

from __future__ import annotations

import sys
from pathlib import Path

import django
from django.conf import settings

from servers.serving import serve

folder, port, password = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
DJANGO_APPS = ("auth", "contenttypes", "sessions", "messages", "sites", "humanize", "admin", "staticfiles")
settings.configure(
    SECRET_KEY=sys.argv[3],
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="servers.django_urls",
    USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "desk.sqlite3")}},
    INSTALLED_APPS=[*(f"django.contrib.{app}" for app in DJANGO_APPS), "rest_framework", "helpdesk"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    SITE_ID=1,
    STATIC_URL="/static/",
    MEDIA_URL="/media/",
    MEDIA_ROOT=str(folder / "media"),
    EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
    DEFAULT_FROM_EMAIL="desk@desk.example",
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DEBUG_PROPAGATE_EXCEPTIONS=True,
    HELPDESK_TEAMS_MODE_ENABLED=False,
    HELPDESK_ACTIVATE_API_ENDPOINT=True,
)
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - Django's models can be imported after its set-up only
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from helpdesk.models import Queue  # noqa: E402

call_command("migrate", verbosity=0)
User.objects.create_superuser("bot", "bot@desk.example", password)
Queue.objects.create(title="Support", slug="support", allow_public_submission=True)
Queue.objects.create(title="Billing", slug="billing")
serve(get_wsgi_application(), port)
