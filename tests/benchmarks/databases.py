"""The databases of a run: an empty one that is copied for each benchmark, and the country that the generator makes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection, connections

from tests.benchmarks.generator import SCHOOLS, generate

EMPTY = "empty"
TEN = 10  # schools, to hold a country beside


def prepare() -> None:
    """Make the database with all tables and nothing in them, unless it is there already."""
    if connection.vendor != "postgresql":
        sys.exit("Run this beside a database of its own: bin/with-postgres .venv/bin/python -m tests.benchmarks")
    if make(EMPTY):
        with using(EMPTY):
            call_command("migrate", verbosity=0)
            call_command("createcachetable", verbosity=0)


def make(name: str, template: str = "template0") -> bool:
    """Make a database as a copy of another, and tell whether it was new."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone():
            return False
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    return True


@contextmanager
def using(name: str) -> Iterator[None]:
    """Let the site work on another database of the same server; its connections close afterwards."""
    before = connections["default"]
    switch(name)
    try:
        yield
    finally:
        close(name)
        connections["default"] = before


def close(name: str) -> None:
    """Close the connections to a database, so that it can be copied."""
    connections[name].close()
    connections[name].close_pool()


def switch(name: str) -> None:
    """Let everything that asks for the database get this one, from the next request on."""
    if name not in connections.settings:
        connections.settings[name] = connections.settings["default"] | {"NAME": name}
    connections["default"] = connections[name]


@contextmanager
def fresh(name: str) -> Iterator[None]:
    """Work on a new copy of the empty database."""
    make(name, EMPTY)
    with using(name):
        yield


def country(size: float) -> str:
    """Return the name of the database with this share of the country, made if need be; it goes on where it stopped."""
    name = f"country_{round(SCHOOLS * size)}"
    make(name, EMPTY)
    with using(name):
        generate(round(SCHOOLS * size))
    return name


def ten_schools() -> str:
    """Return the name of the database with ten schools: the first ten of the country."""
    return country(TEN / SCHOOLS)


def address(name: str) -> str:
    """Return the DATABASE_URL of a database of this server, for another process."""
    facts = connections.settings["default"]
    host = facts["HOST"].replace("/", "%2F")
    return f"postgres://{facts['USER']}@{host}/{name}"
