"""Strange input for every form and every address: which there are, what is sent, and whether it did harm.

The forms are read off the pages that a role gets to see, so a new form is tried by itself. What has no form on a page
now (a button that only shows in another state) gets the names of the forms in its module.

By hand, each time differently, for so many minutes a role: `FUZZ=5 pytest tests/test_bad_addresses.py -k whatever`.
What goes wrong is in var/fuzz.log at once.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urljoin, urlsplit

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checklists.models import Round
from schools.models import AgendaMoment
from tests.world import Side, url_kwargs

MINUTES = float(os.environ.get("FUZZ", "0"))
settings.register_profile("fuzz", max_examples=2, derandomize=True, database=None)
settings.register_profile("fuzz-long", max_examples=4, database=None)
HANGS = 60  # seconds in which no page may be stuck; a bound for what never ends, not a measure of speed

Values = dict[str, list[str]]


# ---- which forms there are --------------------------------------------------------------------


@dataclass
class Form:
    """One form as a page has it: where it goes, and per name what a browser could send."""

    method: str
    address: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, set[str]] = field(default_factory=dict)
    on_page: bool = False

    def add(self, name: str, value: str, *, sent: bool) -> None:
        """Note a value of a name; `sent` where it is filled in already."""
        self.choices.setdefault(name, set()).add(value)
        self.fields.setdefault(name, [])
        if sent:
            self.fields[name].append(value)


SOON = date.today() + timedelta(days=21 - date.today().weekday())  # noqa: DTZ011 - a Monday, wherever
FILLED_IN = {
    "text": "Iets van ons",
    "date": SOON.isoformat(),
    "time": "15:30",
    "number": "1",
    "email": "jan@school.example",
}


class Page(HTMLParser):
    """The forms of a page, and the addresses that it leads to."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__()
        self.address, self.forms, self.links = address, [], set()
        self.by_id: dict[str, Form] = {}
        self.late: list[tuple[str, str, str, bool]] = []
        self.now: Form | None = None
        self.select = self.area = ""
        self.feed(text)
        for owner, name, value, sent in self.late:
            if owner in self.by_id:
                self.by_id[owner].add(name, value, sent=sent)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a field, a choice or a link."""
        of = {key: value or "" for key, value in attrs}
        if tag == "form":
            address = of.get("action") or self.address
            self.now = Form(of.get("method", "get").lower(), urljoin(self.address, address))
            self.forms.append(self.now)
            self.by_id[of.get("id", "")] = self.now
        for key in ("href", "hx-get", "hx-post"):
            if of.get(key):
                self.links.add(urljoin(self.address, of[key]))
        if tag == "option":
            self.note(self.select, of.get("value", ""), "selected" in of, of.get("form", ""))
        elif tag == "select":
            self.select = of.get("name", "")
        elif tag in {"input", "textarea", "button"} and of.get("name"):  # what stands in a textarea is typed anew
            kind = of.get("type", "text")
            ticked = "checked" in of if kind in {"checkbox", "radio"} else tag != "button" and kind != "submit"
            empty = "on" if kind == "checkbox" else FILLED_IN.get(kind, "") if ticked else ""
            self.note(of["name"], of.get("value") or empty, ticked, of.get("form", ""))

    def note(self, name: str, value: str, sent: bool, owner: str) -> None:
        """Give a value to the form that the field is in, or that it names."""
        if name and owner:
            self.late.append((owner, name, value, sent))
        elif name and self.now is not None:
            self.now.add(name, value, sent=sent)

    def handle_endtag(self, tag: str) -> None:
        """Leave a form or a list of choices."""
        if tag == "form":
            self.now = None
        elif tag == "select":
            self.select = ""


@dataclass(frozen=True)
class Target:
    """Where something is sent, and what belongs there."""

    method: str
    path: str
    fields: Values = field(hash=False, compare=False)
    choices: Values = field(hash=False, compare=False)
    on_page: bool = True

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def addresses_of(side: Side) -> list[str]:
    """Return every address of the site, those of allauth too; for each round and each meeting of a side."""
    found: dict[str, None] = {}
    other = [{"round_id": one.pk} for one in side.of(Round)] + [{"moment_id": one.pk} for one in side.of(AgendaMoment)]
    for kwargs in ({}, *other):
        for name, arguments in names_in(get_resolver()):
            if not kwargs or set(kwargs) & set(arguments):
                with suppress(AssertionError, NoReverseMatch):
                    found[reverse(name, kwargs=url_kwargs(name, arguments, side.kwargs | kwargs))] = None
    return list(found)


def names_in(
    resolver: URLResolver, arguments: tuple[str, ...] = (), spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name and the arguments of every address but those of the Django admin."""
    for entry in resolver.url_patterns:
        names = (*arguments, *getattr(entry.pattern, "converters", {}))
        if isinstance(entry, URLPattern):
            yield ":".join([*spaces, entry.name or ""]), names
        elif entry.namespace != "admin":
            yield from names_in(entry, names, (*spaces, entry.namespace) if entry.namespace else spaces)


