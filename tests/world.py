"""The world of the tests: factories for every model, the fixed cast, and rival schools with a marker word everywhere.

A new model, text field or URL argument belongs in `build_side`; tests/test_world.py says so when it is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

import factory
from allauth.socialaccount.models import SocialAccount
from django.db.models import Model
from django.utils import timezone
from django.utils.timezone import localdate, make_aware

from checklists.editions import offered
from checklists.models import Priority, Round, TeamView
from handreiking.library import library
from reflections.models import PeerAnswer, PeerConversation, QuestionMail, Reaction, Reflection, Share
from reflections.question_mail import stop_link
from schools.calendar import SchoolYear
from schools.feeds import token_of
from schools.models import (
    Action,
    AgendaItem,
    AgendaMoment,
    Board,
    BoardMembership,
    BoardShare,
    CalendarFeed,
    Decision,
    Evaluation,
    Goal,
    GoalChange,
    Holiday,
    Invitation,
    JournalEntry,
    Membership,
    RegionHoliday,
    Reminder,
    ReminderWish,
    School,
    SchoolRequest,
    Team,
    User,
    WavedProposal,
)
from schools.reminders import stop_link as reminder_stop_link
from schools.tokens import digest_of
from tests.rounds import (  # noqa: F401 – a test asks this module for a factory of every model
    AnswerFactory,
    ConversationFactory,
    ParticipationFactory,
    RemarkFactory,
    RoundKeyFactory,
    SheetFactory,
    TallyFactory,
    build_rounds,
)

Row = TypeVar("Row", bound=Model)

PASSWORD = "vier-natte-kiezels"  # of who signs in by the form; most tests sign in with `as_user`
OPEN_QUESTION = "1c-uitstralen"
SCALE_QUESTION = "3a-klimaat-nu"
SENTENCE_QUESTION = "3a-stijl"
PEER_HANDVAT, PEER_QUESTION = "vragen-met-een-collega", "4c-plezier"

# `slug` means something else for each view that shows content; `url_kwargs` knows.
SLUGS = {
    "circle_detail": "groep",
    "handvat_detail": "samen-verantwoordelijk",
    "handvat_talk": "samen-verantwoordelijk",
    "reflections:write": "je-eigen-instrument",
    "reflections:write_end": "je-eigen-instrument",
    "handvat_card": "samen-verantwoordelijk",
    "document_detail": "verwerkingsregister",
    "document_word": "verwerkingsregister",
}


def weekday(days: int) -> date:
    """Return the day that lies this many days from today, or the Monday after it where it falls in a weekend."""
    day = localdate() + timedelta(days=days)
    return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def on(day: date, clock: str) -> datetime:
    """Return the moment of a day's Dutch clock time, such as '15:15'."""
    return make_aware(datetime.combine(day, time.fromisoformat(clock)))


# ---- factories --------------------------------------------------------------------------


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A person without a school; tests sign in with `as_user`, so there is no password."""

    class Meta:
        model = User

    email = factory.Sequence(lambda n: f"collega{n}@school.example")
    name = factory.Sequence(lambda n: f"Collega {n}")
    password = "!"


class BoardFactory(factory.django.DjangoModelFactory[Board]):
    """A board without a number."""

    class Meta:
        model = Board

    name = factory.Sequence(lambda n: f"Stichting {n}")


class BoardMembershipFactory(factory.django.DjangoModelFactory[BoardMembership]):
    """A person on a board; over=True for one who was."""

    class Meta:
        model = BoardMembership

    class Params:
        over = factory.Trait(ended_at=factory.LazyFunction(timezone.now))

    user = factory.SubFactory(UserFactory)
    board = factory.SubFactory(BoardFactory)


class BoardShareFactory(factory.django.DjangoModelFactory[BoardShare]):
    """A school that lets its board look; over=True for one that did. The school gets a board where it has none."""

    class Meta:
        model = BoardShare

    class Params:
        over = factory.Trait(ended_at=factory.LazyFunction(timezone.now))

    school = factory.LazyFunction(lambda: SchoolFactory(board=BoardFactory()))
    board = factory.SelfAttribute("school.board")


class SchoolFactory(factory.django.DjangoModelFactory[School]):
    """A school for primary education."""

    class Meta:
        model = School

    code = factory.Sequence(lambda n: f"school{n:04}")
    name = factory.Sequence(lambda n: f"School {n}")
    sector = "po"
    region = "midden"


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A teacher in a school."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    school = factory.SubFactory(SchoolFactory)


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    """A team without members; give the lead, and the school is the lead's."""

    class Meta:
        model = Team

    lead = factory.SubFactory(MembershipFactory)
    school = factory.SelfAttribute("lead.school")
    name = factory.Sequence(lambda n: f"Onderbouw {n}")


