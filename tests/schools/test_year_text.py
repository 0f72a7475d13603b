"""/school/<code>/doelen/jaar/tekst/: text for the jaarverslag and the jaarplan, to copy, print or keep as Word."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from schools.year_texts import Part, YearText, listed, sentence, to_docx
from tests.schools.clock import put_clock
from tests.world import ActionFactory, EvaluationFactory, GoalChangeFactory, GoalFactory, MembershipFactory, TeamFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def june(monkeypatch):
    put_clock(monkeypatch, date(2027, 6, 10))


def address(member, query=""):
    return f"/school/{member.school.code}/doelen/jaar/tekst/{query}"


def lines_of(client, member, query=""):
    return client.get(address(member, query)).context["text"].whole.splitlines()


@pytest.fixture
def goal(cast):
    goal = GoalFactory(
        owner=cast.joost,
        aim="Rust in de gang",
        success="Het is stil bij de kapstok",
        monitoring="Elke week kijken.",
        started_on=date(2026, 9, 1),
        evaluate_on=date(2027, 10, 8),
    )
    EvaluationFactory(
        goal=goal,
        held=True,
        due_on=date(2027, 1, 19),
        seen="In zes groepen\nis het stil",
        progress=1,
        worked="",
        decision="adjust",
    )
    ActionFactory(goal=goal, text="Haken ophangen", done_on=date(2027, 2, 2))
    ActionFactory(goal=goal, text="Lijnen op de vloer", due_on=None)
    GoalChangeFactory(goal=goal, by=cast.fatima, field="year_carried", before="2026", after="Ook de trap")
    return goal


def test_the_jaarverslag_looks_back_goal_by_goal_and_names_nobody(cast, as_user, goal):
    assert lines_of(as_user(cast.joost.user), cast.joost) == [
        "In schooljaar 2026–2027 werkten we aan één doel. Dat nemen we mee naar het volgende jaar.",
        "",
        "Rust in de gang",
        "Dit is een doel voor de hele school. We begonnen ermee op dinsdag 1 september 2026.",
        "Zo zouden we zien dat het werkt: Het is stil bij de kapstok.",
        "Wat we deden:",
        "– Haken ophangen.",
        (
            "Op 19 januari 2027 keken we terug. We waren op weg. Wat we zagen: In zes groepen is het stil. "
            "We besloten bij te stellen."
        ),
        (
            "We nemen dit doel mee naar schooljaar 2027–2028. Wat we anders doen: Ook de trap. "
            "We kijken weer op vrijdag 8 oktober 2027."
        ),
    ]


def test_the_jaarplan_looks_forward_with_who_and_when(cast, as_user, goal):
    assert lines_of(as_user(cast.joost.user), cast.joost, "?jaar=2027") == [
        (
            "In schooljaar 2027–2028 werken we aan één doel voor sociaal-emotionele ontwikkeling en welbevinden. "
            "Per doel staat hieronder hoe we zien dat het werkt, wanneer we terugkijken en wie het trekt."
        ),
        "",
        "Rust in de gang",
        "Dit is een doel voor de hele school.",
        "Wat we dit jaar anders doen: Ook de trap.",
        "Zo zien we dat het werkt: Het is stil bij de kapstok.",
        "Zo volgen we het: Elke week kijken.",
        "Wat we gaan doen:",
        "– Lijnen op de vloer.",
        "We kijken terug op vrijdag 8 oktober 2027.",
        "Wie het trekt: Joost van Dijk.",
    ]


def test_each_ending_has_its_sentence(cast, as_user):
    owner, start = cast.joost, date(2026, 9, 1)
    GoalFactory(owner=owner, aim="A", started_on=date(2025, 9, 1), achieved_on=date(2027, 1, 1))
    GoalFactory(owner=owner, aim="B", started_on=start, achieved_on=start, secured_on=date(2027, 6, 1))
    GoalFactory(owner=owner, aim="C", started_on=start, stopped_on=date(2027, 6, 1), stop_reason="Te veel tegelijk")
    team = TeamFactory(lead=owner, name="Bovenbouw")
    kept = GoalFactory(owner=owner, aim="D", team=team, started_on=start)
    GoalChangeFactory(goal=kept, field="year_kept", before="2026", after="")
    GoalFactory(owner=owner, aim="E", started_on=start)
    text = "\n".join(lines_of(as_user(owner.user), owner))
    assert (
        "In schooljaar 2026–2027 werkten we aan vijf doelen. "
        "Eén is gewoon geworden, één is behaald, één loopt door, één loopt nog en één is gestopt." in text
    )
    assert "We werkten er al aan." in text
    assert "Dit doel is behaald. We kijken of het blijft." in text
    assert "Het is gewoon geworden bij ons: dit doel is geborgd." in text
    assert "Dit doel is gestopt. Te veel tegelijk." in text
    assert "Dit is een doel voor het team Bovenbouw." in text
    assert "Dit doel loopt door in schooljaar 2027–2028." in text


def test_a_goal_that_is_over_is_not_in_the_plan_and_a_year_without_goals_says_so(cast, as_user):
    GoalFactory(owner=cast.joost, aim="Voorbij", stopped=True)
    client = as_user(cast.joost.user)
    assert lines_of(client, cast.joost, "?soort=plan") == ["Voor schooljaar 2026–2027 zijn er nog geen doelen."]
    assert "Voorbij" in lines_of(client, cast.joost, "?soort=verslag")


def test_a_year_without_goals_says_so(cast, as_user):
    assert lines_of(as_user(cast.joost.user), cast.joost) == ["In schooljaar 2026–2027 werkten we nog niet met doelen."]


def test_a_year_that_is_over_has_no_plan_and_one_that_begins_no_report(cast, as_user):
    GoalFactory(owner=cast.joost, started_on=date(2025, 9, 1))
    client = as_user(cast.joost.user)
    kinds = [client.get(address(cast.joost, f"?jaar={year}")).context["kinds"] for year in (2025, 2026, 2027)]
    assert kinds == [["verslag"], ["verslag", "plan"], ["plan"]]
    for query in ("?jaar=2025&soort=plan", "?jaar=2027&soort=verslag", "?soort=x", "?vorm=pdf", "?jaar=1999"):
        assert client.get(address(cast.joost, query)).status_code == 404


def test_what_is_somebodys_own_a_concept_or_a_proposal_is_in_no_text(cast, as_user):
    for trait in ("own_class", "shown", "idea", "proposed", "declined", "concept"):
        GoalFactory(owner=cast.joost, aim=f"Niet {trait}", **{trait: True})
    client = as_user(cast.joost.user)
    for query in ("?soort=verslag", "?soort=plan", "?jaar=2027"):
        assert "Niet " not in client.get(address(cast.joost, query)).text
    assert as_user(cast.bram.user).get(address(cast.joost)).status_code == 404


@pytest.mark.parametrize(("query", "name"), [("?", "jaarverslag-2026-2027"), ("?jaar=2027&", "jaarplan-2027-2028")])
def test_the_word_file_opens_again_with_the_same_words(query, name, cast, as_user, goal):
    client = as_user(cast.joost.user)
    response = client.get(address(cast.joost, f"{query}vorm=docx"))
    assert name in response["Content-Disposition"]
    document = Document(BytesIO(response.content))
    text = client.get(address(cast.joost, query)).context["text"]
    written = [(one.style.name, one.text) for one in document.paragraphs]
    assert written[:3] == [("Title", text.title), ("Normal", text.intro), ("Heading 1", "Rust in de gang")]
    assert [words for _, words in written[3:]] == [line.removeprefix("– ") for line in text.parts[0].lines]
    assert ("List Bullet", "Haken ophangen." if "jaar=" not in query else "Lijnen op de vloer.") in written
    assert document.core_properties.author == ""
    assert document.core_properties.language == "nl-NL"


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=15, deadline=None)
def test_whatever_people_write_the_word_file_opens(heading, line):
    text = YearText("Titel", "Begin", (Part(heading, (line, f"– {line}")),))
    assert len(Document(BytesIO(to_docx(text))).paragraphs) == 5


@given(st.text(min_size=1, max_size=60).filter(str.strip))
def test_a_sentence_is_one_line_that_ends(text):
    made = sentence(text)
    assert "\n" not in made
    assert made[-1] in ".!?…’”"


def test_words_are_listed_as_one_says_them():
    assert [listed(words) for words in (["a"], ["a", "b"], ["a", "b", "c"])] == ["a", "a en b", "a, b en c"]


def test_the_number_of_queries_is_the_same_for_1_and_for_50_goals(cast, as_user, count_queries, goal):
    client = as_user(cast.joost.user)
    client.get(address(cast.joost))
    few = [count_queries(client, address(cast.joost, query)) for query in ("", "?jaar=2027")]
    for _ in range(50):
        owner = MembershipFactory(school=cast.joost.school)
        other = GoalFactory(owner=owner, team=TeamFactory(lead=owner))
        EvaluationFactory(goal=other, held=True)
        ActionFactory(goal=other, done=True)
    assert [count_queries(client, address(cast.joost, query)) for query in ("", "?jaar=2027")] == few
