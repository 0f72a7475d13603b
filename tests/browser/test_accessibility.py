"""axe-core (WCAG 2.2 A and AA) on every page that the URL walk finds: light and dark, wide and narrow, folds open.

Dark pages are held to the rules about colours; all other rules find the same in both schemes.
"""

from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse
from playwright.sync_api import expect

from handreiking.checks import walk_urls
from handreiking.library import library
from schools.models import Goal
from tests.browser.test_sso import answer_provider, sign_in_at_school
from tests.letters import mailed_code
from tests.schools.oidc import use_urls
from tests.schools.second_factor import totp
from tests.world import InvitationFactory, SchoolFactory, build_cast, build_side, url_kwargs

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
RUN = {
    scheme: f"axe.run(document, {{runOnly: {only!r}, resultTypes: ['violations']}})"
    for scheme, only in {"light": TAGS, "dark": {"type": "rule", "values": OF_COLOURS}}.items()
}
WIDTHS = (1280, 360)
SHARES = 12  # tests that the walk becomes: one world for many pages
SLUGS = {
    "circle_detail": [chapter.slug for chapter in library().chapters],
    "handvat_detail": [handvat.slug for handvat in library().handvatten],
    "document_detail": [document.slug for document in library().documents],
    "handvat_talk": [handvat.slug for handvat in library().handvatten if handvat.questions],
}
ALLAUTH = ["/account/login/", "/account/logout/", "/account/password/reset/", "/account/password/change/"]


def addresses(name, arguments, values):
    """Return every address of a content page, and one of any other."""
    if name in SLUGS:
        return [reverse(name, args=[slug]) for slug in SLUGS[name]]
    return [reverse(name, kwargs=url_kwargs(name, arguments, values))]