class HolidayFactory(factory.django.DjangoModelFactory[Holiday]):
    """A week off that the school keeps itself, from next Monday but three."""

    class Meta:
        model = Holiday

    school = factory.SubFactory(SchoolFactory)
    name = "Herfstvakantie"
    starts_on = factory.LazyFunction(lambda: localdate() + timedelta(days=28 - localdate().weekday()))
    ends_on = factory.LazyAttribute(lambda holiday: holiday.starts_on + timedelta(days=4))


class RegionHolidayFactory(factory.django.DjangoModelFactory[RegionHoliday]):
    """A week off in the region Midden, from next Monday but three."""

    class Meta:
        model = RegionHoliday
        django_get_or_create = ["region", "starts_on"]

    region = "midden"
    name = "Herfstvakantie"
    starts_on = factory.LazyFunction(lambda: localdate() + timedelta(days=28 - localdate().weekday()))
    ends_on = factory.LazyAttribute(lambda holiday: holiday.starts_on + timedelta(days=4))


class SchoolRequestFactory(factory.django.DjangoModelFactory[SchoolRequest]):
    """A request that waits to be confirmed, whose link has `token`; confirmed=True for one to decide on.

    Without a school it is for the site admin; give `school` for one that the school's admins decide on.
    """

    class Meta:
        model = SchoolRequest

    class Params:
        token = factory.Sequence(lambda n: f"aanvraag-{n}")
        confirmed = factory.Trait(confirmed_at=factory.LazyFunction(timezone.now))

    school_name = factory.Sequence(lambda n: f"School van aanvraag {n}")
    sector = "po"
    name = factory.Sequence(lambda n: f"Aanvrager {n}")
    email = factory.Sequence(lambda n: f"aanvrager{n}@school.example")
    role = "principal"
    token_digest = factory.LazyAttribute(lambda request: digest_of(request.token))


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    """An open invitation of today, whose link has `token`; expired=True, withdrawn=True or accepted=True for another."""

    class Meta:
        model = Invitation

    class Params:
        token = factory.Sequence(lambda n: f"bewijs-{n}")
        expired = factory.Trait(sent_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=14)))
        withdrawn = factory.Trait(withdrawn_at=factory.LazyFunction(timezone.now))
        accepted = factory.Trait(accepted_at=factory.LazyFunction(timezone.now))

    school = factory.SubFactory(SchoolFactory)
    email = factory.Sequence(lambda n: f"nieuw{n}@school.example")
    token_digest = factory.LazyAttribute(lambda invitation: digest_of(invitation.token))


