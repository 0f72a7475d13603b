"""Who may do what: the table of the design as one test, for every role, with and without htmx.

    yes     allowed, and it happens
    own     answered, but it reaches only what is one's own: what is not stays as it was
    not yet answered with the way back: it can be seen later
    wrong   the form refuses it (422): an id in the body that is not theirs to name
    403     a member without the right
    404     whether it exists is not theirs to know
    login   a visitor is asked to sign in first

What a board sees is tried in tests/schools/test_board_overview.py. Not built yet, so not here: sharing a reflection with a colleague.
"""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.timezone import localdate

from checklists.models import Conversation, Priority, Round
from checklists.opening import open_round
from handreiking.checks import walk_urls
from reflections.models import Reflection
from schools.calendar import SchoolYear
from schools.models import Action as Step
from schools.models import AgendaMoment, BoardShare, Decision, Evaluation, Goal, Invitation, Membership, WavedProposal
from schools.moments import Facts
from tests.world import (
    ActionFactory,
    AgendaItemFactory,
    AgendaMomentFactory,
    BoardFactory,
    ConversationFactory,
    DecisionFactory,
    EvaluationFactory,
    GoalFactory,
    InvitationFactory,
    MembershipFactory,
    PriorityFactory,
    ReflectionFactory,
    RoundFactory,
    RoundKeyFactory,
    SchoolFactory,
    TeamFactory,
    TeamViewFactory,
    UserFactory,
    build_side,
    on,
    url_kwargs,
    weekday,
)

pytestmark = pytest.mark.django_db

ROLES = ["visitor", "teacher", "coordinator", "principal", "school admin", "site admin"]

