"""The settings of a django-helpdesk on SQLite, for each process that works with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import django
from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

DJANGO_APPS = ("auth", "contenttypes", "sessions", "messages", "sites", "humanize", "admin", "staticfiles")


def configure(folder: Path, password: str) -> None:
    """Set Django up for the desk of a folder; its models can be imported afterwards."""
    settings.configure(
        SECRET_KEY=password,
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
