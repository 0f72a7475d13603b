"""/school/<code>/gegevens/: what a school says about itself, each change in the journal, no change undone unseen."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from schools.models import JournalEntry
from tests.world import BoardFactory, SchoolFactory

pytestmark = pytest.mark.django_db
KEPT = {"name": "De Vijver", "sector": "po", "region": "midden"}


def address(member):
    return f"/school/{member.school.code}/gegevens/"


def with_second_factor(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})


def stamp_in(page):
    return re.search(r'name="stamp" value="([^"]+)"', page.text)[1]


def send(client, member, **data):
    """Open the page and send it back with these fields filled in."""
    stamp = stamp_in(client.get(address(member)))
    return client.post(address(member), KEPT | {"stamp": stamp} | data)


def test_only_who_manages_the_accounts_comes_in(cast, as_user):
    assert as_user(cast.fatima.user).get(address(cast.fatima)).status_code == 200
    for member in (cast.joost, cast.marieke):
        assert as_user(member.user).get(address(member)).status_code == 403
        assert as_user(member.user).post(address(member), KEPT).status_code == 403


def test_each_changed_field_is_kept_and_stands_in_the_journal_in_words(cast, as_user):
    given = {
        "place": "Zutphen",
        "brin": "12ab 00",
        "sector": "both",
        "region": "noord",
        "mailbox": "info@vijver.example",
    }
    assert send(as_user(cast.fatima.user), cast.fatima, **given).status_code == 302
    school = cast.fatima.school
    school.refresh_from_db()
    assert (school.place, school.brin, school.sector, school.region) == ("Zutphen", "12AB00", "both", "noord")
    assert school.mailbox == "info@vijver.example"
    entries = JournalEntry.objects.order_by("pk")
    assert {entry.deed for entry in entries} == {"school_changed"}
    assert [entry.subject for entry in entries] == [
        "Plaats: leeg → Zutphen",
        "BRIN: leeg → 12AB00",
        "Sector: po → po en vo",
        "Vakantieregio: Midden → Noord",
        "Mailbox van de school: leeg → info@vijver.example",
    ]


def test_nothing_changed_is_said_and_leaves_no_trace(cast, as_user):
    client = as_user(cast.fatima.user)
    assert "Er is niets veranderd." in client.get(send(client, cast.fatima)["Location"]).text
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("brin", ["12AB", "12ab00", " 12 AB 00 ", "12.ab-00", ""])
def test_a_brin_may_be_written_in_several_ways(cast, as_user, brin):
    assert send(as_user(cast.fatima.user), cast.fatima, brin=brin).status_code == 302


@pytest.mark.parametrize("brin", ["AB12", "12A", "12AB0", "12AB000", "١٢AB", "1" * 40])
def test_what_is_no_brin_is_refused_and_stays_in_the_field(cast, as_user, brin):
    response = send(as_user(cast.fatima.user), cast.fatima, brin=brin)
    assert response.status_code == 422
    assert f'value="{brin}"' in response.text
    assert "Een BRIN heeft" in response.text


def test_a_brin_that_another_school_has_is_taken_without_a_word(cast, as_user):
    SchoolFactory(brin="12AB00", name="Het Geheim")
    response = send(as_user(cast.fatima.user), cast.fatima, brin="12AB00")
    assert response.status_code == 302
    assert "Geheim" not in as_user(cast.fatima.user).get(response["Location"]).text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name": " "}, "Schrijf op hoe jullie school heet."),
        ({"name": "x" * 121}, "Dit is te lang"),
        ({"sector": "mbo"}, "Kies po, vo of allebei."),
        ({"region": ""}, "Kies een regio."),
        ({"mailbox": "info"}, "Dit is geen e-mailadres."),
    ],
)
def test_nonsense_is_refused_with_a_sentence(cast, as_user, data, sentence):
    response = send(as_user(cast.fatima.user), cast.fatima, place="Zutphen", **data)
    assert response.status_code == 422
    assert sentence in response.text
    assert 'value="Zutphen"' in response.text
    assert not JournalEntry.objects.exists()


def test_the_board_is_shown_and_cannot_be_sent(cast, as_user):
    school = cast.fatima.school
    school.board = BoardFactory(name="Stichting Vaart")
    school.save()
    client = as_user(cast.fatima.user)
    assert "Stichting Vaart" in client.get(address(cast.fatima)).text
    assert send(client, cast.fatima, board=str(BoardFactory().pk)).status_code == 302
    school.refresh_from_db()
    assert school.board.name == "Stichting Vaart"


# ---- the second factor ------------------------------------------------------------------


def test_who_asks_for_a_second_factor_without_having_one_is_told_and_led_there(cast, as_user):
    client = as_user(cast.fatima.user)
    assert "Jij hebt zelf nog geen tweede stap." in client.get(address(cast.fatima)).text
    response = send(client, cast.fatima, second_factor="on")
    assert response.status_code == 302
    assert client.get(response["Location"])["Location"] == "/account/2fa/?nodig=school"
    assert client.get("/account/2fa/").status_code == client.get("/vandaag/").status_code == 200
    assert JournalEntry.objects.get().subject == "Extra beveiliging: niet gevraagd → gevraagd"


def test_who_has_one_stays_and_the_date_does_not_move_with_later_changes(cast, as_user):
    with_second_factor(cast.fatima.user)
    client = as_user(cast.fatima.user)
    assert "Jij hebt zelf nog geen" not in client.get(address(cast.fatima)).text
    send(client, cast.fatima, second_factor="on")
    school = cast.fatima.school
    school.refresh_from_db()
    since = school.second_factor_since
    assert abs(since - timezone.now()).total_seconds() < 60
    send(client, cast.fatima, second_factor="on", place="Zutphen")
    school.refresh_from_db()
    assert (school.second_factor_since, school.place) == (since, "Zutphen")
    send(client, cast.fatima, place="Zutphen")
    school.refresh_from_db()
    assert school.second_factor_since is None


def test_where_the_site_asks_already_the_page_says_so(cast, as_user, settings):
    settings.SECOND_FACTOR_FOR = {"admin"}
    with_second_factor(cast.fatima.user)
    assert "De site vraagt iedere directeur" in as_user(cast.fatima.user).get(address(cast.fatima)).text


# ---- two at once ------------------------------------------------------------------------


def test_what_a_colleague_changed_meanwhile_is_shown_and_nothing_is_undone(cast, as_user):
    client, school = as_user(cast.fatima.user), cast.fatima.school
    stamp = stamp_in(client.get(address(cast.fatima)))
    school.place, school.mailbox = "Zwolle", "info@vijver.example"
    school.save()
    response = client.post(address(cast.fatima), KEPT | {"stamp": stamp, "place": "Zutphen", "brin": "12AB"})
    assert response.status_code == 422
    assert "<strong>Plaats</strong> is nu ‘Zwolle’. Jij koos ‘Zutphen’." in response.text
    assert "is nu ‘info@vijver.example’. Dat staat nu ook hieronder." in response.text
    assert "<strong>BRIN</strong>" not in response.text
    school.refresh_from_db()
    assert (school.place, school.brin) == ("Zwolle", "")
    assert not JournalEntry.objects.exists()

    fields = dict(re.findall(r'name="(place|brin|mailbox|stamp)" value="([^"]*)"', response.text))
    assert fields | {"stamp": ""} == {"place": "Zutphen", "brin": "12AB", "mailbox": "info@vijver.example", "stamp": ""}
    assert client.post(address(cast.fatima), KEPT | fields).status_code == 302
    school.refresh_from_db()
    assert (school.place, school.brin, school.mailbox) == ("Zutphen", "12AB", "info@vijver.example")


def test_two_who_want_the_same_do_not_hinder_each_other(cast, as_user):
    client, school = as_user(cast.fatima.user), cast.fatima.school
    stamp = stamp_in(client.get(address(cast.fatima)))
    school.place = "Zwolle"
    school.save()
    assert client.post(address(cast.fatima), KEPT | {"stamp": stamp, "place": "Zwolle"}).status_code == 302


@pytest.mark.parametrize("stamp", ["", "x", "eyJuYW1lIjoieCJ9:1:x"])
def test_a_form_whose_stamp_is_not_ours_changes_nothing_at_once(cast, as_user, stamp):
    client = as_user(cast.fatima.user)
    response = client.post(address(cast.fatima), KEPT | {"stamp": stamp, "place": "Zutphen"})
    assert response.status_code == 422
    assert "Jij koos ‘Zutphen’." in response.text
    cast.fatima.school.refresh_from_db()
    assert cast.fatima.school.place == ""


def test_the_number_of_queries_is_small(cast, as_user, count_queries):
    client = as_user(cast.fatima.user)
    client.get(address(cast.fatima))
    assert count_queries(client, address(cast.fatima)) <= 7