TABLE = """
                                              | visitor | teacher | coordinator | principal | school admin | site admin
-- content
read a chapter                                | yes     | yes     | yes         | yes       | yes          | yes
read a handvat                                | yes     | yes     | yes         | yes       | yes          | yes
search                                        | yes     | yes     | yes         | yes       | yes          | yes
put questions on the board                    | yes     | yes     | yes         | yes       | yes          | yes
-- reflections: they are the account's, in a school or not; nobody has a colleague's
read one's reflections                        | login   | own     | own         | own       | own          | own
write a reflection                            | login   | yes     | yes         | yes       | yes          | yes
write a reflection in a colleague's name      | login   | own     | own         | own       | own          | own
empty a colleague's reflection                | login   | own     | own         | own       | own          | own
-- rounds of the checklist
see the rounds                                | login   | yes     | yes         | yes       | yes          | 404
see the form to open a round                  | login   | 403     | yes         | yes       | 403          | 404
open a round                                  | login   | 403     | yes         | yes       | 403          | 404
see a draft                                   | login   | 404     | yes         | yes       | 404          | 404
change a draft                                | login   | 404     | yes         | yes       | 404          | 404
throw a draft away                            | login   | 404     | yes         | yes       | 404          | 404
open a draft                                  | login   | 404     | yes         | yes       | 404          | 404
see the first page of an open round           | login   | yes     | yes         | yes       | yes          | 404
see a round of a team that one is not in      | login   | 404     | yes         | yes       | 404          | 404
see who has filled in                         | login   | own     | yes         | yes       | own          | 404
see the form of what changes in an open round | login   | 403     | yes         | yes       | 403          | 404
let who is not done be reminded               | login   | 403     | yes         | yes       | 403          | 404
see what closing means                        | login   | 403     | yes         | yes       | 403          | 404
close a round below five without answers      | login   | 403     | yes         | yes       | 403          | 404
show the outcome to the team                  | login   | 403     | yes         | yes       | 403          | 404
see the form of an open round                 | login   | 403     | yes         | yes       | 403          | 404
record what the team agrees                   | login   | 403     | yes         | yes       | 403          | 404
see what answering alone is                   | login   | yes     | yes         | yes       | yes          | 404
see the form to answer alone                  | login   | yes     | yes         | yes       | yes          | 404
answer alone                                  | login   | yes     | yes         | yes       | yes          | 404
see the end of answering alone                | login   | yes     | yes         | yes       | yes          | 404
say klaar                                     | login   | yes     | yes         | yes       | yes          | 404
see the checklist on paper                    | login   | yes     | yes         | yes       | yes          | 404
see the form to enter paper                   | login   | 403     | yes         | yes       | 403          | 404
enter paper                                   | login   | 403     | yes         | yes       | 403          | 404
close a round                                 | login   | 403     | yes         | yes       | 403          | 404
reopen a round                                | login   | 403     | yes         | yes       | 403          | 404
see the outcome of a closed round             | login   | yes     | yes         | yes       | yes          | 404
see the outcome of an open round              | login   | not yet | not yet     | not yet   | not yet      | 404
take the outcome of a closed round along      | login   | yes     | yes         | yes       | yes          | 404
take the outcome of an open round along       | login   | not yet | not yet     | not yet   | not yet      | 404
read a text for the plan                      | login   | yes     | yes         | yes       | yes          | 404
choose the priorities                         | login   | 403     | yes         | yes       | 403          | 404
make a goal of a priority                     | login   | 403     | yes         | yes       | 403          | 404
make a goal of another school's priority      | login   | 404     | 404         | 404       | 404          | 404
lead a team conversation                      | login   | 403     | yes         | yes       | 403          | 404
begin a team conversation                     | login   | 403     | yes         | yes       | 403          | 404
record what is said in a conversation         | login   | 403     | yes         | yes       | 403          | 404
end answering alone in a conversation         | login   | 403     | yes         | yes       | 403          | 404
end a team conversation                       | login   | 403     | yes         | yes       | 403          | 404
follow a team conversation                    | login   | yes     | yes         | yes       | yes          | 404
lead another school's conversation            | login   | 403     | 404         | 404       | 403          | 404
follow another school's conversation          | login   | 404     | 404         | 404       | 404          | 404
-- goals of the school
see the goals                                 | login   | yes     | yes         | yes       | yes          | 404
see a school goal                             | login   | yes     | yes         | yes       | yes          | 404
see the form of a new goal                    | login   | yes     | yes         | yes       | yes          | 404
make a school goal                            | login   | own     | yes         | yes       | own          | 404
let a school goal run                         | login   | own     | yes         | yes       | own          | 404
propose a school goal                         | login   | yes     | own         | own       | yes          | 404
begin a goal in steps                         | login   | yes     | yes         | yes       | yes          | 404
propose one's own idea                        | login   | yes     | yes         | yes       | yes          | 404
propose a colleague's idea                    | login   | 404     | 404         | 404       | 404          | 404
see a colleague's idea                        | login   | 404     | 404         | 404       | 404          | 404
see a colleague's proposal                    | login   | 404     | yes         | yes       | 404          | 404
let a colleague's proposal run                | login   | 404     | yes         | yes       | 404          | 404
decline a colleague's proposal                | login   | 404     | yes         | yes       | 404          | 404
change one's own proposal                     | login   | yes     | yes         | yes       | yes          | 404
throw one's own concept away                  | login   | yes     | yes         | yes       | yes          | 404
go on with a school's concept                 | login   | 403     | yes         | yes       | 403          | 404
see the goals on the map                      | login   | yes     | yes         | yes       | yes          | 404
read the history of a school goal             | login   | yes     | yes         | yes       | yes          | 404
take a day to look back along in a calendar   | login   | yes     | yes         | yes       | yes          | 404
make a goal for a team of another school      | login   | wrong   | wrong       | wrong     | wrong        | 404
-- goals over the years
see the goals of a school year                | login   | yes     | yes         | yes       | yes          | 404
read a text on the goals of a school year     | login   | yes     | yes         | yes       | yes          | 404
see the page to round a school year off       | login   | 403     | yes         | yes       | 403          | 404
close a school goal with the year             | login   | 403     | yes         | yes       | 403          | 404
close a colleague's class goal with the year  | login   | 403     | 404         | 404       | 403          | 404
close another school's goal with the year     | login   | 403     | 404         | 404       | 403          | 404
-- actions
put an action under a school goal             | login   | 403     | yes         | yes       | 403          | 404
put an action under a goal of one's own team  | login   | yes     | yes         | yes       | yes          | 404
give an action to someone of another school   | login   | 403     | wrong       | wrong     | 403          | 404
tick off one's own action                     | login   | yes     | yes         | yes       | yes          | 404
tick off a colleague's action                 | login   | 403     | yes         | yes       | 403          | 404
change a colleague's action                   | login   | 403     | yes         | yes       | 403          | 404
take a colleague's action away                | login   | 403     | yes         | yes       | 403          | 404
tick off another school's action              | login   | 404     | 404         | 404       | 404          | 404
-- goals again
see the form of a school goal                 | login   | 403     | yes         | yes       | 403          | 404
change a school goal                          | login   | 403     | yes         | yes       | 403          | 404
change a school goal that one owns            | login   | 403     | yes         | yes       | 403          | 404
give a goal an owner of another school        | login   | 403     | wrong       | wrong     | 403          | 404
move a goal to another school                 | login   | 403     | own         | own       | 403          | 404
see another school's goal                     | login   | 404     | 404         | 404       | 404          | 404
change another school's goal                  | login   | 404     | 404         | 404       | 404          | 404
-- goals for the own class
make a class goal                             | login   | yes     | yes         | yes       | yes          | 404
change one's own class goal                   | login   | yes     | yes         | yes       | yes          | 404
make a class goal for a colleague             | login   | own     | wrong       | wrong     | own          | 404
see a colleague's class goal                  | login   | 404     | 404         | 404       | 404          | 404
change a colleague's class goal               | login   | 404     | 404         | 404       | 404          | 404
see a class goal that a colleague shows       | login   | yes     | yes         | yes       | yes          | 404
change a class goal that a colleague shows    | login   | 403     | 403         | 403       | 403          | 404
-- evaluations
record one of one's own class goal            | login   | yes     | yes         | yes       | yes          | 404
record one of a school goal that one owns     | login   | yes     | yes         | yes       | yes          | 404
record one of another school goal             | login   | 403     | yes         | yes       | 403          | 404
record one of a colleague's class goal        | login   | 404     | 404         | 404       | 404          | 404
record one of another school                  | login   | 404     | 404         | 404       | 404          | 404
hold one on the board                         | login   | 403     | yes         | yes       | 403          | 404
plan one more for a school goal               | login   | 403     | yes         | yes       | 403          | 404
plan one more for a school goal that one owns | login   | yes     | yes         | yes       | yes          | 404
move one of a school goal                     | login   | 403     | yes         | yes       | 403          | 404
let one of a school goal lapse                | login   | 403     | yes         | yes       | 403          | 404
put right what a colleague recorded           | login   | 403     | yes         | yes       | 403          | 404
move one of another school                    | login   | 404     | 404         | 404       | 404          | 404
-- the team agenda
see the agenda                                | login   | yes     | yes         | yes       | yes          | 404
see the form of a new moment                  | login   | 403     | yes         | yes       | 403          | 404
put a moment on the agenda                    | login   | 403     | yes         | yes       | 403          | 404
change a moment                               | login   | 403     | yes         | yes       | 403          | 404
change another school's moment                | login   | 403     | 404         | 404       | 403          | 404
give a moment a team of another school        | login   | 403     | wrong       | wrong     | 403          | 404
see a moment                                  | login   | yes     | yes         | yes       | yes          | 404
see another school's moment                   | login   | 404     | 404         | 404       | 404          | 404
take a moment along in a calendar             | login   | yes     | yes         | yes       | yes          | 404
walk through a moment on the board            | login   | yes     | yes         | yes       | yes          | 404
keep a moment on paper                        | login   | yes     | yes         | yes       | yes          | 404
take a proposed moment over                   | login   | 403     | yes         | yes       | 403          | 404
wave a proposed moment away                   | login   | 403     | yes         | yes       | 403          | 404
cancel a moment                               | login   | 403     | yes         | yes       | 403          | 404
let a cancelled moment take place             | login   | 403     | yes         | yes       | 403          | 404
put a moment's agenda in order                | login   | 403     | yes         | yes       | 403          | 404
write the notes of a moment                   | login   | 403     | yes         | yes       | 403          | 404
change a colleague's decision                 | login   | 404     | yes         | yes       | 404          | 404
say that one's own action is done             | login   | yes     | yes         | yes       | yes          | 404
say that a colleague's action is done         | login   | 404     | yes         | yes       | 404          | 404
change another school's decision              | login   | 404     | 404         | 404       | 404          | 404
-- what the board sees
see what the board sees of the school         | login   | yes     | yes         | yes       | yes          | 404
let the board look                            | login   | 403     | 403         | yes       | yes          | 404
see the page of the board itself              | login   | 404     | 404         | 404       | 404          | 404
-- the people of the school
see the members                               | login   | 403     | 403         | yes       | yes          | 404
see the form to invite                        | login   | 403     | 403         | yes       | yes          | 404
invite someone                                | login   | 403     | 403         | yes       | yes          | 404
send an invitation again                      | login   | 403     | 403         | yes       | yes          | 404
withdraw an invitation                        | login   | 403     | 403         | yes       | yes          | 404
withdraw another school's invitation          | login   | 403     | 403         | 404       | 404          | 404
see the form of a role                        | login   | 403     | 403         | yes       | yes          | 404
change a colleague's role                     | login   | 403     | 403         | yes       | yes          | 404
make oneself principal                        | login   | 403     | 403         | yes       | yes          | 404
change a role in another school               | login   | 403     | 403         | 404       | 404          | 404
see the form to deactivate                    | login   | 403     | 403         | yes       | yes          | 404
deactivate a colleague                        | login   | 403     | 403         | yes       | yes          | 404
give the goals to someone of another school   | login   | 403     | 403         | wrong     | wrong        | 404
deactivate someone of another school          | login   | 403     | 403         | 404       | 404          | 404
reactivate a colleague                        | login   | 403     | 403         | yes       | yes          | 404
see the form to hand over                     | login   | 403     | 403         | yes       | yes          | 404
hand over                                     | login   | 403     | 403         | yes       | yes          | 404
hand over to someone of another school        | login   | 403     | 403         | wrong     | wrong        | 404
read the journal                              | login   | 403     | 403         | yes       | yes          | 404
go into the school                            | login   | yes     | yes         | yes       | yes          | 404
see the form to leave                         | login   | yes     | yes         | yes       | yes          | 404
leave the school                              | login   | yes     | yes         | yes       | yes          | 404
-- pages of the school by how their names begin, the longest beginning counts; picked up as soon as they are there
schools:school_edit                           | login   | 403     | 403         | yes       | yes          | 404
schools:team_list                             | login   | yes     | yes         | yes       | yes          | 404
schools:team_                                 | login   | 403     | 403         | yes       | yes          | 404
schools:holiday_list                          | login   | yes     | yes         | yes       | yes          | 404
schools:holiday_                              | login   | 403     | 403         | yes       | yes          | 404
schools:request_                              | login   | 403     | 403         | yes       | yes          | 404
-- the site admin
open the Django admin                         | login   | login   | login       | login     | login        | yes
look after memberships in the admin           | login   | login   | login       | login     | login        | yes
read reflections in the admin                 | login   | login   | login       | login     | login        | 404
read what a team agreed in the admin          | login   | login   | login       | login     | login        | 404
"""
LOGINS = ("/account/login/", "/beheer/login/")


