"""Someone who fills in a round alone, and remembers what the site acknowledged."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPException
from random import Random
from typing import NamedTuple

from tests.running.visitor import SESSION, Visitor, token_in

STANDS = ["0", "1", "1", "2", "2", "2", "3", "unknown", "na"]
HTMX = {"HX-Request": "true"}


class Given(NamedTuple):
    """What somebody answers on one item."""

    stand: str = ""
    remark: str = ""
    flag: bool = False


@dataclass
class Trip:
    """One request: what for, its status or what went wrong, when it was answered and how long that took."""

    what: str
    outcome: int | str
    at: float
    seconds: float


@dataclass
class Memory:
    """What one person was told: by item what was acknowledged last, and what was sent since without an answer."""

    kept: dict[str, Given] = field(default_factory=dict)
    unsure: dict[str, list[Given]] = field(default_factory=dict)
    acknowledged: int = 0  # answers that the site said to have kept, the earlier ones included
    done: bool = False
    done_unsure: bool = False
    looked: int = 0  # items that were looked at again on a page
    wrong: list[str] = field(default_factory=list)  # what a page showed that was never said

    def fits(self, code: str, found: Given) -> bool:
        """Tell whether what is found on an item is what was acknowledged last, or something that was sent after it."""
        return found in [self.kept.get(code, Given()), *self.unsure.get(code, [])]


class Person:
    """A visitor who fills in a round until `end`, with pauses of so many seconds on average."""

    def __init__(self, visitor: Visitor, email: str, address: str, pillars: list[str], pause: float) -> None:
        self.visitor, self.email, self.address, self.pillars, self.pause = visitor, email, address, pillars, pause
        self.random = Random(email)
        self.memory, self.trips = Memory(), list[Trip]()
        self.seen: dict[str, str] = {}  # by item what its form began from
        self.token = ""
        self.end = threading.Event()
        self.flags_left = 3
        self.without_script = self.random.random() < 0.1

    def live(self) -> None:
        """Come in somewhere in the first fifth, fill in all, say 'klaar'; then take it back, change some, and again."""
        self.end.wait(self.random.uniform(0, 12 * self.pause))
        if SESSION not in self.visitor.cookies:
            self.insist("sign in", self.sign_in)
        self.insist("begin", lambda: self.go("begin", self.address)[0] == 200)
        for number, pillar in enumerate(self.pillars):
            self.fill(pillar)
            if number == 2 and self.random.random() < 0.3:  # on another device
                self.visitor.cookies.clear()
                self.insist("sign in", self.sign_in)
            if number and self.random.random() < 0.5:
                self.change_some(self.random.choice(self.pillars[:number]))
        while not self.end.is_set():
            if self.random.random() < 0.9:
                self.insist("klaar", lambda: self.say("klaar"))
                self.rest(6)
                self.insist("terug", lambda: self.say("terug"))
            self.change_some(self.random.choice(self.pillars))

    def settle(self) -> None:
        """Say 'klaar' at the end, if that is what they last wanted; nine of ten do."""
        if self.random.random() < 0.9:
            self.say("klaar")

    # ---- what one does ------------------------------------------------------------------

    def fill(self, pillar: str) -> None:
        """Open a pillar and answer its items: one by one as they are chosen, or all by the button without a script."""
        codes = self.open(pillar)
        if self.without_script:
            return self.insist("form", lambda: self.send_all(pillar, {code: self.thought() for code in codes}))
        for code in codes:
            given = Given(self.random.choice(STANDS))
            self.insist("stand", lambda: self.send("stand", pillar, code, given))  # noqa: B023 - called at once
            if self.random.random() < 0.15:
                given = given._replace(remark=self.words())
                self.insist("remark", lambda: self.send("remark", pillar, code, given))  # noqa: B023
            if self.flags_left and self.random.random() < 0.15:
                self.flags_left -= 1
                given = given._replace(flag=True)
                self.insist("flag", lambda: self.send("flag", pillar, code, given))  # noqa: B023
        return None

    def change_some(self, pillar: str) -> None:
        """Come back to a pillar, look whether it shows what was said, and change one to three items."""
        codes = self.open(pillar)
        for code in self.random.sample(codes, min(len(codes), self.random.randint(1, 3))):
            kept = self.memory.kept.get(code, Given())
            given = kept._replace(stand=self.random.choice(STANDS))
            if kept.remark or self.random.random() < 0.3:
                given = given._replace(remark=self.random.choice(["", self.words()]))
            if kept.flag and self.random.random() < 0.5:
                given = given._replace(flag=False)
                self.flags_left += 1
            self.insist("change", lambda: self.send("change", pillar, code, given))  # noqa: B023

    def thought(self) -> Given:
        """Return an answer of someone who fills in a whole pillar at once."""
        return Given(self.random.choice(STANDS), self.random.choice(["", "", "", self.words()]))

    def words(self) -> str:
        """Return a remark that nobody else writes: with letters and signs that have to survive."""
        return f"Dit leeft bij ons – “{self.random.randrange(10**9)}”,\nmaar op het plein <nog niet> & thuis één keer."

    # ---- what goes over the line --------------------------------------------------------

    def insist(self, what: str, attempt: Callable[[], bool | None]) -> None:
        """Try something until it is acknowledged, as one does who reads that it is not kept; pause after it."""
        while not self.end.is_set():
            if attempt() is not False:
                return self.rest()
            self.end.wait(1)
        return None

    def rest(self, times: float = 1) -> None:
        """Think for a while."""
        self.end.wait(self.random.expovariate(1 / (times * self.pause)))

    def go(self, what: str, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        """Ask, and note how that went; status 0 where there was no answer."""
        begun = time.monotonic()
        try:
            outcome: int | str
            status, page = self.visitor.ask(path, fields, **headers)
            outcome = status
        except (OSError, HTTPException) as error:
            outcome, status, page = type(error).__name__, 0, ""
        now = time.monotonic()
        self.trips.append(Trip(what, outcome, now, now - begun))
        return status, page

    def sign_in(self) -> bool:
        """Sign in, as two trips."""
        _, page = self.go("login page", "/account/login/")
        fields = {"csrfmiddlewaretoken": token_in(page), "login": self.email, "password": "handreiking-demo"}
        return bool(page) and self.go("sign in", "/account/login/", fields)[0] == 302

    def open(self, pillar: str) -> list[str]:
        """Open a pillar until it comes, and return the codes of its items; what it shows has to fit."""
        codes: list[str] = []
        self.insist("pillar", lambda: bool(codes.extend(self.look(pillar)) or codes))
        return codes

    def look(self, pillar: str) -> list[str]:
        """Read a pillar's page and compare it with what is remembered; return its items, none where it did not come."""
        status, page = self.go("pillar", f"{self.address}{pillar}/")
        if status != 200:
            return []
        self.token = token_in(page)
        shown = read_form(page)
        for code, given in shown.items():
            self.memory.looked += 1
            if not self.memory.fits(code, given):
                self.memory.wrong.append(f"{code} shows {given}, said {self.memory.kept.get(code)}")
        self.seen |= seen_on(page)
        return list(shown)

    def send(self, what: str, pillar: str, code: str, given: Given) -> bool:
        """Send one item as the page does at a choice; return whether it was acknowledged."""
        self.memory.unsure.setdefault(code, []).append(given)
        fields = {"csrfmiddlewaretoken": self.token} | self.fields(code, given)
        status, page = self.go(what, f"{self.address}{pillar}/", fields, **HTMX)
        if status != 200 or "Bewaard om" not in page:
            return False
        self.seen |= seen_on(page)
        self.remember({code: given})
        return True

    def send_all(self, pillar: str, answers: dict[str, Given]) -> bool:
        """Send a whole pillar with its button; return whether it was acknowledged: it leads on."""
        fields = {"csrfmiddlewaretoken": self.token}
        for code, given in answers.items():
            self.memory.unsure.setdefault(code, []).append(given)
            fields |= self.fields(code, given)
        if self.go("form", f"{self.address}{pillar}/", fields)[0] != 302:
            self.look(pillar)  # what was kept after all: the form begins from that
            return False
        self.remember(answers)
        return True

    def fields(self, code: str, given: Given) -> dict[str, str]:
        """Return what the form of an item sends."""
        sent = {f"{code}-stand": given.stand, f"{code}-remark": given.remark, f"{code}-seen": self.seen.get(code, "")}
        return sent | ({f"{code}-flag": "on"} if given.flag else {})

    def remember(self, answers: dict[str, Given]) -> None:
        """Note that answers were acknowledged."""
        for code, given in answers.items():
            self.memory.kept[code] = given
            self.memory.unsure.pop(code, None)
        self.memory.acknowledged += len(answers)

    def say(self, deed: str) -> bool:
        """Say 'klaar' or take it back; return whether the last page says so too."""
        self.memory.done_unsure = True
        _, page = self.go("end", f"{self.address}klaar/")
        fields = {"csrfmiddlewaretoken": token_in(page), "deed": deed}
        if not page or self.go(deed, f"{self.address}klaar/", fields)[0] != 302:
            return False
        status, page = self.go("end", f"{self.address}klaar/")
        if status != 200 or ('value="terug"' in page) != (deed == "klaar"):
            return False
        self.memory.done, self.memory.done_unsure = deed == "klaar", False
        return True


def read_form(page: str) -> dict[str, Given]:
    """Return what a pillar's page shows of each item, by its code."""
    found = {}
    for code in re.findall(r'id="punt-([^"]+)"', page):
        stand = re.search(rf'name="{code}-stand" value="(\w+)" checked', page)
        remark = re.search(rf'<textarea[^>]* name="{code}-remark"[^>]*>(.*?)</textarea>', page, re.DOTALL)
        flag = re.search(rf'name="{code}-flag" checked', page)
        assert remark
        found[code] = Given(stand[1] if stand else "", unescape(remark[1]), bool(flag))
    return found


def seen_on(page: str) -> dict[str, str]:
    """Return by item what the forms on a page began from."""
    return {code: unescape(seen) for code, seen in re.findall(r'name="([^"]+)-seen" value="([^"]*)"', page)}


def outcomes(people: list[Person]) -> Counter[int | str]:
    """Return how often each status, or error, came."""
    return Counter(trip.outcome for person in people for trip in person.trips)
