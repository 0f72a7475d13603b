"""Requests in the Django admin: read them, see which schools look alike, and decide in one of three ways."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from schools.lookalikes import lookalikes
from schools.models import Invitation, School, SchoolRequest
from tests.world import MembershipFactory, SchoolFactory, SchoolRequestFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/beheer/schools/schoolrequest/"
EMAIL = "s.dewit@x.example"


@pytest.fixture
def asked(db):
    return SchoolRequestFactory(
        confirmed=True, school_name="CBS Het Kompas", place="Leek", brin="12AB00", name="Sam de Wit", email=EMAIL
    )


@pytest.fixture
def staff(db):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_schoolrequest"))
    return user


@pytest.fixture
def client(staff, as_user):
    return as_user(staff)


def page_of(asked):
    return f"{LIST}{asked.pk}/change/"


def decide(client, asked, action, **data):
    return client.post(page_of(asked), {"action": action} | {f"{action}-{name}": data[name] for name in data})


# ---- reading ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("", {"Site", "Kind", "Toe", "Weg", "Nieuw"}),
        ("site", {"Site"}),
        ("school", {"Kind"}),
        ("granted", {"Toe"}),
        ("refused", {"Weg"}),
        ("sent", {"Nieuw"}),
        ("onzin", {"Site", "Kind", "Toe", "Weg", "Nieuw"}),
    ],
)
def test_the_list_is_filtered_by_state(client, state, names):
    decided = {"confirmed": True, "decided_at": timezone.now()}
    SchoolRequestFactory(school_name="Site", confirmed=True)
    SchoolRequestFactory(school_name="Kind", confirmed=True, school=SchoolFactory())
    SchoolRequestFactory(school_name="Toe", decision="granted", **decided)
    SchoolRequestFactory(school_name="Weg", decision="refused", **decided)
    SchoolRequestFactory(school_name="Nieuw")
    response = client.get(f"{LIST}?stand={state}" if state else LIST)
    assert {row.school_name for row in response.context["cl"].result_list} == names


@pytest.mark.parametrize("word", ["kompas", "leek", "12ab", "s.dewit@x"])
def test_a_request_is_found_by_school_place_brin_or_address(client, asked, word):
    SchoolRequestFactory()
    assert [row.pk for row in client.get(f"{LIST}?q={word}").context["cl"].result_list] == [asked.pk]


def test_the_page_is_to_read_and_speaks_dutch(client, asked):
    page = client.get(page_of(asked)).text
    for text in ("CBS Het Kompas", "Leek", "12AB00", "Sam de Wit", EMAIL, "wacht op een besluit hier"):
        assert text in page
    for name in ("school_name", "email", "brin", "confirmed_at", "decision"):
        assert f'name="{name}"' not in page
    assert 'name="_save"' not in page
    for title in ("Toelaten als nieuwe school", "Doorsturen naar een bestaande school", "Afwijzen"):
        assert title in page


def test_nothing_else_can_be_changed_added_or_removed(client, asked):
    data = {"school_name": "Anders", "email": "dief@x.example", "decision": "granted", "_save": "1"}
    assert client.post(page_of(asked), data).status_code == 422
    asked.refresh_from_db()
    assert (asked.school_name, asked.email, asked.decision) == ("CBS Het Kompas", EMAIL, "")
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{asked.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [asked.pk], "post": "yes"})
    assert SchoolRequest.objects.filter(pk=asked.pk).exists()


@pytest.mark.parametrize("codename", [None, "view_schoolrequest", "change_school"])
def test_only_who_may_decide_reads_requests(codename, asked, as_user):
    user = UserFactory(is_staff=True)
    if codename:
        user.user_permissions.add(Permission.objects.get(codename=codename))
    other = as_user(user)
    assert other.get(LIST).status_code == 403
    assert other.get(page_of(asked)).status_code == 403
    assert decide(other, asked, "new", region="noord").status_code == 403
    assert not School.objects.exists()


def test_a_member_of_a_school_is_no_site_admin(cast, asked, as_user):
    assert decide(as_user(cast.fatima.user), asked, "new", region="noord").status_code == 302
    asked.refresh_from_db()
    assert asked.is_open


def test_a_request_that_does_not_exist_leads_to_the_index(client):
    for number in ("999", "abc", "9" * 30):
        assert client.get(f"{LIST}{number}/change/").status_code == 302


# ---- deciding ---------------------------------------------------------------------------


def test_a_new_school_is_made_with_the_region_that_is_chosen(client, asked):
    response = decide(client, asked, "new", region="noord")
    assert (response.status_code, response["Location"]) == (302, page_of(asked))
    school = School.objects.get()
    assert (school.name, school.region, school.brin) == ("CBS Het Kompas", "noord", "12AB00")
    assert Invitation.objects.get().email == EMAIL
    page = client.get(page_of(asked)).text
    assert "CBS Het Kompas is aangemaakt." in page
    assert "Toelaten als nieuwe school" not in page
    assert "is aangemaakt" in LogEntry.objects.get().change_message


def test_the_code_of_any_school_will_do_to_send_it_on(client, cast, asked):
    decide(client, asked, "forward", code=f" {cast.fatima.school.code.upper()} ")
    asked.refresh_from_db()
    assert asked.school == cast.fatima.school
    assert mail.outbox[0].to == ["directeur@vijver.example"]
    assert "Doorgestuurd naar De Vijver." in client.get(page_of(asked)).text


def test_one_of_the_schools_that_look_alike_is_chosen(client, asked):
    school = SchoolFactory(name="Het Kompas")
    decide(client, asked, "forward", school=school.pk)
    assert school.invitations.get().email == EMAIL
    assert "Het Kompas had nog geen leden." in client.get(page_of(asked)).text


def test_refusing_sends_the_reason(client, asked):
    decide(client, asked, "refuse", reason="We kennen deze school niet.")
    asked.refresh_from_db()
    assert (asked.decision, asked.answer) == ("refused", "We kennen deze school niet.")
    assert "We kennen deze school niet." in mail.outbox[0].body


@pytest.mark.parametrize(
    ("action", "data", "sentence"),
    [
        ("new", {"region": ""}, "Kies de regio."),
        ("new", {"region": "oost"}, "Kies een van de regio’s."),
        ("forward", {}, "Kies een school, of vul een code in."),
        ("forward", {"code": "bestaatniet"}, "Er is geen school met deze code."),
        ("forward", {"school": "999"}, "Kies een van de scholen."),
        ("refuse", {"reason": ""}, "Schrijf op waarom niet."),
        ("iets", {}, "Afwijzen"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_decided(client, asked, action, data, sentence):
    response = decide(client, asked, action, **data)
    assert response.status_code == 422
    assert sentence in response.text
    asked.refresh_from_db()
    assert asked.is_open
    assert mail.outbox == []
    assert not LogEntry.objects.exists()


def test_a_school_with_members_but_without_admin_is_refused_with_a_sentence(client, asked):
    school = MembershipFactory(school__name="Het Kompas").school
    response = decide(client, asked, "forward", school=school.pk)
    assert response.status_code == 422
    assert "maar niemand die de accounts beheert" in response.text


def test_an_archived_school_gets_nothing(client, asked):
    school = SchoolFactory(name="Het Kompas", archived_at=timezone.now())
    assert decide(client, asked, "forward", code=school.code).status_code == 422
    assert decide(client, asked, "forward", school=school.pk).status_code == 422


@pytest.mark.parametrize(
    "state",
    [{"confirmed_at": None}, {"decision": "refused", "decided_at": timezone.now()}],
    ids=["unconfirmed", "decided"],
)
def test_what_is_not_confirmed_or_decided_already_can_not_be_decided(client, asked, state):
    SchoolRequest.objects.update(**state)
    assert "Toelaten als nieuwe school" not in client.get(page_of(asked)).text
    response = client.post(page_of(asked), {"action": "new", "new-region": "noord"}, follow=True)
    assert "Over deze aanvraag is al beslist, of hij is nog niet bevestigd." in response.text
    assert not School.objects.exists()


def test_the_site_admin_may_step_in_where_a_school_does_not_answer(client, asked):
    asked.school = MembershipFactory(role="principal").school
    asked.save()
    decide(client, asked, "new", region="zuid")
    asked.refresh_from_db()
    assert asked.school.name == "CBS Het Kompas"


# ---- schools that look alike ------------------------------------------------------------


def test_schools_with_the_same_brin_or_nearly_the_same_name_are_shown_with_their_members(client, asked):
    brin = SchoolFactory(name="Heel Anders", brin="12AB01")
    near = MembershipFactory(school__name="Basisschool het Kómpas", school__place="Leek").school
    far = SchoolFactory(name="Kompasschool", place="Tiel")
    for other in ("De Vijver", "Het Kompas van weleer"):
        SchoolFactory(name=other, archived_at=timezone.now() if "weleer" in other else None)
    assert lookalikes(asked) == [brin, near, far]
    page = client.get(page_of(asked)).text
    assert "Basisschool het Kómpas</a></th><td>Leek</td><td>–</td><td>1</td>" in page
    assert "De Vijver" not in page


def test_no_school_looks_like_it(client, asked):
    SchoolFactory(name="De Vijver")
    assert "Er is geen school met hetzelfde BRIN" in client.get(page_of(asked)).text


@pytest.mark.parametrize("name", ["", "De", "—", "O'Neill % _ \\", "a" * 120])
def test_any_name_can_be_compared(name):
    asked = SchoolRequestFactory(school_name=name, confirmed=True)
    SchoolFactory(name="De Vijver")
    assert isinstance(lookalikes(asked), list)


def test_the_number_of_queries_does_not_grow_with_the_schools_nor_does_the_page(asked, client, count_queries):
    SchoolFactory(name="De Kompas")
    client.get(page_of(asked))
    few = count_queries(client, page_of(asked))
    School.objects.bulk_create(SchoolFactory.build(name=f"De Kompas {number}", board=None) for number in range(3000))
    assert count_queries(client, page_of(asked)) == few
    assert len(lookalikes(asked)) == 20