@dataclass(frozen=True)
class Action:
    """A request, in which {names} are filled in from the scene, and how to see in the database that it happened."""

    method: str
    address: str
    data: dict[str, Any] = field(default_factory=dict)
    done: Any = None
    alone: bool = False  # no other round is open
    shows: str = ""  # what only who may see it finds on the page


def get(address: str, *, shows: str = "") -> Action:
    return Action("get", address, shows=shows)


def post(address: str, data: dict[str, Any] | None = None, *, done: Any, alone: bool = False) -> Action:
    return Action("post", address, data or {}, done, alone)


SCHOOL = "/school/{code}/"
MEMBERS = SCHOOL + "leden/"
CHECKLIST = SCHOOL + "checklist/"
GOAL = {"aim": "Nieuw", "scope": "school", "owner": "{me.pk}"}
STEP = {"text": "Nieuw", "owner": "{me.pk}"}
CLASS_GOAL = GOAL | {"scope": "class"}
FOUND = {"seen": "Nieuw", "progress": "1", "worked": "", "decision": "continue", "next_on": "{day}"}
SECURED = {"choice": "close", "ending": "secured", "version": "1"}
MOMENT = {"title": "Nieuw", "kind": "meeting", "day": "{day}", "begin": "15:00", "end": "16:00", "stamp": "{stamp}"}
PROPOSAL = {"voorstel": "start", "jaar": "{next_year}"}
HANDOVER = {"to": "{leaver.pk}", "becomes": "own", "stay": "teacher", "successor": ""}


def is_new(name):
    return lambda scene: Goal.objects.get(pk=getattr(scene, name).pk).aim == "Nieuw"


def is_secured(name):
    return lambda scene: bool(Goal.objects.get(pk=getattr(scene, name).pk).secured_on)


def is_ticked(name):
    return lambda scene: bool(Step.objects.get(pk=getattr(scene, name).pk).done_on)


def is_held(name):
    return lambda scene: bool(Evaluation.objects.get(pk=getattr(scene, name).pk).held_on)


def member_is(name, **facts):
    return lambda scene: Membership.objects.filter(pk=getattr(scene, name).pk, **facts).exists()


def has_changed(scene):
    """Tell whether anything of the colleague's reflection is another than it was."""
    return [(one.pk, one.lines) for one in Reflection.objects.visible_to(scene.colleague.user)] != scene.kept


