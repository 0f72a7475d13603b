"""/account/gegevens/: everything of a person in one zip, nothing of anybody else's, and nothing forgotten."""

import io
import json
from zipfile import ZipFile

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from checklists.answering import answer
from checklists.models import Round
from reflections.models import Share
from schools.merging import keys_to, label_of
from schools.models import Goal, Membership, User
from schools.my_data import WHERE, sections_of, words_of
from tests.rounds import open_alone
from tests.world import (
    EvaluationFactory,
    GoalFactory,
    InvitationFactory,
    JournalEntryFactory,
    MembershipFactory,
    PeerAnswerFactory,
    PeerConversationFactory,
    ReactionFactory,
    ReflectionFactory,
    SchoolRequestFactory,
    ShareFactory,
)

pytestmark = pytest.mark.django_db
ADDRESS = "/account/gegevens/"
ALWAYS = {"journal_about_me", "invitations_received", "requests", "checklist_answers"}  # reached without a key


def parts_of(response):
    with ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def full(side):
    """Add to a side what its member has no row of yet, so that every section has one."""
    member = side.member
    user = member.user
    EmailAddress.objects.create(user=user, email=user.email)
    Authenticator.objects.create(user=user, type="totp", data={"secret": "GEHEIM"})
    LogEntry.objects.create(user=user, action_flag=CHANGE, object_repr="iets")
    SchoolRequestFactory(email=user.email)
    InvitationFactory(email=user.email)
    JournalEntryFactory(member=None, school=member.school, deed="member_added", subject=user.name)
    ShareFactory(to=member, by=MembershipFactory(school=member.school))
    ReactionFactory(share=Share.objects.filter(to=member).get(), author=user)


def test_every_key_to_a_person_is_told_or_has_a_reason():
    for model in (User, Membership):
        for key in keys_to(model):
            label = label_of(key)
            assert label in WHERE, (
                f"{label} is new: what it says of a person belongs in the download. Tell it in a section "
                "(schools/my_data_account.py, my_data_plans.py, or my_data.py of the feature), or say in WHERE (schools/my_data.py), "
                "after a dash, why not. Look at schools/erasing.py too: what becomes of it when the account goes?"
            )


def test_the_list_of_keys_names_keys_that_exist():
    assert set(WHERE) == {label_of(key) for model in (User, Membership) for key in keys_to(model)}


def test_every_section_that_the_list_names_has_something_of_who_has_everything(ours, proven):
    proven(ours.member.user)
    full(ours)
    found = {section.key: section.rows for section in sections_of(ours.member.user)}
    named = {section for section in WHERE.values() if not section.startswith("–")}
    assert named <= set(found)
    assert set(found) - named == ALWAYS
    assert not [key for key, rows in found.items() if not rows]


def test_the_zip_holds_a_page_and_json_with_the_same(ours, proven):
    client = proven(ours.member.user)
    full(ours)
    page = client.get(ADDRESS)
    assert "Download mijn gegevens" in page.text
    response = client.post(ADDRESS)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith('attachment; filename="mijn-gegevens-2')
    assert "no-store" in response["Cache-Control"]
    parts = parts_of(response)
    assert set(parts) == {"mijn-gegevens.html", "opmaak.css", "mijn-gegevens.json"}
    told = json.loads(parts["mijn-gegevens.json"])
    for text in ("MERELNEST answer", "MERELNEST group", "MERELNEST aim", "MERELNEST seen", ours.member.user.email):
        assert text in parts["mijn-gegevens.html"]
        assert text in parts["mijn-gegevens.json"]
    assert told["sections"]["reflections"][0]["lines"] == ["MERELNEST answer"]
    assert "Niemand weet meer welke van jou waren" in parts["mijn-gegevens.html"]
    assert '="http' not in parts["mijn-gegevens.html"]  # it asks nothing of the internet


def test_what_lets_someone_sign_in_is_not_in_it(ours, proven):
    client = proven(ours.member.user)
    full(ours)
    parts = parts_of(client.post(ADDRESS))
    feed = ours.kwargs["feed_token"]
    for text in parts.values():
        assert "GEHEIM" not in text
        assert feed not in text
        assert ours.member.user.password not in text


