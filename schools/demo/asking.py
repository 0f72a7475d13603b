"""Puts requests to take part in the demo: one for De Vijver's admins, and one for a new school for the site admin."""

from datetime import date, timedelta

from schools.demo.days import at
from schools.models import School, SchoolRequest
from schools.tokens import digest_of, new_token

ACCESS = {
    "school_name": "basisschool De Vijver",
    "sector": "po",
    "brin": "99AA00",
    "name": "Loes Terpstra",
    "email": "l.terpstra@vijver.example",
    "role": "teacher",
    "why": "Ik val tot de zomer in voor Nienke en wil meedoen met de checklist.",
}
NEW_SCHOOL = {
    "school_name": "CBS Het Kompas",
    "place": "Waterveen",
    "sector": "po",
    "brin": "99CC00",
    "name": "Gerda Vos",
    "email": "g.vos@kompas.example",
    "role": "coordinator",
    "why": "Een collega van De Vijver vertelde erover. Wij willen in het nieuwe schooljaar met twee bouwen beginnen.",
}


def keep_access_request(school: School, today: date) -> None:
    """Make the request on which the admins of a new school of the demo can decide."""
    keep(today - timedelta(days=2), ACCESS, school=school)


def keep_school_request(today: date) -> None:
    """Make the request on which the site admin can decide, unless it is there."""
    if not SchoolRequest.objects.filter(email=NEW_SCHOOL["email"]).exists():
        keep(today - timedelta(days=1), NEW_SCHOOL)


def keep(day: date, told: dict[str, str], school: School | None = None) -> None:
    """Make a confirmed request; its link is known to nobody."""
    SchoolRequest.objects.create(
        **told,
        school=school,
        token_digest=digest_of(new_token()),
        sent_at=at(day, "15:50"),
        confirmed_at=at(day, "16:05"),
    )
