"""The id of a request: on the answer, in the lines of the log, and on the page of a fault, to quote."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.running.served import Served

OF_THE_PROXY = "0123456789abcdef0123456789abcdef"


def test_every_answer_has_an_id_of_its_own(client: Client) -> None:
    ids = {client.get(address)["X-Request-ID"] for address in ("/", "/", "/bestaat-niet/", "/healthz")}
    assert len(ids) == 4
    assert all(re.fullmatch(r"[0-9a-f]{16}", one) for one in ids)


def test_a_visitor_cannot_choose_it(client: Client) -> None:
    assert client.get("/", headers={"x-request-id": OF_THE_PROXY})["X-Request-ID"] != OF_THE_PROXY


def test_the_proxy_in_front_can(client: Client, settings: Any) -> None:
    settings.BEHIND_PROXY = True
    assert client.get("/", headers={"x-request-id": OF_THE_PROXY})["X-Request-ID"] == OF_THE_PROXY


@pytest.mark.parametrize(
    "given", ["", "kort", "x" * 65, "joost@vijver.example", 'a" onclick="b', "twee woorden", "né" * 8]
)
def test_what_is_no_id_is_not_taken_over(client: Client, settings: Any, given: str) -> None:
    settings.BEHIND_PROXY = True
    assert re.fullmatch(r"[0-9a-f]{16}", client.get("/", headers={"x-request-id": given})["X-Request-ID"])


def test_the_page_of_a_fault_shows_it_to_quote(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down() -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("handreiking.views.library", break_down)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert f"noem deze code: <code>{response['X-Request-ID']}</code>" in response.text


def test_it_is_the_same_in_the_answer_and_in_the_log(served: Served) -> None:
    _, headers, _ = served.get("/", **{"X-Request-ID": OF_THE_PROXY})
    assert headers["X-Request-ID"] == OF_THE_PROXY
    assert OF_THE_PROXY in {line.get("request_id") for line in served.lines()}
