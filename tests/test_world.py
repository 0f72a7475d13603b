"""The world holds one of everything, with the marker in every text: only then do tests on rights prove much."""

import pytest
from django.apps import apps
from django.db.models import CharField, EmailField, Field, Model, SlugField, TextField

from checklists.models import Round
from handreiking.checks import walk_urls
from reflections.models import Reflection
from schools.models import Evaluation, Goal, RegionHoliday
from tests import world
from tests.one_world import in_one_world
from tests.world import Cast, Side, build_side, url_kwargs

APPS = ("schools", "reflections", "checklists")
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models()]

# Fields of characters that hold no free text. Choices, slugs and e-mail addresses are known without being listed.
NOT_FREE_TEXT = {
    "schools.User.password": "a hash",
    "schools.School.code": "an address",
    "schools.School.brin": "a code with a fixed pattern",
    "schools.Invitation.token_digest": "a hash",
    "schools.SchoolRequest.token_digest": "a hash",
    "schools.CalendarFeed.nonce": "made by chance",
    "schools.CalendarFeed.token_digest": "a hash",
    "schools.SchoolRequest.brin": "a code with a fixed pattern",
    "schools.Board.number": "a number of the government",
    "schools.RegionHoliday.name": "from the government's table, the same for everyone",
    "schools.Goal.item_code": "a code of the checklist",
    "schools.GoalChange.field": "a word of the program",
    "schools.JournalEntry.deed": "a word of the program",
    "reflections.Reflection.question": "a slug of the content",
    "reflections.PeerConversation.handvat": "a slug of the content",
    "reflections.PeerAnswer.question": "a slug of the content",
    "checklists.Round.edition_key": "a key of the checklist",
    "checklists.TeamView.item_code": "a code of the checklist",
    "checklists.Priority.item_code": "a code of the checklist",
    "checklists.Answer.item_code": "a code of the checklist",
    "checklists.Tally.item_code": "a code of the checklist",
    "checklists.Tally.stand": "a step of the scale",
    "checklists.Remark.item_code": "a code of the checklist",
    "checklists.Conversation.item_code": "a code of the checklist",
    "checklists.Conversation.step": "a slug of the script",
    "checklists.RoundKey.secret": "random",
    "checklists.Sheet.digest": "a hash",
}


def free_text_fields(model: type[Model]) -> list[Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField)
        and not isinstance(field, SlugField | EmailField)
        and not field.choices
        and str(field) not in NOT_FREE_TEXT
    ]


TEXTS = [(model, field.name) for model in MODELS for field in free_text_fields(model)]


@in_one_world
@pytest.mark.parametrize("model", MODELS)
def test_the_world_has_one_of_every_model(model: type[Model], ours: Side) -> None:
    label = model._meta.label
    assert ours.of(model), f"Make a {label} in build_side (tests/world.py), put it in `rows`, and its id in `kwargs`."


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_has_a_factory(model: type[Model]) -> None:
    name = f"{model.__name__}Factory"
    assert hasattr(world, name), f"Write a {name} in tests/world.py."


@in_one_world
@pytest.mark.parametrize(("model", "name"), TEXTS)
def test_every_free_text_carries_the_marker(model: type[Model], name: str, ours: Side) -> None:
    texts = [getattr(row, name) for row in ours.of(model)]
    sentence = (
        f"Put the marker in {model._meta.label}.{name} in build_side (tests/world.py), or list it in NOT_FREE_TEXT."
    )
    assert any(texts), sentence
    assert all(ours.marker in text for text in texts if text), sentence


def test_the_list_of_exceptions_names_fields_that_exist() -> None:
    known = {str(field) for model in MODELS for field in model._meta.concrete_fields}
    assert set(NOT_FREE_TEXT) <= known


ROUTES = [(name, arguments) for name, _, arguments in walk_urls()]


@in_one_world
@pytest.mark.parametrize(("name", "arguments"), ROUTES)
def test_every_argument_of_a_url_has_a_value(name: str, arguments: tuple[str, ...], ours: Side) -> None:
    assert url_kwargs(name, arguments, ours.kwargs).keys() == set(arguments)


def test_an_argument_without_a_value_is_named(ours: Side) -> None:
    with pytest.raises(AssertionError, match=r"Give nest_id a value in the kwargs of build_side \(tests/world.py\)"):
        url_kwargs("schools:nest_detail", ["code", "nest_id"], ours.kwargs)


def test_rivals_share_nothing(ours: Side, theirs: Side) -> None:
    for row in ours.rows:
        assert isinstance(row, RegionHoliday) or row not in theirs.rows
        assert theirs.marker not in str(row.__dict__)
    for name, value in theirs.kwargs.items():
        assert name.endswith("slug") or ours.kwargs[name] != value


def test_a_side_is_complete_each_time(db: None) -> None:
    assert [type(row) for row in build_side("A").rows] == [type(row) for row in build_side("B").rows]


def test_a_side_has_a_closed_round_and_an_open_one_for_each_way(ours: Side) -> None:
    rounds = sorted((bool(round_.closed_at), round_.way) for round_ in ours.of(Round))
    assert rounds == [(False, "alone"), (False, "together"), (True, "alone")]


def test_a_colleague_shares_the_school_and_nothing_private(ours: Side, colleague: Side) -> None:
    assert colleague.member.school == ours.member.school
    assert colleague.member.role == "teacher"
    assert colleague.marker not in colleague.member.user.name
    assert not Goal.objects.visible_to(ours.member).filter(aim__contains=colleague.marker).exists()
    assert Goal.objects.visible_to(colleague.member).filter(aim__contains=colleague.marker).exists()
    assert not Reflection.objects.visible_to(ours.member.user).filter(pk=colleague.of(Reflection)[0].pk).exists()
    assert not Evaluation.objects.visible_to(ours.member).filter(pk=colleague.kwargs["evaluation_id"]).exists()


def test_the_cast_is_who_the_tests_say_they_are(cast: Cast) -> None:
    assert [cast.marieke.title, cast.joost.title, cast.fatima.title] == ["IB’er", "leerkracht", "directeur"]
    assert cast.marieke.school == cast.joost.school == cast.fatima.school
    assert cast.bram.school != cast.marieke.school


@pytest.mark.parametrize("state", Goal.State)
def test_a_goal_of_the_factory_is_in_its_state_and_keeps_the_rules(state: Goal.State, cast: Cast) -> None:
    wanted = {} if state == Goal.State.RUNNING else {state.value: True}
    goal = world.GoalFactory(owner=cast.marieke, **wanted)
    goal.full_clean()
    assert goal.state == state
    assert goal.evaluations.coming().exists() == goal.is_alive


def test_what_factories_make_is_valid(ours: Side, colleague: Side) -> None:
    for row in (*ours.rows, *colleague.rows):
        row.full_clean(exclude=["password"])