class GoalFactory(factory.django.DjangoModelFactory[Goal]):
    """A school goal that runs. Give the owner: the school is the owner's.

    Another state by name: concept=True, achieved=True, secured=True or stopped=True; own_class=True for a class goal,
    shown=True for one that colleagues see, team=<a team> for a team's. idea=True is a teacher's own concept,
    proposed=True one that waits for a word, declined=True one that got it.
    What runs or is achieved gets a coming evaluation; evaluate_on=<date> chooses the day, evaluate_on=False makes none.
    """

    class Meta:
        model = Goal
        skip_postgeneration_save = True

    class Params:
        concept = factory.Trait(started_on=None)
        achieved = factory.Trait(achieved_on=factory.LazyFunction(lambda: weekday(-20)))
        secured = factory.Trait(achieved=True, secured_on=factory.LazyFunction(lambda: weekday(-5)))
        stopped = factory.Trait(
            stopped_on=factory.LazyFunction(lambda: weekday(-5)), stop_reason="Het paste niet in het rooster."
        )
        own_class = factory.Trait(scope="class")
        shown = factory.Trait(own_class=True, shown_at=factory.LazyFunction(timezone.now))
        idea = factory.Trait(concept=True, proposer=factory.SelfAttribute("owner"))
        proposed = factory.Trait(idea=True, proposed_at=factory.LazyFunction(timezone.now))
        declined = factory.Trait(
            proposed=True, declined_at=factory.LazyFunction(timezone.now), decline_reason="Eerst het vorige doel."
        )

    owner = factory.SubFactory(MembershipFactory)
    school = factory.SelfAttribute("owner.school")
    scope = factory.LazyAttribute(lambda goal: "team" if goal.team else "school")
    team = None
    aim = factory.Sequence(lambda n: f"Elke leerling wordt gezien, manier {n}.")
    started_on = factory.LazyFunction(lambda: weekday(-60))

    @factory.post_generation
    def evaluate_on(self: Goal, create: bool, extracted: date | bool | None, **kwargs: Any) -> None:
        """Plan the coming evaluation that a goal which is alive always has."""
        if create and self.is_alive and extracted is not False:
            EvaluationFactory(goal=self, due_on=extracted or weekday(14), **kwargs)


class EvaluationFactory(factory.django.DjangoModelFactory[Evaluation]):
    """A coming evaluation; held=True or cancelled=True for one that is over."""

    class Meta:
        model = Evaluation

    class Params:
        held = factory.Trait(
            due_on=factory.LazyFunction(lambda: weekday(-30)),
            held_on=factory.SelfAttribute("due_on"),
            held_by=factory.SelfAttribute("goal.owner"),
            seen="In zes van de acht klassen lukt het.",
            progress=Evaluation.Progress.UNDER_WAY,
            worked="Klein beginnen.",
            decision=Evaluation.Decision.CONTINUE,
        )
        cancelled = factory.Trait(
            due_on=factory.LazyFunction(lambda: weekday(-10)),
            cancelled_on=factory.SelfAttribute("due_on"),
            cancel_reason="Het team had die dag studiedag.",
        )

    goal = factory.SubFactory(GoalFactory, evaluate_on=False)
    due_on = factory.LazyFunction(lambda: weekday(14))


class ActionFactory(factory.django.DjangoModelFactory[Action]):
    """An open action of the owner of a goal; done=True for one that is done, late=True for one whose day passed."""

    class Meta:
        model = Action

    class Params:
        done = factory.Trait(done_on=factory.LazyFunction(lambda: weekday(-3)))
        late = factory.Trait(due_on=factory.LazyFunction(lambda: localdate() - timedelta(days=3)))

    goal = factory.SubFactory(GoalFactory)
    owner = factory.SelfAttribute("goal.owner")
    text = factory.Sequence(lambda n: f"De kring oefenen, keer {n}")
    due_on = factory.LazyFunction(lambda: weekday(10))


class GoalChangeFactory(factory.django.DjangoModelFactory[GoalChange]):
    """A change of how a goal is followed, by its owner."""

    class Meta:
        model = GoalChange

    goal = factory.SubFactory(GoalFactory)
    by = factory.SelfAttribute("goal.owner")
    field = "monitoring"
    before = "Elke maand vragen."
    after = "Elke week vragen."


class AgendaMomentFactory(factory.django.DjangoModelFactory[AgendaMoment]):
    """A team meeting next week."""

    class Meta:
        model = AgendaMoment

    school = factory.SubFactory(SchoolFactory)
    title = factory.Sequence(lambda n: f"Teamoverleg {n}")
    starts_at = factory.LazyFunction(lambda: on(weekday(7), "15:15"))
    ends_at = factory.LazyAttribute(lambda moment: moment.starts_at + timedelta(hours=1))


class AgendaItemFactory(factory.django.DjangoModelFactory[AgendaItem]):
    """A point of one's own on a moment's agenda."""

    class Meta:
        model = AgendaItem

    moment = factory.SubFactory(AgendaMomentFactory)
    text = factory.Sequence(lambda n: f"Punt {n}")


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    """What was decided on a point; give `owner` for one that somebody took on."""

    class Meta:
        model = Decision

    item = factory.SubFactory(AgendaItemFactory)
    text = factory.Sequence(lambda n: f"Besluit {n}")


