"""Who looks at the people of a school in /beheer/ says why first, and the school reads it in its journal."""

import re
from datetime import date
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.urls import NoReverseMatch, get_resolver, reverse

from schools.models import BoardMembership, Invitation, JournalEntry, Membership, School, Team, User
from tests.world import InvitationFactory, MembershipFactory, SchoolFactory, TeamFactory, UserFactory

pytestmark = pytest.mark.django_db
LOOK = "/beheer/schools/school/inzage/"
REASON = "Joost kan niet inloggen, hij belde"


@pytest.fixture
def site_admin(db):
    """Return who has the rights of the group."""
    call_command("make_site_admin", "groep@site.example", stdout=StringIO())
    return User.objects.get(email="groep@site.example")


@pytest.fixture
def client(site_admin, as_user):
    return as_user(site_admin)


def page_of(row, page="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def list_of(model, page="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}")


def rows_of(list_page):
    """Return what stands in the rows of a list."""
    assert list_page.status_code == 200
    text = list_page.text
    return text[text.index('id="changelist-form"') : text.index("</main>")]


def give_reason(client, asked, reason=REASON):
    """Answer the question that a page was turned into; return the answer to that."""
    assert asked.status_code == 302, asked.status_code
    assert asked["Location"].startswith(f"{LOOK}?")
    schools = re.findall(r'name="school" value="(\d+)"', client.get(asked["Location"]).text)
    onward = client.get(asked["Location"]).context["naar"]
    return client.post(LOOK, {"school": schools, "naar": onward, "reason": reason})


def lines(school):
    return list(JournalEntry.objects.filter(school=school, deed="site_looked").values_list("subject", "by_site"))


# ---- nothing is seen before ----------------------------------------------------------------


def people_of(side):
    """Return the names and the addresses that belong to this school, as a pattern."""
    members = Membership.objects.filter(school=side.member.school)
    found = {*members.values_list("user__name", flat=True), *members.values_list("user__email", flat=True)}
    found |= set(Invitation.objects.values_list("email", flat=True))
    return re.compile("|".join(rf"(?<![\w-]){re.escape(word)}" for word in found))


def requests_of(rows):
    """Yield method, address and data for all that the admin has: each page of each row, each list and each choice."""
    for row in rows:
        if type(row) in admin.site._registry and not isinstance(row, BoardMembership):  # a seat is the board's
            yield "get", page_of(row), {}
            for page in ("change", "history", "delete"):
                yield "get", page_of(row, page), {"_to_field": "id", "_popup": "1", "q": "collega"}
                yield "post", page_of(row, page), {"post": "yes", "role": "teacher", "name": "x", "email": "x"}
    keys = {row._meta.model: row.pk for row in rows}
    for model in admin.site._registry:
        if model is BoardMembership:
            continue
        chosen = {"action": "delete_selected", "_selected_action": [keys.get(model, 1)], "index": "0"}
        for query in ({}, {"q": "school.example"}, {"q": "merelnest"}, {"all": ""}, {"o": "1"}, {"e": "1"}):
            yield "get", list_of(model), query
        yield "post", list_of(model), chosen
    for model in (Membership, User, Invitation, BoardMembership):
        about = {"user": keys[User], "school": keys[School], "board": "x", "role": "teacher", "name": "", "email": "x"}
        yield "get", list_of(model, "add"), about
        yield "post", list_of(model, "add"), about
    for model in (Membership, Team, Invitation, BoardMembership, Authenticator, SocialAccount, User):
        for field in (one.name for one in model._meta.get_fields() if one.many_to_one):
            where = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field}
            yield "get", "/beheer/autocomplete/", where | {"term": "e"}
    merge = reverse("admin:schools_school_merge", args=[keys[School]])
    yield "get", merge, {"naar": keys[School]}
    yield "get", "/beheer/", {}


def test_no_page_shows_anybody_of_a_school_before_a_reason_is_given(ours, as_user):
    client = as_user(UserFactory(is_staff=True, is_superuser=True))
    hidden, seen = people_of(ours), []
    for method, address, data in requests_of(ours.rows):
        page = getattr(client, method)(address, data)
        found = hidden.search(page.content.decode().replace("&#x27;", "'"))
        if found:
            seen.append(f"{method} {address} {data} shows {found.group()}")
    assert not seen, "\n".join(seen)
    assert not JournalEntry.objects.filter(deed="site_looked").exists()


