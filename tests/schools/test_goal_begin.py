"""/school/<code>/doelen/nieuw/stappen/: the first of four steps, kept as a concept."""

import pytest

from schools.models import Goal

pytestmark = pytest.mark.django_db


def post(client, member, **data):
    return client.post(f"/school/{member.school.code}/doelen/nieuw/stappen/", data)


def test_the_first_step_makes_a_concept_and_leads_to_the_second(cast, as_user):
    response = post(as_user(cast.marieke.user), cast.marieke, aim="Elke klas groet bij de deur", scope="school")
    goal = Goal.objects.visible_to(cast.marieke).get()
    assert goal.state == Goal.State.CONCEPT
    assert goal.owner == cast.marieke
    assert response["Location"].endswith(f"/doelen/{goal.pk}/stap/volgen/")


def test_who_stops_after_the_first_step_finds_the_goal_back(cast, as_user):
    client = as_user(cast.joost.user)
    response = post(client, cast.joost, aim="Mijn klas begint rustig", scope="class", later="1")
    goal = Goal.objects.visible_to(cast.joost).get()
    assert response["Location"].endswith(f"/doelen/{goal.pk}/")
    for address in ("/vandaag/", f"/school/{cast.joost.school.code}/doelen/"):
        page = client.get(address).text
        assert f"/doelen/{goal.pk}/stap/volgen/" in page
        assert "Mijn klas begint rustig" in page


def test_without_an_aim_it_says_what_to_do_and_makes_nothing(cast, as_user):
    response = post(as_user(cast.marieke.user), cast.marieke, aim=" ", scope="school")
    assert response.status_code == 422
    assert "Schrijf op wat jullie willen bereiken." in response.text
    assert not Goal.objects.exists()


@pytest.mark.parametrize(("who", "example"), [("marieke", "in de kring"), ("bram", "mentor")])
def test_the_examples_are_four_and_of_the_own_sector(who, example, cast, as_user):
    member = getattr(cast, who)
    page = as_user(member.user).get(f"/school/{member.school.code}/doelen/nieuw/stappen/").text
    examples = page.split("Vier voorbeelden")[1].split("</details>")[0]
    assert examples.count("<li>") == 4
    assert example in examples
