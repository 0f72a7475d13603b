"""/school/<code>/checklist/<id>/uitkomst/plan/: a text for the schoolplan or jaarplan."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from docx import Document

from tests.world import EvaluationFactory, PriorityFactory, RoundFactory, TallyFactory, TeamViewFactory, weekday

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(cast):
    round_ = RoundFactory(school=cast.marieke.school, name="Najaar", closed_at=timezone.now())
    for item, stand in zip(round_.items, "310", strict=False):
        TeamViewFactory(round=round_, item_code=item.code, stand=stand, note="zo gezegd")
    return round_


def address(round_, query=""):
    return f"/school/{round_.school.code}/checklist/{round_.pk}/uitkomst/plan/{query}"


def test_it_says_what_goes_well_what_wants_attention_and_where_the_team_works_on(cast, as_user, round_):
    goal = PriorityFactory(round=round_, position=3).make_goal(cast.marieke)
    goal.aim, goal.success, goal.started_on = "Elke week een kring.", "We horen het terug.", date(2026, 1, 5)
    goal.save()
    due = EvaluationFactory(goal=goal, due_on=weekday(20)).due_on
    EvaluationFactory(goal=goal, due_on=weekday(60))
    page = as_user(cast.joost.user).get(address(round_)).text
    first, second, third = (item.text.rstrip(".") for item in round_.items[:3])
    assert f"– {first} (gewoon bij ons)" in page
    assert f"– {second} (in ontwikkeling)" in page
    assert f"– {third}. Ons doel: Elke week een kring. Hoe we zien dat het werkt: We horen het terug." in page
    assert f"We kijken hiernaar terug op {date_format(due, 'j F Y')}." in page


def test_nothing_of_what_people_answered_or_said_is_in_it(cast, as_user, round_):
    round_.way, round_.shown_sheets = "alone", 7
    round_.save()
    TallyFactory(round=round_, count=7)
    page = as_user(cast.joost.user).get(address(round_)).text
    assert "7 keer" not in page
    assert "zo gezegd" not in page


def test_it_is_a_word_file_too(cast, as_user, round_):
    response = as_user(cast.joost.user).get(address(round_, "?vorm=docx"))
    document = Document(BytesIO(response.content))
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == ["Hoe we keken", "Wat goed gaat", "Wat aandacht verdient", "Hoe we verdergaan"]
    assert document.core_properties.language == "nl-NL"


def test_before_the_team_agreed_there_is_no_text_and_no_file(cast, as_user, round_):
    round_.team_views.all().delete()
    client = as_user(cast.joost.user)
    assert "zodra het team heeft afgesproken" in client.get(address(round_)).text
    assert client.get(address(round_, "?vorm=docx"))["Content-Type"].startswith("text/html")


def test_nonsense_is_a_404_and_an_open_round_leads_back(cast, as_user, round_):
    client = as_user(cast.joost.user)
    assert client.get(address(round_, "?vorm=pdf")).status_code == 404
    round_.closed_at = None
    round_.save()
    assert client.get(address(round_))["Location"].endswith("/checklist/")
