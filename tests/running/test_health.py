"""What a load balancer asks: `/healthz` and `/readyz`, and which part it hears of when one breaks."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from handreiking.health import listens, newest_migrations
from handreiking.library import library
from tests.running.served import Served, free_port

ALL_WELL = {"content": "ok", "database": "ok", "migrations": "ok", "cache": "ok", "mail": "ok"}


def test_a_process_that_lives_says_so_without_looking_at_anything(client: Client) -> None:
    response = client.get("/healthz")  # no database in this test: it may not be asked
    assert (response.status_code, response.text) == (200, "ok\n")


@pytest.mark.django_db
def test_a_site_with_every_part_in_place_is_ready(client: Client) -> None:
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "parts": ALL_WELL}


@pytest.mark.django_db
def test_being_asked_is_cheap(client: Client, django_assert_max_num_queries: Any) -> None:
    client.get("/readyz")
    with django_assert_max_num_queries(4):
        client.get("/readyz")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_probe_is_in_no_index_and_no_cache_and_leaves_no_cookie(client: Client, address: str) -> None:
    response = client.get(address, headers={"host": "10.1.2.3:8000"})  # probes ask an address of the machine
    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Vary" not in response.headers
    assert "Set-Cookie" not in response.headers


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_a_probe_is_for_reading_only(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


# ---- each part, broken ------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("app", sorted(app for app, _ in newest_migrations()))
def test_a_migration_that_is_not_applied_makes_it_unready(client: Client, app: str) -> None:
    name = dict(newest_migrations())[app]
    MigrationRecorder(connection).record_unapplied(app, name)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "parts": ALL_WELL | {"migrations": "fails"}}


@pytest.mark.django_db
def test_a_migration_of_a_newer_version_does_not(client: Client) -> None:
    MigrationRecorder(connection).record_applied("schools", "9999_from_the_future")
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_without_the_table_of_the_cache_it_is_not_ready(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["parts"] == ALL_WELL | {"cache": "fails"}


@pytest.mark.django_db
def test_broken_texts_make_it_unready(client: Client, tmp_path: Path, settings: Any) -> None:
    settings.CONTENT_DIR = tmp_path
    library.cache_clear()
    try:
        response = client.get("/readyz")
    finally:
        library.cache_clear()
    assert response.status_code == 503
    assert response.json()["parts"] == ALL_WELL | {"content": "fails"}


@pytest.mark.django_db
def test_a_mail_server_that_is_away_is_said_but_takes_no_server_out(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    listens.cache_clear()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "parts": ALL_WELL | {"mail": "fails"}}


@pytest.mark.parametrize(
    "database", ["sqlite:////nowhere/site.sqlite3", "postgres://handreiking:geheim-woord@127.0.0.1:9/handreiking"]
)
def test_a_site_without_its_database_lives_but_is_not_ready(tmp_path: Path, database: str) -> None:
    site = Served(tmp_path, DATABASE_URL=database)
    try:
        site.start()
        status, _, body = site.get("/readyz")
        assert (status, '"database": "fails"' in body, "migrations" in body) == (503, True, False)
        assert site.get("/healthz")[0] == 200
        line = next(line for line in site.lines() if line["event"] == "not_ready")
        assert line["part"] == "database"
        assert line["error"][0]["type"].startswith("django.db.utils.")
        assert "geheim-woord" not in site.log.read_text() + body
    finally:
        site.stop()


def test_the_real_thing_answers_over_http_as_in_these_tests(served: Served) -> None:
    status, headers, body = served.get("/readyz", Host="10.1.2.3:8000", **{"X-Forwarded-Proto": "http"})
    assert status == 200
    assert '"ready": true' in body
    assert "Set-Cookie" not in headers
    assert not re.search(r"site\.sqlite3|a-key-that-opens|salt", body)
    assert not [line for line in served.lines() if line["event"] == "request"]  # a probe is not worth a line