ACTIONS = {
    "see what the board sees of the school": get(SCHOOL + "bestuur/"),
    "let the board look": post(
        SCHOOL + "bestuur/",
        {"keuze": "aan", "board": "{school.board_id}"},
        done=lambda scene: BoardShare.objects.running().filter(school=scene.school).exists(),
    ),
    "see the page of the board itself": get("/bestuur/{school.board_id}/"),
    "read a chapter": get("/cirkels/groep/"),
    "read a handvat": get("/handvatten/samen-verantwoordelijk/"),
    "search": get("/zoeken/?q=groep"),
    "put questions on the board": get("/handvatten/samen-verantwoordelijk/gesprek/"),
    "read one's reflections": get("/reflecties/?author={colleague.user_id}"),
    "write a reflection": post(
        "/reflecties/1c-uitstralen/",
        {"text": "Nieuw"},
        done=lambda scene: Reflection.objects.filter(author=scene.user, question="1c-uitstralen").exists(),
    ),
    "write a reflection in a colleague's name": post(
        "/reflecties/1c-uitstralen/",
        {"text": "Nieuw", "author": "{colleague.user_id}", "user": "{colleague.user_id}"},
        done=has_changed,
    ),
    "empty a colleague's reflection": post(
        "/reflecties/1c-uitstralen/", {"text": "", "author": "{colleague.user_id}"}, done=has_changed
    ),
    "see the rounds": get(CHECKLIST),
    "see the form to open a round": get(CHECKLIST + "nieuw/"),
    "open a round": post(
        CHECKLIST + "nieuw/",
        {"name": "Nieuw", "depth": "kern", "way": "together", "open": "1"},
        done=lambda scene: Round.objects.filter(name="Nieuw", opened_at__isnull=False).exists(),
        alone=True,
    ),
    "see a draft": get(CHECKLIST + "{draft.pk}/"),
    "change a draft": post(
        CHECKLIST + "{draft.pk}/wijzigen/",
        {"name": "Nieuw", "depth": "kern", "way": "together"},
        done=lambda scene: Round.objects.filter(name="Nieuw").exists(),
    ),
    "throw a draft away": post(
        CHECKLIST + "{draft.pk}/verwijderen/", done=lambda scene: not Round.objects.filter(pk=scene.draft.pk).exists()
    ),
    "open a draft": post(
        CHECKLIST + "{draft.pk}/openen/",
        done=lambda scene: bool(Round.objects.get(pk=scene.draft.pk).opened_at),
        alone=True,
    ),
    "see the first page of an open round": get(CHECKLIST + "{open.pk}/"),
    "see a round of a team that one is not in": get(CHECKLIST + "{of_team.pk}/"),
    "see who has filled in": get(CHECKLIST + "{each_alone.pk}/", shows="Wie is klaar?"),
    "see the form of what changes in an open round": get(CHECKLIST + "{open.pk}/wijzigen/"),
    "let who is not done be reminded": post(
        CHECKLIST + "{each_alone.pk}/herinneren/",
        done=lambda scene: bool(Round.objects.get(pk=scene.each_alone.pk).reminds_from),
    ),
    "see what closing means": get(CHECKLIST + "{open.pk}/afronden/"),
    "close a round below five without answers": post(
        CHECKLIST + "{each_alone.pk}/afronden/",
        {"without_answers": "on"},
        done=lambda scene: bool(Round.objects.get(pk=scene.each_alone.pk).closed_at),
    ),
    "show the outcome to the team": post(
        CHECKLIST + "{answered.pk}/tonen/",
        done=lambda scene: bool(Round.objects.get(pk=scene.answered.pk).shown_at),
    ),
    "see the form of an open round": get(CHECKLIST + "{open.pk}/{pillar.slug}/"),
    "record what the team agrees": post(
        CHECKLIST + "{open.pk}/{pillar.slug}/",
        {"{item.code}": "3", "{item.code}-seen": "1.1."},  # the version that the scene has
        done=lambda scene: scene.open.team_views.get(item_code=scene.item.code).stand == "3",
    ),
    "see what answering alone is": get(CHECKLIST + "{alone.pk}/invullen/"),
    "see the form to answer alone": get(CHECKLIST + "{alone.pk}/invullen/{pillar.slug}/"),
    "answer alone": post(
        CHECKLIST + "{alone.pk}/invullen/{pillar.slug}/",
        {"{item.code}-stand": "2"},
        done=lambda scene: scene.alone.sheets.filter(answers__stand="2").exists(),
    ),
    "see the end of answering alone": get(CHECKLIST + "{alone.pk}/invullen/klaar/"),
    "say klaar": post(
        CHECKLIST + "{alone.pk}/invullen/klaar/",
        {"deed": "klaar"},
        done=lambda scene: scene.alone.participations.filter(finished=True).exists(),
    ),
    "see the checklist on paper": get(CHECKLIST + "{alone.pk}/papier/"),
    "see the form to enter paper": get(CHECKLIST + "{alone.pk}/papier/invoeren/"),
    "enter paper": post(
        CHECKLIST + "{alone.pk}/papier/invoeren/",
        {"{item.code}-stand": "2"},
        done=lambda scene: scene.alone.sheets.filter(digest=None).exists(),
    ),
    "close a round": post(
        CHECKLIST + "{open.pk}/afronden/", done=lambda scene: bool(Round.objects.get(pk=scene.open.pk).closed_at)
    ),
    "reopen a round": post(
        CHECKLIST + "{closed.pk}/heropenen/",
        done=lambda scene: not Round.objects.get(pk=scene.closed.pk).closed_at,
        alone=True,
    ),
    "see the outcome of a closed round": get(CHECKLIST + "{closed.pk}/uitkomst/"),
    "see the outcome of an open round": get(CHECKLIST + "{open.pk}/uitkomst/"),
    "take the outcome of a closed round along": get(CHECKLIST + "{closed.pk}/uitkomst/meenemen/"),
    "take the outcome of an open round along": get(CHECKLIST + "{open.pk}/uitkomst/meenemen/"),
    "read a text for the plan": get(CHECKLIST + "{closed.pk}/uitkomst/plan/"),
    "choose the priorities": post(
        CHECKLIST + "{closed.pk}/prioriteiten/",
        {"items": "{other_item.code}"},
        done=lambda scene: scene.closed.priorities.filter(item_code=scene.other_item.code).exists(),
    ),
    "make a goal of a priority": post(
        CHECKLIST + "prioriteit/{priority.pk}/doel/",
        done=lambda scene: Priority.objects.filter(pk=scene.priority.pk, goal__isnull=False).exists(),
    ),
    "make a goal of another school's priority": post(
        CHECKLIST + "prioriteit/{their_priority.pk}/doel/",
        done=lambda scene: Priority.objects.filter(pk=scene.their_priority.pk, goal__isnull=False).exists(),
    ),
    "lead a team conversation": get(CHECKLIST + "{talked.pk}/gesprek/"),
    "begin a team conversation": post(
        CHECKLIST + "{open.pk}/gesprek/begin/",
        done=lambda scene: Conversation.objects.filter(round=scene.open).exists(),
    ),
    "record what is said in a conversation": post(
        CHECKLIST + "{talked.pk}/gesprek/",
        {"at": "vertellen", "holds": "1", "seen": "1", "text": "Nieuw"},
        done=lambda scene: Conversation.objects.get(round=scene.talked).telling == "Nieuw",
    ),
    "end answering alone in a conversation": post(
        CHECKLIST + "{apart.pk}/gesprek/invullen/",
        {"together": "1"},
        done=lambda scene: bool(Round.objects.get(pk=scene.apart.pk).closed_at),
    ),
    "end a team conversation": post(
        CHECKLIST + "{talked.pk}/gesprek/",
        {"at": "doel", "go": "einde"},
        done=lambda scene: bool(Conversation.objects.get(round=scene.talked).ended_at),
    ),
    "follow a team conversation": get(CHECKLIST + "{talked.pk}/volg/"),
    "lead another school's conversation": post(
        CHECKLIST + "{their_priority.round_id}/gesprek/begin/",
        done=lambda scene: Conversation.objects.filter(round=scene.their_priority.round_id).exists(),
    ),
    "follow another school's conversation": get(CHECKLIST + "{their_priority.round_id}/volg/"),
    "see the goals": get(SCHOOL + "doelen/"),
    "see a school goal": get(SCHOOL + "doelen/{goal.pk}/"),
    "see the form of a new goal": get(SCHOOL + "doelen/nieuw/"),
    "make a school goal": post(
        SCHOOL + "doelen/nieuw/",
        GOAL,
        done=lambda scene: Goal.objects.filter(aim="Nieuw", scope="school", proposer=None).exists(),
    ),
    "let a school goal run": post(
        SCHOOL + "doelen/nieuw/",
        GOAL | {"evaluate_on": "{day}", "start": "1"},
        done=lambda scene: Goal.objects.alive().filter(aim="Nieuw").exists(),
    ),
    "propose a school goal": post(
        SCHOOL + "doelen/nieuw/",
        GOAL | {"evaluate_on": "{day}", "start": "1"},
        done=lambda scene: Goal.objects.filter(aim="Nieuw", proposed_at__isnull=False).exists(),
    ),
    "begin a goal in steps": get(SCHOOL + "doelen/nieuw/stappen/"),
    "propose one's own idea": post(
        SCHOOL + "doelen/{my_idea.pk}/voorstellen/",
        done=lambda scene: bool(Goal.objects.get(pk=scene.my_idea.pk).proposed_at),
    ),
    "propose a colleague's idea": post(
        SCHOOL + "doelen/{idea.pk}/voorstellen/",
        done=lambda scene: bool(Goal.objects.get(pk=scene.idea.pk).proposed_at),
    ),
    "see a colleague's idea": get(SCHOOL + "doelen/{idea.pk}/"),
    "see a colleague's proposal": get(SCHOOL + "doelen/{proposal.pk}/"),
    "let a colleague's proposal run": post(
        SCHOOL + "doelen/{proposal.pk}/stap/wanneer/",
        {"evaluate_on": "{day}", "start": "1"},
        done=lambda scene: Goal.objects.alive().filter(pk=scene.proposal.pk).exists(),
    ),
    "decline a colleague's proposal": post(
        SCHOOL + "doelen/{proposal.pk}/niet-nu/",
        {"reason": "Later."},
        done=lambda scene: bool(Goal.objects.get(pk=scene.proposal.pk).declined_at),
    ),
    "change one's own proposal": post(SCHOOL + "doelen/{my_proposal.pk}/wijzigen/", GOAL, done=is_new("my_proposal")),
    "throw one's own concept away": post(
        SCHOOL + "doelen/{my_proposal.pk}/weg/",
        done=lambda scene: not Goal.objects.filter(pk=scene.my_proposal.pk).exists(),
    ),
    "go on with a school's concept": get(SCHOOL + "doelen/{concept.pk}/stap/volgen/"),
    "see the goals on the map": get(SCHOOL + "doelen/kringen/"),
    "see the goals of a school year": get(SCHOOL + "doelen/jaar/"),
    "read a text on the goals of a school year": get(SCHOOL + "doelen/jaar/tekst/"),
    "see the page to round a school year off": get(SCHOOL + "doelen/jaar/afronden/"),
    "close a school goal with the year": post(SCHOOL + "doelen/{goal.pk}/jaar/", SECURED, done=is_secured("goal")),
    "close a colleague's class goal with the year": post(
        SCHOOL + "doelen/{secret_goal.pk}/jaar/", SECURED, done=is_secured("secret_goal")
    ),
    "close another school's goal with the year": post(
        SCHOOL + "doelen/{their_goal.pk}/jaar/", SECURED, done=is_secured("their_goal")
    ),
    "read the history of a school goal": get(SCHOOL + "doelen/{goal.pk}/geschiedenis/"),
    "take a day to look back along in a calendar": get(SCHOOL + "evaluaties/{evaluation.pk}/moment.ics"),
    "make a goal for a team of another school": post(
        SCHOOL + "doelen/nieuw/",
        GOAL | {"scope": "team", "team": "{their_team.pk}"},
        done=lambda scene: Goal.objects.filter(aim="Nieuw").exists(),
    ),
    "put an action under a school goal": post(
        SCHOOL + "doelen/{goal.pk}/actie/", STEP, done=lambda scene: Step.objects.filter(text="Nieuw").exists()
    ),
    "put an action under a goal of one's own team": post(
        SCHOOL + "doelen/{team_goal.pk}/actie/", STEP, done=lambda scene: Step.objects.filter(text="Nieuw").exists()
    ),
    "give an action to someone of another school": post(
        SCHOOL + "doelen/{goal.pk}/actie/",
        STEP | {"owner": "{rival.pk}"},
        done=lambda scene: Step.objects.filter(text="Nieuw").exists(),
    ),
    "tick off one's own action": post(
        SCHOOL + "acties/{my_action.pk}/klaar/", {"done": "on"}, done=is_ticked("my_action")
    ),
    "tick off a colleague's action": post(
        SCHOOL + "acties/{action.pk}/klaar/", {"done": "on"}, done=is_ticked("action")
    ),
    "change a colleague's action": post(
        SCHOOL + "acties/{action.pk}/wijzigen/", STEP, done=lambda scene: Step.objects.filter(text="Nieuw").exists()
    ),
    "take a colleague's action away": post(
        SCHOOL + "acties/{action.pk}/weg/", done=lambda scene: not Step.objects.filter(pk=scene.action.pk).exists()
    ),
    "tick off another school's action": post(
        SCHOOL + "acties/{their_action.pk}/klaar/", {"done": "on"}, done=is_ticked("their_action")
    ),
    "see the form of a school goal": get(SCHOOL + "doelen/{goal.pk}/wijzigen/"),
    "change a school goal": post(SCHOOL + "doelen/{goal.pk}/wijzigen/", GOAL, done=is_new("goal")),
    "change a school goal that one owns": post(
        SCHOOL + "doelen/{my_school_goal.pk}/wijzigen/", GOAL, done=is_new("my_school_goal")
    ),
    "give a goal an owner of another school": post(
        SCHOOL + "doelen/{goal.pk}/wijzigen/", GOAL | {"owner": "{rival.pk}"}, done=is_new("goal")
    ),
    "move a goal to another school": post(
        SCHOOL + "doelen/{goal.pk}/wijzigen/",
        GOAL | {"school": "{rival.school_id}", "school_id": "{rival.school_id}"},
        done=lambda scene: Goal.objects.get(pk=scene.goal.pk).school_id != scene.school.pk,
    ),
    "see another school's goal": get(SCHOOL + "doelen/{their_goal.pk}/"),
    "change another school's goal": post(SCHOOL + "doelen/{their_goal.pk}/wijzigen/", GOAL, done=is_new("their_goal")),
    "make a class goal": post(
        SCHOOL + "doelen/nieuw/",
        CLASS_GOAL,
        done=lambda scene: Goal.objects.filter(aim="Nieuw", scope="class", owner=scene.me).exists(),
    ),
    "change one's own class goal": post(SCHOOL + "doelen/{my_goal.pk}/wijzigen/", CLASS_GOAL, done=is_new("my_goal")),
    "make a class goal for a colleague": post(
        SCHOOL + "doelen/nieuw/",
        CLASS_GOAL | {"owner": "{colleague.pk}", "owner_id": "{colleague.pk}"},
        done=lambda scene: Goal.objects.filter(aim="Nieuw", owner=scene.colleague).exists(),
    ),
    "see a colleague's class goal": get(SCHOOL + "doelen/{secret_goal.pk}/"),
    "change a colleague's class goal": post(
        SCHOOL + "doelen/{secret_goal.pk}/wijzigen/", CLASS_GOAL, done=is_new("secret_goal")
    ),
    "see a class goal that a colleague shows": get(SCHOOL + "doelen/{shown_goal.pk}/"),
    "change a class goal that a colleague shows": post(
        SCHOOL + "doelen/{shown_goal.pk}/wijzigen/", CLASS_GOAL, done=is_new("shown_goal")
    ),
    "hold one on the board": post(SCHOOL + "evaluaties/{evaluation.pk}/bord/", FOUND, done=is_held("evaluation")),
    "plan one more for a school goal": post(
        SCHOOL + "doelen/{goal.pk}/moment/", {"due_on": "{day}"}, done=lambda scene: scene.goal.evaluations.count() == 3
    ),
    "plan one more for a school goal that one owns": post(
        SCHOOL + "doelen/{my_school_goal.pk}/moment/",
        {"due_on": "{day}"},
        done=lambda scene: scene.my_school_goal.evaluations.count() == 2,
    ),
    "move one of a school goal": post(
        SCHOOL + "evaluaties/{evaluation.pk}/verzetten/",
        {"due_on": "{day}"},
        done=lambda scene: Evaluation.objects.get(pk=scene.evaluation.pk).due_on != scene.evaluation.due_on,
    ),
    "let one of a school goal lapse": post(
        SCHOOL + "evaluaties/{evaluation.pk}/vervalt/",
        {"reason": "Studiedag.", "next_on": "{day}"},
        done=lambda scene: bool(Evaluation.objects.get(pk=scene.evaluation.pk).cancelled_on),
    ),
    "put right what a colleague recorded": post(
        SCHOOL + "evaluaties/{held.pk}/samen/",
        {"seen": "Nieuw", "progress": "1", "version": "1", "keep_seen": "here"},
        done=lambda scene: Evaluation.objects.get(pk=scene.held.pk).seen == "Nieuw",
    ),
    "move one of another school": post(
        SCHOOL + "evaluaties/{their_evaluation.pk}/verzetten/",
        {"due_on": "{day}"},
        done=lambda scene: Evaluation.objects.get(pk=scene.their_evaluation.pk).due_on != scene.their_evaluation.due_on,
    ),
    "record one of one's own class goal": post(
        SCHOOL + "evaluaties/{my_evaluation.pk}/", FOUND, done=is_held("my_evaluation")
    ),
    "record one of a school goal that one owns": post(
        SCHOOL + "evaluaties/{my_school_evaluation.pk}/", FOUND, done=is_held("my_school_evaluation")
    ),
    "record one of another school goal": post(
        SCHOOL + "evaluaties/{evaluation.pk}/", FOUND | {"goal": "{my_goal.pk}"}, done=is_held("evaluation")
    ),
    "record one of a colleague's class goal": post(
        SCHOOL + "evaluaties/{secret_evaluation.pk}/",
        FOUND | {"goal": "{my_goal.pk}"},
        done=is_held("secret_evaluation"),
    ),
    "record one of another school": post(
        SCHOOL + "evaluaties/{their_evaluation.pk}/", FOUND | {"goal": "{my_goal.pk}"}, done=is_held("their_evaluation")
    ),
    "see the agenda": get(SCHOOL + "agenda/"),
    "see the form of a new moment": get(SCHOOL + "agenda/nieuw/"),
    "put a moment on the agenda": post(
        SCHOOL + "agenda/nieuw/", MOMENT, done=lambda scene: AgendaMoment.objects.filter(title="Nieuw").exists()
    ),
    "change a moment": post(
        SCHOOL + "agenda/{moment.pk}/wijzigen/",
        MOMENT,
        done=lambda scene: AgendaMoment.objects.get(pk=scene.moment.pk).title == "Nieuw",
    ),
    "change another school's moment": post(
        SCHOOL + "agenda/{their_moment.pk}/wijzigen/",
        MOMENT,
        done=lambda scene: AgendaMoment.objects.get(pk=scene.their_moment.pk).title == "Nieuw",
    ),
    "give a moment a team of another school": post(
        SCHOOL + "agenda/{moment.pk}/wijzigen/",
        MOMENT | {"team": "{their_team.pk}"},
        done=lambda scene: AgendaMoment.objects.get(pk=scene.moment.pk).team_id == scene.their_team.pk,
    ),
    "see a moment": get(SCHOOL + "agenda/{moment.pk}/"),
    "see another school's moment": get(SCHOOL + "agenda/{their_moment.pk}/"),
    "take a moment along in a calendar": get(SCHOOL + "agenda/{moment.pk}/moment.ics"),
    "walk through a moment on the board": get(SCHOOL + "agenda/{moment.pk}/digibord/"),
    "keep a moment on paper": get(SCHOOL + "agenda/{moment.pk}/bestand/?deel=agenda"),
    "take a proposed moment over": post(
        SCHOOL + "agenda/voorstel/",
        PROPOSAL,
        done=lambda scene: AgendaMoment.objects.filter(proposal="start").exists(),
    ),
    "wave a proposed moment away": post(
        SCHOOL + "agenda/voorstel/weg/", PROPOSAL, done=lambda scene: WavedProposal.objects.exists()
    ),
    "cancel a moment": post(
        SCHOOL + "agenda/{moment.pk}/vervallen/",
        {"reason": "Nieuw"},
        done=lambda scene: AgendaMoment.objects.get(pk=scene.moment.pk).cancel_reason == "Nieuw",
    ),
    "let a cancelled moment take place": post(
        SCHOOL + "agenda/{off.pk}/toch/",
        done=lambda scene: AgendaMoment.objects.get(pk=scene.off.pk).cancelled_at is None,
    ),
    "put a moment's agenda in order": post(
        SCHOOL + "agenda/{moment.pk}/punten/",
        {"version": "0", "nieuw": "Nieuw"},
        done=lambda scene: scene.moment.items.filter(text="Nieuw").exists(),
    ),
    "write the notes of a moment": post(
        SCHOOL + "agenda/{moment.pk}/verslag/",
        {"notitie-verder": "Nieuw", "stand-verder": "0.0"},
        done=lambda scene: AgendaMoment.objects.get(pk=scene.moment.pk).notes == "Nieuw",
    ),
    "change a colleague's decision": post(
        SCHOOL + "agenda/besluiten/{decision.pk}/",
        {"text": "Nieuw"},
        done=lambda scene: Decision.objects.get(pk=scene.decision.pk).text == "Nieuw",
    ),
    "say that one's own action is done": post(
        SCHOOL + "agenda/besluiten/{my_decision.pk}/gedaan/",
        done=lambda scene: bool(Decision.objects.get(pk=scene.my_decision.pk).done_on),
    ),
    "say that a colleague's action is done": post(
        SCHOOL + "agenda/besluiten/{decision.pk}/gedaan/",
        done=lambda scene: bool(Decision.objects.get(pk=scene.decision.pk).done_on),
    ),
    "change another school's decision": post(
        SCHOOL + "agenda/besluiten/{their_decision.pk}/",
        {"text": "Nieuw"},
        done=lambda scene: Decision.objects.get(pk=scene.their_decision.pk).text == "Nieuw",
    ),
    "see the members": get(MEMBERS),
    "see the form to invite": get(MEMBERS + "uitnodigen/"),
    "invite someone": post(
        MEMBERS + "uitnodigen/",
        {"addresses": "nieuw@x.example", "role": "teacher"},
        done=lambda scene: Invitation.objects.filter(email="nieuw@x.example").exists(),
    ),
    "send an invitation again": post(
        SCHOOL + "uitnodigingen/{invitation.pk}/opnieuw/",
        done=lambda scene: Invitation.objects.get(pk=scene.invitation.pk).token_digest != scene.invitation.token_digest,
    ),
    "withdraw an invitation": post(
        SCHOOL + "uitnodigingen/{invitation.pk}/intrekken/",
        done=lambda scene: bool(Invitation.objects.get(pk=scene.invitation.pk).withdrawn_at),
    ),
    "withdraw another school's invitation": post(
        SCHOOL + "uitnodigingen/{their_invitation.pk}/intrekken/",
        done=lambda scene: bool(Invitation.objects.get(pk=scene.their_invitation.pk).withdrawn_at),
    ),
    "see the form of a role": get(MEMBERS + "{leaver.pk}/wijzigen/"),
    "change a colleague's role": post(
        MEMBERS + "{leaver.pk}/wijzigen/", {"role": "coordinator"}, done=member_is("leaver", role="coordinator")
    ),
    "make oneself principal": post(
        MEMBERS + "{me.pk}/wijzigen/", {"role": "principal"}, done=member_is("me", role="principal")
    ),
    "change a role in another school": post(
        MEMBERS + "{rival.pk}/wijzigen/", {"role": "principal"}, done=member_is("rival", role="principal")
    ),
    "see the form to deactivate": get(MEMBERS + "{leaver.pk}/uitschakelen/"),
    "deactivate a colleague": post(
        MEMBERS + "{leaver.pk}/uitschakelen/", {"successor": ""}, done=member_is("leaver", left_at__isnull=False)
    ),
    "give the goals to someone of another school": post(
        MEMBERS + "{colleague.pk}/uitschakelen/",
        {"successor": "{rival.pk}"},
        done=member_is("colleague", left_at__isnull=False),
    ),
    "deactivate someone of another school": post(
        MEMBERS + "{rival.pk}/uitschakelen/", {"successor": ""}, done=member_is("rival", left_at__isnull=False)
    ),
    "reactivate a colleague": post(MEMBERS + "{gone.pk}/terug/", done=member_is("gone", left_at__isnull=True)),
    "see the form to hand over": get(MEMBERS + "overdragen/"),
    "hand over": post(MEMBERS + "overdragen/", HANDOVER, done=member_is("leaver", is_admin=True)),
    "hand over to someone of another school": post(
        MEMBERS + "overdragen/", HANDOVER | {"to": "{rival.pk}"}, done=member_is("rival", is_admin=True)
    ),
    "read the journal": get(SCHOOL + "logboek/"),
    "go into the school": get(SCHOOL),
    "see the form to leave": get(SCHOOL + "vertrekken/"),
    "leave the school": post(
        SCHOOL + "vertrekken/", {"successor": "{colleague.pk}"}, done=member_is("me", left_at__isnull=False)
    ),
    "open the Django admin": get("/beheer/"),
    "look after memberships in the admin": get("/beheer/schools/membership/"),
    "read reflections in the admin": get("/beheer/reflections/reflection/"),
    "read what a team agreed in the admin": get("/beheer/checklists/teamview/"),
}


