"""What goes with every answer of the running site: its headers and cookies, the admin included, and its limits."""

import json
import re
import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from urllib.parse import urlencode

import pytest

from handreiking.library import library
from tests.running.served import ROOT, Served

PASSWORD = "een-heel-lang-wachtwoord"
ADMIN = "beheerder@handreiking.example"
HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OFF = ["camera", "microphone", "geolocation", "payment", "usb", "browsing-topics", "display-capture", "clipboard-read"]
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


class Visitor:
    """A browser that keeps cookies as one should, and knows of forms."""

    def __init__(self, site: Served) -> None:
        self.site, self.cookies, self.set = site, dict[str, str](), list[str]()

    def ask(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Return the status, the headers and the body; with fields it is a form that is sent."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://handreiking.example/"}
        status, found, body = self.site.ask(
            path, "GET" if fields is None else "POST", urlencode(fields or {}), **(sent | headers)
        )
        for line in found.get_all("Set-Cookie", []):
            self.set.append(line)
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return status, dict(found.items()), body

    def send(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Fetch the page with the form, and send it filled in."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(path)[2].decode())
        assert token, path
        return self.ask(path, {"csrfmiddlewaretoken": token[1], **fields})


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Served]:
    """The site with a superuser of whom no second factor is asked, so that the admin is one form away."""
    site = Served(tmp_path_factory.mktemp("headers"), SECOND_FACTOR_FOR="", DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    copy(migrated, site.folder)
    site.manage("createsuperuser", "--no-input", "--email", ADMIN, "--name", "Beheerder")
    site.start()
    yield site
    site.stop()


@pytest.fixture(scope="module")
def signed_in(site: Served) -> Visitor:
    """The superuser, with the cookies of signing in."""
    visitor = Visitor(site)
    status, headers, page = visitor.send("/account/login/", {"login": ADMIN, "password": PASSWORD})
    assert (status, headers.get("Location")) == (302, "/vandaag/"), page.decode()
    return visitor


@pytest.fixture
def broken(site: Served) -> Iterator[None]:
    """The site with a table away, so that /beheer/ is a fault of ours."""
    with sqlite3.connect(site.folder / "site.sqlite3") as database:
        database.execute("ALTER TABLE django_admin_log RENAME TO away")
    yield
    with sqlite3.connect(site.folder / "site.sqlite3") as database:
        database.execute("ALTER TABLE away RENAME TO django_admin_log")


def check_headers(headers: dict[str, str]) -> None:
    """Check what every answer has, whatever it is."""
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == POLICY
    permissions = headers["Permissions-Policy"].split(", ")
    assert {f"{name}=()" for name in OFF} <= set(permissions)
    assert {one for one in permissions if not one.endswith("=()")} == {
        "fullscreen=(self)", "publickey-credentials-create=(self)", "publickey-credentials-get=(self)"
    }  # fmt: skip
    assert "Access-Control-Allow-Origin" not in headers
    assert not re.search(r"\d", headers.get("Server", "")), "no version"


# ---- every kind of answer ---------------------------------------------------------------

FOR_EVERYONE = {
    "a public page": ("/", 200),
    "the page to sign in": ("/account/login/", 200),
    "the admin's page to sign in": ("/beheer/login/", 302),
    "a page behind the door": ("/vandaag/", 302),
    "a page that is not there": ("/bestaat-niet/", 404),
    "a file that is not there": ("/static/bestaat-niet.css", 404),
    "a probe": ("/healthz", 200),
    "the other probe": ("/readyz", 200),
    "a Word file": ("/documenten/verwerkingsregister/word/", 200),
    "a card to print": (f"/handvatten/{next(iter(library().handvatten)).slug}/kaart/", 200),
}
SIGNED_IN = {
    "a page of an account": ("/vandaag/", 200),
    "the account": ("/account/", 200),
    "second factors": ("/account/2fa/", 200),
    "the own data as a zip": ("/account/gegevens/", 200),
    "the admin": ("/beheer/", 200),
    "a list in the admin": ("/beheer/schools/school/", 200),
    "a form in the admin": ("/beheer/schools/school/add/", 200),
    "the admin's words for scripts": ("/beheer/jsi18n/", 200),
    "no such page in the admin": ("/beheer/bestaat-niet/", 404),
}


@pytest.mark.parametrize("kind", FOR_EVERYONE)
def test_every_answer_to_a_visitor_has_the_headers(kind: str, site: Served) -> None:
    path, expected = FOR_EVERYONE[kind]
    status, headers, body = Visitor(site).ask(path)
    assert status == expected, body[:500]
    check_headers(headers)
    check_page(headers, body)


@pytest.mark.parametrize("kind", SIGNED_IN)
def test_every_answer_to_someone_who_is_signed_in_has_the_headers(kind: str, signed_in: Visitor) -> None:
    path, expected = SIGNED_IN[kind]
    status, headers, body = signed_in.ask(path)
    assert status == expected, body[:500]
    check_headers(headers)
    check_page(headers, body)
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))