def violations(page):
    """Return what axe finds, in both colour schemes and at both widths, in short lines; and pages that are too wide."""
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.evaluate(AXE)
    found = []
    for scheme, run in RUN.items():
        page.emulate_media(color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            for violation in page.evaluate(run)["violations"]:
                places = [node["html"][:120] for node in violation["nodes"][:3]]
                found.append(f"{page.url} {scheme} {width}: {violation['id']} {places}")
    page.set_viewport_size({"width": 320, "height": 900})
    if (too_wide := page.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
        found.append(f"{page.url} is {too_wide} px too wide at 320 px")
    return found


def press(button):
    """Press a button that sends its form, and wait for the page that comes back: the old one may not be looked at."""
    with button.page.expect_navigation():
        button.click()


@pytest.fixture
def side(transactional_db):
    side = build_side("AXEMERK")
    side.member.role = "coordinator"
    side.member.save()
    return side


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_accessible(share, open_page, side):
    visitor, member, found = open_page(), open_page(side.member.user), []
    for name, pattern, arguments in list(walk_urls())[share::SHARES]:
        page = visitor if pattern.callback.access == "public" else member
        for address in addresses(name, arguments, side.kwargs):
            answer = page.request.get(address)
            if answer.status == 405 or "text/html" not in answer.headers["content-type"]:
                continue  # a view that only takes a form, or that gives a file
            assert page.goto(address).status == 200, address
            found += violations(page)
    assert not found


def test_the_pages_of_signing_in_are_accessible(open_page, side):
    page = open_page()
    found = []
    for address in ALLAUTH[:1] + ALLAUTH[2:3]:
        page.goto(address)
        found += violations(page)
    page.goto("/account/login/")
    page.get_by_label("E-mailadres").fill("niemand@vijver.example")
    page.get_by_label("Wachtwoord", exact=True).fill("fout")
    press(page.get_by_role("button", name="Log in"))
    found += violations(page)
    member = open_page(side.member.user)
    for address in (ALLAUTH[1], ALLAUTH[3]):
        member.goto(address)
        found += violations(member)
    assert not found


def test_the_pages_of_signing_in_with_a_code_or_a_second_factor_are_accessible(open_page, side):
    visitor = open_page()
    visitor.goto("/account/login/code/")
    found = violations(visitor)
    visitor.get_by_label("E-mailadres").fill("niemand@vijver.example")
    press(visitor.get_by_role("button", name="Mail me een code"))
    found += violations(visitor)
    visitor.get_by_label("Code van zes cijfers").fill("1")
    press(visitor.get_by_role("button", name="Log in", exact=True))
    found += violations(visitor)

    password = "een-lang-wachtwoord-voor-de-proef"
    side.member.user.set_password(password)
    side.member.user.save()
    pages = [open_page(), open_page()]
    for page in pages:
        page.goto("/account/login/")
        page.get_by_label("E-mailadres").fill(side.member.user.email)
        page.get_by_label("Wachtwoord", exact=True).fill(password)
        press(page.get_by_role("button", name="Log in", exact=True))
        if page is pages[0]:
            set_up_everything(page, found)
    found += violations(pages[1])  # the second step
    pages[1].get_by_label("Code uit je app").fill("1")
    press(pages[1].get_by_role("button", name="Log in", exact=True))
    found += violations(pages[1])
    assert not found


def set_up_everything(page, found):
    """Set up an app, and walk along the pages of second factors and sessions."""
    for address in ("/account/2fa/?nodig=staff", "/account/2fa/webauthn/", "/account/2fa/webauthn/add/"):
        page.goto(address)
        found += violations(page)
    page.goto("/account/2fa/totp/activate/")
    found += violations(page)
    page.get_by_label("Code uit je app").fill("1")
    press(page.get_by_role("button", name="Zet de app aan"))
    found += violations(page)
    page.get_by_label("Code uit je app").fill(totp(page.locator("#sleutel").inner_text()))
    press(page.get_by_role("button", name="Zet de app aan"))
    found += violations(page)
    addresses = ["", "totp/deactivate/", "recovery-codes/generate/", "reauthenticate/"]
    for address in [*(f"/account/2fa/{part}" for part in addresses), "/account/sessions/"]:
        page.goto(address)
        found += violations(page)


def test_a_handvat_with_fields_is_accessible_for_who_is_signed_in(open_page, side):
    page = open_page(side.member.user)
    found = []
    for slug in ("je-eigen-instrument", "klimaat-in-je-klas", "samen-verantwoordelijk", "vragen-met-een-collega"):
        page.goto(f"/handvatten/{slug}/")
        found += violations(page)
    assert not found


def test_refused_forms_of_members_and_an_invitation_are_accessible(open_page, side):
    page, code, found = open_page(side.member.user), side.kwargs["code"], []
    page.goto(f"/school/{code}/leden/uitnodigen/")
    page.get_by_label("E-mailadressen").fill("nieuw@school.example\nzomaar")
    press(page.get_by_role("button", name="Verstuur de uitnodigingen"))
    found += violations(page)
    Goal.objects.filter(pk=side.kwargs["goal_id"]).update(owner=side.kwargs["member_id"])
    page.goto(f"/school/{code}/leden/{side.kwargs['member_id']}/uitschakelen/")
    found += violations(page)
    page.goto(f"/school/{code}/leden/overdragen/")
    press(page.get_by_role("button", name="Draag over"))
    found += violations(page)
    page.goto(f"/school/{code}/leden/?zoek=zzz")
    found += violations(page)
    page.goto(f"/school/{code}/logboek/?over=checklist")
    found += violations(page)
    visitor = open_page()
    visitor.goto(f"/uitnodiging/{side.kwargs['token']}/")
    press(visitor.get_by_role("button", name="Doe mee"))
    found += violations(visitor)
    visitor.goto("/uitnodiging/onbekend/")
    found += violations(visitor)
    page.goto(f"/uitnodiging/{side.kwargs['token']}/")
    found += violations(page)
    assert not found


def test_refused_forms_and_errors_are_accessible(open_page, side):
    page = open_page(side.member.user)
    code = side.kwargs["code"]
    found = []
    page.goto(f"/school/{code}/doelen/nieuw/")
    press(page.get_by_role("button", name="Laat het doel lopen"))
    found += violations(page)
    page.goto(f"/school/{code}/agenda/nieuw/")
    press(page.get_by_role("button", name="Zet in de agenda"))
    found += violations(page)
    page.goto("/zoeken/?q=")
    found += violations(page)
    page.goto("/zoeken/?q=zzzz")
    found += violations(page)
    page.goto("/bestaat-niet/")
    found += violations(page)
    assert not found


def test_the_pages_of_school_accounts_are_accessible(open_page, entree, transactional_db, settings, monkeypatch):
    """With what is refused shown too. The pages that need no identity are met by the walk along all addresses."""
    cast, found = build_cast(), []
    use_urls(settings, monkeypatch, with_request_form=True)
    for brin in ("12AB00", "12AB01"):
        SchoolFactory(brin=brin)
    InvitationFactory(school=cast.fatima.school, email="w.tan@vijver.example", token="bewijs")
    InvitationFactory(school=cast.bram.school, email="w.tan@vijver.example")
    page = open_page()
    page.goto("/account/login/")
    found += violations(page)
    page.goto("/uitnodiging/bewijs/")
    found += violations(page)
    sign_in_at_school(page, "wei")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog één stap")
    found += violations(page)
    page.goto("/account/schoolaccount/nieuw/school/")
    found += violations(page)
    press(page.get_by_role("button", name="Vraag toegang"))
    found += violations(page)
    page.goto("/uitnodiging/bewijs/")
    found += violations(page)
    page.get_by_label("Je naam").fill("")
    press(page.get_by_role("button", name="Doe mee als Wei"))
    found += violations(page)
    page.goto("/account/schoolaccount/nieuw/adres/")
    found += violations(page)
    page.get_by_label("E-mailadres").fill("geen")
    press(page.get_by_role("button", name="Mail me een code"))
    found += violations(page)
    page.get_by_label("E-mailadres").fill("w.tan@vijver.example")
    press(page.get_by_role("button", name="Mail me een code"))
    found += violations(page)
    page.get_by_label("Code van zes cijfers").fill("1")
    press(page.get_by_role("button", name="Ga verder"))
    found += violations(page)
    page.get_by_label("Code van zes cijfers").fill(mailed_code())
    press(page.get_by_role("button", name="Ga verder"))
    found += violations(page)
    page.get_by_label("Je naam").fill("")
    press(page.get_by_role("button", name="Doe mee met je schoolaccount"))
    found += violations(page)
    for reason in ("leerling", "gestopt", "voorbij", "storing"):
        page.goto(f"/account/schoolaccount/mislukt/?waarom={reason}")
        found += violations(page)
    SocialAccount.objects.create(user=cast.joost.user, provider=entree.issuer, uid="joost@vijver")
    member = open_page(cast.joost.user)
    member.goto("/account/schoolaccount/")
    found += violations(member)
    other = open_page(cast.marieke.user)
    other.goto("/account/schoolaccount/")
    other.get_by_role("button", name="Koppel Entree Federatie").click()
    answer_provider(other, "wei")
    expect(other.get_by_role("heading", level=1)).to_have_text("Koppel je schoolaccount")
    found += violations(other)
    assert not found
