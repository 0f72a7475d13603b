"""How long a page takes: the fastest of several times, in the process's own time, so that neighbours count little."""

from __future__ import annotations

from time import process_time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

TIMES = 7


def page(client: Client, address: str) -> tuple[float, int, int]:
    """Return seconds of our own work, queries and bytes of a page; the database's own time is not in it."""
    client.get(address, secure=True)
    taken = []
    for _ in range(TIMES):
        begun = process_time()
        response = client.get(address, secure=True)
        taken.append(process_time() - begun)
        assert response.status_code == 200
    with CaptureQueriesContext(connection) as queries:
        client.get(address, secure=True)
    return min(taken), len(queries), len(response.content)