def test_the_search_above_finds_what_it_looks_for_once_a_reason_is_given(ours, client):
    hidden = people_of(ours)
    give_reason(client, client.get(page_of(ours.member)))
    for address in (page_of(ours.member), page_of(ours.of(Team)[0]), page_of(ours.of(Invitation)[0])):
        assert hidden.search(client.get(address).text), address
    for model in (Membership, User, Invitation):
        assert hidden.search(rows_of(client.get(list_of(model)))), model


SWEPT = {"add", "autocomplete", "change", "changelist", "delete", "history", "index", "merge"}
WITHOUT_PEOPLE = {
    "app_list",
    "archive",
    "jsi18n",
    "login",
    "logout",
    "look",
    "view_on_site",
}  # at most names of schools
WITHOUT_PEOPLE |= {"password_change", "password_change_done"}


def test_every_kind_of_page_of_the_admin_is_in_the_sweep():
    """A page of our own that is new here: who belongs to a school is behind the question there too?"""
    resolver = next(one for one in get_resolver().url_patterns if getattr(one, "namespace", None) == "admin")
    models = {f"{model._meta.app_label}_{model._meta.model_name}_" for model in admin.site._registry}
    names = {one.name for entry in resolver.url_patterns for one in getattr(entry, "url_patterns", [entry]) if one.name}
    kinds = {next((name.removeprefix(model) for model in models if name.startswith(model)), name) for name in names}
    assert kinds == SWEPT | WITHOUT_PEOPLE


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_each_page_of_a_row_that_belongs_to_a_school_asks_first_and_then_goes_on(page, ours, client):
    factor = Authenticator.objects.create(user=ours.member.user, type="totp", data={})
    linked = SocialAccount.objects.get(user=ours.member.user)
    rows = (ours.member.school, ours.member, ours.member.user, ours.of(Team)[0], ours.of(Invitation)[0], factor, linked)
    for row in rows:
        asked = client.get(page_of(row, page))
        assert asked["Location"].startswith(f"{LOOK}?school={ours.member.school_id}&naar=")
    assert give_reason(client, asked)["Location"] == page_of(linked, page)
    for row in rows:
        assert client.get(page_of(row, page)).status_code in {200, 403}


def test_merging_asks_about_both_schools(cast, client):
    place = reverse("admin:schools_school_merge", args=[cast.fatima.school_id])
    for data in ({}, {"naar": cast.bram.school_id}):
        assert f"school={cast.fatima.school_id}" in client.get(place, data)["Location"]
    give_reason(client, client.get(place))
    assert client.get(place).status_code == 200
    asked = client.get(place, {"naar": cast.bram.school_id})
    assert f"{LOOK}?school={cast.bram.school_id}&" in asked["Location"]
    sent = client.post(place, {"naar": cast.bram.school_id}, follow=True)
    assert "is niet bewaard" in sent.text
    assert not School.objects.filter(merged_into__isnull=False).exists()
    assert give_reason(client, asked)["Location"] == f"{place}?naar={cast.bram.school_id}"
    assert "Dit gaat mee" in client.get(f"{place}?naar={cast.bram.school_id}").text


# ---- the question --------------------------------------------------------------------------


def test_a_reason_is_read_by_the_school_and_who_it_was_stands_in_the_log_of_the_site(cast, client, site_admin, as_user):
    asked = client.get(page_of(cast.joost))
    question = client.get(asked["Location"])
    assert "De Vijver" in question.text
    assert "Joost" not in question.text
    assert give_reason(client, asked)["Location"] == page_of(cast.joost)
    assert "leerkracht@vijver.example" in client.get(page_of(cast.joost)).text
    assert lines(cast.joost.school) == [(REASON, True)]
    assert lines(cast.bram.school) == []
    journal = as_user(cast.fatima.user).get(f"/school/{cast.fatima.school.code}/logboek/?over=school").text
    assert f"<strong>De beheerder van de site</strong> keek in de gegevens van de school: ‘{REASON}’." in journal
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (
        site_admin,
        str(cast.joost.school_id),
        f"Inzage: {REASON}",
    )


