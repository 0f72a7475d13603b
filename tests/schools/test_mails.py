"""Every mail of the site: a subject, a text, and the same text as HTML; through a real mail server, and without one."""

import re
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from allauth.account.adapter import get_adapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.core import mail
from django.template import engines
from django.test import Client, RequestFactory
from django.utils import timezone

from checklists.earlier import Became, Earlier
from checklists.models import Round
from schools import emails
from schools.models import Goal, Invitation, User
from schools.reminders import Part
from tests.world import Cast, UserFactory

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SUBJECTS = sorted(path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*_subject.txt"))
LINK = re.compile(r"https?://[^\s\"<]+")
NUMBER = re.compile(r"\d+")
PASSWORD = "vier-natte-kiezels"
SECRET = "Rust in de klas, dat schreef ik alleen voor mezelf."

GROET = Became("x", Goal(aim="Een groet bij elke deur", started_on=date(2026, 1, 1)), None)

# A value for everything that a mail may show; the link has a character that HTML writes otherwise.
VALUES = {
    "school": "De Vijver",
    "address": "https://handreiking.example/uitnodiging/a1-b2/?x=1&y=2",
    "activate_url": "https://handreiking.example/account/x9/",
    "password_reset_url": "https://handreiking.example/account/password/reset/key/3f-c4d/",
    "days": 14,
    "reason": "Wij kennen je niet. Bel even met de school.",
    "writer": "Joost van Dijk",
    "asker": "Joost van Dijk",
    "minutes": 10,
    "team": "Onderbouw",
    "leader": "Marieke Postma",
    "word": "Vul in wat je zelf ziet.\nWe praten er op dinsdag over.",
    "until": date(2026, 12, 3),
    "day": date(2026, 12, 4),
    "number": 12,
    "earlier": Earlier(Round(name="Najaar"), (GROET, Became("x", None, None))),
    "name": "Najaar",
    "why": "De laatste dag is voorbij.",
    "question": "Waar werd je vandaag blij van?",
    "stop": "https://handreiking.example/reflecties/per-mail/stop/a1:b2/",
    "parts": [
        Part(
            "De Vijver",
            "https://handreiking.example/school/x1/doelen/?x=1&y=2",
            False,
            [(None, "Een groet bij elke deur"), (date(2026, 12, 5), "Rust & <b>ruimte</b>")],
            [(date(2026, 12, 14), "Iedereen doet mee op het plein")],
            [(date(2026, 12, 1), "Ouders denken mee")],
            [(date(2026, 12, 9), "De kring oefenen")],
        ),
        Part("Het Waterlicht", "https://handreiking.example/school/y2/doelen/7/", True, [(None, "Mentoren praten")]),
    ],
    "today": 3,
    "soon": 1,
    "late": 1,
    "wishes": "https://handreiking.example/account/herinneringen/",
    "code": "482913",
    "email": "nieuw7@vijver.example",
    "from_email": "oud8@vijver.example",
    "to_email": "nieuw9@vijver.example",
    "deleted_email": "weg6@vijver.example",
    "ip": "192.0.2.41",
    "user_agent": "Firefox/128",
    "answer": SECRET,
    "reflection": SECRET,
}


def written(subject: Path, user: User) -> mail.EmailMultiAlternatives:
    """Return the mail of a template, made by the code that makes it on the site, but with our own values."""
    values = VALUES | {"user": user, "timestamp": timezone.now()}
    name = str(subject).removesuffix("_subject.txt")
    if subject.parent.name == "emails":
        assert emails.send_mail(name.removeprefix("emails/"), "w.tan@x.example", values)
    else:
        request = RequestFactory().get("/", headers={"host": "testserver"})
        request.user = user
        with allauth_context.request_context(request):
            get_adapter().send_mail(name, "w.tan@x.example", values)
    message = mail.outbox[-1]
    assert isinstance(message, mail.EmailMultiAlternatives)
    return message


def seen(html: str) -> str:
    """Return what a reader sees of the HTML."""
    body = html[html.index("<body") :]
    return unescape(re.sub(r"<[^>]+>", " ", body))


def words(text: str) -> list[str]:
    """Return the words of a text; a colon may be missing, since a label has none."""
    return [word.rstrip(":") for word in text.split()]


def test_the_mails_are_found() -> None:
    names = {str(path) for path in SUBJECTS}
    assert len(names) > 15
    assert "emails/invitation_subject.txt" in names
    assert "mfa/email/webauthn_added_subject.txt" in names


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_a_mail_has_a_subject_a_text_and_the_same_as_html(subject: Path, cast: Cast) -> None:
    message = written(subject, cast.marieke.user)
    assert message.subject.strip() == message.subject
    assert 5 < len(message.subject) < 78
    assert "\n" not in message.subject
    [(html, kind)] = [(str(part), kind) for part, kind in message.alternatives]
    assert kind == "text/html"
    assert message.body.startswith("Dag")
    assert "\n\nGroet,\nHandreiking" in message.body
    assert "\n\n\n" not in message.body
    assert set(LINK.findall(message.body)) == {unescape(link) for link in LINK.findall(html)}
    assert set(NUMBER.findall(message.body)) == set(NUMBER.findall(seen(html)))
    assert not Counter(words(message.body)) - Counter(words(seen(html))), "the text says more"
    extra = Counter(words(seen(html))) - Counter(words(message.body))
    assert set(extra) <= {
        "Handreiking",
        *words("Doet de knop niets? Neem dan dit adres over"),
        *LINK.findall(message.body),
    }


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_a_mail_reads_without_images_and_asks_nothing_of_another_host(subject: Path, cast: Cast) -> None:
    html = str(written(subject, cast.marieke.user).alternatives[0][0])
    assert '<html lang="nl">' in html
    assert 'role="presentation"' in html
    assert '<meta name="color-scheme" content="light dark">' in html
    assert not re.search(r"<img|<link|<script|url\(|@import|\ssrc=|background=|<form|\son\w+=", html)
    assert SECRET not in html
    assert "{{" not in html
    assert "None" not in seen(html)


@pytest.mark.parametrize("subject", SUBJECTS, ids=str)
def test_no_template_of_a_mail_asks_for_a_reflection_or_an_answer(subject: Path) -> None:
    for part in (subject, Path(str(subject).replace("_subject.txt", "_message.txt"))):
        if (TEMPLATES / part).exists():
            assert not re.search(r"reflection|answer|remark|\.text\b", (TEMPLATES / part).read_text())


def test_the_html_is_never_written_by_hand() -> None:
    by_hand = [path for folder in ("emails", "email") for path in TEMPLATES.rglob(f"{folder}/*.html")]
    assert [path.name for path in by_hand] == ["base.html"], "schools.emails makes the HTML of the text"


def test_a_strange_name_is_text_in_both(cast: Cast) -> None:
    assert emails.send_mail("invitation", "w.tan@x.example", VALUES | {"school": "<b>Kind & Co</b>"})
    message = mail.outbox[-1]
    assert isinstance(message, mail.EmailMultiAlternatives)
    assert "<b>Kind & Co</b>" in message.body
    assert "<b>" not in str(message.alternatives[0][0])


def test_an_address_of_this_site_in_a_sentence_is_a_link_and_one_that_somebody_typed_is_not(settings: Any) -> None:
    settings.SITE_URL = "https://handreiking.example"
    message = mail.EmailMultiAlternatives(
        "Iets",
        "Stoppen kan hier: https://handreiking.example/stop/1:a&b/\nZie https://handreiking.example.kwaad.example/",
    )
    emails.dress(message)
    html = str(message.alternatives[0][0])
    assert re.findall(r'href="([^"]+)"', html) == ["https://handreiking.example/stop/1:a&amp;b/"]
    assert "Zie https://handreiking.example.kwaad.example/" in html


def test_blocks() -> None:
    text = (
        "Dag,\n\nEen regel.\nNog een. Kies iets:\n\nhttps://x.example/a\n\n123456\n\nhttps://x.example/b\n\nGroet,\nWij"
    )
    assert emails.blocks_of(text) == [
        emails.Block("text", ("Dag,",)),
        emails.Block("text", ("Een regel.", "Nog een.")),
        emails.Block("button", ("Kies iets",), "https://x.example/a"),
        emails.Block("code", ("123456",)),
        emails.Block("button", ("Open de pagina",), "https://x.example/b"),
        emails.Block("text", ("Groet,", "Wij")),
    ]


def test_the_templates_are_ours() -> None:
    for subject in SUBJECTS:
        template = engines["django"].get_template(str(subject))
        assert str(TEMPLATES) in str(template.origin)


# ---- a real mail server -----------------------------------------------------------------


class Letterbox:
    """Keeps what a mail server takes in."""

    def __init__(self) -> None:
        self.letters: list[tuple[Any, EmailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        self.letters.append((envelope, message_from_bytes(envelope.content, policy=policy.default)))  # type: ignore[arg-type]
        return "250 OK"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def by_smtp(settings: Any) -> None:
    """Send over SMTP; nobody listens."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.DEFAULT_FROM_EMAIL = "Handreiking <post@handreiking.example>"


@pytest.fixture
def letterbox(by_smtp: None, settings: Any) -> Iterator[Letterbox]:
    """A mail server on this machine that takes everything."""
    box = Letterbox()
    controller = Controller(box, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    yield box
    controller.stop()


@pytest.fixture
def joost(cast: Cast) -> User:
    """Joost, with a password and a name that is not ASCII."""
    user = cast.joost.user
    user.name = "Joöst van Dijk"
    user.set_password(PASSWORD)
    user.save()
    return user


def signed_in(user: User) -> Client:
    client = Client()
    assert client.post("/account/login/", {"login": user.email, "password": PASSWORD}).status_code == 302
    return client


def invite_somebody(cast: Cast) -> Any:
    client = Client()
    client.force_login(cast.fatima.user)
    data = {"addresses": "w.tan@x.example", "role": "teacher"}
    return client.post(f"/school/{cast.fatima.school.code}/leden/uitnodigen/", data, follow=True)


def test_a_mail_server_gets_them_whole(cast: Cast, joost: User, letterbox: Letterbox) -> None:
    cast.fatima.school.name = "De Vijver – één"
    cast.fatima.school.save()
    invite_somebody(cast)
    Client().post("/account/login/code/", {"email": joost.email})
    Client().post("/account/password/reset/", {"email": joost.email})
    signed_in(joost).post("/account/email/", {"email": "joost@nieuw.example"})
    assert [envelope.rcpt_tos for envelope, _ in letterbox.letters] == [
        ["w.tan@x.example"],
        [joost.email],
        [joost.email],
        ["joost@nieuw.example"],
    ]
    for envelope, letter in letterbox.letters:
        assert envelope.mail_from == "post@handreiking.example"
        assert letter["From"] == "Handreiking <post@handreiking.example>"
        assert letter["To"] == envelope.rcpt_tos[0]
        assert letter["Auto-Submitted"] == "auto-generated"
        assert letter["Message-ID"]
        assert letter["Date"]
        assert letter.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]  # best last
        for part in letter.iter_parts():
            assert part.get_content_charset() == "utf-8"
            assert "Handreiking" in part.get_content()
    assert letterbox.letters[0][1]["Subject"].strip() == "Doe mee met De Vijver – één op Handreiking"
    assert letterbox.letters[2][1].get_body(("plain",)).get_content().startswith("Dag Joöst,")  # type: ignore[union-attr]


def test_a_mail_server_that_is_down_gives_a_sentence_and_no_fault(cast: Cast, joost: User, by_smtp: None) -> None:
    unreachable = "De mail ging niet weg"
    for address, email in (("login/code", joost.email), ("password/reset", joost.email)):
        answers = []
        for someone in (email, "niemand@vijver.example"):
            response = Client().post(f"/account/{address}/", {"email": someone})
            assert response.status_code == 503
            assert unreachable in response.text
            assert f'href="/account/{address}/">Probeer het opnieuw' in response.text
            answers.append(response.text.replace(someone, ""))
        assert answers[0] == answers[1]
    client = signed_in(joost)
    for someone in ("joost@nieuw.example", cast.marieke.user.email):
        response = client.post("/account/email/", {"email": someone})
        assert response.status_code == 503
        assert unreachable in response.text
        assert client.get("/account/email/code/")["Location"] == "/account/email/"
    response = invite_somebody(cast)
    assert "ging niet weg naar w.tan@x.example" in response.text
    assert Invitation.objects.visible_to(cast.fatima).open().count() == 1


def test_a_mail_server_that_says_nothing_is_not_waited_for(joost: User, by_smtp: None, settings: Any) -> None:
    assert 0 < settings.EMAIL_TIMEOUT <= 15
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", settings.EMAIL_PORT)):
        response = Client().post("/account/login/code/", {"email": joost.email})
    assert response.status_code == 503


def test_what_has_changed_has_changed_also_when_the_mail_about_it_does_not_go_out(joost: User, by_smtp: None) -> None:
    client, new = signed_in(joost), "een-ander-wachtwoord"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/change/", data).status_code == 302
    joost.refresh_from_db()
    assert joost.check_password(new)


def test_a_mail_server_that_refuses_an_address_is_one_that_did_not_take_it(by_smtp: None, settings: Any) -> None:
    class Refusing(Letterbox):
        async def handle_RCPT(self, *details: Any) -> str:  # noqa: N802
            return "550 unknown"

    controller = Controller(Refusing(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    try:
        assert not emails.send_mail("invitation", UserFactory.build().email, VALUES)
    finally:
        controller.stop()
