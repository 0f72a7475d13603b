"""What rounds do by themselves: open on their day, close after their last one, and send their mails."""

from __future__ import annotations

from django.db import IntegrityError
from django.utils import timezone
from django.utils.timezone import localtime

from checklists.closing import TooFew, close
from checklists.models import Round
from checklists.opening import hindrance, open_round
from checklists.preparing import leader_of
from checklists.round_mail import OpenSchools, Sent, send_round_mails, tell

TOO_FEW_DONE = (
    "De laatste dag is voorbij, en er zijn nog geen vijf mensen klaar. Met minder kunnen we niets laten zien: "
    "dan zou te raden zijn wie wat koos. Jij kiest hoe het verdergaat: geef iedereen langer de tijd, "
    "of sluit zonder antwoorden en vul samen in."
)


def tend() -> Sent:
    """Do for every round what its day asks. It may run at any time, as often as one likes, and twice at once.

    What was missed while it did not run is done now, once; a round whose last day went by unopened is not opened.
    """
    report, schools = Sent(), OpenSchools(localtime(timezone.now()))
    for round_ in due_to_open(schools):
        open_by_itself(round_, report, schools)
    for round_ in due_to_close(schools):
        close_by_itself(round_, report, schools)
    send_round_mails(report, schools)
    return report


def due_to_open(schools: OpenSchools) -> list[Round]:
    """Return the drafts whose day has come, of schools that are open now."""
    drafts = Round.objects.drafts().alive().filter(opens_on__lte=schools.now.date(), told_on=None)
    return [one for one in drafts.select_related("school", "team").order_by("pk") if schools.is_open(one.school)]


def due_to_close(schools: OpenSchools) -> list[Round]:
    """Return the rounds whose last day has gone by, as long as nobody was asked to decide."""
    over = Round.objects.running().filter(way=Round.Way.ALONE, closes_on__lt=schools.now.date(), told_on=None)
    return list(over.select_related("school", "team").order_by("pk"))


def open_by_itself(round_: Round, report: Sent, schools: OpenSchools) -> None:
    """Open a round, or tell who leads it why not."""
    leader = leader_of(round_)
    if leader is None:
        return
    if why := hindrance(round_):
        report.count("told", tell(round_, f"De afname kon vandaag niet opengaan. {why}", schools.now.date()))
        return
    try:
        report.opened += open_round(round_, leader, by_itself=True)
    except IntegrityError:  # somebody opened another one just now; the next run tells
        return


def close_by_itself(round_: Round, report: Sent, schools: OpenSchools) -> None:
    """Close a round, or ask who leads it how to go on."""
    leader = leader_of(round_)
    if leader is None:
        return
    try:
        report.closed += close(round_, leader, by_itself=True)
    except TooFew:
        if schools.is_open(round_.school):
            report.count("told", tell(round_, TOO_FEW_DONE, schools.now.date()))