@pytest.mark.parametrize("name", ["css/tokens.css", "js/handreiking.js", "admin/css/base.css"])
def test_a_file_has_the_headers_and_its_own_kind(name: str, site: Served) -> None:
    names = json.loads((ROOT / "var/static/staticfiles.json").read_text())["paths"]
    status, headers, _ = Visitor(site).ask(f"/static/{names[name]}")
    assert status == 200
    assert headers["Content-Type"].split(";")[0] in {"text/css", "text/javascript"}
    check_headers(headers)


def check_page(headers: dict[str, str], body: bytes) -> None:
    """Check that its kind is said with its letters, and that no style, script or handler stands in it."""
    if headers.get("Content-Type", "").startswith("text/"):
        assert headers["Content-Type"].replace('"', "").endswith("charset=utf-8")
    if headers.get("Content-Type", "").startswith("text/html"):
        assert not re.search(
            r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*(\ssrc=|type=\"application/json\"))", body.decode()
        )


def test_a_form_without_its_token_is_refused_with_the_headers(site: Served) -> None:
    status, headers, body = Visitor(site).ask("/account/login/", {"login": ADMIN, "password": PASSWORD})
    assert (status, "De pagina stond te lang open" in body.decode()) == (403, True)
    check_headers(headers)


def test_a_form_from_another_site_is_refused(site: Served) -> None:
    visitor = Visitor(site)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.ask("/account/login/")[2].decode())
    assert token
    fields = {"csrfmiddlewaretoken": token[1], "login": ADMIN, "password": PASSWORD}
    assert visitor.ask("/account/login/", fields, Origin="https://elders.example")[0] == 403
    assert visitor.ask("/account/login/", fields, Referer="https://elders.example/")[0] == 403
    assert visitor.ask("/account/login/", fields, Referer="")[0] == 403


def test_a_fault_of_ours_has_the_headers_and_tells_nothing(signed_in: Visitor, broken: None) -> None:
    status, headers, body = signed_in.ask("/beheer/")
    assert (status, "Er ging iets mis bij ons" in body.decode()) == (500, True)
    assert b"django_admin_log" not in body
    check_headers(headers)
    check_page(headers, body)


# ---- cookies ----------------------------------------------------------------------------


def test_every_cookie_is_for_this_host_alone_over_https_and_not_for_scripts(signed_in: Visitor) -> None:
    signed_in.ask("/voorkeuren/", {"sector": "po", "theme": "dark", "next": "/"})
    signed_in.send("/account/name/", {"name": "Beheerder"})  # leaves a message
    assert {line.split("=")[0] for line in signed_in.set} == {
        f"__Host-{name}" for name in ("csrftoken", "sessionid", "messages", "sector", "theme")
    }
    for line in signed_in.set:
        words = {word.strip().lower() for word in line.split(";")[1:]}
        assert {"secure", "httponly", "samesite=lax", "path=/"} <= words, line
        assert not [word for word in words if word.startswith("domain")], line


def test_the_session_and_the_messages_end_with_the_browser(signed_in: Visitor) -> None:
    for line in signed_in.set:
        if re.match(r"__Host-(sessionid|messages)=[^;\"]", line):
            assert not re.search("max-age|expires", line, re.IGNORECASE), line


def test_signing_out_ends_the_session_on_the_server_too(site: Served) -> None:
    visitor = Visitor(site)
    visitor.send("/account/login/", {"login": ADMIN, "password": PASSWORD})
    kept = dict(visitor.cookies)
    status, headers, _ = visitor.send("/account/logout/", {})
    assert (status, headers["Clear-Site-Data"]) == (302, '"cache", "storage"')
    visitor.cookies = kept
    assert visitor.ask("/vandaag/")[0] == 302


# ---- the name of the host, and what a proxy says ----------------------------------------


@pytest.mark.parametrize(
    "host", ["elders.example", "handreiking.example.elders.example", "een andere site", "127.0.0.1"]
)
def test_another_host_is_refused_with_a_sentence(host: str, site: Served) -> None:
    status, headers, body = Visitor(site).ask("/", Host=host)
    assert (status, "Dit kwam niet goed aan" in body.decode()) == (400, True)
    check_headers(headers)


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "Forwarded", "X-Host", "X-Original-URL", "X-Rewrite-URL"])
def test_what_else_is_said_about_host_and_address_is_not_believed(name: str, site: Served) -> None:
    value = "host=elders.example" if name == "Forwarded" else "elders.example"
    status, headers, body = Visitor(site).ask("/account/login/", **{name: value})
    assert (status, b"elders.example" in body, "elders.example" in str(headers)) == (200, False, False)