# ---- the table --------------------------------------------------------------------------


def rows():
    """Return the table: the verdict for each action and role."""
    head, *lines = [line for line in TABLE.strip("\n").splitlines() if not line.startswith("--")]
    assert [cell.strip() for cell in head.split("|")[1:]] == ROLES
    cut = [[cell.strip() for cell in line.split("|")] for line in lines]
    return {name: dict(zip(ROLES, verdicts, strict=True)) for name, *verdicts in cut}


ROWS = rows()
BEGINNINGS = sorted((name for name in ROWS if name.startswith("schools:")), key=len, reverse=True)
BY_NAME = [
    (name, arguments, next(start for start in BEGINNINGS if name.startswith(start)))
    for name, _, arguments in walk_urls()
    if name.startswith(tuple(BEGINNINGS))
]
HTMX = [pytest.param({}, id="page"), pytest.param({"hx-request": "true"}, id="htmx")]


# ---- the scene --------------------------------------------------------------------------


def build_scene(role):
    """Make two schools, and someone of the role in ours; who is no member looks at what is the colleague's."""
    school = SchoolFactory(board=BoardFactory())
    MembershipFactory(school=school, role="principal", is_admin=True)  # whoever leaves, someone manages the accounts
    colleague = MembershipFactory(school=school)
    me = person(role, school)
    scene = SimpleNamespace(school=school, code=school.code, colleague=colleague, me=me or colleague)
    scene.user = me.user if me else UserFactory(is_staff=True, is_superuser=True) if role == "site admin" else None
    scene.leaver = MembershipFactory(school=school)
    scene.gone = MembershipFactory(school=school, left_at=timezone.now())
    scene.day = weekday(30).isoformat()
    scene.invitation = InvitationFactory(school=school)
    give_agenda(scene)
    give_goals(scene)
    give_rounds(scene)
    give_rival(scene)
    secret = {"text": "EGELKUIL", "question": "1c-uitstralen"}
    ReflectionFactory(author=colleague.user, **secret)
    scene.kept = [(one.pk, one.lines) for one in Reflection.objects.visible_to(colleague.user)]
    return scene


