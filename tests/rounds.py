"""Factories for what people answer alone in a round, and for the talk about it; tests/world.py shows them all."""

from typing import Any

import factory
from django.db.models import Model

from checklists.answering import answer, digest, finish
from checklists.models import Answer, Conversation, Participation, Remark, Round, RoundKey, Sheet, Tally, TeamView
from checklists.opening import open_round
from schools.models import Membership

ROUND = "tests.world.RoundFactory"


class RoundKeyFactory(factory.django.DjangoModelFactory[RoundKey]):
    """The key of an open round in which everyone answers alone."""

    class Meta:
        model = RoundKey

    round = factory.SubFactory(ROUND, alone=True)
    secret = "ab" * 32


class ParticipationFactory(factory.django.DjangoModelFactory[Participation]):
    """A new member who may answer in an open round."""

    class Meta:
        model = Participation

    round = factory.SubFactory(ROUND, alone=True)
    member = factory.SubFactory("tests.world.MembershipFactory", school=factory.SelfAttribute("..round.school"))


class SheetFactory(factory.django.DjangoModelFactory[Sheet]):
    """A sheet of nobody, as paper is."""

    class Meta:
        model = Sheet

    round = factory.SubFactory(ROUND, alone=True)


class AnswerFactory(factory.django.DjangoModelFactory[Answer]):
    """An answer on the first item of a round."""

    class Meta:
        model = Answer

    sheet = factory.SubFactory(SheetFactory)
    item_code = factory.LazyAttribute(lambda answer: answer.sheet.round.items[0].code)
    stand = "1"


class TallyFactory(factory.django.DjangoModelFactory[Tally]):
    """Five who chose the second step on the first item of a round that is over, shown."""

    class Meta:
        model = Tally

    round = factory.SubFactory(ROUND, alone=True, closed=True)
    item_code = factory.LazyAttribute(lambda tally: tally.round.items[0].code)
    stand = "1"
    count = 5
    shown = True


class RemarkFactory(factory.django.DjangoModelFactory[Remark]):
    """A remark on the first item of a round that is over, shown."""

    class Meta:
        model = Remark

    round = factory.SubFactory(ROUND, alone=True, closed=True)
    item_code = factory.LazyAttribute(lambda remark: remark.round.items[0].code)
    text = "Dit leeft vooral in de onderbouw."
    shown = True


class ConversationFactory(factory.django.DjangoModelFactory[Conversation]):
    """A talk that has just begun."""

    class Meta:
        model = Conversation

    round = factory.SubFactory(ROUND)
    step = "doel"


def open_alone(school: Any, people: int = 0, **facts: Any) -> Round:
    """Return a round that was just opened, in which everyone of the school answers alone; with so many new teachers."""
    from tests.world import MembershipFactory, RoundFactory

    coordinator = MembershipFactory(school=school, role="coordinator")
    MembershipFactory.create_batch(people, school=school)
    round_ = RoundFactory(school=school, alone=True, draft=True, **facts)
    open_round(round_, coordinator)
    round_.refresh_from_db()
    return round_


def say_done(round_: Round, number: int) -> None:
    """Let so many of who takes part and is not done yet say 'klaar'; each chose the second step on the first item."""
    for part in list(round_.participations.unfinished().select_related("member").order_by("member_id"))[:number]:
        answer(round_, part.member, round_.items[0].code, stand="1")
        finish(round_, part.member)


def build_rounds(member: Membership, marker: str) -> tuple[Model, ...]:
    """Make what a side has of rounds: one that was agreed, one filled in together, one alone, with a text in each."""
    from tests.world import PriorityFactory, RoundFactory, TeamFactory

    def marked(*fields: str) -> dict[str, str]:
        return {name: f"{marker} {name}" for name in fields}

    closed = RoundFactory(school=member.school, agreed=True, alone=True, **marked("name", "invitation"))
    opened = RoundFactory(school=member.school, **marked("name", "invitation"))
    team = TeamFactory(school=member.school, lead=member, name=f"{marker} kernteam")
    team.members.add(member)
    alone = RoundFactory(school=member.school, team=team, alone=True, **marked("name", "invitation"))
    key = RoundKeyFactory(round=alone)
    part = ParticipationFactory(round=alone, member=member)
    sheet = SheetFactory(round=alone, digest=digest(key.secret, alone.pk, member.user_id))
    answer = AnswerFactory(sheet=sheet, **marked("remark"))
    views = [
        TeamView.objects.create(round=one, item_code=one.items[0].code, stand="1", **marked("note"))
        for one in (closed, opened)
    ]
    talk = ConversationFactory(round=closed, step="doel", **marked("equity", "telling"))
    tally, remark = TallyFactory(round=closed), RemarkFactory(round=closed, **marked("text"))
    priority = PriorityFactory(round=closed, position=2)
    return (closed, opened, priority, team, alone, key, part, sheet, answer, *views, talk, tally, remark)
