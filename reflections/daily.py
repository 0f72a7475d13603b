"""The question of the day: one a person, the same all day, that fits the sector and the time of the school year."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.http import HttpRequest
from django.utils.timezone import localdate

from handreiking.library import library
from handreiking.preferences import for_sector
from handreiking.records import Question
from reflections.answers import OWN, answers_of
from reflections.free_days import holidays_around
from reflections.looking_back import a_year_ago
from reflections.models import Reflection
from schools.calendar import SchoolYear
from schools.holidays import KnownHoliday, holidays_this_year
from schools.models import Membership, User

SEASONS = Path(__file__).parent / "seasons.yaml"
MONTH = timedelta(days=31)  # for so long an answered question does not come back
ONE_DAY, WEEK = timedelta(days=1), timedelta(days=7)
REAL_HOLIDAY = 4  # days; a shorter one is a long weekend, after which nothing begins anew
SUMMER = 21  # days; no other holiday lasts so long
SESSION_KEY = "question_of_the_day"


@dataclass(frozen=True)
class Season:
    """A time of the school year: its name as a Dutch sentence ends, and the questions that fit."""

    name: str
    questions: tuple[str, ...]


@cache
def seasons() -> dict[str, Season]:
    """Return the seasons by key, from the file beside this module."""
    written = yaml.safe_load(SEASONS.read_text())
    return {key: Season(one["name"], tuple(one["questions"])) for key, one in written.items()}


def season_of(day: date, holidays: Iterable[KnownHoliday]) -> str:
    """Return the key of the season that a day falls in, '' for none and in a holiday.

    `holidays` are those with a day in the school year. Where they are not known, the usual dates stand in.
    """
    real = sorted(
        (one for one in holidays if (one.ends_on - one.starts_on).days + 1 >= REAL_HOLIDAY),
        key=lambda one: one.starts_on,
    )
    if any(one.starts_on <= day <= one.ends_on for one in real):
        return ""
    year = SchoolYear.of(day)
    first, autumn, christmas, summer = landmarks(year, real)
    if first <= day < autumn:
        return "golden_weeks"
    if christmas < day <= christmas + 3 * WEEK:
        return "silver_weeks"
    if any(one.ends_on < day <= one.ends_on + WEEK for one in real):
        return "after_holiday"
    if summer - 3 * WEEK <= day < summer:
        return "end_of_year"
    tests = christmas + 3 * WEEK < day <= date(year.end.year, 2, 28) or day.month == 6
    return "test_weeks" if tests and day < summer else ""


def landmarks(year: SchoolYear, holidays: Sequence[KnownHoliday]) -> tuple[date, date, date, date]:
    """Return the first school day, the first day of the autumn holiday, the last one of Christmas, the first of summer.

    A school names its holidays as it likes, so the date says which is which.
    """
    long = [one for one in holidays if (one.ends_on - one.starts_on).days >= SUMMER]
    before = [
        one.ends_on + ONE_DAY for one in long if one.ends_on.month in {8, 9} and one.ends_on.year == year.first_year
    ]
    autumn = [one.starts_on for one in holidays if one.starts_on.month in {10, 11} and one.starts_on in year]
    new_year = date(year.end.year, 1, 1)
    christmas = [one.ends_on for one in holidays if one.starts_on <= new_year <= one.ends_on]
    summer = [one.starts_on for one in long if one.starts_on.month in {6, 7} and one.starts_on in year]
    return (
        next(iter(before), date(year.first_year, 8, 18)),
        next(iter(autumn), date(year.first_year, 10, 12)),
        next(iter(christmas), date(year.end.year, 1, 5)),
        next(iter(summer), date(year.end.year, 7, 11)),
    )


# These make sense only to who has just read the question before them.
FOLLOW_UPS = {"3a-genoeg-tijd", "3a-vooraf-of-achteraf"}


def daily_questions(sector: str = "") -> list[Question]:
    """Return the questions that stand on their own: those of handvatten that one picks up for oneself.

    What a teacher asks on the way to a talk with the class is left out; its answers soon name pupils.
    """
    own = [handvat for handvat in for_sector(library().handvatten, sector) if "self" in handvat.audiences]
    asked = [question for handvat in own for question in handvat.questions_for("self")]
    return [question for question in asked if question.slug not in FOLLOW_UPS]


@dataclass
class Days:
    """Which question comes on which day to one person.

    `answered` holds the days on which each question was answered, by slug.
    """

    person: int
    questions: Sequence[Question]
    answered: dict[str, set[date]]
    holidays: Sequence[KnownHoliday] = ()

    def season(self, day: date) -> str:
        """Return the key of the day's season."""
        return season_of(day, self.holidays)

    def ranked(self, day: date) -> list[Question]:
        """Return the questions for a day, the best first: not answered lately, fit for the season, and then by chance.

        What is answered on the day itself changes nothing. Each question has a chance of its own on each day, so one
        that goes or comes leaves the order of the others alone.
        """
        lately = {slug for slug, days in self.answered.items() if any(day - MONTH <= one < day for one in days)}
        fresh = [question for question in self.questions if question.slug not in lately]
        key = self.season(day)
        fitting = set(seasons()[key].questions) if key else set()

        def order(question: Question) -> tuple[bool, int]:
            chance = zlib.crc32(f"{self.person} {day} {question.slug}".encode())
            return question.slug not in fitting, chance

        return sorted(fresh or self.questions, key=order)

    def first(self, day: date) -> Question:
        """Return the question for a day: the best one, or the second where the best was yesterday's.

        It only looks further back where yesterday's may have been the same, and to the first day of the school year
        at most.
        """
        best, *others = self.ranked(day)
        if not others or day == SchoolYear.of(day).start:
            return best
        if best not in self.ranked(day - ONE_DAY)[:2]:
            return best
        return others[0] if self.first(day - ONE_DAY) == best else best

    def choice(self, day: date, skipped: int = 0) -> Question:
        """Return the question after so many others were asked for; after all of them it begins anew."""
        first = self.first(day)
        turns = [first, *(question for question in self.ranked(day) if question != first)]
        return turns[skipped % len(turns)]