def person(role, school):
    """Return a member with the role; None for a visitor and for the site admin."""
    if role in {"visitor", "site admin"}:
        return None
    if role == "school admin":
        return MembershipFactory(school=school, is_admin=True)
    return MembershipFactory(school=school, role=role)


def give_agenda(scene):
    scene.moment = AgendaMomentFactory(school=scene.school)
    scene.stamp = Facts.of(scene.moment).stamp
    scene.off = AgendaMomentFactory(school=scene.school, cancelled_at=timezone.now(), cancel_reason="Ziek")
    past = AgendaMomentFactory(school=scene.school, starts_at=on(weekday(-30), "15:00"))
    scene.decision = DecisionFactory(item=AgendaItemFactory(moment=past), owner=scene.colleague)
    scene.my_decision = DecisionFactory(item=AgendaItemFactory(moment=past), owner=scene.me)
    scene.next_year = SchoolYear.of(localdate()).first_year + 1


def give_goals(scene):
    scene.goal = GoalFactory(owner=scene.colleague)
    scene.secret_goal = GoalFactory(owner=scene.colleague, own_class=True, aim="EGELKUIL")
    scene.my_goal = GoalFactory(owner=scene.me, own_class=True) if scene.me != scene.colleague else scene.secret_goal
    scene.my_school_goal = GoalFactory(owner=scene.me)
    pairs = {"evaluation": "goal", "secret_evaluation": "secret_goal", "my_evaluation": "my_goal"}
    scene.idea = GoalFactory(owner=scene.colleague, idea=True, aim="EGELKUIL")
    scene.my_idea = GoalFactory(owner=scene.me, idea=True)
    scene.proposal = GoalFactory(owner=scene.colleague, proposed=True)
    scene.my_proposal = GoalFactory(owner=scene.me, proposed=True)
    scene.concept = GoalFactory(owner=scene.colleague, concept=True)
    scene.shown_goal = GoalFactory(owner=scene.colleague, shown=True)
    team = TeamFactory(lead=scene.colleague)
    team.members.add(scene.me)
    scene.team_goal = GoalFactory(owner=scene.colleague, team=team)
    scene.action, scene.my_action = ActionFactory(goal=scene.goal), ActionFactory(goal=scene.goal, owner=scene.me)
    for name, goal in (pairs | {"my_school_evaluation": "my_school_goal"}).items():
        setattr(scene, name, getattr(scene, goal).evaluations.get())
    scene.held = EvaluationFactory(goal=scene.goal, held=True)


