"""What the database really keeps: the bytes of its files, and the tokens of encrypted texts."""

import base64
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, models

from schools.encryption import EncryptedText


def files_of_database() -> dict[str, bytes]:
    """Return the files of SQLite as they are on the disk; PostgreSQL's are the server's."""
    if connection.vendor != "sqlite":
        return {}
    name = Path(connection.settings_dict["NAME"])
    # by another process: closing a file gives up all locks that this one has on it, SQLite's too
    return {
        one.name: subprocess.check_output(["/bin/cat", one])
        for one in name.parent.glob(f"{name.name}*")
        if one.is_file()
    }


def tokens(model: type[models.Model]) -> list[tuple[str, datetime]]:
    """Return what stands in the table for each encrypted text of a model, with the time that the token was made."""
    found = []
    fields = [field for field in model._meta.concrete_fields if isinstance(field, EncryptedText)]
    with connection.cursor() as cursor:
        for field in fields:
            cursor.execute(f"SELECT {field.column} FROM {model._meta.db_table}")  # noqa: S608 - names of our tables
            for (token,) in cursor.fetchall():
                if token:
                    made = int.from_bytes(base64.urlsafe_b64decode(token)[1:9], "big")
                    found.append((token, datetime.fromtimestamp(made, UTC)))
    return found
