"""Puts the people of the demo in the database. Nobody here exists; all addresses end in .example."""

from datetime import date, timedelta
from functools import cache

from django.contrib.auth.hashers import make_password

from schools.demo.days import at, school_day
from schools.demo.story import DemoSchool, address
from schools.models import Invitation, Membership, School, Team, User

# Everybody may know it: it opens nothing that exists.
PASSWORD = "handreiking-demo"  # noqa: S105  # nosec B105
SITE_ADMIN = "beheerder@handreiking.example"
BEFORE_ALL = -260  # school days: longer ago than anything else in the demo


@cache
def hashed_password() -> str:
    """Return the hash of the demo's password, made once: hashing is slow on purpose."""
    return make_password(PASSWORD)


def keep_site_admin(today: date) -> None:
    """Make the account that runs the site, unless it is there; it belongs to no school."""
    if not User.objects.filter(email=SITE_ADMIN).exists():
        User.objects.create(
            email=SITE_ADMIN,
            name="Beheerder van de site",
            password=hashed_password(),
            is_staff=True,
            is_superuser=True,
            date_joined=at(school_day(today, BEFORE_ALL), "09:00"),
        )


def keep_people(demo: DemoSchool, today: date) -> School:
    """Make a school with everyone who works there; an account that is there already is used as it is."""
    joined_at = at(school_day(today, BEFORE_ALL), "09:00")
    school = School.objects.create(
        code=demo.code,
        name=demo.name,
        sector=demo.sector,
        region=demo.region,
        brin=demo.brin,
        created_at=joined_at,
    )
    emails = [person.email for person in demo.people]
    known = User.objects.in_bulk(emails, field_name="email")
    User.objects.bulk_create(
        User(
            email=person.email,
            name=person.name,
            password=hashed_password() if person in demo.cast else make_password(None),
            date_joined=joined_at,
        )
        for person in demo.people
        if person.email not in known
    )
    users = User.objects.in_bulk(emails, field_name="email")
    Membership.objects.bulk_create(
        Membership(
            user=users[person.email],
            school=school,
            role=person.role,
            is_admin=person.is_admin,
            joined_at=joined_at,
            here_since=joined_at,
        )
        for person in demo.people
    )
    return school


def keep_invitations(demo: DemoSchool, school: School, today: date) -> None:
    """Make the open invitations of a new school, by its principal; their links are known to nobody."""
    principal = school.memberships.filter(role=Membership.Role.PRINCIPAL).first()
    for number, name in enumerate(demo.invited, start=1):
        invitation = Invitation(school=school, email=address(name, demo.domain), invited_by=principal)
        invitation.renew()
        invitation.sent_at = at(today - timedelta(days=2 * number), "16:10")
        invitation.save()


def keep_teams(demo: DemoSchool, school: School) -> None:
    """Make the teams of a new school."""
    by_email = {member.user.email: member for member in school.memberships.select_related("user")}
    members = {person.name: by_email[person.email] for person in demo.people}
    for told in demo.teams:
        people = [members[name] for name in told.people]
        team = Team.objects.create(school=school, name=told.name, lead=people[0])
        team.members.set(people)