def give_rounds(scene):
    scene.closed = RoundFactory(school=scene.school, agreed=True)
    scene.open = RoundFactory(school=scene.school)
    scene.pillar = scene.open.edition.pillars[0]
    scene.item, scene.other_item = scene.open.items[0], scene.open.items[1]
    for round_ in (scene.open, scene.closed):
        TeamViewFactory(round=round_)
    scene.priority = PriorityFactory(round=scene.closed)
    scene.draft = RoundFactory(school=scene.school, draft=True)
    scene.answered = RoundFactory(school=scene.school, closed=True, alone=True, waiting_sheets=5)
    team, of_team = TeamFactory(lead=scene.gone), TeamFactory(lead=scene.me)
    scene.of_team = RoundFactory(school=scene.school, team=team)
    of_team.members.add(scene.me, scene.colleague)
    scene.each_alone = RoundFactory(school=scene.school, team=of_team, alone=True, draft=True)
    open_round(scene.each_alone, scene.me)
    team = TeamFactory(school=scene.school, lead=scene.me)
    team.members.add(scene.me, scene.colleague)
    scene.alone = RoundFactory(school=scene.school, team=team, alone=True, draft=True)
    open_round(scene.alone, scene.me)
    scene.alone.refresh_from_db()
    scene.talked = ConversationFactory(round=scene.closed).round
    team = TeamFactory(lead=scene.colleague)
    scene.apart = ConversationFactory(round=RoundFactory(school=scene.school, team=team, alone=True)).round
    RoundKeyFactory(round=scene.apart)


