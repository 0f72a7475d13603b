"""The pages on which a school manages itself: refused forms are accessible, and a long list of names can be searched."""

import pytest

from tests.browser.test_accessibility import press, violations
from tests.world import MembershipFactory, build_side


@pytest.fixture
def side(transactional_db):
    return build_side("MERELNEST")


def test_refused_forms_of_the_school_its_teams_and_its_holidays_are_accessible(open_page, side):
    page, code, found = open_page(side.member.user), side.kwargs["code"], []
    page.goto(f"/school/{code}/gegevens/")
    page.get_by_label("Naam van de school").fill("")
    page.get_by_label("BRIN").fill("12")
    press(page.get_by_role("button", name="Bewaar"))
    found += violations(page)
    page.goto(f"/school/{code}/teams/nieuw/")
    press(page.get_by_role("button", name="Bewaar"))
    found += violations(page)
    page.goto(f"/school/{code}/vakanties/wijzigen/")
    page.get_by_label("Naam, rij 1", exact=True).fill("")
    page.get_by_label("Laatste dag, rij 1", exact=True).fill("2020-01-01")
    press(page.get_by_role("button", name="Bewaar"))
    found += violations(page)
    page.goto(f"/school/{code}/gegevens/")
    type(side.member.school).objects.filter(code=code).update(place="MERELNEST Zwolle")
    page.get_by_label("Plaats").fill("Zutphen")
    press(page.get_by_role("button", name="Bewaar"))
    assert page.get_by_text("Een collega was je voor").is_visible()
    found += violations(page)
    assert not found


def test_a_name_is_found_in_a_long_list_and_what_is_ticked_stays_in_sight(open_page, side):
    for name in ("Hülya Yıldız", "Ada Bakker"):
        MembershipFactory(school=side.member.school, user__name=name)
    MembershipFactory.create_batch(25, school=side.member.school)
    page = open_page(side.member.user)
    page.goto(f"/school/{side.kwargs['code']}/teams/nieuw/")
    page.get_by_label("Ada Bakker").check()
    search = page.get_by_label("Zoek op naam")
    search.fill("hulya")
    assert page.get_by_text("1 gevonden").is_visible()
    assert page.locator(".people label:visible").all_inner_texts() == ["Ada Bakker", "Hülya Yıldız"]
    search.press("Enter")
    assert page.url.endswith("/teams/nieuw/")
    assert search.input_value() == "hulya"
    search.fill("")
    assert page.locator(".people label:visible").count() >= 27