class WavedProposalFactory(factory.django.DjangoModelFactory[WavedProposal]):
    """The start of this school year, waved away."""

    class Meta:
        model = WavedProposal

    school = factory.SubFactory(SchoolFactory)
    first_year = factory.LazyFunction(lambda: SchoolYear.of(localdate()).first_year)
    key = "start"


class CalendarFeedFactory(factory.django.DjangoModelFactory[CalendarFeed]):
    """A secret address, whose token is `token_of(nonce)`."""

    class Meta:
        model = CalendarFeed

    user = factory.SubFactory(UserFactory)
    nonce = factory.Sequence(lambda n: f"zout-{n}")
    token_digest = factory.LazyAttribute(lambda feed: digest_of(token_of(feed.nonce)))


class ReminderFactory(factory.django.DjangoModelFactory[Reminder]):
    """A reminder that went today to the owner of a goal: in a week it is looked at again."""

    class Meta:
        model = Reminder

    evaluation = factory.SubFactory(EvaluationFactory)
    member = factory.SelfAttribute("evaluation.goal.owner")
    kind = Reminder.Kind.WEEK
    due_on = factory.SelfAttribute("evaluation.due_on")
    sent_on = factory.LazyFunction(localdate)


class ReminderWishFactory(factory.django.DjangoModelFactory[ReminderWish]):
    """The wish for all reminders; week=False, day=False or late=False for fewer."""

    class Meta:
        model = ReminderWish

    user = factory.SubFactory(UserFactory)


class JournalEntryFactory(factory.django.DjangoModelFactory[JournalEntry]):
    """A deed. Give the member: the school is the member's."""

    class Meta:
        model = JournalEntry

    member = factory.SubFactory(MembershipFactory)
    school = factory.SelfAttribute("member.school")
    deed = "goal_made"
    subject = "Elke leerling wordt gezien."


class ReflectionFactory(factory.django.DjangoModelFactory[Reflection]):
    """An answer to an open question, written today; give `text`, or `content` for another kind of question."""

    class Meta:
        model = Reflection

    class Params:
        text = "Rust, en dat een fout maken mag."
        content = factory.LazyAttribute(lambda reflection: {"text": reflection.text})

    author = factory.SubFactory(UserFactory)
    question = OPEN_QUESTION
    wording = factory.LazyAttribute(lambda reflection: library().question_by_slug[reflection.question][1].text)
    answer = factory.LazyAttribute(lambda reflection: json.dumps(reflection.content, ensure_ascii=False))
    written_on = factory.LazyFunction(localdate)


class ShareFactory(factory.django.DjangoModelFactory[Share]):
    """A reflection, open to a colleague as it was when it was shared. Give `by` (its writer) and `to`."""

    class Meta:
        model = Share

    by = factory.SubFactory(MembershipFactory)
    to = factory.LazyAttribute(lambda share: MembershipFactory(school=share.by.school))
    reflection = factory.LazyAttribute(lambda share: ReflectionFactory(author=share.by.user))
    copy = factory.LazyAttribute(
        lambda share: json.dumps(
            {"wording": share.reflection.wording, "answer": share.reflection.content}, ensure_ascii=False
        )
    )


class ReactionFactory(factory.django.DjangoModelFactory[Reaction]):
    """What the colleague says to what was shared."""

    class Meta:
        model = Reaction

    share = factory.SubFactory(ShareFactory)
    author = factory.SelfAttribute("share.to.user")
    text = "Dat herken ik."


class PeerConversationFactory(factory.django.DjangoModelFactory[PeerConversation]):
    """Two colleagues on handvat 4c, who have yet to answer; opened=True for one that both are ready for."""

    class Meta:
        model = PeerConversation

    class Params:
        opened = factory.Trait(
            asker_ready_at=factory.LazyFunction(timezone.now),
            partner_ready_at=factory.LazyFunction(timezone.now),
            opened_at=factory.LazyFunction(timezone.now),
        )

    handvat = PEER_HANDVAT
    asker = factory.SubFactory(MembershipFactory)
    partner = factory.LazyAttribute(lambda talk: MembershipFactory(school=talk.asker.school))


