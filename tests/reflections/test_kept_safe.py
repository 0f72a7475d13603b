"""What people write for themselves is nowhere but on their pages: not in the database's bytes, a log, a mail, a report.

A run through all pages writes marker words in every place where someone can write for themselves; then everything
that is left behind is searched for them.
"""

import base64
import logging
import pickle
import zlib
from contextlib import suppress
from io import StringIO

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path, reverse
from django.utils.log import AdminEmailHandler
from django.views.debug import ExceptionReporter

from handreiking.access import public_view
from handreiking.checks import walk_urls
from reflections.models import PeerConversation, QuestionMail, Reaction, Reflection, Share
from tests.at_rest import files_of_database
from tests.world import QuestionMailFactory, UserFactory, build_side

pytestmark = pytest.mark.django_db(transaction=True)

PLACES = ("antwoord", "stap", "klas", "woord", "reactie", "gesprek", "afspraak", "zoekvraag", "concept")
MARKER = "klipdassenburcht"  # a word that is nowhere else
LIVE = "/reflecties/1c-uitstralen/"


def mark(place):
    assert place in PLACES
    return f"{MARKER} {place}"


@pytest.fixture
def run(cast, as_user, log):
    """Joost writes, shares and talks; Marieke reacts; then everyone opens every page that there is."""
    joost, marieke = as_user(cast.joost.user), as_user(cast.marieke.user)
    joost.post(LIVE, {"text": mark("antwoord"), "group": mark("klas")})
    joost.post("/reflecties/3a-stijl/", {"sentence_0": mark("stap"), "sentence_1": mark("stap")})
    joost.post("/reflecties/1c-op-mijn-best/", {"text": mark("concept") + "x" * 200_000})  # refused, and shown again
    one = Reflection.objects.get(question="1c-uitstralen")
    if not one.group:
        Reflection.objects.filter(pk=one.pk).update(group=mark("klas"))
    for way in ("copy", "live"):
        to = {"copy": cast.marieke, "live": cast.fatima}[way]
        joost.post(f"/reflecties/{one.pk}/delen/", {"to": [to.pk], "way": way, "word": mark("woord")})
    share = Share.objects.get(to=cast.marieke)
    marieke.post(f"/reflecties/gedeeld/{share.pk}/", {"text": mark("reactie")})
    new = "/reflecties/gesprekken/nieuw/vragen-met-een-collega/"
    joost.post(new, {"partner": cast.marieke.pk, "word": mark("woord")})
    talk = PeerConversation.objects.get()
    for client in (joost, marieke):
        client.post(f"/reflecties/gesprekken/{talk.pk}/4c-plezier/", {"text": mark("gesprek")})
        client.post(f"/reflecties/gesprekken/{talk.pk}/klaar/")
    joost.post(f"/reflecties/gesprekken/{talk.pk}/afspraken/", {"agreements": mark("afspraak"), "version": 1})
    joost.post("/reflecties/", {"q": mark("zoekvraag")})
    joost.post("/reflecties/", {"q": MARKER, "pagina": "1"})
    for form in ("docx", "pdf", "md", "json", "print"):
        joost.post("/reflecties/bewaren/", {"vorm": form, "q": MARKER})
    joost.post("/reflecties/vraag-van-vandaag/", {"keuze": "andere"})
    QuestionMailFactory(user=cast.joost.user)
    call_command("send_questions", stdout=StringIO())
    side = build_side("ZWALUW")
    kwargs = side.kwargs | {"reflection_id": one.pk, "share_id": share.pk, "conversation_id": talk.pk}
    kwargs |= {"code": cast.joost.school.code}
    for name, _, arguments in walk_urls():
        for client in (joost, marieke, as_user(cast.fatima.user), as_user(cast.bram.user), Client()):
            address = reverse(name, kwargs={key: kwargs.get(key, "samen-verantwoordelijk") for key in arguments})
            client.get(address)
    return cast


def test_after_a_run_through_everything_no_word_of_it_is_left_anywhere(run, as_user, log):
    """One test, for the run takes long; each place has a line."""
    left_something_to_find(run, as_user)
    logged = log.getvalue()  # before the admin's pages and their own queries
    assert "Not Found" in logged
    files = files_of_database()  # of SQLite; of PostgreSQL every column is read
    assert not files or any(b"1c-uitstralen" in content for content in files.values())  # the ones, and up to date
    found = {
        "a table": [(table, str(value)[:80]) for table, value in rows_of_all_tables() if MARKER in str(value)],
        "the file of the database": [name for name, content in files.items() if MARKER.encode() in content],
        "a log": [line for line in logged.splitlines() if MARKER in line],
        "a mail": [sent.subject for sent in mail.outbox if MARKER in all_of(sent)],
        "the admin": [address for address, page in pages_of_the_admin(run, as_user) if MARKER in page],
    }
    assert not any(found.values()), found


