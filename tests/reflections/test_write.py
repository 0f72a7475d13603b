"""/reflecties/schrijven/<handvat>/: one question at a time."""

import re

import pytest

from handreiking.library import library
from reflections.models import Reflection

pytestmark = pytest.mark.django_db
PLACE = "/reflecties/schrijven/je-eigen-instrument/"
QUESTIONS = library().handvat_by_slug["je-eigen-instrument"].questions_for("self")


def test_one_question_stands_alone_with_the_way_on(cast, as_user):
    page = as_user(cast.joost.user).get(f"{PLACE}?vraag=3").text
    assert "3 van 10" in page
    assert page.count("<textarea") == 1
    assert QUESTIONS[2].text in page
    assert f'value="{PLACE}?vraag=2"' in page
    assert f'value="{PLACE}?vraag=4"' in page


def test_the_first_has_no_way_back_and_the_last_leads_to_the_end(cast, as_user):
    client = as_user(cast.joost.user)
    assert "Vorige" not in client.get(PLACE).text
    last = client.get(f"{PLACE}?vraag=10").text
    assert f'value="{PLACE}klaar/"' in last
    assert "Volgende" not in last


def test_going_on_saves_first_and_then_goes(cast, as_user):
    form = {"text": "Een zin.", "day": "", "version": 0, "verder": f"{PLACE}?vraag=2", "next": PLACE}
    response = as_user(cast.joost.user).post(f"/reflecties/{QUESTIONS[0].slug}/", form)
    assert response["Location"] == f"{PLACE}?vraag=2"
    assert Reflection.objects.visible_to(cast.joost.user).get().content == {"text": "Een zin."}


def test_with_htmx_going_on_is_a_page_too_and_says_that_it_is_kept(cast, as_user):
    form = {"text": "Een zin.", "day": "", "version": 0, "verder": f"{PLACE}?vraag=2"}
    response = as_user(cast.joost.user, **{"hx-request": "true"}).post(f"/reflecties/{QUESTIONS[0].slug}/", form)
    assert response["HX-Redirect"] == f"{PLACE}?vraag=2"
    assert response["Answer-Kept"] == "yes"


def test_going_on_never_leads_to_another_site(cast, as_user):
    form = {"text": "Een zin.", "verder": "https://evil.example/"}
    response = as_user(cast.joost.user).post(f"/reflecties/{QUESTIONS[0].slug}/", form)
    assert response["Location"].startswith("/handvatten/")


def test_what_can_not_be_kept_goes_nowhere(cast, as_user):
    form = {"text": "x" * 30_000, "verder": f"{PLACE}?vraag=2"}
    response = as_user(cast.joost.user).post(f"/reflecties/{QUESTIONS[0].slug}/", form)
    assert response.status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/reflecties/schrijven/bestaat-niet/",
        "/reflecties/schrijven/minder-stress/",
        f"{PLACE}?vraag=11",
        f"{PLACE}?vraag=0",
        f"{PLACE}?vraag=x",
    ],
)
def test_there_is_no_page_without_a_question_of_ones_own(cast, as_user, address):
    assert as_user(cast.joost.user).get(address).status_code == 404


def test_only_questions_for_oneself_and_a_colleague_are_asked(cast, as_user):
    page = as_user(cast.joost.user).get("/reflecties/schrijven/samen-verantwoordelijk/").text
    assert "1 van 2" in page


def test_the_handvat_and_today_lead_here(cast, as_user):
    client = as_user(cast.joost.user)
    assert f'href="{PLACE}"' in client.get("/handvatten/je-eigen-instrument/").text
    assert "Rustig schrijven" not in client.get("/handvatten/minder-stress/").text
    [place] = re.findall(r'href="(/reflecties/schrijven/[^"]+)"', client.get("/vandaag/").text)
    asked = client.get("/vandaag/").context["question"]["answer"].question
    assert asked.text in client.get(place).context["answer"].question.text