def days_of(user: User, member: Membership | None, holidays: Sequence[KnownHoliday]) -> Days:
    """Return the questions of a person through the days; the sector and the holidays are those of the school."""
    answered: dict[str, set[date]] = {}
    since = SchoolYear.of(localdate()).start - MONTH
    for slug, day in (
        Reflection.objects.visible_to(user).filter(written_on__gte=since).values_list("question", "written_on")
    ):
        answered.setdefault(slug, set()).add(day)
    sector = member.school.sector if member and member.school.sector != "both" else ""
    questions = daily_questions(sector) or daily_questions()
    return Days(user.pk, questions, answered, holidays)


def question_of_the_day(user: User, member: Membership | None = None, skipped: int = 0) -> Question:
    """Return the person's question for today; `skipped` counts how often another one was asked for."""
    return days_of(user, member, holidays_around(member, localdate())).choice(localdate(), skipped)


@dataclass
class Wish:
    """What the person asked of today's question: another one so many times, or none at all."""

    skipped: int = 0
    rests: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> Wish:
        """Return what the session remembers of today."""
        kept = request.session.get(SESSION_KEY, {})
        if kept.get("day") != localdate().isoformat():
            return cls()
        return cls(kept["skipped"], kept["rests"])

    def keep(self, request: HttpRequest) -> None:
        """Remember it for the rest of the day."""
        request.session[SESSION_KEY] = {
            "day": localdate().isoformat(),
            "skipped": self.skipped,
            "rests": self.rests,
        }


def today_panel(request: HttpRequest, member: Membership | None) -> dict[str, Any]:
    """Return what the page of today shows: the question, the last three answers, and one of a year ago."""
    assert isinstance(request.user, User)
    wish = Wish.of(request)
    recent = Reflection.objects.visible_to(request.user).with_readers()[:3]
    panel = {"rests": wish.rests, "recent": recent, "year_ago": a_year_ago(request.user)[:1]}
    if wish.rests:
        return panel
    days = days_of(request.user, member, holidays_this_year(request, member.school) if member else [])
    question = days.choice(localdate(), wish.skipped)
    season = seasons().get(days.season(localdate()))
    handvat = library().question_by_slug[question.slug][0]
    return panel | {
        "answer": answers_of(request.user, [question])[question.slug],
        "handvat": handvat,
        "place": [one.slug for one in handvat.questions_for(*OWN)].index(question.slug) + 1,
        "season": season.name if season and question.slug in season.questions else "",
    }