def admin_addresses(rows: Iterable[Any]) -> list[str]:
    """Return the addresses of /beheer/ for one row of each kind."""
    found = ["/beheer/", "/beheer/login/", "/beheer/password_change/", "/beheer/schools/school/archief/"]
    found += ["/beheer/autocomplete/", "/beheer/jsi18n/", "/beheer/schools/school/inzage/"]
    first: dict[type, Any] = {}
    for row in rows:
        first.setdefault(type(row), row)
    for model in admin.site._registry:
        base = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        found += [base, f"{base}add/"]
        if model in first:
            found += [f"{base}{first[model].pk}/{page}/" for page in ("change", "history", "delete")]
        if model._meta.model_name == "school":
            found.append(f"{base}{first[model].pk}/voeg-samen/")
    return found


def targets_of(client: Client, addresses: list[str]) -> list[Target]:
    """Return all that can be sent by who has this client: each address with GET and POST, and its fields."""
    fields: dict[tuple[str, str], Form] = {}
    shown: set[str] = set()

    def known(method: str, path: str) -> Form:
        return fields.setdefault((method, path), Form(method, path))

    for address in addresses:
        known("get", address)
        known("post", address)
        with unchanged():
            answer = client.get(address)
        if "html" not in answer.get("Content-Type", "") or answer.status_code >= 300:
            continue
        shown.add(address)
        page = Page(address, answer.content.decode())
        for form in page.forms:
            merge(known(form.method, urlsplit(form.address).path), form)
        for link in page.links:
            there = urlsplit(link)
            for name, value in parse_qsl(there.query):
                known("get", there.path).add(name, value, sent=False)
    ours = set(addresses)
    # A page that takes nothing was seen just now; only the long run sends it something all the same.
    worth = [form for form in fields.values() if form.on_page or form.choices or MINUTES or form.address not in shown]
    return [made(form) for form in worth if form.address in ours]


def merge(into: Form, form: Form) -> None:
    """Add the fields of a form to those known of its address; the first value that is filled in stays."""
    into.on_page = True
    for name, values in form.choices.items():
        into.choices.setdefault(name, set()).update(values)
        into.fields.setdefault(name, list(form.fields.get(name, [])))


def made(form: Form) -> Target:
    """Return the target of a form; one that no page has now gets the names in its view's module."""
    if not form.choices and form.method == "post":
        for name in names_in_module(form.address):
            form.add(name, "", sent=False)
    choices = {name: sorted(values)[:20] for name, values in form.choices.items() if name != "csrfmiddlewaretoken"}
    filled = {name: form.fields.get(name, []) for name in choices}
    return Target(form.method, form.address, filled, choices, form.on_page)


def names_in_module(address: str) -> list[str]:
    """Return the names of the fields of the forms that the module of an address's view knows."""
    try:
        view = resolve(address).func
    except Resolver404:
        return []
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    known = vars(sys.modules[view.__module__]).values()
    found = [one for one in known if isinstance(one, type) and issubclass(one, forms.BaseForm)]
    return sorted({name for form in found for name in getattr(form, "base_fields", {})})


# ---- what is sent -------------------------------------------------------------------------------