def test_a_teacher_does_not_read_it(cast, client, as_user):
    give_reason(client, client.get(page_of(cast.joost)))
    assert as_user(cast.joost.user).get(f"/school/{cast.joost.school.code}/logboek/").status_code == 403


def test_it_is_asked_once_for_all_pages_of_the_school_and_again_after_an_hour(cast, client, clock):
    clock(date(2026, 3, 2), 9, 0)
    team = TeamFactory(lead=cast.marieke)
    give_reason(client, client.get(page_of(cast.joost)))
    clock(date(2026, 3, 2), 9, 59)
    for row in (cast.joost, cast.marieke, cast.fatima.school, cast.joost.user, team):
        assert client.get(page_of(row)).status_code == 200
    assert "Joost van Dijk" in rows_of(client.get(list_of(Membership)))
    assert lines(cast.joost.school) == [(REASON, True)]
    assert client.get(page_of(cast.bram)).status_code == 302
    clock(date(2026, 3, 2), 10, 1)
    assert client.get(page_of(cast.joost)).status_code == 302
    assert "Joost van Dijk" not in rows_of(client.get(list_of(Membership)))
    give_reason(client, client.get(page_of(cast.joost)), "Nu wil hij een ander adres")
    assert [subject for subject, _ in lines(cast.joost.school)] == ["Nu wil hij een ander adres", REASON]


def test_another_session_of_the_same_person_is_asked_again(cast, client, site_admin, as_user):
    give_reason(client, client.get(page_of(cast.joost)))
    assert as_user(site_admin).get(page_of(cast.joost)).status_code == 302


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Schrijf op waarom je kijkt. Eén zin is genoeg."),
        ("   \n ", "Schrijf op waarom je kijkt. Eén zin is genoeg."),
        ("zomaar", "Dat is te kort. Schrijf in een paar woorden waarom je kijkt."),
        ("a" * 201, "Dat is te lang. Gebruik hooguit 200 tekens."),
    ],
)
def test_without_a_fair_reason_nothing_opens_and_the_page_says_what_is_wrong(reason, sentence, cast, client):
    asked = client.get(page_of(cast.joost))
    refused = give_reason(client, asked, reason)
    assert refused.status_code == 422
    assert sentence in refused.text
    assert reason.strip() in refused.text
    assert client.get(page_of(cast.joost)).status_code == 302
    assert not JournalEntry.objects.exists()


def test_a_reason_becomes_one_line_of_text(cast, client, as_user):
    give_reason(client, client.get(page_of(cast.joost)), "Een <b>fout</b>\r\nin de rol {0}.")
    assert lines(cast.joost.school) == [("Een <b>fout</b> in de rol {0}", True)]
    journal = as_user(cast.fatima.user).get(f"/school/{cast.fatima.school.code}/logboek/").text
    assert "‘Een &lt;b&gt;fout&lt;/b&gt; in de rol {0}’." in journal


@pytest.mark.parametrize("onward", ["", "https://elders.example/", "//elders.example/beheer/", "/vandaag/", "beheer"])
def test_it_never_leads_out_of_the_admin(onward, cast, client):
    sent = {"school": cast.joost.school_id, "naar": onward, "reason": REASON}
    assert client.post(LOOK, sent)["Location"] == list_of(School)


@pytest.mark.parametrize("school", ["", "x", "0", "9" * 30])
def test_a_wrong_address_of_the_question_leads_to_the_list_of_schools(school, client):
    for response in (client.get(LOOK, {"school": school}), client.post(LOOK, {"school": school, "reason": REASON})):
        assert response["Location"] == list_of(School)
    assert not JournalEntry.objects.exists()