def left_something_to_find(run, as_user):
    """Make sure that the run wrote in every place; without this the test would be glad of nothing."""
    rows = [*Reflection.objects.all(), *Share.objects.all(), *Reaction.objects.all(), *PeerConversation.objects.all()]
    texts = " ".join(str(getattr(row, field.name)) for row in rows for field in row._meta.concrete_fields)
    texts += " ".join(answer.answer for talk in PeerConversation.objects.all() for answer in talk.answers.all())
    kept = set(PLACES) - {"zoekvraag", "concept"}
    assert {place for place in kept if mark(place) in texts} == kept
    assert mark("antwoord") in as_user(run.joost.user).get("/reflecties/").text
    assert len(mail.outbox) >= 3


def all_of(sent):
    """Return a mail with all its parts, decoded and as it is sent."""
    return f"{sent.subject} {sent.body} {sent.alternatives} {sent.extra_headers} {sent.message().as_string()}"


def rows_of_all_tables():
    """Yield every value of every column of every table, as a dump has it, with what is packed in it unpacked."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our tables
            for row in cursor.fetchall():
                for value in row:
                    yield table, value
                    yield from ((table, unpacked) for unpacked in unpack(value))


def unpack(value):
    """Yield what a session or a cached value holds."""
    if not isinstance(value, str) or not value:
        return
    with suppress(Exception):  # not a session
        yield str(SessionStore().decode(value))
    for first in (value, value.split(":")[0].lstrip(".")):
        try:
            raw = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
        except ValueError:
            continue
        yield raw.decode("latin-1")
        for open_it in (zlib.decompress, pickle.loads):
            try:
                yield str(open_it(raw))
            except Exception:  # noqa: BLE001, S112 - packed in another way
                continue


def pages_of_the_admin(run, as_user):
    """Yield every list of the admin, and every page of its rows."""
    assert not {Reflection, Share, Reaction, PeerConversation, QuestionMail} & set(admin.site._registry)
    client = as_user(UserFactory(is_staff=True, is_superuser=True))
    for model in admin.site._registry:
        base = f"/beheer/{model._meta.app_label}/{model._meta.model_name}/"
        rows = [f"{base}{row.pk}/{page}/" for row in model._default_manager.all()[:5] for page in ("change", "history")]
        for address in (base, f"{base}?q={run.joost.user.name}", *rows):
            yield address, client.get(address, follow=True).text


# ---- reports of errors ------------------------------------------------------------------


class Broken(Exception):
    """A fault of ours."""


@public_view(why="a view of this test, that fails with an answer in its hands")
def failing(request: HttpRequest) -> HttpResponse:
    typed = request.POST["text"]
    reflection = Reflection(answer=typed)
    raise Broken(len(typed), type(reflection).__name__)


@public_view(why="what answers an error")
def failed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("fout", status=500)


urlpatterns = [path("stuk/", failing), path("", failed, name="home"), path("in/", failed, name="account_login")]
handler500 = "handreiking.errors.server_error"


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("with_html", [False, True])
def test_a_report_of_an_error_holds_no_word_of_what_was_typed(log, settings, with_html):
    settings.ADMINS = [("Beheer", "beheer@handreiking.example")]
    handler = AdminEmailHandler(include_html=with_html)
    logging.getLogger("django.request").addHandler(handler)
    try:
        client = Client(raise_request_exception=False)
        page = client.post("/stuk/", {"text": mark("antwoord"), "group": mark("klas")})
    finally:
        logging.getLogger("django.request").removeHandler(handler)
    assert page.status_code == 500
    assert MARKER not in page.text
    report = mail.outbox[-1].message().as_string()
    assert "Broken" in report
    assert "text" in report  # the field is named, what was in it is not
    assert MARKER not in report
    assert MARKER not in log.getvalue()


def test_the_technical_page_of_an_error_holds_no_word_of_it_either():
    request = RequestFactory().post("/stuk/", {"text": mark("antwoord")})
    try:
        failing(request)
    except Broken as problem:
        reporter = ExceptionReporter(request, type(problem), problem, problem.__traceback__)
    for report in (reporter.get_traceback_html(), reporter.get_traceback_text()):
        assert "Broken" in report
        assert MARKER not in report


def test_on_ones_own_machine_a_report_is_whole(settings):
    settings.DEBUG = True
    request = RequestFactory().post("/stuk/", {"text": mark("antwoord")})
    reporter = ExceptionReporter(request, None, None, None)
    assert reporter.filter.get_post_parameters(request) == {"text": mark("antwoord")}


def test_the_filter_is_the_one_of_the_settings():
    assert settings.DEFAULT_EXCEPTION_REPORTER_FILTER == "handreiking.error_reports.NothingTyped"
