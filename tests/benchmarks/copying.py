"""Rows in bulk by COPY, in one transaction, with the numbers that the database would have given them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.models import Field, Model


@contextmanager
def whole() -> Iterator[None]:
    """Make a batch in one transaction: all of it is there afterwards, or nothing.

    COPY wants row security off; that it is so is part of the transaction, so a run that is killed leaves it on.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity")
        walled = [name for (name,) in cursor.fetchall()]
        for name in walled:
            cursor.execute(f"ALTER TABLE {name} NO FORCE ROW LEVEL SECURITY")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in walled:
            cursor.execute(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")


def numbers(model: type[Model], amount: int) -> list[int]:
    """Return so many keys that the table has not given out yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, amount],
        )
        return [number for (number,) in cursor.fetchall()]


def copy(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write rows with these fields (by attname, as the database keeps them) and return how many.

    Every other field gets the default that Django gives it.
    """
    others = [
        field
        for field in model._meta.concrete_fields
        if field.attname not in columns and not (field.primary_key and not field.has_default())
    ]
    rest = [default_of(field) for field in others]
    names = [model._meta.get_field(name).column for name in columns]
    listed = ", ".join(f'"{name}"' for name in [*names, *(field.column for field in others)])
    written = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {model._meta.db_table} ({listed}) FROM STDIN") as stream:
        for row in rows:
            stream.write_row([*row, *(give() for give in rest)])
            written += 1
    return written


def default_of(field: Field) -> Callable[[], Any]:
    """Return what gives a row the default of a field: made anew for each row only where it may differ."""

    def give() -> Any:
        return field.get_db_prep_save(field.get_default(), connection)

    if callable(field.default):
        return give
    value = give()
    return lambda: value