def test_an_account_of_two_schools_asks_for_both_and_each_reads_it(cast, client):
    MembershipFactory(user=cast.joost.user, school=cast.bram.school)
    give_reason(client, client.get(page_of(cast.marieke)))
    asked = client.get(page_of(cast.joost.user))
    assert "Het Waterlicht" in client.get(asked["Location"]).text
    assert "De Vijver" not in client.get(asked["Location"]).text  # that one is open
    give_reason(client, asked)
    assert client.get(page_of(cast.joost.user)).status_code == 200
    assert (len(lines(cast.joost.school)), len(lines(cast.bram.school))) == (1, 1)


def test_what_belongs_to_nobodys_school_asks_nothing(client, site_admin):
    empty, nobody = SchoolFactory(), UserFactory(name="Zonder School")
    assert client.get(page_of(empty)).status_code == 200
    assert client.get(page_of(nobody)).status_code == 200
    assert "Zonder School" in rows_of(client.get(list_of(User)))
    assert not JournalEntry.objects.exists()
    InvitationFactory(school=empty)
    assert client.get(page_of(empty)).status_code == 302


def test_what_is_sent_to_a_closed_page_changes_nothing_and_says_so(cast, client):
    sent = {"role": "principal", "is_admin": "on", "is_present": "on"}
    answer = client.post(page_of(cast.joost), sent, follow=True)
    assert "Geef eerst een reden. Wat je net instuurde, is niet bewaard." in answer.text
    cast.joost.refresh_from_db()
    assert cast.joost.role == "teacher"


def test_who_may_not_see_schools_opens_none(cast, as_user):
    client = as_user(UserFactory(is_staff=True))
    assert client.get(page_of(cast.joost)).status_code == 403
    sent = {"school": cast.joost.school_id, "reason": REASON}
    assert client.post(LOOK, sent).status_code == 403
    assert not JournalEntry.objects.exists()


# ---- lists ---------------------------------------------------------------------------------


def test_a_list_finds_one_person_by_the_whole_address_and_nobody_by_a_part_of_it(cast, client):
    for model in (Membership, User):
        for text in ("joost", "leerkracht@vijver", "vijver", "%@%", ""):
            assert "Joost van Dijk" not in rows_of(client.get(list_of(model), {"q": text})), text
        found = rows_of(client.get(list_of(model), {"q": "Leerkracht@Vijver.example"}))
        assert "Joost van Dijk" in found
        assert "Marieke" not in found
    assert client.get(page_of(cast.joost)).status_code == 302
    assert client.get("/beheer/?q=leerkracht@vijver.example").status_code == 200


def test_a_list_says_what_it_shows_and_how_to_see_more(cast, client):
    page = client.get(list_of(Membership)).text
    assert "Je ziet hier alleen wat bij geen school hoort." in page
    assert "zoek dan op het hele e-mailadres" in page
    assert "zoek dan op het hele e-mailadres" not in client.get(list_of(Team)).text
    give_reason(client, client.get(page_of(cast.joost)))
    assert "De Vijver</a> (tot " in client.get(list_of(Membership)).text


def test_the_way_from_a_school_to_its_people_asks_where_the_hour_is_over(cast, client):
    address = f"{list_of(Membership)}?school__id__exact={cast.joost.school_id}"
    assert give_reason(client, client.get(address))["Location"] == address
    shown = rows_of(client.get(address))
    assert "Joost van Dijk" in shown
    assert "Bram Kuipers" not in shown


@pytest.mark.parametrize("model", [Membership, BoardMembership])
def test_who_gets_a_place_is_named_by_the_whole_address(model, cast, client):
    for given, sentence in (
        ("", "Vul het e-mailadres van het account in."),
        ("niemand@school.example", "Er is geen account met dit e-mailadres. Maak het eerst."),
        ("oud-lid@", "Voer een geldig e-mailadres in."),
    ):
        page = client.post(list_of(model, "add"), {"account": given})
        assert page.status_code == 200
        assert sentence in page.text
    assert not re.search('<select name="user"', client.get(list_of(model, "add")).text)


def test_no_list_of_people_offers_to_take_it_along():
    """An export would be looking at a whole school; there is none in /beheer/."""
    for model, site in admin.site._registry.items():
        names = {getattr(action, "__name__", action) for action in site.actions or []}
        assert names <= {"archive_selected", "unarchive_selected"}, model
    with pytest.raises(NoReverseMatch):
        reverse("admin:schools_membership_export")
