"""Who answered what in a round: after closing, nobody can tell, with the database and every key in hand."""

import random
import re
from datetime import UTC, datetime, timedelta
from itertools import permutations
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.cache import cache
from django.db import connection, models
from django.test import Client

from checklists.answering import Over, answer, digest_for, finish
from checklists.closing import close, reopen, show
from checklists.models import Answer, Participation, Remark, Round, RoundKey, Sheet, Tally
from checklists.opening import open_round
from schools.models import JournalEntry
from tests.at_rest import files_of_database, tokens
from tests.rounds import open_alone
from tests.world import MembershipFactory, RoundFactory, SchoolFactory

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

ABOUT_ROUNDS = list(apps.get_app_config("checklists").get_models())

PEOPLE = ["Aa", "Bb", "Cc", "Dd", "Ee", "Ff"]

SHEETS = [
    {"PO-B1": ("0", "Nergens te vinden.", True), "PO-B3": ("1", "", False)},
    {"PO-B1": ("1", "", False), "PO-B3": ("3", "Staat in het jaarplan.", False)},
    {"PO-B1": ("2", "", True), "PO-E1": ("unknown", "", False)},
    {"PO-B1": ("3", "Elke week.", False)},
    {"PO-B1": ("na", "", False), "PO-B3": ("unknown", "Geen idee.", True)},
    {"PO-B1": ("2", "", False), "PO-E1": ("2", "", False), "PO-B3": ("0", "", False)},
]


# ---- a run, and what it leaves ----------------------------------------------------------


class Clock:
    """The time as a test wants it, for Django's clock and for the one that Fernet puts in a token."""

    def __init__(self):
        self.now = NOON

    def __enter__(self):
        self.patches = [
            patch("django.utils.timezone.now", lambda: self.now),
            patch("cryptography.fernet.time.time", lambda: self.now.timestamp()),
        ]
        for one in self.patches:
            one.start()
        return self

    def __exit__(self, *_):
        for one in self.patches:
            one.stop()


def run(who_has_which, *, order, by_web=False):
    """Let everyone answer, in an order, and close; `who_has_which` gives each person a sheet. Return the round."""
    cast = [MembershipFactory(user__name=name, school__name="De Vijver") for name in PEOPLE[:1]]
    school = cast[0].school
    cast += [MembershipFactory(user__name=name, school=school) for name in PEOPLE[1:]]
    lead = MembershipFactory(user__name="Leider", school=school, role="coordinator")
    with Clock() as clock:
        round_ = RoundFactory(
            school=school, alone=True, draft=True, name="Najaar", edition_key="po-1.0", created_at=NOON
        )
        open_round(round_, lead)
        for place, person in enumerate(order):
            clock.now = NOON + timedelta(hours=1, minutes=7 * place)
            fill_in(round_, cast[person], SHEETS[who_has_which[person]], by_web=by_web)
        clock.now = NOON + timedelta(days=5)
        close(round_, lead)
        show(round_, lead)
    return round_


def fill_in(round_, member, sheet, *, by_web):
    """Answer and say 'klaar', by the verbs or by the pages."""
    if not by_web:
        for code, (stand, remark, flag) in sheet.items():
            answer(round_, member, code, stand=stand, remark=remark, flag=flag)
        finish(round_, member)
        return
    client = Client(headers={"hx-request": "true"})
    client.force_login(member.user)
    base = f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/"
    for code, (stand, remark, flag) in sheet.items():
        data = {f"{code}-stand": stand, f"{code}-remark": remark} | ({f"{code}-flag": "on"} if flag else {})
        pillar = {"B": "beleid", "E": "educatie"}[code[3]]
        assert client.post(f"{base}{pillar}/", data).status_code == 200
    client.post(f"{base}klaar/", {"deed": "klaar"})


def dump(*, without_sessions=False):
    """Return every row of every table, decrypted, as sorted lines; keys become what they point at or 'a key'."""
    names = {}
    for model in apps.get_models():
        for row in model._default_manager.all():
            whose = getattr(row, "user", row)  # a membership is its person
            names[model, row.pk] = f"{model.__name__} {getattr(whose, 'name', '')}".strip()
    skip = {"sessions.Session", "usersessions.UserSession"} if without_sessions else set()
    return sorted(
        line_of(row, names)
        for model in apps.get_models()
        if model._meta.label not in skip
        for row in model._default_manager.all()
    )


