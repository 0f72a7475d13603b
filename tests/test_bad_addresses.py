"""An address or a form that makes no sense is a 404 or a sentence, never a 500."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handreiking.checks import walk_urls
from tests.one_world import in_one_world
from tests.world import url_kwargs

pytestmark = pytest.mark.django_db
ROUTES = [(name, pattern, arguments) for name, pattern, arguments in walk_urls()]
WITH_NUMBER = [
    pytest.param(name, arguments, argument, id=f"{name}-{argument}")
    for name, pattern, arguments in ROUTES
    for argument in arguments
    if argument.endswith("_id")
]
FIELDS = [
    "aim",
    "scope",
    "owner",
    "ring",
    "handvatten",
    "evaluate_on",
    "start",
    "seen",
    "progress",
    "decision",
    "next_on",
]
FIELDS += [
    "reason",
    "title",
    "day",
    "begin",
    "end",
    "name",
    "depth",
    "items",
    "text",
    "level",
    "sentence_0",
    "next",
    "PO-B1",
    "addresses",
    "role",
    "is_admin",
    "successor",
    "email",
    "code",
    "members",
    "lead",
    "brin",
    "sector",
    "region",
    "mailbox",
    "stamp",
    "edition",
    "jaar",
    "rij-TOTAL_FORMS",
    "rij-INITIAL_FORMS",
    "rij-0-name",
    "rij-0-starts_on",
    "rij-0-ends_on",
    "to",
    "becomes",
    "stay",
]
FIELDS += ["kind", "team", "repeat", "until", "number", "following", "version", "omhoog", "omlaag", "nieuw"]
FIELDS += ["doel", "vraag", "nieuw_minuten", "notitie-verder", "stand-verder", "voorstel", "due_on", "goal", "done"]
FIELDS += ["way", "team", "opens_on", "closes_on", "invitation", "open", "without_answers", "meer", "weg"]
FIELDS += ["punt-TOTAL_FORMS", "punt-INITIAL_FORMS", "punt-0-text", "punt-0-pillar", "punt-1-text"]
FIELDS += [
    "PO-B1-stand",
    "PO-B1-flag",
    "PO-B1-remark",
    "PO-B1-seen",
    "PO-B1-note",
    "PO-B1-houd",
    "deed",
    "naar",
    "number",
]
FIELDS += ["team", "shown", "dates", "version", "later", "keep_aim", "keep_dates", "due_on", "done", "vandaag"]
FIELDS += [
    "eigenaar",
    "worked",
    "keep_seen",
    "success",
    "board",
    "choice",
    "days",
    "ending",
    "reason",
    "next_on",
    "owner",
]
FIELDS += ["soort", "week", "late"]
FIELDS += ["q", "van", "tot", "cirkel", "handvat", "groep", "pagina", "vorm", "keuze", "weekday", "hour"]
FIELDS += ["at", "item", "go", "holds", "drops", "seen", "stand", "stood", "note", "firm", "priority", "together"]
FORMS = [
    pytest.param(name, arguments, id=name) for name, pattern, arguments in ROUTES if pattern.callback.access != "public"
]
ODD = st.one_of(
    st.text(max_size=300),
    st.sampled_from(["", "0", "-1", "9" * 30, "\x00", "2026-02-31", "9999-12-31", "0001-01-01", "25:99", "💧" * 200]),
)


@in_one_world
@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
@pytest.mark.parametrize(("name", "arguments", "argument"), WITH_NUMBER)
def test_a_number_that_nothing_has_is_a_404(name, arguments, argument, number, ours, as_user):
    address = reverse(name, kwargs=url_kwargs(name, arguments, ours.kwargs | {argument: number}))
    client = as_user(ours.member.user)
    assert client.get(address).status_code in {404, 405}
    assert client.post(address, {}).status_code == 404


@pytest.mark.parametrize("query", ["pagina=0", "pagina=9999999999999", "pagina=%00", "pagina=a&pagina=b"])
def test_a_page_number_that_makes_no_sense_is_a_404(query, ours, as_user):
    assert as_user(ours.member.user).get(f"/reflecties/?{query}").status_code == 404


@pytest.mark.parametrize(("name", "arguments"), FORMS)
@given(data=st.dictionaries(st.sampled_from(FIELDS), st.one_of(ODD, st.lists(ODD, max_size=3)), max_size=12))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_falls_over_whatever_is_sent(name, arguments, ours, as_user, data):
    address = reverse(name, kwargs=url_kwargs(name, arguments, ours.kwargs))
    assert as_user(ours.member.user).post(address, data).status_code < 500
