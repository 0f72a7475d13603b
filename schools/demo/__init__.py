"""The demo: two schools that do not exist, with people, teams, invitations, requests, goals and an agenda around today.

They have a board in common, that one of them lets look.
`fill` is named in settings.DEMO_PARTS. What stands there already, is left as it is.
"""

from datetime import date

from schools.demo.asking import keep_access_request, keep_school_request
from schools.demo.board import MEMBER as BOARD_MEMBER
from schools.demo.board import NAME as BOARD
from schools.demo.board import keep_board
from schools.demo.people import PASSWORD, keep_invitations, keep_people, keep_site_admin, keep_teams
from schools.demo.planning import keep_planning
from schools.demo.vijver import SCHOOL as VIJVER
from schools.demo.waterlicht import SCHOOL as WATERLICHT
from schools.holiday_import import SHIPPED, import_holidays, read_holidays
from schools.models import Membership, School

SCHOOLS = (VIJVER, WATERLICHT)


def fill(today: date) -> list[str]:
    """Make what is not there yet: the regions' holidays and the schools. Return the accounts, as lines to print."""
    keep_site_admin(today)
    import_holidays(read_holidays(SHIPPED.read_text(encoding="utf-8")))
    for demo in SCHOOLS:
        if not School.objects.filter(code=demo.code).exists():
            school = keep_people(demo, today)
            keep_invitations(demo, school, today)
            keep_teams(demo, school)
            keep_planning(demo, school, today)
            keep_board(school, today, shares=demo is VIJVER)
            if demo is VIJVER:
                keep_access_request(school, today)
    keep_school_request(today)
    return [*table(accounts()), "", f"Wachtwoord van al deze accounts: {PASSWORD}"]


def accounts() -> list[tuple[str, str, str]]:
    """Return role, school and address of everyone in the fixed cast."""
    cast = [person.email for demo in SCHOOLS for person in demo.cast]
    members = Membership.objects.filter(user__email__in=cast, left_at=None).select_related("user", "school")
    ordered = sorted(members, key=lambda member: cast.index(member.user.email))
    rows = [
        (member.title + (" en schoolbeheerder" if member.is_admin else ""), member.school.name, member.user.email)
        for member in ordered
    ]
    rows.append(("bestuurslid", BOARD, BOARD_MEMBER[1]))
    return [*rows, ("functioneel beheerder", "–", "beheerder@handreiking.example")]


def table(rows: list[tuple[str, str, str]]) -> list[str]:
    """Return rows as lines, with a heading and columns as wide as what stands in them."""
    every = [("rol", "school", "adres"), *rows]
    widths = [max(len(row[column]) for row in every) for column in range(2)]
    lines = [f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}" for row in every]
    return [lines[0], "-" * max(map(len, lines)), *lines[1:]]