def line_of(row, names):
    """Return a row in words: random keys, and what a factory numbers, left out."""
    values = []
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.primary_key and not field.remote_field:
            value = "a key"
        elif isinstance(field, models.ForeignKey):
            value = names.get((field.related_model, value), value)
        elif field.name in {"email", "code", "password", "last_login", "date_joined", "created_at", "joined_at"}:
            value = "of the factory"
        elif isinstance(value, datetime) and not NOON <= value <= NOON + timedelta(days=6):
            value = "now"
        values.append(f"{field.name}={value}")
    return f"{row._meta.label}: {'; '.join(values)}"


def wipe_database():
    for model in (Round, *[m for m in apps.get_app_config("schools").get_models() if m.__name__ in WIPED]):
        model._default_manager.all().delete()
    cache.clear()


WIPED = {"JournalEntry", "Membership", "School", "User"}


@pytest.mark.django_db
def test_whoever_answered_what_and_in_whatever_order_the_database_is_the_same_afterwards():
    """Every pair of the first three people changes sheets; the order in which they answered changes too."""
    dumps = []
    for who_has_which in [[*first, 3, 4, 5] for first in permutations(range(3))]:
        run(who_has_which, order=random.Random(str(who_has_which)).sample(range(6), 6))
        dumps.append(dump())
        wipe_database()
    assert any("checklists.Tally" in line for line in dumps[0])
    assert any("Nergens te vinden." in line for line in dumps[0])
    for other in dumps[1:]:
        assert other == dumps[0]


@pytest.mark.django_db
def test_by_the_pages_too_nothing_is_left_that_differs():
    dumps = []
    for who_has_which in ([0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0]):
        run(who_has_which, order=range(6), by_web=True)
        dumps.append(dump(without_sessions=True))
        wipe_database()
    assert dumps[0] == dumps[1]


@pytest.mark.django_db
def test_sheets_answers_and_the_key_are_gone_after_closing_and_what_is_left_names_nobody():
    round_ = run([0, 1, 2, 3, 4, 5], order=range(6))
    assert not Sheet.objects.exists()
    assert not Answer.objects.exists()
    assert not RoundKey.objects.exists()
    with pytest.raises(Over):
        digest_for(round_, round_.participations.first().member.user_id)
    for model in (Tally, Remark):
        points_at = {field.related_model for field in model._meta.concrete_fields if field.remote_field}
        assert points_at == {Round}


@pytest.mark.parametrize("model", [Answer, Sheet, Participation, Tally, Remark, RoundKey])
def test_nothing_says_when_something_was_answered(model):
    timed = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.DateTimeField | models.TimeField)
    ]
    assert not timed
    days = {field.name for field in model._meta.concrete_fields if isinstance(field, models.DateField)}
    assert days <= {"invited_on", "reminded_on"}  # of what was sent to a person, not of what came from one


@pytest.mark.django_db
def test_the_time_in_a_remarks_token_is_that_of_closing_and_says_nothing_of_when_it_was_written():
    run([0, 1, 2, 3, 4, 5], order=range(6))
    times = [made for _, made in tokens(Remark)]
    assert len(times) == 4
    assert set(times) == {NOON + timedelta(days=5)}


@pytest.mark.django_db
def test_rows_are_kept_in_an_order_that_says_nothing():
    """Eight times the same round: the order on the disk and the keys differ from time to time."""
    remarks, parts = set(), set()
    for _ in range(8):
        run([0, 1, 2, 3, 4, 5], order=range(6))
        on_disk = "rowid" if connection.vendor == "sqlite" else "ctid"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT item_code FROM checklists_remark ORDER BY {on_disk}")  # noqa: S608
            remarks.add(tuple(code for (code,) in cursor.fetchall()))
            cursor.execute(f"SELECT member_id FROM checklists_participation ORDER BY {on_disk}")  # noqa: S608
            first = min(found := [member for (member,) in cursor.fetchall()])
            parts.add(tuple(member - first for member in found))
        by_key = list(Remark.objects.values_list("pk", flat=True))
        assert by_key == sorted(by_key)
        wipe_database()
    assert len(remarks) > 1
    assert len(parts) > 1


