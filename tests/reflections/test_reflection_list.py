"""/reflecties/: everything that one wrote; a selection, words in one's own texts, a year ago, a scale over time."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from handreiking.library import library
from reflections import looking_back
from reflections.looking_back import Wanted, a_year_ago, key_of, scale_lines, select
from tests.world import OPEN_QUESTION, SCALE_QUESTION, ReflectionFactory

pytestmark = pytest.mark.django_db
QUESTIONS = [q.slug for handvat in library().handvatten for q in handvat.questions_for("self")]


def write(user, number, **fields):
    question = QUESTIONS[number % len(QUESTIONS)]
    return ReflectionFactory(author=user, question=question, written_on=localdate() - timedelta(days=number), **fields)


def rows(page):
    """Return the texts in the list, without marks."""
    found = re.findall(r'<q class="mt-2 wrap-anywhere">(.*?)</q>', page.text.split('id="lijst"')[1].split("<aside>")[0])
    return [re.sub(r"<[^>]+>", "", text) for text in found]


def test_the_newest_stands_first_and_long_lists_have_pages(cast, as_user):
    for number in range(25):
        write(cast.joost.user, number)
    client = as_user(cast.joost.user)
    assert 'rel="next"' in client.get("/reflecties/").text
    assert 'rel="prev"' in client.get("/reflecties/?pagina=2").text
    assert client.get("/reflecties/?pagina=x").status_code == 404


def test_an_empty_list_leads_to_the_question_of_today(cast, as_user):
    page = as_user(cast.fatima.user).get("/reflecties/").text
    assert "Hier komt wat jij schrijft" in page
    assert 'name="q"' not in page


def test_an_answer_to_a_retired_question_keeps_its_wording_and_is_found_by_its_words(cast, as_user):
    ReflectionFactory(author=cast.joost.user, question="0x-bestaat-niet-meer", wording="Een vraag van vroeger?")
    client = as_user(cast.joost.user)
    assert "Een vraag van vroeger?" in client.get("/reflecties/").text
    assert rows(client.post("/reflecties/", {"q": "vroeger"}))


def test_nothing_of_a_colleague_is_ever_in_it(cast, as_user):
    write(cast.joost.user, 1, text="Van mij.")
    write(cast.marieke.user, 1, text="Van Marieke.", group="Haar groep")
    page = as_user(cast.joost.user).post("/reflecties/", {"q": "van"})
    assert rows(page) == ["Van mij."]
    assert "Haar groep" not in page.text


def test_a_selection_has_an_address_of_its_own(cast, as_user):
    write(cast.joost.user, 0, text="Nieuw.")
    old = write(cast.joost.user, 40, text="Oud.")
    client = as_user(cast.joost.user)
    response = client.post("/reflecties/", {"q": "", "tot": old.written_on.isoformat(), "van": ""})
    assert response.status_code == 302
    assert response["Location"] == f"/reflecties/?tot={old.written_on}"
    assert rows(client.get(response["Location"])) == ["Oud."]
    assert rows(client.get(f"/reflecties/?van={localdate()}")) == ["Nieuw."]


def test_the_circle_the_handvat_and_the_group_select(cast, as_user):
    joost = cast.joost.user
    ReflectionFactory(author=joost, question="1c-uitstralen", text="Over mezelf.", group="Groep 6")
    ReflectionFactory(author=joost, question="4c-plezier", text="Over werk.")
    client = as_user(joost)
    assert rows(client.get("/reflecties/?cirkel=1")) == ["Over mezelf."]
    assert rows(client.get("/reflecties/?cirkel=5")) == ["Over werk."]
    assert rows(client.get("/reflecties/?handvat=vragen-met-een-collega")) == ["Over werk."]
    assert rows(client.get(f"/reflecties/?groep={key_of(joost.pk, 'groep  6')}")) == ["Over mezelf."]


def test_a_group_is_in_no_address_by_its_name(cast, as_user):
    write(cast.joost.user, 1, group="Groep van Saartje")
    client = as_user(cast.joost.user)
    page = client.get("/reflecties/").text
    key = re.search(r'<option value="([0-9a-f]{12})">Groep van Saartje', page)[1]
    address = client.post("/reflecties/", {"groep": key})["Location"]
    assert "Saartje" not in address
    assert key_of(cast.joost.user.pk, "Groep van Saartje") != key_of(cast.marieke.user.pk, "Groep van Saartje")


@pytest.mark.parametrize("query", ["LES", "lessen", "gelést", "reun", "één les", "groep zes"])
def test_words_are_found_by_stem_beginning_and_without_diacritics(cast, as_user, query):
    write(cast.joost.user, 1, text="De les in één reünie, gelest.", group="Groep zes")
    write(cast.joost.user, 2, text="Iets anders.")
    page = as_user(cast.joost.user).post("/reflecties/", {"q": query})
    assert page.status_code == 200
    assert len(rows(page)) == 1


def test_what_is_looked_for_is_marked_and_never_in_an_address(cast, as_user):
    for number in range(25):
        write(cast.joost.user, number, text=f"Stilte {number}.")
    client = as_user(cast.joost.user)
    page = client.post("/reflecties/", {"q": "stilte"})
    assert "<mark>Stilte</mark>" in page.text
    assert "stilte" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', page.text)).lower()
    assert len(rows(client.post("/reflecties/", {"q": "stilte", "pagina": "2"}))) == 5
    assert len(rows(client.get("/reflecties/?q=niets"))) == 20  # words in an address do not count


def test_markup_that_someone_wrote_is_text(cast, as_user):
    write(cast.joost.user, 1, text="<script>alert(1)</script> en <b>vet</b>")
    for page in (
        as_user(cast.joost.user).get("/reflecties/"),
        as_user(cast.joost.user).post("/reflecties/", {"q": "vet"}),
    ):
        assert "<script>alert" not in page.text
        assert "<b>" not in page.text.split("<main")[1]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("van=2026-05-01&tot=2026-01-01", "Deze dag ligt vóór de eerste"),
        ("van=gisteren", "Vul een datum in zoals 31-12-2026"),
        ("handvat=bestaat-niet", "Kies iets uit de lijst"),
        ("cirkel=9", "Kies iets uit de lijst"),
    ],
)
def test_a_selection_that_can_not_be_says_what_to_do_and_shows_nothing(cast, as_user, query, says):
    write(cast.joost.user, 1)
    page = as_user(cast.joost.user).get(f"/reflecties/?{query}")
    assert page.status_code == 422
    assert says in page.text
    assert rows(page) == []


def test_a_very_long_text_is_cut_in_the_list(cast, as_user):
    write(cast.joost.user, 1, text="woord " * 3000)
    assert len(rows(as_user(cast.joost.user).get("/reflecties/"))[0]) < 800


@pytest.mark.parametrize(("days", "found"), [(365, 1), (356, 1), (375, 1), (340, 0), (390, 0)])
def test_what_one_wrote_about_a_year_ago_stands_beside_the_list_and_on_today(cast, as_user, days, found):
    write(cast.joost.user, days, text="Toen.")
    client = as_user(cast.joost.user)
    assert client.get("/reflecties/").text.count("Een jaar geleden schreef je") == found
    page = client.get("/vandaag/").text
    assert page.count("Een jaar geleden schreef je") == found
    assert as_user(cast.marieke.user).get("/vandaag/").text.count("Een jaar geleden") == 0


def test_a_year_ago_also_exists_on_29_february(cast, monkeypatch):
    monkeypatch.setattr(looking_back, "localdate", lambda: date(2028, 2, 29))
    ReflectionFactory(author=cast.joost.user, written_on=date(2027, 3, 3))
    assert len(a_year_ago(cast.joost.user)) == 1


def scale(user, days, level):
    day = localdate() - timedelta(days=days)
    return ReflectionFactory(author=user, question=SCALE_QUESTION, content={"level": level}, written_on=day)


def test_two_answers_on_a_scale_are_a_figure_with_the_same_in_a_table(cast, as_user):
    client = as_user(cast.joost.user)
    scale(cast.joost.user, 60, 1)
    assert "Door de tijd heen" not in client.get("/reflecties/").text
    scale(cast.joost.user, 5, 3)
    page = client.get("/reflecties/").text
    label = re.search(r'role="img" aria-label="([^"]+)"', page.split("Door de tijd heen")[1])[1]
    assert label.startswith("Van ‘Stroef, met lichtpunten’ op ")
    assert "naar ‘Goed: we maken elkaar sterker’" in label
    table = page.split("<table")[1].split("</table>")[0]
    assert table.count("<tr>") == 3
    assert table.index("Goed: we maken") < table.index("Stroef")
    assert " style=" not in page


def test_the_figure_holds_the_last_answers_and_the_table_all(cast):
    answers = [scale(cast.joost.user, days, days % 4) for days in range(60)]
    line = scale_lines(answers)[0]
    assert len(line.shown) == looking_back.MOST_DOTS
    assert len(line.dots) == 60
    assert all(0 <= float(dot.x) <= 100 for dot in line.shown)
    assert line.dots[0].day < line.dots[-1].day


def test_a_level_that_the_scale_no_longer_has_breaks_nothing(cast, as_user):
    scale(cast.joost.user, 9, 7)
    scale(cast.joost.user, 2, 1)
    assert "stap 8" in as_user(cast.joost.user).get("/reflecties/").text


def test_the_number_of_queries_is_the_same_for_1_and_for_50_answers(cast, as_user, count_queries):
    client = as_user(cast.joost.user)
    write(cast.joost.user, 0)
    client.get("/reflecties/")
    few = count_queries(client, "/reflecties/")
    for number in range(1, 50):
        write(cast.joost.user, number, group=f"Groep {number % 9}")
    scale(cast.joost.user, 100, 1)
    scale(cast.joost.user, 90, 1)
    assert count_queries(client, "/reflecties/") == few


def test_a_thousand_answers_have_their_pages(cast, as_user):
    content = json.dumps({"text": "Kort."})
    one = ReflectionFactory.build(author=cast.joost.user, question=OPEN_QUESTION, answer=content)
    model = type(one)
    model.objects.bulk_create(
        model(
            author=cast.joost.user,
            question=OPEN_QUESTION,
            wording="Hoe?",
            answer=content,
            written_on=localdate() - timedelta(days=number),
        )
        for number in range(1000)
    )
    client = as_user(cast.joost.user)
    assert "1000 antwoorden" in client.get("/reflecties/").text
    assert len(rows(client.get("/reflecties/?pagina=50"))) == 20
    assert len(select(model.objects.visible_to(cast.joost.user), Wanted(words="kort"))) == 1000