@pytest.mark.parametrize("name", ["SCRIPT_NAME", "PATH_INFO", "Script-Name"])
def test_a_visitor_cannot_say_where_the_site_begins(name: str, site: Served) -> None:
    status, _, body = Visitor(site).ask("/", **{name: "/elders"})
    assert (status, b"/elders" in body) == (200, False)


def test_plain_http_is_led_to_https_and_promises_nothing(site: Served) -> None:
    status, headers, _ = Visitor(site).ask("/vandaag/", **{"X-Forwarded-Proto": "http"})
    assert (status, headers["Location"]) == (301, "https://handreiking.example/vandaag/")
    assert "Strict-Transport-Security" not in headers  # over http a browser may not believe it


def test_without_a_proxy_in_front_nobody_is_believed_about_https(site: Served) -> None:
    alone = Served(site.folder, BEHIND_PROXY="0")
    alone.log = site.folder / "log-alone"
    try:
        alone.start()
        status, headers, _ = alone.ask("/account/login/")  # says that it came over https
        assert (status, headers["Location"]) == (301, "https://handreiking.example/account/login/")
    finally:
        alone.stop()


# ---- limits -----------------------------------------------------------------------------

TOO_MUCH = "Dit is te veel tekst"
FORM = {"Content-Type": "application/x-www-form-urlencoded", "Referer": "https://handreiking.example/"}


def parts(size: int) -> str:
    """Return a form with a file of a size in it."""
    head = '--x\r\nContent-Disposition: form-data; name="bestand"; filename="a.exe"\r\n\r\n'
    return f"{head}{'a' * size}\r\n--x--\r\n"


LIMITS: dict[str, Callable[[], tuple[str, str, int, str]]] = {
    "a body over 2.5 MB": lambda: (FORM["Content-Type"], f"login={'a' * 2_700_000}", 413, TOO_MUCH),
    "a file over 2.5 MB": lambda: ("multipart/form-data; boundary=x", parts(2_700_000), 413, TOO_MUCH),
    "over 1000 fields": lambda: (FORM["Content-Type"], "&".join(["a=1"] * 1001), 400, "Dit kwam niet goed aan"),
    "a broken form with parts": lambda: ("multipart/form-data", "x", 400, "Dit kwam niet goed aan"),
}


@pytest.mark.parametrize("kind", LIMITS)
def test_too_much_is_refused_with_a_sentence(kind: str, site: Served) -> None:
    content_type, body, expected, sentence = LIMITS[kind]()
    headers = FORM | {"Content-Type": content_type, "Cookie": f"__Host-csrftoken={'a' * 32}"}
    status, found, page = site.ask("/account/login/", "POST", body, **headers)
    assert (status, sentence in page.decode()) == (expected, True), page.decode()[:500]
    check_headers(dict(found.items()))


def test_a_file_that_comes_along_is_read_past(site: Served) -> None:
    visitor = Visitor(site)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visitor.ask("/account/login/")[2].decode())
    assert token
    field = f'--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token[1]}\r\n'
    cookie = f"__Host-csrftoken={visitor.cookies['__Host-csrftoken']}"
    headers = FORM | {"Content-Type": "multipart/form-data; boundary=x", "Cookie": cookie}
    status, _, page = site.ask("/account/login/", "POST", field + parts(100_000), **headers)
    assert (status, "<h1>Inloggen" in page.decode()) == (200, True), page.decode()


@pytest.mark.parametrize(("length", "expected"), [(8000, 200), (9000, 414)])
def test_a_long_address_is_read_as_far_as_a_web_server_in_front_would(length: int, expected: int, site: Served) -> None:
    assert site.ask("/?" + "a" * length)[0] == expected


@pytest.mark.parametrize(
    "fields",
    [
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Transfer-Encoding: xchunked",
    ],
)
def test_a_request_of_two_lengths_is_refused(fields: str, site: Served) -> None:
    with socket.create_connection(("127.0.0.1", site.port), timeout=20) as line:
        line.sendall(
            f"POST / HTTP/1.1\r\nHost: handreiking.example\r\n{fields}\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n".encode()
        )
        assert re.match(rb"HTTP/1\.1 (400|501) ", line.recv(1000))


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_a_method_that_no_page_knows_is_refused(method: str, site: Served) -> None:
    status, headers, body = site.ask("/", method, Cookie="geheim=1")
    assert (status, headers["Allow"], b"geheim" in body) == (405, "GET, HEAD, POST", False)
    check_headers(dict(headers.items()))