@pytest.mark.django_db
def test_the_journal_the_admin_and_the_session_hold_no_answer(as_user):
    round_ = open_alone(SchoolFactory(sector="po"), people=6)
    member = round_.participations.filter(member__role="teacher").first().member
    client = as_user(member.user)
    base = f"/school/{round_.school.code}/checklist/{round_.pk}/invullen/"
    client.post(f"{base}beleid/", {"PO-B1-stand": "2", "PO-B1-remark": "klipdassenburcht"})
    client.post(f"{base}klaar/", {"deed": "klaar"})
    assert not JournalEntry.objects.filter(member=member).exists()
    assert not set(ABOUT_ROUNDS) & set(admin.site._registry)
    assert "klipdassenburcht" not in str(dict(client.session.items()))
    assert "PO-B1" not in str(dict(client.session.items()))


MARKER = "klipdassenburcht"  # a word that is nowhere else


@pytest.mark.django_db
def test_no_log_address_header_or_table_holds_what_was_written(cast, as_user, log):
    round_ = open_alone(cast.marieke.school, people=6, edition_key="po-1.0")
    base = f"/school/{round_.school.code}/checklist/{round_.pk}/"
    remark = {"PO-B1-remark": MARKER, "PO-B1-seen": ".0.niets"}
    joost, marieke, nobody = as_user(cast.joost.user), as_user(cast.marieke.user), Client()
    script = {"hx-request": "true"}
    said = [
        joost.post(f"{base}invullen/beleid/", remark | {"PO-B1-stand": "1"}, headers=script),
        joost.post(f"{base}invullen/beleid/", {"PO-B1-remark": MARKER}, headers=script),
        joost.post(f"{base}invullen/beleid/", {"PO-B3-remark": MARKER * 100, "PO-B9-stand": "1"}),
        joost.post(f"{base}invullen/beleid/", remark | {"PO-B1-remark": f"{MARKER} 2", "PO-B1-seen": ".0.oud"}),
        nobody.post(f"{base}invullen/beleid/", remark),
        marieke.post(f"{base}papier/invoeren/", remark | {"PO-B1-stand": "2"}),
        marieke.post(f"{base}papier/invoeren/", {"PO-B1-remark": MARKER}),
        joost.post(f"{base}invullen/klaar/", {"deed": "klaar"}),
        joost.post(f"{base}invullen/beleid/", remark),
    ]
    assert sorted(response.status_code for response in said) == [200, 302, 302, 401, 409, 409, 409, 422, 422]
    assert all(MARKER not in str(response.headers) for response in said)
    assert {response["Cache-Control"] for response in said} == {"private, no-store"}
    assert "Conflict" in log.getvalue()
    assert MARKER not in log.getvalue()
    assert Answer.objects.get(sheet__digest__isnull=False).remark == MARKER
    with connection.cursor() as cursor:  # also of the cache and the sessions
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our tables
            assert MARKER not in str(cursor.fetchall()), table


# ---- the bytes on the disk --------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_after_closing_the_bytes_of_the_key_and_of_the_answers_are_on_the_disk_no_more():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's files are the server's; it vacuums at closing")
    round_ = open_alone(SchoolFactory(sector="po"), people=6)
    people = [part.member for part in round_.participations.all()]
    for member in people:
        answer(round_, member, "PO-B1", stand="1", remark="Een zin.")
        finish(round_, member)
    secret = RoundKey.objects.get()
    kept = [token.encode() for model in (RoundKey, Answer) for token, _ in tokens(model)]
    kept += [digest_for(round_, member.user_id).encode() for member in people]
    before = b"".join(files_of_database().values())
    assert all(one in before for one in kept)
    close(round_, people[0])
    after = b"".join(files_of_database().values())
    assert not [one for one in kept if one in after]
    assert secret.secret.encode() not in after


@pytest.mark.django_db(transaction=True)
def test_the_key_goes_too_where_the_round_is_closed_without_answers():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL's files are the server's; it vacuums at closing")
    round_ = open_alone(SchoolFactory(sector="po"), people=1)
    ((token, _),) = tokens(RoundKey)
    close(round_, round_.participations.first().member, without_answers=True)
    assert token.encode() not in b"".join(files_of_database().values())


@pytest.mark.django_db
def test_a_round_that_was_opened_again_has_another_key_and_finds_nobody():
    round_ = run([0, 1, 2, 3, 4, 5], order=range(6))
    MembershipFactory.create_batch(5, school=round_.school)
    reopen(round_, round_.participations.first().member)
    assert RoundKey.objects.count() == 1
    assert not Sheet.objects.exists()
    assert re.fullmatch(r"[0-9a-f]{64}", RoundKey.objects.get().secret)