def test_nothing_that_others_wrote_is_in_it(cast, proven):
    share = ShareFactory(
        by=cast.marieke,
        to=cast.joost,
        reflection=ReflectionFactory(author=cast.marieke.user, text="Van Marieke alleen."),
        word="Woord van Marieke.",
    )
    ReactionFactory(share=share, author=cast.marieke.user, text="Reactie van Marieke.")
    ReactionFactory(share=share, author=cast.joost.user, text="Reactie van Joost.")
    talk = PeerConversationFactory(
        asker=cast.marieke, partner=cast.joost, opened=True, word="Vraag van Marieke.", agreements="Samen koffie."
    )
    PeerAnswerFactory(conversation=talk, author=cast.marieke.user, answer='{"text": "Antwoord van Marieke."}')
    PeerAnswerFactory(conversation=talk, author=cast.joost.user, answer='{"text": "Antwoord van Joost."}')
    GoalFactory(owner=cast.marieke, aim="Doel van Marieke.")
    ReflectionFactory(author=cast.bram.user, text="Van Bram.")
    text = parts_of(proven(cast.joost.user).post(ADDRESS))["mijn-gegevens.json"]
    for mine in ("Reactie van Joost.", "Antwoord van Joost.", "Samen koffie."):
        assert mine in text
    for other in (
        "Van Marieke alleen.",
        "Woord van Marieke.",
        "Reactie van Marieke.",
        "Vraag van Marieke.",
        "Antwoord van Marieke.",
        "Doel van Marieke.",
        "Van Bram.",
    ):
        assert other not in text
    assert "Marieke Postma" in text  # that she shared something, and that they talked


def test_of_a_goal_of_the_school_only_what_one_has_to_do_with_it_is_told(cast):
    GoalFactory(owner=cast.marieke, aim="Van de school.", success="Door het team bedacht.")
    GoalFactory(owner=cast.marieke, own_class=True, aim="Mijn klas.", success="Zelf bedacht.", evaluate_on=False)
    found = {section.key: section.rows for section in sections_of(cast.marieke.user)}["goals"]
    assert [row.get("success") for row in found] == [None, "Zelf bedacht."]


def test_of_a_goal_that_is_ones_own_every_text_and_day_is_told(cast):
    """A new field of a goal has to be told too, or be named here with a reason."""
    not_of_the_person = {"id", "school", "version"}
    words = {name: f"ZEEHOND {name}" for name in ("aim", "success", "monitoring", "upkeep", "participation")}
    goal = GoalFactory(
        owner=cast.joost,
        declined=True,
        ring=3,
        handvatten=["3a"],
        item_code="A1",
        item_text="Het punt.",
        days=["2027-01-12"],
        **words,
    )
    moment = EvaluationFactory(goal=GoalFactory(owner=cast.joost, own_class=True, evaluate_on=False), cancelled=True)
    declined, own_class = {s.key: s.rows for s in sections_of(cast.joost.user)}["goals"]
    told = {"scope": "for_whom", "team": "for_whom", "created_at": "made_on"}
    fields = {field.name for field in Goal._meta.fields} - not_of_the_person
    assert {told.get(name, name) for name in fields} <= set(declined)
    for name in (*words, "ring", "handvatten", "item_code", "item_text", "days", "decline_reason"):
        assert declined[name] == getattr(goal, name)
    assert f"vervallen op {moment.cancelled_on:%d-%m-%Y}. {moment.cancel_reason}" in own_class["moments"][0]


def test_answers_are_told_while_the_round_is_open_and_of_a_closed_one_that_one_took_part(cast):
    round_ = open_alone(cast.joost.school, people=4, name="Najaar")
    answer(round_, cast.joost, round_.items[0].code, stand="2", remark="Alleen van mij.")

    def told():
        return {section.key: section.rows for section in sections_of(cast.joost.user)}

    assert [row["remark"] for row in told()["checklist_answers"]] == ["Alleen van mij."]
    others = {section.key: section.rows for section in sections_of(cast.marieke.user)}
    assert others["checklist_answers"] == []
    Round.objects.filter(pk=round_.pk).update(closed_at=round_.opened_at)
    assert told()["checklist_answers"] == []
    assert told()["rounds"][0]["name"] == "Najaar"


def test_a_visitor_signs_in_and_who_signed_in_long_ago_proves_it(cast, as_user):
    assert "/account/login/" in Client().post(ADDRESS)["Location"]
    client = as_user(cast.joost.user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 1}]
    session.save()
    for response in (client.get(ADDRESS), client.post(ADDRESS)):
        assert response.get("Content-Type") != "application/zip"
        assert "Download mijn gegevens" not in response.text


def test_it_takes_about_as_many_queries_for_50_reflections_as_for_1(cast):
    user = cast.joost.user
    ReflectionFactory(author=user)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            sections_of(user)
        return len(captured)

    before = queries()
    for day in range(2, 52):
        ReflectionFactory(author=user, written_on=f"2025-{day % 12 + 1:02}-{day % 28 + 1:02}")
    assert queries() == before


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, []), ("", []), ([], []), (True, ["ja"]), (False, ["nee"]), (0, ["0"]), (["a", "b"], ["a", "b"])],
)
def test_values_are_said_in_dutch(value, words):
    assert words_of(value) == words
