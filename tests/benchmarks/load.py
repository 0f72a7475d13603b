"""Let a hundred people fill in one round at once, and kill servers meanwhile: make load

`SECONDS=300 .venv/bin/python -m tests.benchmarks.load [NAME …]`: the load of the issue takes SECONDS, each kill test
half of it; with names only those runs, such as "the gunicorn master". Needs PostgreSQL's programs; makes a cluster of
its own in a temporary folder, with fsync on, listens on loopback only, and ends by itself. Not a test: it takes half an
hour. A whole run is put in docs/performance.md, and what it prints in docs/benchmarks/load.txt; docs/load.md explains.

Where nothing is killed everybody signs in with a password, and looks at all their pages again afterwards. In the kill
tests they are signed in when it begins, and every fifth looks again; the database is recounted for all.
"""

from __future__ import annotations

import os
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from typing import Any

from tests.benchmarks import report
from tests.benchmarks.filling_in import Given, Person, outcomes
from tests.running.cluster import Cluster, children_of, kill_with_children
from tests.running.served import Served
from tests.running.visitor import PASSWORD, SESSION, Visitor, token_in

PEOPLE, SECONDS = 100, int(os.environ.get("SECONDS", "300"))
SAVES = {"stand", "remark", "flag", "change", "form"}
KILLS = 5  # in each kill test
SAID: list[str] = []


@dataclass
class Place:
    """Where it happens: a PostgreSQL, a gunicorn, and the socket that stays open whatever happens to gunicorn."""

    cluster: Cluster
    site: Served
    door: socket.socket

    def kill_worker(self) -> str:
        """`kill -9` one worker; the master starts another one."""
        assert self.site.process
        os.kill(random.choice(children_of(self.site.process.pid)), signal.SIGKILL)
        return "kill -9 of a worker"

    def kill_gunicorn(self) -> str:
        """`kill -9` the master and then its workers, and start anew a second later, as systemd does (RestartSec=1)."""
        assert self.site.process
        kill_with_children(self.site.process)
        time.sleep(1)
        begun = time.monotonic()
        self.site.start(self.door)
        return f"kill -9 of the master; answers again {time.monotonic() - begun:.1f} s after its start"