def give_rival(scene):
    scene.rival = MembershipFactory(user__name="VOSSENHOL")
    scene.their_goal = GoalFactory(owner=scene.rival, aim="VOSSENHOL")
    scene.their_action = ActionFactory(goal=scene.their_goal)
    scene.their_team = TeamFactory(lead=scene.rival)
    scene.their_evaluation = scene.their_goal.evaluations.get()
    scene.their_moment = AgendaMomentFactory(school=scene.rival.school, title="VOSSENHOL")
    scene.their_decision = DecisionFactory(
        item=AgendaItemFactory(moment=scene.their_moment), owner=scene.rival, text="VOSSENHOL"
    )
    scene.their_invitation = InvitationFactory(school=scene.rival.school)
    scene.their_priority = PriorityFactory(round=RoundFactory(school=scene.rival.school, agreed=True))


def ask(scene, action, headers):
    """Send the request as the person of the scene."""
    client = Client(headers=headers)
    if scene.user:
        client.force_login(scene.user)
    names = vars(scene)
    data = {key.format(**names): value.format(**names) for key, value in action.data.items()}
    return getattr(client, action.method)(action.address.format(**names), data)


def verdict_of(response):
    """Return what the answer says, in the words of the table (yes also for own)."""
    place = response.get("HX-Redirect") or response.get("Location", "")
    if place.startswith(LOGINS):
        return "login"
    if response.status_code == 302 and place.endswith("/checklist/") and response.request["REQUEST_METHOD"] == "GET":
        return "not yet"
    return {200: "yes", 302: "yes", 422: "wrong"}.get(response.status_code, str(response.status_code))


# ---- the tests --------------------------------------------------------------------------


@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize("role", ROLES)
def test_everyone_may_do_what_the_table_says(role, headers):
    """One school per role: what an action does is rolled back after it, so that the next one finds all as it was."""
    scene, wrong = build_scene(role), []
    for name, verdicts in ROWS.items():
        if name not in ACTIONS:
            continue
        with transaction.atomic():
            wrong += [f"{name}: {what}" for what in differences(scene, ACTIONS[name], role, verdicts[role], headers)]
            transaction.set_rollback(True)
    assert not wrong, "\n".join(wrong)


def differences(scene, action, role, verdict, headers):
    """Yield what an action shows or does otherwise than the table says."""
    if action.alone:
        Round.objects.filter(pk=scene.open.pk).delete()
    response = ask(scene, action, headers)
    if verdict_of(response) != ("yes" if verdict == "own" else verdict):
        yield f"{verdict_of(response)} ({response.status_code}), not {verdict}"
    if action.done and action.done(scene) != (verdict == "yes"):
        yield "it was not done" if verdict == "yes" else "it was done"
    if action.shows and (action.shows in response.text) != (verdict == "yes"):
        yield f"{action.shows} is {'not ' if verdict == 'yes' else ''}there"
    if "EGELKUIL" in response.text:
        yield "it shows what is a colleague's alone"
    if "VOSSENHOL" in response.text and not (role == "site admin" and action.address.startswith("/beheer/")):
        yield "it shows another school's"


@pytest.mark.parametrize("headers", HTMX)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", ROLES)
def test_everyone_may_open_the_pages_that_are_known_by_name(role, method, headers):
    side = build_side("MERELNEST")
    member = person(role, side.member.school)
    user = member.user if member else UserFactory(is_staff=True) if role == "site admin" else None
    for name, arguments, start in BY_NAME:
        address = reverse(name, kwargs=url_kwargs(name, arguments, side.kwargs))
        with transaction.atomic():
            response = ask(SimpleNamespace(user=user), Action(method, address), headers)
            transaction.set_rollback(True)  # what one page ends, the next one still finds
        said = "yes" if response.status_code in {405, 422} else verdict_of(response)
        assert (name, said) == (name, ROWS[start][role])


def test_every_row_of_the_table_is_tried_and_every_action_has_a_row():
    assert ROWS.keys() - BEGINNINGS == ACTIONS.keys()
    allowed = {"yes", "own", "not yet", "wrong", "403", "404", "login"}
    assert {verdict for verdicts in ROWS.values() for verdict in verdicts.values()} <= allowed


def test_every_address_of_a_school_has_a_row():
    """A new view of a school gets a row above: an action, or the beginning of its name."""
    scene = vars(build_scene("principal"))
    tried = {resolve(action.address.format(**scene).split("?")[0]).view_name for action in ACTIONS.values()}
    wanted = {name for name, pattern, _ in walk_urls() if pattern.callback.access == "school"}
    missing = wanted - tried - {name for name, *_ in BY_NAME}
    assert not missing, f"Give {', '.join(sorted(missing))} a row in the table of tests/test_rights_matrix.py."
