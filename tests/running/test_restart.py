"""Reloading and restarting while people come in: every request is answered, and every form once."""

import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.running.served import Served

AT_ONCE = 6


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A socket that stays open whatever happens to gunicorn, as the one of systemd."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(512)
        yield door


@pytest.fixture
def site(tmp_path: Path, door: socket.socket) -> Iterator[Served]:
    """The site behind that socket."""
    site = Served(tmp_path)
    site.manage("migrate", "--verbosity", "0")
    site.manage("createcachetable")
    site.start(door)
    yield site
    site.stop()


def workers(site: Served) -> int:
    """Return how many workers were started so far."""
    return sum("Booting worker" in line["message"] for line in site.lines())


def while_people_come_in(site: Served, change: Callable[[], None]) -> Counter[int | str]:
    """Let some people ask for pages without a pause, change something meanwhile, and count what they were answered."""
    answers: Counter[int | str] = Counter()
    end = threading.Event()

    def come_in() -> None:
        while not end.is_set():
            try:
                answers[site.get("/handvatten/je-eigen-instrument/")[0]] += 1
                answers[site.get("/voorkeuren/", "POST", "theme=dark&next=/")[0]] += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
                answers[repr(error)] += 1

    people = [threading.Thread(target=come_in) for _ in range(AT_ONCE)]
    for one in people:
        one.start()
    try:
        time.sleep(1)
        change()
        time.sleep(1)
    finally:
        end.set()
        for one in people:
            one.join()
    return answers


def waits_for(fact: Callable[[], bool]) -> None:
    """Wait until something is so, a minute at most."""
    for _ in range(600):
        if fact():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen")


def test_no_request_is_lost_while_new_workers_take_over(site: Served) -> None:
    assert site.process
    process = site.process

    def reload() -> None:
        process.send_signal(signal.SIGHUP)
        waits_for(lambda: workers(site) >= 2 and any("Worker exiting" in line["message"] for line in site.lines()))

    answers = while_people_come_in(site, reload)
    assert set(answers) == {200, 302}, answers
    assert abs(answers[200] - answers[302]) <= AT_ONCE


def test_no_request_is_lost_while_it_stops_and_starts_again(site: Served, door: socket.socket) -> None:
    def restart() -> None:
        site.stop()
        assert site.process
        assert site.process.returncode == 0
        site.start(door)

    answers = while_people_come_in(site, restart)
    assert set(answers) == {200, 302}, answers
