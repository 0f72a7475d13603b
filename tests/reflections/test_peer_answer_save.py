"""/reflecties/gesprekken/<number>/<question>/: keep one's own answer in a talk; nothing of it is ever lost."""

import pytest

from handreiking.library import library
from reflections.models import PeerAnswer
from schools import membership
from tests.world import PeerAnswerFactory, PeerConversationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast):
    return PeerConversationFactory(asker=cast.joost, partner=cast.marieke)


@pytest.fixture
def joost(cast, as_user):
    return as_user(cast.joost.user)


def address(talk, question="4c-plezier") -> str:
    return f"/reflecties/gesprekken/{talk.pk}/{question}/"


def text():
    return PeerAnswer.objects.get().content["text"]


def save(client, talk, text, version=0, **more):
    return client.post(address(talk), {"text": text, "version": version, **more})


def ready(client, talk):
    client.post(f"/reflecties/gesprekken/{talk.pk}/klaar/")


def test_an_answer_is_kept_with_its_wording_and_leads_back_to_its_question(cast, talk, joost):
    response = save(joost, talk, "De kring op maandag")
    assert response["Location"] == f"/reflecties/gesprekken/{talk.pk}/#4c-plezier"
    kept = PeerAnswer.objects.get()
    assert kept.author == cast.joost.user
    assert kept.content == {"text": "De kring op maandag"}
    assert kept.wording == library().question_by_slug["4c-plezier"][1].text


def test_htmx_gets_the_line_that_says_it_is_saved_and_what_to_begin_from(cast, talk, as_user):
    response = save(as_user(cast.joost.user, **{"hx-request": "true"}), talk, "Terwijl ik typ")
    assert response.status_code == 200
    assert response["Answer-Kept"] == "yes"
    assert "Bewaard om " in response.text
    assert "alleen jij ziet dit" in response.text
    assert f'name="version" value="{PeerAnswer.objects.get().version}"' in response.text
    assert "<html" not in response.text


def test_a_text_that_is_too_long_is_refused_and_stays(talk, joost):
    response = save(joost, talk, "steen " * 5_000)
    assert response.status_code == 422
    assert "Dit antwoord is te lang" in response.text
    assert "steen steen" in response.text
    assert not PeerAnswer.objects.exists()


def test_emptying_a_field_removes_the_answer(talk, joost):
    save(joost, talk, "Even")
    save(joost, talk, "", PeerAnswer.objects.get().version)
    assert not PeerAnswer.objects.exists()


def test_the_later_save_of_a_second_tab_wipes_nothing_and_shows_both(talk, joost):
    save(joost, talk, "Van de eerste tab")
    response = save(joost, talk, "Van de tweede tab")
    assert response.status_code == 409
    assert "Van de eerste tab" in response.text
    assert "Van de tweede tab" in response.text
    assert text() == "Van de eerste tab"


def test_the_same_text_twice_is_no_quarrel(talk, joost):
    save(joost, talk, "Hetzelfde")
    assert save(joost, talk, "Hetzelfde").status_code == 302


def test_typing_on_from_what_was_sent_and_never_heard_of_is_no_quarrel(talk, joost):
    save(joost, talk, "Aangekomen")
    assert save(joost, talk, "Aangekomen, en verder", sent='[{"text": "Aangekomen"}]').status_code == 302
    assert text() == "Aangekomen, en verder"


@pytest.mark.parametrize(
    ("choice", "kept"), [("here", "Twee"), ("there", "Een"), ("both", "Een\n\nTwee")], ids=["here", "there", "both"]
)
def test_one_chooses_what_stays(talk, joost, choice, kept):
    save(joost, talk, "Een")
    seen = PeerAnswer.objects.get().version
    response = save(joost, talk, "Twee", choice=choice, seen_version=seen)
    assert response.status_code == 302
    assert text() == kept


def test_a_choice_comes_back_as_the_whole_form(cast, talk, as_user):
    client = as_user(cast.joost.user, **{"hx-request": "true"})
    save(client, talk, "Een")
    response = save(client, talk, "Twee", choice="both", seen_version=PeerAnswer.objects.get().version)
    assert response["HX-Retarget"] == "[id='4c-plezier-form']"
    assert "Een\n\nTwee</textarea>" in response.text


def test_a_choice_between_texts_of_which_one_has_changed_again_is_asked_anew(talk, joost):
    save(joost, talk, "Een")
    seen = PeerAnswer.objects.get().version
    save(joost, talk, "Een en een half", seen)
    assert save(joost, talk, "Twee", choice="here", seen_version=seen).status_code == 409
    assert text() == "Een en een half"


def test_an_answer_that_was_taken_away_elsewhere_does_not_come_back_by_itself(talk, joost):
    save(joost, talk, "Een")
    seen = PeerAnswer.objects.get().version
    save(joost, talk, "", seen)
    assert save(joost, talk, "Een, en meer", seen).status_code == 409
    assert not PeerAnswer.objects.exists()


def test_who_said_that_they_are_ready_changes_nothing_and_keeps_what_was_typed(talk, joost):
    save(joost, talk, "Eerst dit")
    ready(joost, talk)
    response = save(joost, talk, "Toch iets anders", PeerAnswer.objects.get().version)
    assert response.status_code == 422
    assert "je zei al dat je klaar bent" in response.text
    assert "Toch iets anders</textarea>" in response.text
    assert text() == "Eerst dit"


@pytest.mark.parametrize("how", ["opened", "stopped", "left"])
def test_a_talk_that_is_open_or_over_takes_nothing_more_and_shows_what_was_typed(cast, talk, joost, as_user, how):
    PeerAnswerFactory(conversation=talk, author=cast.marieke.user)
    save(joost, talk, "Op tijd")
    if how == "opened":
        ready(joost, talk)
        ready(as_user(cast.marieke.user), talk)
    elif how == "stopped":
        as_user(cast.marieke.user).post(f"/reflecties/gesprekken/{talk.pk}/stop/")
    else:
        membership.deactivate(cast.marieke, cast.fatima)
    response = save(joost, talk, "Te laat")
    assert response.status_code == 422
    assert "dit gesprek is intussen open, of gestopt" in response.text
    assert "Te laat</textarea>" in response.text
    assert PeerAnswer.objects.get(author=cast.joost.user).content == {"text": "Op tijd"}


def test_the_other_ones_answer_is_never_touched_nor_shown(cast, talk, joost, as_user):
    save(as_user(cast.marieke.user), talk, "Van Marieke")
    response = save(joost, talk, "Van Joost", 7)
    assert response.status_code == 409  # an answer of one's own that is not there, never hers
    assert "Van Marieke" not in response.text
    assert save(joost, talk, "Van Joost").status_code == 302
    assert PeerAnswer.objects.count() == 2


def test_nobody_else_may_come_near(cast, talk, as_user):
    for member in (cast.fatima, cast.bram):
        assert save(as_user(member.user), talk, "Ik ook").status_code == 404
    assert not PeerAnswer.objects.exists()


def test_a_question_that_is_not_of_the_talk_has_no_address(talk, joost):
    assert joost.post(address(talk, "1c-uitstralen"), {"text": "x"}).status_code == 404


def test_back_from_the_login_one_stands_at_the_question(talk, joost):
    assert joost.get(address(talk))["Location"] == f"/reflecties/gesprekken/{talk.pk}/#4c-plezier"