NUMBERS = ["0", "-1", "1", "2147483648", "9223372036854775808", "9" * 40, "1e999", "NaN", "Infinity", "1_0", "٣", "1.5"]
DATES = ["2026-02-31", "9999-12-31", "0001-01-01", "10000-01-01", "31-12-2026", "2026-W01", "25:99", "24:00", "0:0"]
TEXTS = ["", " ", "\x00", "a\x00b", "\ud800", "\u202e\u200b", "a\r\nb"]
LONGER = ["💧" * 200, "a" * 101, "é" * 256, "x" * 5001, "woord " * 2000]
ODD_WORDS = ["<script>alert(1)</script>", "{{ 7 }}{0}%s", "' OR 1=1 --", "../../etc/passwd", "//elders.example", "[]"]
ODD_WORDS += [
    "None",
    "true",
    '{"a": [1]}',
    "a@" + "b" * 250 + ".nl",
    "jan@school.example, piet@school.example;;",
    "=1+1",
]
ODD = st.one_of(
    *(st.sampled_from(kind) for kind in (NUMBERS, DATES, TEXTS, LONGER, ODD_WORDS)),
    st.text(st.characters(codec=None), max_size=40),
    st.sampled_from(["y" * 70_000, "9" * 5000]) if MINUTES else st.nothing(),
)
TYPES = [
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "",
    "a/b; charset=zz",
]


@dataclass(frozen=True)
class Sent:
    """A request as it goes over the line."""

    query: str
    body: bytes
    kind: str
    htmx: bool

    def __repr__(self) -> str:
        return f"?{self.query[:300]} {self.kind} {self.body[:600]!r}{' htmx' if self.htmx else ''}"


def encoded(values: Values) -> str:
    """Return the values as in an address; half of a pair of surrogates goes as the bytes that a bad program sends."""

    def safe(text: str) -> str:
        return quote(text.encode("utf-8", "surrogatepass"), safe="")

    return "&".join(f"{safe(name)}={safe(value)}" for name, several in values.items() for value in several)


def parts(values: Values, file_in: str | None) -> bytes:
    """Return the values as a form with a file."""
    found = b""
    for name, several in values.items():
        for value in several:
            more = '; filename="a\'b.docx"\r\nContent-Type: text/html' if name == file_in else ""
            shown = name.encode("utf-8", "surrogatepass").replace(b'"', b"%22")
            found += b'--grens\r\nContent-Disposition: form-data; name="' + shown + b'"' + more.encode()
            found += b"\r\n\r\n" + value.encode("utf-8", "surrogatepass") + b"\r\n"
    return found + b"--grens--\r\n"


@st.composite
def what_is_sent(draw: Any, target: Target) -> Sent:
    """Draw a request: what a browser would send, with a few of its values odd, twice there or missing."""
    values: Values = {}
    for name, choices in target.choices.items():
        filled = target.fields[name] or ([draw(st.sampled_from(choices))] if draw(st.integers(0, 3)) else [])
        values[name] = list(filled)
    for name in draw(st.lists(st.sampled_from(sorted(values) or ["x"]), max_size=3, unique=True)):
        values[name] = draw(st.lists(st.one_of(ODD, st.sampled_from(values.get(name) or [""])), max_size=3))
    htmx = draw(st.booleans())
    if target.method == "get":
        return Sent(encoded(values), b"", "", htmx)
    way = draw(st.sampled_from(["form", "form", "form", "form", "parts", "json", "broken"]))
    if way == "form":
        return Sent("", encoded(values).encode(), "application/x-www-form-urlencoded", htmx)
    if way == "parts":
        file_in = draw(st.sampled_from([None, *sorted(values)]))
        return Sent("", parts(values, file_in), "multipart/form-data; boundary=grens", htmx)
    if way == "json":
        return Sent("", b'{"a": ["\\ud800", null, 1e999]}', "application/json", htmx)
    return Sent(encoded(values), draw(st.binary(max_size=30)), draw(st.sampled_from(TYPES)), htmx)


# ---- whether it did harm ------------------------------------------------------------------------


# Long forms in which each part is kept by itself: what is wrong in one is said, and the rest is not lost. Their own
# tests say what stays.
KEEPS_THE_REST = {"checklists:round_fill", "checklists:answer_pillar", "schools:moment_notes"}
SESSIONS = {Session._meta.db_table, "usersessions_usersession", "cache"}  # what a refused request may write in
WRITES = ("INSERT", "UPDATE", "DELETE")


