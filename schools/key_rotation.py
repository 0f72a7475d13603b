"""Encrypting everything anew with the newest key, so that an older key can be thrown away.

A row that the newest key opens is left alone, so it can be stopped at any moment and go on where it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.db import models, transaction
from django.db.models.functions import Cast
from encrypted_fields.fields import EncryptedTextField

from schools.encryption import EncryptedText, keeper

BATCH = 200  # rows in one transaction: on SQLite nobody else can write for that long
SECRETS = ("secret", "seed", "migrated_codes")  # what allauth keeps encrypted in the data of an authenticator

Row = dict[str, object]


@dataclass
class Progress:
    """How far a table is: rows looked at, and rows that an older key had closed."""

    table: str
    total: int
    seen: int = 0
    older: int = 0


def rotate(*, change: bool = True) -> Iterator[Progress]:
    """Encrypt what an older key closed anew, table by table; yield the progress after each batch.

    `change=False` only counts. Raises KeyMissing at a text that no key opens.
    """
    is_current = newest()
    for model, names in tables():
        progress = Progress(model._meta.label, model._base_manager.count())
        last = 0
        while pks := rotate_batch(model, names, last, is_current, progress, change=change):
            last = pks[-1]
            yield replace(progress)
        if not progress.seen:
            yield progress


def tables() -> list[tuple[type[models.Model], list[str]]]:
    """Return every model with encrypted columns, and the names of those columns."""
    found = [
        (model, [field.name for field in model._meta.concrete_fields if isinstance(field, EncryptedText)])
        for model in apps.get_models()
    ]
    return [*((model, names) for model, names in found if names), (Authenticator, [])]


def newest() -> Callable[[str], bool]:
    """Return what tells whether the newest key closed a text."""
    key = Fernet(EncryptedTextField().keys[0])

    def is_current(token: str) -> bool:
        try:
            key.decrypt(token.encode())
        except InvalidToken:
            return False
        return True

    return is_current


@transaction.atomic
def rotate_batch(
    model: type[models.Model],
    names: list[str],
    after: int,
    is_current: Callable[[str], bool],
    progress: Progress,
    *,
    change: bool,
) -> list[int]:
    """Look at the next rows by primary key, with nobody changing them meanwhile; return their keys."""
    raw = {f"stored_{name}": Cast(name, models.TextField()) for name in names}
    rows = model._base_manager.filter(pk__gt=after).order_by("pk").annotate(**raw)
    pks = []
    for row in rows.select_for_update(of=("self",))[:BATCH]:
        pks.append(row.pk)
        progress.seen += 1
        older = [name for name in names if not is_current(getattr(row, f"stored_{name}"))]
        again = authenticator_data(row, is_current) if isinstance(row, Authenticator) else None
        if not older and again is None:
            continue
        progress.older += 1
        if change:
            # read decrypted with the older key, written encrypted with the newest
            fresh: Row = {name: getattr(row, name) for name in older} if again is None else {"data": again}
            model._base_manager.filter(pk=row.pk).update(**fresh)
    return pks


def authenticator_data(row: Authenticator, is_current: Callable[[str], bool]) -> Row | None:
    """Return the data of a second factor with its secrets encrypted anew, or None where that is not needed."""
    data: Row = dict(row.data)
    for name in SECRETS:
        value = data.get(name)
        many = value if isinstance(value, list) else [value] if isinstance(value, str) else []
        if any(not is_current(token) for token in many):
            fresh = [keeper().encrypt(keeper().decrypt(token.encode())).decode() for token in many]
            data[name] = fresh if isinstance(value, list) else fresh[0]
    return data if data != row.data else None