class PeerAnswerFactory(factory.django.DjangoModelFactory[PeerAnswer]):
    """The asker's answer to a question of the handvat."""

    class Meta:
        model = PeerAnswer

    conversation = factory.SubFactory(PeerConversationFactory)
    author = factory.SelfAttribute("conversation.asker.user")
    question = PEER_QUESTION
    wording = factory.LazyAttribute(lambda answer: library().question_by_slug[answer.question][1].text)
    answer = factory.LazyFunction(lambda: json.dumps({"text": "Nakijken in de les."}))


class QuestionMailFactory(factory.django.DjangoModelFactory[QuestionMail]):
    """A question on Tuesday morning."""

    class Meta:
        model = QuestionMail

    user = factory.SubFactory(UserFactory)
    weekday = QuestionMail.Weekday.TUESDAY
    hour = 8


class RoundFactory(factory.django.DjangoModelFactory[Round]):
    """An open round of the short list, filled in together, in the newest edition for the school's sector.

    Or draft=True, alone=True (open it with `checklists.opening` for its key), closed=True, agreed=True.
    """

    class Meta:
        model = Round

    class Params:
        draft = factory.Trait(opened_at=None)
        alone = factory.Trait(way=Round.Way.ALONE)
        closed = factory.Trait(
            opened_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=100)),
            closed_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=90)),
        )
        agreed = factory.Trait(closed=True, agreed_at=factory.SelfAttribute("closed_at"))

    school = factory.SubFactory(SchoolFactory)
    name = factory.Sequence(lambda n: f"Afname {n}")
    edition_key = factory.LazyAttribute(lambda round_: offered(round_.school.sector)[0].key)
    depth = Round.Depth.KERN
    opened_at = factory.LazyFunction(timezone.now)


class TeamViewFactory(factory.django.DjangoModelFactory[TeamView]):
    """What a team agreed on the first item of a round, unless another code is given."""

    class Meta:
        model = TeamView

    round = factory.SubFactory(RoundFactory)
    item_code = factory.LazyAttribute(lambda view: view.round.items[0].code)
    stand = TeamView.Stand.DEVELOPING


class PriorityFactory(factory.django.DjangoModelFactory[Priority]):
    """The first priority of a round that is over: its first item, without a goal."""

    class Meta:
        model = Priority

    round = factory.SubFactory(RoundFactory, agreed=True)
    position = 1
    item_code = factory.LazyAttribute(lambda priority: priority.round.items[priority.position - 1].code)


# ---- the fixed cast ---------------------------------------------------------------------


@dataclass(frozen=True)
class Cast:
    """Marieke coordinates at De Vijver, Joost teaches there, Fatima is its principal; Bram works at another school.

    Anneke sits on the board of De Vijver, and belongs to no school. Bram's school has another board.
    """

    marieke: Membership
    joost: Membership
    fatima: Membership
    bram: Membership
    anneke: BoardMembership


def build_cast() -> Cast:
    """Make De Vijver and Het Waterlicht, each with its people."""
    oever, duin = BoardFactory(name="Stichting De Oever"), BoardFactory(name="Stichting Duin")
    vijver = SchoolFactory(name="De Vijver", sector="po", region="midden", board=oever)
    waterlicht = SchoolFactory(name="Het Waterlicht", sector="vo", region="noord", board=duin)
    return Cast(
        marieke=member_named("Marieke Postma", "ib@vijver.example", vijver, "coordinator"),
        joost=member_named("Joost van Dijk", "leerkracht@vijver.example", vijver),
        fatima=member_named("Fatima El Amrani", "directeur@vijver.example", vijver, "principal"),
        bram=member_named("Bram Kuipers", "mentor@waterlicht.example", waterlicht),
        anneke=BoardMembershipFactory(
            user__name="Anneke de Wit", user__email="bestuur@oever.example", board=vijver.board
        ),
    )


def member_named(name: str, email: str, school: School, role: str = "teacher") -> Membership:
    """Make a person in a school."""
    return MembershipFactory(user__name=name, user__email=email, school=school, role=role)


# ---- rival schools ----------------------------------------------------------------------


