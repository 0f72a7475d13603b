"""A real Chromium against the running site. Every page watches for console errors and refused content."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.site_process import Server
from tests.identity_provider.process import Provider, find_provider
from tests.schools.oidc import configure

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
expect.set_options(timeout=15_000)  # a busy machine takes its time
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


def pytest_collection_modifyitems(items):
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-quic", *QUIET]
        )
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """Return a function that opens a fresh browser for a person (or a visitor), and fails on any console error."""
    contexts, complaints = [], []
    admitted = [live_server.url, "data:"]  # a test may put an identity provider here

    def open_page(user=None, *, width=1280, height=900, scheme="light", javascript=True) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale="nl-NL",
        )
        contexts.append(context)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda message: complaints.append(message.text) if worrying(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: foreign(request, admitted, complaints))
        return page

    open_page.admitted = admitted

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints


@pytest.fixture
def entree(open_page, live_server, settings) -> Iterator[Provider]:
    """A certified identity provider, running, configured, and the one other host that a page may ask."""
    find_provider()
    cache.clear()
    provider = Provider(f"{live_server.url}/account/schoolaccount/entree/callback/")
    open_page.admitted.append(provider.issuer)
    entry = {"id": "entree", "name": "Entree Federatie", "issuer": provider.issuer, "claims": "entree"}
    configure(settings, entry | {"client_id": "handreiking", "secret": "geheim"})
    yield provider
    provider.stop()
    cache.clear()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    server = Server(tmp_path_factory.mktemp("site"))
    for command in ("migrate", "createcachetable", "seed_demo"):
        assert server.manage(command).wait() == 0
    server.start()
    yield server
    server.kill()


@pytest.fixture
def server(site):
    """The running server, with nothing written and nobody signed in."""
    for table in ("reflections_reaction", "reflections_share", "reflections_reflection", "django_session", "cache"):
        site.forget(table)
    yield site
    if site.process.poll() is not None:
        site.start()


@pytest.fixture
def computer(browser, server):
    """One browser on one computer, whoever sits there."""
    context = browser.new_context(base_url=server.url, locale="nl-NL", reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context
    context.close()


def worrying(message) -> bool:
    """Tell whether a console message is an error; a refused form, or a page that is not there, is meant to be."""
    meant = any(f"status of {status}" in message.text for status in (403, 404, 409, 422, 429, 503))
    return message.type == "error" and not meant


def foreign(request, admitted: list[str], complaints: list[str]) -> None:
    """Note a request to another host."""
    if not request.url.startswith(tuple(admitted)):
        complaints.append(f"request to {request.url}")
