"""Rounds with a conversation, as the tests of the conversation need them."""

from checklists.answering import answer, finish
from checklists.closing import close, show
from checklists.conversation import go, start
from checklists.models import Conversation
from tests.rounds import open_alone
from tests.world import MembershipFactory, RoundFactory

PER_PERSON = {"PO-B1": "3", "PO-B3": "1", "PO-B5": "2"}  # what everyone answers who answers


def together(member, **facts):
    """Return an open round that the team fills in together, with its conversation at the first item."""
    facts = {"edition_key": "po-1.0", "depth": "kern"} | facts
    round_ = RoundFactory(school=member.school, **facts)
    start(round_)
    go(round_, member, "pijlers", round_.items[0].code)
    return round_


def alone(member, done=0, people=6, answers=None, **facts):
    """Return an open round in which everyone answers alone, so many of them done; its conversation is at that step."""
    round_ = open_alone(member.school, people, **({"edition_key": "po-1.0", "depth": "kern"} | facts))
    takers = [part.member for part in round_.participations.order_by("member_id")]
    for number, taker in enumerate(takers[:done]):
        for code, stand in (answers or PER_PERSON).items():
            answer(round_, taker, code, stand=stand[number % len(stand)], flag=code == "PO-B3" and number < 2)
        finish(round_, taker)
    start(round_)
    go(round_, member, "ieder-voor-zich")
    return round_


def opened(member, **facts):
    """Return a round of which everyone answered alone and the outcome is shown, at the first item."""
    round_ = alone(member, **({"done": 6} | facts))
    close(round_, member)
    show(round_, member)
    go(round_, member, "pijlers", round_.items[0].code)
    return round_


def address(round_, rest="gesprek/"):
    """Return an address of the round's conversation."""
    return f"/school/{round_.school.code}/checklist/{round_.pk}/{rest}"


def talk_of(round_):
    """Return the conversation as it is in the database."""
    return Conversation.objects.get(round=round_)


def second_leader(member):
    """Return another coordinator of the school."""
    return MembershipFactory(school=member.school, role="coordinator")


def send(client, round_, at, **data):
    return client.post(address(round_), {"at": at, "holds": "1"} | data)


def on_item(client, round_, code, **data):
    return send(client, round_, "pijlers", item=code, **({"seen": "0", "stood": "", "note": ""} | data))