@dataclass(frozen=True)
class Side:
    """A school with one of everything, in which every text carries the marker word.

    `member` is its principal and account manager, and sits on its board, which it lets look: what the member is refused, is refused because of the school.
    `kwargs` has a value for every argument of our URLs (the round is the closed one, the member a teacher);
    `rows` is all that was made.
    """

    marker: str
    member: Membership
    kwargs: dict[str, Any]
    rows: tuple[Model, ...]

    def of(self, model: type[Row]) -> list[Row]:
        """Return the rows of a model."""
        return [row for row in self.rows if isinstance(row, model)]


def url_kwargs(view_name: str, arguments: Iterable[str], values: dict[str, Any]) -> dict[str, Any]:
    """Return a value for each argument of a URL, named as in reverse(), out of the kwargs of a side."""
    values = values | ({"slug": SLUGS[view_name]} if view_name in SLUGS else {})
    missing = sorted(set(arguments) - values.keys())
    assert not missing, (
        f"Give {', '.join(missing)} a value in the kwargs of build_side (tests/world.py), for {view_name}."
    )
    return {name: values[name] for name in arguments}


def build_side(marker: str) -> Side:
    """Make a school with one of every model, and the marker word in every text."""

    def marked(*fields: str) -> dict[str, str]:
        return {name: f"{marker} {name}" for name in fields}

    member = MembershipFactory(
        user__name=f"{marker} Bakker",
        school=SchoolFactory(board=BoardFactory(**marked("name")), **marked("name", "place")),
        role="principal",
        is_admin=True,
    )
    present = MembershipFactory(school=member.school, user__name=f"{marker} Visser")
    email, token = f"{marker.lower()}@school.example", f"{marker.lower()}-bewijs"
    invitation = InvitationFactory(school=member.school, invited_by=member, email=email, token=token)
    team = TeamFactory(lead=member, **marked("name"))
    team.members.add(member, present)
    holiday = HolidayFactory(school=member.school, **marked("name"))
    asked = SchoolRequestFactory(
        school=member.school,
        confirmed=True,
        email=f"aanvrager-{email}",
        token=f"{marker.lower()}-aanvraag",
        **marked("school_name", "place", "name", "why", "answer"),
    )
    unconfirmed = SchoolRequestFactory(
        email=f"vrager-{email}", token=f"{marker.lower()}-vraag", **marked("school_name", "place", "name", "why")
    )
    texts = marked(
        "aim", "success", "monitoring", "upkeep", "participation", "item_text", "stop_reason", "decline_reason"
    )
    goal = GoalFactory(
        owner=member, ring=3, handvatten=["klimaat-in-je-klas"], item_code="PO-O3", evaluate_on=False, **texts
    )
    coming = EvaluationFactory(goal=goal)
    held = EvaluationFactory(goal=goal, held=True, **marked("seen", "worked"))
    cancelled = EvaluationFactory(goal=goal, cancelled=True, **marked("cancel_reason"))
    action = ActionFactory(goal=goal, **marked("text"))
    change = GoalChangeFactory(goal=goal, **marked("before", "after"))
    moment = AgendaMomentFactory(school=member.school, team=team, **marked("title", "place", "talk", "notes"))
    off = AgendaMomentFactory(
        school=member.school, cancelled_at=timezone.now(), **marked("title", "place", "talk", "cancel_reason")
    )
    item = AgendaItemFactory(moment=moment, goal=goal, kind="goal", **marked("text", "notes"))
    decision = DecisionFactory(item=item, owner=member, goal=goal, **marked("text"))
    feed = CalendarFeedFactory(user=member.user)
    reminders = (ReminderFactory(evaluation=coming), ReminderWishFactory(user=member.user))
    entry = JournalEntryFactory(member=member, **marked("subject"))
    rounds = build_rounds(member, marker)
    closed, _, priority, *_ = rounds
    with_goal = PriorityFactory(round=closed, goal=goal)
    reflection = private_reflection(member, marker)
    writing = (reflection, *shared_and_talked(member, present, reflection, marker))
    seat = BoardMembershipFactory(user=member.user, board=member.school.board)
    board = (member.school.board, seat, BoardShareFactory(school=member.school, by=member))
    people = (member.user, *board, member.school, member, present.user, present, invitation)
    around = (team, holiday, RegionHolidayFactory(), asked, unconfirmed)
    waved = WavedProposalFactory(school=member.school)
    agenda = (moment, off, item, decision, waved, feed, *reminders)
    planning = (goal, coming, held, cancelled, action, change, *agenda, entry)
    rows = (*people, *around, *planning, *rounds, with_goal, *writing)
    kwargs = {
        "code": member.school.code,
        "board_id": seat.board_id,
        "member_id": present.pk,
        "invitation_id": invitation.pk,
        "team_id": team.pk,
        "request_id": asked.pk,
        "token": token,
        "request_token": f"{marker.lower()}-vraag",
        "provider_slug": "entree",
        "identity_id": SocialAccount.objects.create(user=member.user, provider="http://127.0.0.1:9", uid=email).pk,
        "goal_id": goal.pk,
        "evaluation_id": coming.pk,
        "action_id": action.pk,
        "step_slug": "volgen",
        "moment_id": moment.pk,
        "decision_id": decision.pk,
        "feed_token": token_of(feed.nonce),
        "reminder_token": reminder_stop_link.token(member.user),
        "round_id": closed.pk,
        "pillar_slug": closed.edition.pillars[0].slug,
        "priority_id": priority.pk,
        "question_slug": OPEN_QUESTION,
        "peer_slug": PEER_QUESTION,
        "reflection_id": reflection.pk,
        "share_id": writing[1].pk,
        "reaction_id": writing[2].pk,
        "conversation_id": writing[3].pk,
        "handvat_slug": PEER_HANDVAT,
        "signed": stop_link.token(member.user),
        "slug": SLUGS["handvat_detail"],
    }
    return Side(marker, member, kwargs, rows)


