"""A small OpenID Connect provider on loopback that can be told to lie, to stall and to break, and a round trip with it.

The browser tests use a certified provider (tests/identity_provider); this one is for what no sound provider does.
"""

import json
import re
import sys
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from django.test import Client
from django.urls import path

from handreiking import urls
from handreiking.access import public_view
from handreiking.identity_providers import form_origins, read_identity_providers
from handreiking.views import home

FAILED = "/account/schoolaccount/mislukt/?waarom="
NEW = "/account/schoolaccount/nieuw/"
WEI = {
    "uid": "wei@vijver",
    "givenName": "Wei",
    "sn": "Tan",
    "eduPersonAffiliation": "employee",
    "nlEduPersonHomeOrganizationId": "12AB",
    "nlEduPersonHomeOrganization": "Stichting De Plas",
    "mail": "w.tan@vijver.example",
}


@dataclass
class StubProvider:
    """What the provider says, and what is wrong with it: `answers` replaces the answer at a path (status, body)."""

    server: ThreadingHTTPServer
    subject: str = "wei@vijver"
    claims: dict[str, Any] = field(default_factory=lambda: dict(WEI))
    answers: dict[str, tuple[int, bytes]] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    id_token: dict[str, Any] = field(default_factory=dict)
    userinfo_subject: str = ""
    asked: list[tuple[str, str]] = field(default_factory=list)
    stopped: bool = False

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, path: str, body: str) -> tuple[int, bytes]:
        self.asked.append((path, body))
        if path in self.answers:
            return self.answers[path]
        if path.endswith("/.well-known/openid-configuration"):
            ends = {name: f"{self.issuer}/{name}" for name in ("token", "userinfo", "jwks")}
            document = {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/auth",
                "token_endpoint": ends["token"],
                "userinfo_endpoint": ends["userinfo"],
                "jwks_uri": ends["jwks"],
            }
            return 200, json.dumps(document | self.discovery).encode()
        if path == "/token":
            now = int(time.time())
            said = {"iss": self.issuer, "sub": self.subject, "aud": "handreiking", "iat": now, "exp": now + 300}
            token = jwt.encode(said | self.id_token, "a key that nobody checks here, over a direct line", "HS256")
            return 200, json.dumps({"access_token": "t", "token_type": "Bearer", "id_token": token}).encode()
        if path == "/userinfo":
            return 200, json.dumps({"sub": self.userinfo_subject or self.subject, **self.claims}).encode()
        return 404, b""


class Handler(BaseHTTPRequestHandler):
    """Passes each request to the provider of its server."""

    def do_GET(self) -> None:
        self.reply("")

    def do_POST(self) -> None:
        self.reply(self.rfile.read(int(self.headers["content-length"])).decode())

    def reply(self, body: str) -> None:
        status, answer = self.server.provider.answer(self.path, body)  # type: ignore[attr-defined]
        self.send_response(status)
        if status in {301, 302}:
            self.send_header("location", answer.decode())
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: Any) -> None:
        pass


def start_provider() -> StubProvider:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = StubProvider(server)
    server.provider = provider  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return provider


def stop_provider(provider: StubProvider) -> None:
    """Stop it; once is enough, twice is no harm."""
    if not provider.stopped:
        provider.stopped = True
        provider.server.shutdown()
        provider.server.server_close()


def configure(settings: Any, *entries: dict[str, Any]) -> None:
    """Configure providers as the environment would, with the policy that belongs to them."""
    settings.IDENTITY_PROVIDERS = read_identity_providers(json.dumps(entries))
    policy = settings.CONTENT_SECURITY_POLICY
    directives = policy["DIRECTIVES"] | {"form-action": ["'self'", *form_origins(settings.IDENTITY_PROVIDERS)]}
    settings.CONTENT_SECURITY_POLICY = policy | {"DIRECTIVES": directives}


def entry(provider: StubProvider, **changes: Any) -> dict[str, Any]:
    """Return the configuration of the stub."""
    return {
        "id": "entree",
        "name": "Entree Federatie",
        "issuer": provider.issuer,
        "client_id": "handreiking",
        "secret": "geheim",
        "claims": "entree",
    } | changes


def leave(client: Client, name: str = "entree", **form: str) -> str:
    """Press the button, and return the address at the provider."""
    response = client.post(f"/account/schoolaccount/{name}/login/", form)
    if response.status_code == 302:
        return str(response["Location"])
    return unescape(re.findall(r'http-equiv="refresh" content="0;url=([^"]+)"', response.text)[0])


def state_of(address: str) -> str:
    return parse_qs(urlsplit(address).query)["state"][0]


def come_back(client: Client, address: str, name: str = "entree", **query: str) -> Any:
    """Come back from the provider with a code, or with what `query` says."""
    sent = {"state": state_of(address), "code": "c"} | query
    return client.get(f"/account/schoolaccount/{name}/callback/", sent)


def round_trip(client: Client, name: str = "entree", **form: str) -> Any:
    """Go to the provider and come back."""
    return come_back(client, leave(client, name, **form), name)


@public_view(why="stands in for the form to ask to take part")
def school_request(request: Any) -> Any:
    return home(request)


def use_urls(settings: Any, monkeypatch: Any, *, with_request_form: bool) -> None:
    """Give the site a form to ask to take part, or none."""
    others = [pattern for pattern in urls.urlpatterns if getattr(pattern, "name", "") != "school_request"]
    form = [path("aanmelden/", school_request, name="school_request")] if with_request_form else []
    module = ModuleType("tests_urls")
    module.urlpatterns = [*form, *others]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tests_urls", module)
    settings.ROOT_URLCONF = "tests_urls"


def user_of(client: Client) -> str | None:
    """Return who is signed in on a client."""
    return client.session.get("_auth_user_id")