@dataclass
class Recount:
    """What was found afterwards."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def main(names: list[str]) -> int:
    """Set it up, run, recount and say what came of it; the status is 1 where an answer was lost or came twice."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started is ended then, too
    with ExitStack() as stack:
        cluster = Cluster()
        stack.callback(cluster.stop)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load.")))
        site = Served(folder, DATABASE_URL=cluster.url, WEB_CONCURRENCY="2")
        stack.callback(site.stop)
        door = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=512))
        place = Place(cluster, site, door)
        site.manage("migrate", "--verbosity", "0")
        site.manage("createcachetable")
        site.start(door)
        prepare(site)
        runs: dict[str, tuple[int, Callable[[], str] | None]] = {
            "nothing killed": (SECONDS, None),
            "a gunicorn worker": (SECONDS // 2, place.kill_worker),
            "the gunicorn master": (SECONDS // 2, place.kill_gunicorn),
            "a PostgreSQL backend": (SECONDS // 2, cluster.kill_backend),
            "PostgreSQL as a whole": (SECONDS // 2, cluster.kill_all),
        }
        say(f"PostgreSQL: {cluster.settings()}; gunicorn: 2 workers of 4 threads; {os.cpu_count()} processors")
        rows, wrong = list[list[str]](), 0
        for number, (name, (seconds, kill)) in enumerate(runs.items(), 1):
            if names and name not in names:
                continue
            row, bad = run(place, number, name, seconds, kill)
            rows.append(row)
            wrong += bad
        say("\n".join(table(rows)))
        if not names:
            report.keep("load", section(rows))
    return 1 if wrong else 0


def section(rows: list[list[str]]) -> report.Section:
    """Return what stands of a whole run in docs/performance.md: the load of the issue apart from the kill tests."""
    lines = []
    for what, target, some in (
        (f"{PEOPLE} people filling in one round at once, {SECONDS / 60:g} minutes", "no error, nothing lost", rows[:1]),
        ("the same, with `kill -9`", "what was acknowledged is there afterwards, none of it twice", rows[1:]),
    ):
        may_fail = len(some) > 1  # who asks while a server is dead, is refused
        asked, errors, acknowledged, _, lost, twice = (sum(int(row[place]) for row in some) for place in range(2, 8))
        measured = (
            f"{acknowledged} answers acknowledged, {lost} lost, {twice} twice; {errors} of {asked} requests refused"
        )
        lines.append(report.Row(what, target, measured, not lost and not twice and (may_fail or not errors)))
    body = "\n".join(["How, and what it shows: [load.md](load.md).", "", *table(rows)])
    return report.Section("A hundred people in one round", body, tuple(lines), "\n".join(SAID))


def prepare(site: Served) -> None:
    """Let this process see the site's database, with the site's own settings and keys."""
    os.environ.update(site.environment)
    os.environ["DJANGO_SETTINGS_MODULE"] = "handreiking.settings"
    import django

    django.setup()


def say(line: str) -> None:
    """Write a line at once, and remember it."""
    SAID.append(line)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(place: Place, number: int, name: str, seconds: int, kill: Callable[[], str] | None) -> tuple[list[str], int]:
    """Let a new school fill in its round for so long; return the row for the table, and how much is wrong."""
    round_, coordinator, members = new_round(number)
    address = f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/"
    pillars = [pillar.slug for pillar in round_.edition.pillars]
    port = place.site.port
    people = [
        Person(Visitor(port, f"203.0.113.{number}"), member.user.email, address, pillars, seconds / 60)
        for member in members
    ]
    if kill:  # hits people who fill in then, and not a hundred whose passwords are being checked
        for person, member in zip(people, members, strict=True):
            person.visitor.cookies[SESSION] = session_of(member.user)
    let_go()
    begun = time.monotonic()
    threads = [threading.Thread(target=person.live) for person in people]
    for thread in threads:
        thread.start()
    told = [f"== {name}: {PEOPLE} people, {seconds} s"]
    for one in range(KILLS if kill else 0):
        wait_until(begun + seconds * (0.2 + 0.8 * (one + 0.5) / KILLS))  # when all have come in
        assert kill
        told.append(f"{time.monotonic() - begun:6.1f} s  {kill()}")
    wait_until(begun + seconds)
    for person in people:
        person.end.set()
    for thread in threads:
        thread.join()
    lasted = time.monotonic() - begun
    everyone(Person.settle, people)
    trips = [trip for person in people for trip in person.trips]
    answers = outcomes(people)
    errors = sum(count for outcome, count in answers.items() if outcome not in {200, 302})
    found = recount(round_, people, members)
    found_by_form(people[:: 5 if kill else 1], found)
    found_in_totals(round_, coordinator, Visitor(port, f"203.0.113.{number}"), found)
    saves = [1000 * trip.seconds for trip in trips if trip.what in SAVES and trip.outcome in {200, 302}]
    twentieths = quantiles(saves, n=20)
    told += [
        f"{len(trips)} requests in {lasted:.0f} s, and the last 'klaar'; by outcome: {dict(answers.most_common())}",
        f"by what: {dict(Counter(trip.what for trip in trips).most_common())}",
        f"a save: p50 {twentieths[9]:.0f} ms, p95 {twentieths[18]:.0f} ms, at most {max(saves):.0f} ms",
        f"errors in the log: {dict(errors_in_log(place.site))}",
        f"found: {dict(found.counts)}",
        f"others on this machine: load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors",
        *(f"WRONG  {line}" for line in found.wrong),
    ]
    place.site.log.write_text("")
    for line in told:
        say(line)
    counts = found.counts
    row = [
        name,
        f"{lasted:.0f}",
        f"{len(trips)}",
        f"{errors}",
        f"{counts['acknowledged']}",
        f"{counts['items']}",
        f"{counts['lost']}",
        f"{counts['twice']}",
        f"{twentieths[9]:.0f} / {twentieths[18]:.0f}",
    ]
    return row, len(found.wrong)


def wait_until(moment: float) -> None:
    """Sleep until a moment of the monotonic clock."""
    time.sleep(max(moment - time.monotonic(), 0))


def table(rows: list[list[str]]) -> list[str]:
    """Return the runs as a table."""
    head = [
        "killed",
        "seconds",
        "requests",
        "not answered well",
        "answers acknowledged",
        "items with an answer, recounted",
        "lost",
        "twice",
        "a save, p50 / p95 (ms)",
    ]
    return [f"| {' | '.join(row)} |" for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows)]


def new_round(number: int) -> tuple[Any, Any, list[Any]]:
    """Make a school of a hundred people with a password, and open its round of all items; return it and them."""
    from django.contrib.auth.hashers import make_password

    from schools.models import User
    from tests.rounds import open_alone
    from tests.world import SchoolFactory

    round_ = open_alone(SchoolFactory(code=f"load{number:04}", sector="po"), people=PEOPLE - 1, depth="full")
    members = [part.member for part in round_.participations.select_related("member__user").order_by("member_id")]
    User.objects.filter(memberships__school=round_.school).update(password=make_password(PASSWORD))
    coordinator = next(member for member in members if member.role == "coordinator")
    assert len(members) == PEOPLE
    return round_, coordinator, members


def let_go() -> None:
    """Leave the database to the site: a connection of this process is not what should be killed."""
    from django.db import connection

    connection.close()
    connection.close_pool()


def session_of(user: Any) -> str:
    """Return a session in which somebody is signed in, without a password that has to be checked."""
    from django.test import Client

    user.refresh_from_db()  # a session goes with the password
    client = Client()
    client.force_login(user)
    return client.cookies[SESSION].value


# ---- counting again ---------------------------------------------------------------------


def recount(round_: Any, people: list[Person], members: list[Any]) -> Recount:
    """Compare what each person's sheet holds, found as the site finds it, with what they were told last."""
    from checklists.answering import own_answers
    from checklists.models import Answer

    found = Recount()
    counts = found.counts
    for person, member in zip(people, members, strict=True):
        own = own_answers(round_, member)
        held = {code: Given(one.stand, one.remark, bool(one.flag)) for code, one in own.answers.items()}
        memory = person.memory
        counts["acknowledged"] += memory.acknowledged
        for code in memory.kept.keys() | held.keys():
            here = held.get(code, Given())
            counts["items"] += here != Given()
            if here == memory.kept.get(code, Given()):
                counts["as acknowledged"] += 1
            elif memory.fits(code, here):
                counts["newer, sent but not acknowledged"] += 1
            else:
                counts["lost"] += 1
                found.wrong.append(f"{code} holds {here}, acknowledged {memory.kept.get(code)}")
        if own.finished != memory.done and not memory.done_unsure:
            counts["lost"] += 1
            found.wrong.append(f"'klaar' is {own.finished}, acknowledged {memory.done}")
        counts["klaar"] += own.finished
    answers = Answer.objects.filter(sheet__round=round_)
    pairs = set(answers.values_list("sheet_id", "item_code"))
    spare_sheets = round_.sheets.count() - len(set(round_.sheets.values_list("digest", flat=True)))
    counts["twice"] = answers.count() - len(pairs) + spare_sheets
    stray = answers.count() - sum(len(own_answers(round_, member).answers) for member in members)
    if counts["twice"] or stray:
        found.wrong.append(f"{counts['twice']} twice, {stray} on a sheet of nobody")
    return found


def found_by_form(people: list[Person], found: Recount) -> None:
    """Let everyone look at all their pages again: who was done takes that back, and says it again."""
    for looked, wrong in everyone(look_again, people):
        found.counts["looked at in the form"] += looked
        found.wrong += wrong


def look_again(person: Person) -> tuple[int, list[str]]:
    """Let one person do that; return how many items they saw, and what of all they ever saw was never said."""
    was_done, before = person.memory.done, person.memory.looked
    assert SESSION in person.visitor.cookies or person.sign_in(), person.trips[-3:]
    assert person.say("terug")
    for pillar in person.pillars:
        assert person.look(pillar)
    assert not was_done or person.say("klaar")
    return person.memory.looked - before, person.memory.wrong


def everyone(deed: Callable[[Person], Any], people: list[Person]) -> list[Any]:
    """Return what a deed gives for each person; a few do it at the same time."""
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(deed, people))


def found_in_totals(round_: Any, coordinator: Any, visitor: Visitor, found: Recount) -> None:
    """Close the round and show it, and compare figures and remarks with what those who were done answered."""
    from checklists.answering import own_answers
    from checklists.models import Remark, Tally

    expected: Counter[tuple[str, str]] = Counter()
    remarks: Counter[tuple[str, str]] = Counter()
    for part in round_.participations.filter(finished=True).select_related("member"):
        for code, one in own_answers(round_, part.member).answers.items():
            expected[code, one.stand] += bool(one.stand)
            expected[code, "flag"] += bool(one.flag)
            remarks[code, one.remark] += bool(one.remark)
    assert visitor.sign_in(coordinator.user.email)
    for step in ("afronden", "tonen"):
        base = f"/school/{round_.school.code}/checklist/{round_.pk}/"
        _, page = visitor.ask(base if step == "tonen" else f"{base}{step}/")
        assert visitor.ask(f"{base}{step}/", {"csrfmiddlewaretoken": token_in(page)})[0] == 302
    assert visitor.ask(f"{base}uitkomst/")[0] == 200
    figures: Counter[tuple[str, str]] = Counter()
    for tally in Tally.objects.filter(round=round_):  # those of fewer than five too, which wait
        figures[tally.item_code, tally.stand] += tally.count
    shown = Counter((remark.item_code, remark.text) for remark in Remark.objects.filter(round=round_))
    found.counts["in the totals"], found.counts["remarks in the totals"] = figures.total(), shown.total()
    if figures != +expected:
        found.wrong.append(f"totals differ: {figures - expected} too many, {expected - figures} too few")
    if shown != +remarks:
        found.wrong.append(f"remarks differ: {(shown - remarks).total()} too many, {(remarks - shown).total()} too few")


def errors_in_log(site: Served) -> Counter[str]:
    """Return by type the errors in the site's log."""
    return Counter(cause["type"] for line in site.lines() for cause in line.get("error", [])[:1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
