"""/uitnodiging/<token>/: from a mail to the first page, once, and only for the address it was sent to."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from schools.invitations import OtherAddress, Unusable, accept, join
from schools.models import Invitation, JournalEntry, Membership, User
from tests.world import PASSWORD, InvitationFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
LINK = "/uitnodiging/bewijs/"
NEW = {"name": "Wei Tan", "password1": PASSWORD}


def invited(cast, email="w.tan@x.example", **changes):
    return InvitationFactory(school=cast.fatima.school, email=email, token="bewijs", **changes)


# ---- someone new ------------------------------------------------------------------------


def test_someone_new_chooses_a_password_and_stands_in_the_school(cast):
    invitation, client = invited(cast, role="coordinator", is_admin=True), Client()
    page = client.get(LINK)
    assert "Doe mee met De Vijver" in page.text
    assert "w.tan@x.example" in page.text
    assert ">Je naam</label>" in page.text  # and not that of a passkey
    response = client.post(LINK, NEW, follow=True)
    assert response.redirect_chain == [("/vandaag/", 302)]
    assert "Welkom bij De Vijver." in response.text
    user = User.objects.get(email="w.tan@x.example")
    assert user.name == "Wei Tan"
    assert user.check_password(NEW["password1"])
    member = user.memberships.get()
    assert (member.school, member.role, member.is_admin) == (cast.fatima.school, "coordinator", True)
    invitation.refresh_from_db()
    assert invitation.accepted_at
    entry = JournalEntry.objects.get()
    assert (entry.deed, entry.subject, entry.member) == ("invitation_accepted", "Wei Tan", member)


def test_the_new_account_signs_in_later_with_the_password(cast):
    invited(cast)
    Client().post(LINK, NEW)
    response = Client().post("/account/login/", {"login": "w.tan@x.example", "password": NEW["password1"]})
    assert (response.status_code, response["Location"]) == (302, "/vandaag/")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password1": "kort"}, "Dit wachtwoord is te kort."),
        ({"password1": "password"}, "Dit wachtwoord gebruiken veel mensen."),
        ({"password1": "w.tan@x.example"}, "lijkt te veel op je naam of je e-mailadres"),
        ({"password1": ""}, "Kies een nieuw wachtwoord."),
        ({"name": "  "}, "Vul dit nog in."),
        ({"name": "a" * 121}, "Deze naam is te lang."),
    ],
)
def test_what_is_wrong_is_said_and_the_name_stays(cast, change, sentence):
    invited(cast)
    client = Client()
    response = client.post(LINK, NEW | change)
    assert response.status_code == 422
    assert sentence in response.text
    assert (NEW | change)["name"].strip() in response.text
    assert NEW["password1"] not in response.text
    assert not User.objects.filter(email="w.tan@x.example").exists()
    assert "_auth_user_id" not in client.session


def test_nobody_chooses_another_address_or_role_in_the_form(cast):
    invited(cast)
    extra = {"email": "baas@x.example", "username": "baas@x.example", "role": "principal", "is_admin": "on"}
    Client().post(LINK, NEW | extra | {"is_staff": "on"})
    member = Membership.objects.get(user__email="w.tan@x.example")
    assert (member.role, member.is_admin, member.user.is_staff) == ("teacher", False, False)
    assert not User.objects.filter(email="baas@x.example").exists()


def test_a_session_from_before_is_not_the_session_after(cast):
    invited(cast)
    client = Client()
    client.get("/account/login/")
    client.session["a"] = "b"
    client.session.save()
    before = client.session.session_key
    client.post(LINK, NEW)
    assert client.session.session_key != before


# ---- someone with an account ------------------------------------------------------------


def test_someone_with_an_account_is_asked_to_sign_in_first_and_comes_back(cast):
    user = UserFactory(email="w.tan@x.example")
    user.set_password(NEW["password1"])
    user.save()
    invited(cast)
    client = Client()
    page = client.get(LINK)
    assert page.status_code == 200
    assert "/account/login/?next=/uitnodiging/bewijs/" in page.text
    assert client.post(LINK, NEW | {"password1": "een-ander-wachtwoord"}).status_code == 403
    user.refresh_from_db()
    assert user.check_password(NEW["password1"])
    login = {"login": user.email, "password": NEW["password1"], "next": LINK}
    assert client.post("/account/login/", login)["Location"] == LINK
    response = client.post(LINK, follow=True)
    assert "Welkom bij De Vijver." in response.text


def test_someone_of_another_school_joins_with_one_click_and_stands_in_the_new_one(cast, as_user):
    invited(cast, email=cast.bram.user.email, role="coordinator")
    client = as_user(cast.bram.user)
    client.get(f"/school/{cast.bram.school.code}/doelen/")
    assert "Doe mee met De Vijver" in client.get(LINK).text
    assert not cast.bram.user.memberships.filter(school=cast.fatima.school).exists()
    client.post(LINK)
    roles = dict(cast.bram.user.memberships.values_list("school__name", "role"))
    assert roles == {"Het Waterlicht": "teacher", "De Vijver": "coordinator"}
    assert f"/school/{cast.fatima.school.code}/doelen/" in client.get("/vandaag/").text


def test_someone_signed_in_under_another_address_is_told_and_nothing_happens(cast, as_user):
    invitation = invited(cast)
    client = as_user(cast.bram.user)
    page = client.get(LINK)
    assert page.status_code == 200
    assert "voor een ander adres" in page.text
    assert "/account/logout/?next=/uitnodiging/bewijs/" in page.text
    assert client.post(LINK, NEW).status_code == 403
    invitation.refresh_from_db()
    assert invitation.is_open
    assert not cast.bram.user.memberships.filter(school=cast.fatima.school).exists()
    with pytest.raises(OtherAddress):
        accept(invitation, cast.bram.user)


def test_a_member_already_keeps_the_role_and_the_invitation_is_used(cast, as_user):
    invitation = invited(cast, email=cast.marieke.user.email, role="teacher")
    as_user(cast.marieke.user).post(LINK)
    invitation.refresh_from_db()
    assert invitation.accepted_at
    member = cast.marieke.user.memberships.get()
    assert member.role == "coordinator"


def test_someone_who_left_comes_back_as_the_same_member_in_the_new_role(cast, as_user):
    gone = MembershipFactory(school=cast.fatima.school, is_admin=True, left_at=timezone.now())
    invited(cast, email=gone.user.email, role="coordinator")
    as_user(gone.user).post(LINK)
    member = gone.user.memberships.get()
    assert (member, member.left_at, member.role, member.is_admin) == (gone, None, "coordinator", False)


# ---- what does not work any more --------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("expired", "ouder dan veertien dagen"),
        ("withdrawn", "De school heeft de uitnodiging ingetrokken."),
        ("accepted", "De link is al gebruikt."),
    ],
)
def test_what_is_over_says_why_and_makes_no_account(cast, as_user, state, sentence):
    invitation = invited(cast, **{state: True})
    for client in (Client(), as_user(cast.bram.user)):
        for response in (client.get(LINK), client.post(LINK, NEW)):
            assert response.status_code == 410
            assert sentence in response.text
            assert "w.tan@x.example" not in response.text
    assert not User.objects.filter(email="w.tan@x.example").exists()
    for verb in (
        lambda: join(invitation, "Wei", "geheim"),
        lambda: accept(invitation, UserFactory(email=invitation.email)),
    ):
        with pytest.raises(Unusable), transaction.atomic():
            verb()


@pytest.mark.parametrize("token", ["onbekend", "b%C3%A9wijs.", "a" * 300, "%00", "%EF%BF%BD"])
def test_a_token_that_was_never_given_is_a_friendly_404(cast, token):
    response = Client().get(f"/uitnodiging/{token}/")
    assert response.status_code == 404
    assert "Deze uitnodiging werkt niet meer" in response.text


def test_the_digest_is_no_key(cast):
    assert Client().get(f"/uitnodiging/{invited(cast).token_digest}/").status_code == 404


def test_it_works_once(cast):
    invited(cast)
    Client().post(LINK, NEW)
    second = Client()
    assert second.post(LINK, NEW | {"name": "Iemand anders"}).status_code == 410
    assert "_auth_user_id" not in second.session
    assert User.objects.get(email="w.tan@x.example").name == "Wei Tan"


def test_a_school_that_stopped_takes_nobody_in(cast):
    invited(cast)
    cast.fatima.school.archived_at = timezone.now()
    cast.fatima.school.save()
    assert Client().get(LINK).status_code == 404


def test_an_account_made_in_the_meantime_is_not_taken_over(cast):
    invitation = invited(cast)
    user = UserFactory(email="W.Tan@x.example")
    with pytest.raises(Unusable):
        join(invitation, "Wei", "geheim-woord")
    assert User.objects.get(email__iexact="w.tan@x.example") == user


def test_the_page_is_kept_in_no_cache_and_its_address_goes_nowhere(cast):
    invited(cast)
    response = Client().get(LINK)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "same-origin"
    assert 'name="robots" content="noindex"' in response.text


# ---- what the database knows ------------------------------------------------------------


def test_one_open_invitation_per_school_and_address(cast):
    invited(cast)
    InvitationFactory(school=cast.bram.school, email="w.tan@x.example")
    InvitationFactory(school=cast.fatima.school, email="w.tan@x.example", withdrawn=True)
    with pytest.raises(IntegrityError, match=r"invitation_once_open|UNIQUE"), transaction.atomic():
        InvitationFactory(school=cast.fatima.school, email="w.tan@x.example")


@pytest.mark.parametrize(
    "wrong", [{"email": "W.Tan@x.example"}, {"role": "boss"}, {"accepted": True, "withdrawn": True}], ids=str
)
def test_nonsense_is_refused(cast, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        InvitationFactory(school=cast.fatima.school, **wrong)


def test_only_who_manages_the_accounts_sees_invitations(cast):
    invited(cast)
    for member in (cast.joost, cast.marieke, cast.bram):
        assert not Invitation.objects.visible_to(member).exists()
        assert not Invitation.objects.editable_by(member).exists()
    assert Invitation.objects.visible_to(cast.fatima).count() == 1
