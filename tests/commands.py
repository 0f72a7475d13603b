"""Management commands as processes of their own, on the database of the test."""

import os
import subprocess
import sys
from datetime import datetime

from django.conf import settings
from django.db import connection

RUN = """
import sys
from datetime import datetime
import django
django.setup()
from django.utils import timezone
moment = datetime.fromisoformat(sys.argv[2])
timezone.now = lambda: moment
from django.core.management import call_command
call_command(sys.argv[1])
"""


def database_url() -> str:
    """Return the database of the test as the settings take it from the environment."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = f"{database['USER']}:{database['PASSWORD']}@" if database["USER"] else ""
    host = str(database["HOST"]).replace("/", "%2F")
    return f"postgres://{login}{host}:{database['PORT']}/{database['NAME']}"


def start(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start Python on the web's composition of the site, with this in its environment too."""
    keys = {"DEBUG": "0", "SECRET_KEY": settings.SECRET_KEY, "ENCRYPTION_SALTS": ",".join(settings.SALT_KEY)}
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=os.environ | keys | {"DATABASE_URL": database_url()} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=settings.BASE_DIR,
    )


def start_mailing(command: str, now: datetime) -> subprocess.Popen[str]:
    """Start a command as cron does, with the clock and the mail server of the test."""
    return start(
        "-c",
        RUN,
        command,
        now.isoformat(),
        SITE_URL="https://handreiking.example",
        EMAIL_HOST=settings.EMAIL_HOST,
        EMAIL_PORT=str(settings.EMAIL_PORT),
        DJANGO_SETTINGS_MODULE="handreiking.settings",
    )
