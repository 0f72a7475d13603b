"""Nothing typed is lost: against a real server that really dies."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browser.writing import (
    JOOST,
    MARKER,
    PLACE,
    QUESTION,
    STORED,
    expect_draft,
    expect_drafts,
    expect_no_draft,
    expect_saved,
    field,
    opened,
    sign_in,
    status,
    wait_until,
    write,
)


def test_the_server_is_killed_in_mid_sentence_and_comes_back(computer, server):
    page = opened(computer)
    write(page, "Eerst dit.")
    expect(status(page)).to_contain_text("Bewaard om")
    server.kill()
    write(page, " En toen viel de server")
    expect(status(page)).to_contain_text("Nog niet bewaard: geen verbinding")
    expect(status(page)).to_contain_text("We proberen het vanzelf opnieuw")
    write(page, " om.")
    server.start()
    expect_saved(page, "Eerst dit. En toen viel de server om.")


def test_the_server_is_killed_and_the_tab_closed(computer, server):
    page = opened(computer)
    server.kill()
    write(page, f"{MARKER} zong.")
    expect_draft(page)
    page.close()
    server.start()
    again = computer.new_page()
    again.goto(PLACE)
    expect(field(again)).to_have_value(f"{MARKER} zong.")
    expect(again.locator(".draft")).to_contain_text("We hebben teruggezet wat je hier om")
    expect_saved(again, f"{MARKER} zong.")


def test_the_network_goes_and_comes_back(computer, server):
    page = opened(computer)
    computer.set_offline(True)
    write(page, "In de trein.")
    expect(status(page)).to_contain_text("geen verbinding")
    expect(page.locator("#meldingen")).to_be_empty()
    computer.set_offline(False)
    expect_saved(page, "In de trein.")


def test_while_the_network_is_gone_the_server_is_not_flooded(computer, server):
    page = opened(computer)
    tries = []
    page.on("requestfailed", lambda request: tries.append(request.url))
    page.clock.install()
    computer.set_offline(True)
    write(page, "In de tunnel.")
    page.clock.run_for(2_000)
    expect(status(page)).to_contain_text("geen verbinding")
    before = len(tries)
    for _ in range(60):
        page.clock.run_for(1_000)
        page.wait_for_timeout(20)
    assert 2 <= len(tries) - before <= 4
    computer.set_offline(False)


def test_the_answer_of_a_save_is_lost_on_the_way_and_nobody_is_asked_to_choose(computer, server):
    page = opened(computer)
    page.route(f"**/reflecties/{QUESTION}/", lambda route: (route.fetch(), route.abort()))
    write(page, "Het kwam wel aan.")
    expect(status(page)).to_contain_text("geen verbinding")
    page.unroute(f"**/reflecties/{QUESTION}/")
    write(page, " Echt.")
    expect_saved(page, "Het kwam wel aan. Echt.")
    expect(page.locator(".conflict")).to_have_count(0)


def test_the_session_is_gone_and_after_the_login_the_text_is_back_and_saved(computer, server):
    page = opened(computer)
    server.forget("django_session")
    write(page, f"{MARKER} in de heg.")
    page.wait_for_url("**/account/login/**")
    assert MARKER not in page.evaluate(STORED)
    sign_in(page, JOOST)
    assert PLACE in page.url
    expect(field(page)).to_have_value(f"{MARKER} in de heg.")
    expect_saved(page, f"{MARKER} in de heg.")


def test_a_draft_beside_what_the_server_has_is_offered_and_never_put_over_it(computer, server):
    page = opened(computer)
    write(page, "Dit staat er.")
    expect(status(page)).to_contain_text("Bewaard om")
    computer.set_offline(True)
    write(page, " Dit nog niet.")
    expect_draft(page)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    page.goto(PLACE)
    offer = page.locator(".draft")
    expect(offer).to_contain_text(re.compile(r"Je was hier nog aan het schrijven \(om \d\d:\d\d\)"))
    expect(field(page)).to_have_value("Dit staat er.")
    offer.get_by_role("button", name="Zet terug").click()
    expect_saved(page, "Dit staat er. Dit nog niet.")


def test_a_draft_can_be_thrown_away(computer, server):
    page = opened(computer)
    write(page, "Dit blijft.")
    expect(status(page)).to_contain_text("Bewaard om")
    computer.set_offline(True)
    write(page, " Weg hiermee.")
    expect_draft(page)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    page.goto("/reflecties/")  # on the page of today its question may be this one
    expect(page.locator("[data-drafts]")).to_be_visible()
    expect(page.locator("[data-drafts]")).to_contain_text("Je was nog aan het schrijven")
    page.locator("[data-drafts]").get_by_role("link").click()
    page.get_by_role("button", name="Gooi weg").click()
    expect_no_draft(page)
    expect(field(page)).to_have_value("Dit blijft.")


def test_waiting_and_what_is_offered_back_is_accessible(computer, server):
    page = opened(computer)
    write(page, "Dit staat er.")
    expect(status(page)).to_contain_text("Bewaard om")
    computer.set_offline(True)
    write(page, " Dit nog niet.")
    expect(status(page)).to_contain_text("geen verbinding")
    found = violations(page)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    for address in ("/vandaag/", "/account/logout/", PLACE):
        page.goto(address)
        expect(page.locator("[data-drafts]:visible, .draft")).to_have_count(1)
        found += violations(page)
    assert not found


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("Bewaar wat hier staat", "Uit het tweede tabblad."),
        ("Houd wat daar staat", "Uit het eerste tabblad."),
        ("Houd allebei, onder elkaar", "Uit het eerste tabblad.\n\nUit het tweede tabblad."),
    ],
)
def test_two_tabs_with_the_same_answer_show_both_and_keep_what_is_chosen(computer, server, choice, kept):
    first, second = opened(computer), computer.new_page()
    second.goto(PLACE)
    write(first, "Uit het eerste tabblad.")
    expect(status(first)).to_contain_text("Bewaard om")
    write(second, "Uit het tweede tabblad.")
    both = second.locator(".conflict")
    expect(both).to_contain_text("Uit het eerste tabblad.")
    expect(both).to_contain_text("Uit het tweede tabblad.")
    expect(status(second)).to_contain_text("Nog niet bewaard. Kies hieronder wat je houdt.")
    both.get_by_role("button", name=choice).click()
    expect(both).to_have_count(0)
    expect(field(second)).to_have_value(kept)
    write(second, " Verder.")
    expect_saved(second, f"{kept} Verder.")


def test_while_both_are_on_show_typing_goes_on_and_is_what_is_kept(computer, server):
    first, second = opened(computer), computer.new_page()
    second.goto(PLACE)
    write(first, "Daar.")
    expect(status(first)).to_contain_text("Bewaard om")
    write(second, "Hier.")
    expect(second.locator(".conflict")).to_be_visible()
    write(second, " En nog wat.")
    second.wait_for_timeout(1_500)
    second.get_by_role("button", name="Houd allebei, onder elkaar").click()
    expect_saved(second, "Daar.\n\nHier. En nog wat.")


def test_a_tab_that_was_emptied_does_not_silently_wipe_what_another_wrote(computer, server):
    first = opened(computer)
    write(first, "Kort.")
    expect(status(first)).to_contain_text("Bewaard om")
    second = computer.new_page()
    second.goto(PLACE)
    write(first, " Nu langer.")
    expect(status(first)).to_contain_text("Bewaard om")
    first.wait_for_timeout(1_500)
    field(second).fill("")
    field(second).blur()
    expect(second.locator(".conflict")).to_contain_text("Je hebt het veld leeggemaakt.")
    expect(second.locator(".conflict")).to_contain_text("Kort. Nu langer.")
    second.get_by_role("button", name="Houd wat daar staat").click()
    expect(field(second)).to_have_value("Kort. Nu langer.")


def test_sentences_a_scale_and_the_class_come_back_too(computer, server):
    page = opened(computer)
    page.goto("/handvatten/klimaat-in-je-klas/")
    computer.set_offline(True)
    sentences = page.locator("[id='3a-stijl-form']")
    sentences.get_by_role("textbox").nth(1).fill("stil blijven")
    sentences.get_by_text("Voor welke klas of groep?").click()
    sentences.get_by_label("Klas of groep").fill("groep 7")
    page.locator("[name=level]").nth(2).check(force=True)
    expect_drafts(page, 2)
    page.close()
    computer.set_offline(False)
    page = computer.new_page()
    page.goto("/handvatten/klimaat-in-je-klas/")
    expect(page.locator("[name=level]").nth(2)).to_be_checked()
    expect(page.locator("[name=sentence_1]")).to_have_value("stil blijven")
    expect_no_draft(page)
    page.reload()
    expect(page.locator("[name=sentence_1]")).to_have_value("stil blijven")
    expect(page.locator("[id='3a-stijl-group']")).to_have_value("groep 7")


def test_a_hundred_thousand_signs_are_refused_with_a_sentence_and_stay(computer, server):
    page = opened(computer)
    field(page).fill("x" * 100_000)
    expect(status(page)).to_contain_text("het mag 20000 tekens zijn en het zijn er 100000")
    assert len(field(page).input_value()) == 100_000
    page.close()
    page = computer.new_page()
    page.goto(PLACE)
    expect(page.locator(".draft")).to_be_visible()
    expect(status(page)).to_contain_text("het mag 20000 tekens zijn")
    assert len(field(page).input_value()) == 100_000


def test_three_megabytes_are_refused_with_a_sentence_and_stay(computer, server):
    page = opened(computer)
    field(page).evaluate(
        "(field) => { field.value = 'abcdefgh '.repeat(350_000); field.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(status(page)).to_contain_text("te lang om te bewaren", timeout=30_000)
    page.close()
    page = computer.new_page()
    page.goto(PLACE)
    wait_until(page, f"document.querySelector('[id=\"{QUESTION}-text\"]').value.length > 3_000_000")