def fingerprint() -> dict[str, str]:
    """Return a digest of every row of every table, but those of sessions; when somebody was here is left out."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table in SESSIONS or not model._meta.managed:
            continue
        names = [
            one.attname for one in model._meta.concrete_fields if one.attname not in {"last_login", "last_school_id"}
        ]
        rows = model._base_manager.order_by("pk").values_list(*names)
        found[model._meta.label] = hashlib.sha256(repr(list(rows)).encode("utf-8", "surrogatepass")).hexdigest()
    return found


@contextmanager
def unchanged() -> Iterator[None]:
    """Take back what is done in here."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def never_stuck() -> Iterator[None]:
    """Stop what hangs."""

    def stop(*args: Any) -> None:
        raise TimeoutError(f"no answer in {HANGS} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, HANGS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def send(client: Client, target: Target, sent: Sent, before: dict[str, str]) -> None:
    """Send it; an error of the server, a hang, and something kept of what was refused are failures."""
    written: list[str] = []
    cookies = client.cookies.output(header="")

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES):
            written.append(sql)
        return execute(sql, params, many, context)

    address = f"{target.path}?{sent.query}" if sent.query else target.path
    headers = {"hx-request": "true"} if sent.htmx else {}
    with unchanged(), never_stuck(), connection.execute_wrapper(watch):
        cache.clear()  # else a limit on requests answers in place of the page
        client.cookies = SimpleCookie(cookies)  # an example may have signed out
        written.clear()
        answer = client.generic(target.method.upper(), address, sent.body, sent.kind, headers=headers)
        b"".join(answer.streaming_content) if answer.streaming else None
        assert answer.status_code < 500, answer.status_code
        client.cookies = SimpleCookie(cookies)
        kept = [sql for sql in written if not any(f'"{table}"' in sql[:80] for table in SESSIONS)]
        if answer.status_code >= 400 and kept and resolve(target.path).view_name not in KEEPS_THE_REST:
            now = fingerprint()
            changed = [label for label in now if now[label] != before[label]]
            assert not changed, f"{answer.status_code}, and yet this was kept: {', '.join(changed)}"


def failures(client: Client, targets: list[Target], *, examples: int = 0) -> list[str]:
    """Send strange input to each target, and return what went wrong, each with an example; `examples` for fewer."""
    before = fingerprint()  # every example is taken back, so the world stays what it is
    found = []
    for target in targets if not MINUTES else again_and_again(targets):
        told = failure(client, target, profile_of(target, examples), before)
        if told:
            found.append(told)
        if told and MINUTES:
            with Path("var/fuzz.log").open("a") as log:
                log.write(f"{connection.vendor} {told}\n")
    return found


def again_and_again(targets: list[Target]) -> Iterator[Target]:
    """Yield the targets in any order, again and again, until the minutes are over; say how many it were."""
    until, number = time.monotonic() + 60 * MINUTES, 0
    while time.monotonic() < until:
        for target in random.sample(targets, len(targets)):
            if time.monotonic() < until:
                number += 1
                yield target
    with Path("var/fuzz.log").open("a") as log:
        log.write(f"{connection.vendor}: {number} times one of {len(targets)} targets\n")


def profile_of(target: Target, examples: int) -> settings:
    """Return how long to try: fewer examples where no page has a form for it."""
    profile = settings.get_profile("fuzz-long" if MINUTES else "fuzz")
    most = profile.max_examples if MINUTES or not examples else examples
    return settings(
        profile,
        max_examples=most if target.on_page else max(1, most // 3),
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )


def failure(client: Client, target: Target, chosen: settings, before: dict[str, str]) -> str:
    """Return what went wrong at one target, with the smallest example that was found, or nothing."""
    last: list[Sent] = []

    @chosen
    @given(sent=what_is_sent(target))
    def attempt(sent: Sent) -> None:
        last.append(sent)
        send(client, target, sent, before)

    try:
        attempt()
    except Exception as problem:  # noqa: BLE001 – said of this target, and the rest still runs
        return f"{target} {last[-1:]}\n    {type(problem).__name__}: {str(problem)[:300]} {place_of(problem)}"
    return ""


def place_of(problem: BaseException) -> str:
    """Return the last line of our own code that an error came through."""
    found, trace = "", problem.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if (
            any(f"/{app}/" in name for app in ("schools", "reflections", "checklists", "handreiking"))
            and "site-packages" not in name
        ):
            found = f"{name.rsplit('/', 3)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