def build_colleague(side: Side, marker: str) -> Side:
    """Make a teacher in the same school, whose reflection and class goal are their own and carry another marker.

    Their name carries none: colleagues may see it.
    """
    member = MembershipFactory(school=side.member.school)
    goal = GoalFactory(
        owner=member, own_class=True, aim=f"{marker} aim", success=f"{marker} success", evaluate_on=False
    )
    evaluation = EvaluationFactory(goal=goal)
    held = EvaluationFactory(goal=goal, held=True, seen=f"{marker} seen", worked=f"{marker} worked")
    action = ActionFactory(goal=goal, text=f"{marker} text")
    change = GoalChangeFactory(goal=goal, before=f"{marker} before", after=f"{marker} after")
    reflection = private_reflection(member, marker)
    writing = shared_and_talked(member, MembershipFactory(school=side.member.school), reflection, marker)
    share, reaction, talk, *_ = writing
    kwargs = side.kwargs | {
        "goal_id": goal.pk,
        "evaluation_id": evaluation.pk,
        "action_id": action.pk,
        "reflection_id": reflection.pk,
        "share_id": share.pk,
        "reaction_id": reaction.pk,
        "conversation_id": talk.pk,
    }
    return Side(
        marker, member, kwargs, (member.user, member, goal, evaluation, held, action, change, reflection, *writing)
    )


def shared_and_talked(
    member: Membership, colleague: Membership, reflection: Reflection, marker: str
) -> tuple[Share, Reaction, PeerConversation, PeerAnswer, QuestionMail]:
    """Make what a member shared with a colleague and what they talk over in pairs, with the marker in every text."""
    share = ShareFactory(by=member, to=colleague, reflection=reflection, word=f"{marker} word")
    reaction = ReactionFactory(share=share, text=f"{marker} text")
    talk = PeerConversationFactory(
        asker=member, partner=colleague, opened=True, word=f"{marker} word", agreements=f"{marker} agreements"
    )
    answer = PeerAnswerFactory(
        conversation=talk, wording=f"{marker} wording", answer=json.dumps({"text": f"{marker} answer"})
    )
    return share, reaction, talk, answer, QuestionMailFactory(user=member.user)


def private_reflection(member: Membership, marker: str) -> Reflection:
    """Make a reflection of yesterday, with the marker in the wording and in the answer."""
    return ReflectionFactory(
        author=member.user,
        wording=f"{marker} wording",
        text=f"{marker} answer",
        group=f"{marker} group",
        written_on=localdate() - timedelta(days=1),
    )
