"""The iCalendar files, read by a strict reader of our own and by vobject, and across the change of the clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.utils import timezone

from schools import moments
from schools.calendar_files import all_day_event_of, calendar_of, event_of
from schools.goal_writing import change_goal
from schools.moments import Facts, cancel, change
from tests.world import AgendaMomentFactory, EvaluationFactory, GoalFactory, on, weekday

pytestmark = pytest.mark.django_db
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ODD = "Teamoverleg; koffie, taart \\ en 'rust'\nmet een heel lange titel 💧 die over de regel van 75 tekens heen gaat"


class Block:
    """A component as it stands in the file: its lines by name, and the components in it."""

    def __init__(self, name):
        self.name, self.lines, self.blocks = name, [], []

    def one(self, name):
        found = [(params, value) for key, params, value in self.lines if key == name]
        assert len(found) == 1, (self.name, name, found)
        return found[0]

    def all(self, name):
        return [block for block in self.blocks if block.name == name]


def read(made):
    """Read a calendar as RFC 5545 says, and refuse what it does not allow; without any library for calendars."""
    assert made.endswith(b"\r\n")
    physical = made[:-2].split(b"\r\n")
    assert all(b"\n" not in line and b"\r" not in line for line in physical), "lines end in CRLF only"
    assert all(len(line) <= 75 for line in physical), "a line has 75 octets at most"
    unfolded = []
    for line in physical:
        if line.startswith(b" "):
            unfolded[-1] += line[1:]
        else:
            unfolded.append(line)
    stack, root = [], None
    for line in (raw.decode("utf-8") for raw in unfolded):
        head, _, value = line.partition(":") if '"' not in line.split(":")[0] else split_quoted(line)
        name, *params = head.split(";")
        assert name == name.upper()
        if name == "BEGIN":
            stack.append(Block(value))
        elif name == "END":
            done = stack.pop()
            assert done.name == value
            if stack:
                stack[-1].blocks.append(done)
            else:
                root = done
        else:
            stack[-1].lines.append((name, dict(param.split("=", 1) for param in params), value))
    assert not stack
    assert root is not None
    assert root.name == "VCALENDAR"
    return root


def split_quoted(line):
    inside = False
    for place, sign in enumerate(line):
        inside ^= sign == '"'
        if sign == ":" and not inside:
            return line[:place], ":", line[place + 1 :]
    raise AssertionError(line)


def validated(made):
    """Return the calendar as our reader and as vobject see it."""
    root, second = read(made), vobject.readOne(made.decode())
    assert second.validate(raiseException=True)
    assert root.one("VERSION")[1] == "2.0"
    assert root.one("PRODID")[1]
    zones = {zone.one("TZID")[1] for zone in root.all("VTIMEZONE")}
    for event in root.all("VEVENT"):
        for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "STATUS", "LAST-MODIFIED"):
            event.one(name)
        assert event.one("DTSTAMP")[1].endswith("Z")
        for name in ("DTSTART", "DTEND"):
            params, value = event.one(name)
            assert params.get("VALUE") == "DATE" or params["TZID"] in zones
            assert (len(value) == 8) == (params.get("VALUE") == "DATE")
    return root, second


def test_a_moment_is_read_by_two_readers(cast):
    moment = AgendaMomentFactory(
        school=cast.marieke.school,
        title=ODD.replace("\n", " "),
        place="Lokaal 1, hoek; links",
        talk="Wat zag je?\nEn jij?",
        starts_at=on(date(2027, 1, 26), "15:15"),
        ends_at=on(date(2027, 1, 26), "16:00"),
    )
    root, second = validated(calendar_of("De Vijver", [event_of(moment)]))
    event = second.vevent
    assert event.summary.value == moment.title
    assert event.location.value == "Lokaal 1, hoek; links"
    assert event.description.value == "De Vijver\nWat zag je?\nEn jij?"
    assert event.dtstart.value.utcoffset() == timedelta(hours=1)
    assert event.dtstart.value == moment.starts_at
    assert event.uid.value == str(moment.uid)
    assert root.one("X-WR-CALNAME")[1] == "De Vijver"
    assert root.one("REFRESH-INTERVAL") == ({"VALUE": "DURATION"}, "PT4H")
    assert root.all("VEVENT")[0].one("STATUS")[1] == "CONFIRMED"


@pytest.mark.parametrize(
    "day", ["2027-03-26", "2027-03-27", "2027-03-28", "2027-03-29", "2026-10-24", "2026-10-25", "2026-10-26"]
)
def test_a_quarter_past_three_stays_so_when_the_clock_changes(cast, day):
    starts = on(date.fromisoformat(day), "15:15")
    moment = AgendaMomentFactory(school=cast.marieke.school, starts_at=starts)
    moment.refresh_from_db()
    root, second = validated(calendar_of("De Vijver", [event_of(moment)]))
    params, value = root.all("VEVENT")[0].one("DTSTART")
    assert (params["TZID"], value) == ("Europe/Amsterdam", f"{day.replace('-', '')}T151500")
    assert second.vevent.dtstart.value.astimezone(UTC) == starts.astimezone(UTC)  # by the rules in the file itself
    assert second.vevent.dtstart.value.strftime("%H:%M") == "15:15"


def offset(day, clock, zone):
    return datetime.combine(day, clock, tzinfo=zone).utcoffset()


def test_the_rules_of_the_clock_in_the_file_are_those_of_the_netherlands(cast):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    second = vobject.readOne(calendar_of("De Vijver", [event_of(moment)]).decode())
    zone = second.vevent.dtstart.value.tzinfo
    day, noon = date(2026, 1, 1), time(12)
    while day.year < 2032:
        assert offset(day, noon, zone) == offset(day, noon, AMSTERDAM), day
        day += timedelta(days=1)
    for day in (date(2027, 3, 28), date(2026, 10, 25)):
        for clock in (time(1, 59), time(3, 0)):
            assert offset(day, clock, zone) == offset(day, clock, AMSTERDAM), (day, clock)


def test_an_evaluation_is_a_whole_day_without_names(cast):
    goal = GoalFactory(owner=cast.joost, aim="Rust in de gang", evaluate_on=False)
    evaluation = EvaluationFactory(goal=goal, due_on=date(2027, 3, 28))
    made = calendar_of("De Vijver", [all_day_event_of(evaluation)])
    root, second = validated(made)
    event = root.all("VEVENT")[0]
    assert event.one("DTSTART") == ({"VALUE": "DATE"}, "20270328")
    assert event.one("DTEND") == ({"VALUE": "DATE"}, "20270329")
    assert event.one("TRANSP")[1] == "TRANSPARENT"
    assert second.vevent.dtstart.value == date(2027, 3, 28)
    assert "Joost" not in made.decode()
    cancelled = EvaluationFactory(goal=goal, cancelled=True)
    after = read(calendar_of("x", [all_day_event_of(cancelled)])).all("VEVENT")[0]
    assert after.one("STATUS")[1] == "CANCELLED"


def test_moving_and_cancelling_an_evaluation_and_another_aim_are_the_same_event_with_a_higher_sequence(cast):
    goal = GoalFactory(owner=cast.marieke, aim="Rust in de gang", evaluate_on=weekday(5))
    evaluation, seen = goal.evaluations.get(), []

    def look():
        evaluation.refresh_from_db()
        root, _ = validated(calendar_of("x", [all_day_event_of(evaluation)]))
        event = root.all("VEVENT")[0]
        seen.append([event.one(name)[1] for name in ("UID", "SEQUENCE", "DTSTART", "STATUS", "SUMMARY")])

    look()
    evaluation.move(cast.marieke, weekday(9))
    look()
    goal.refresh_from_db()
    change_goal(goal, cast.marieke, {"aim": "Rust op de trap"}, None)
    look()
    goal.refresh_from_db()
    goal.stop(cast.marieke, "Te veel tegelijk.")
    look()
    assert len({uid for uid, *_ in seen}) == 1
    sequences = [int(sequence) for _, sequence, *_ in seen]
    assert sequences == sorted(set(sequences))
    assert seen[0][2] != seen[1][2] == seen[2][2] == seen[3][2]
    assert [status for *_, status, _ in seen] == ["CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [title.removeprefix("Terugkijken: ") for *_, title in seen][1:3] == ["Rust in de gang", "Rust op de trap"]


def test_moving_renaming_and_cancelling_are_the_same_event_with_a_higher_sequence(cast):
    moment = AgendaMomentFactory(school=cast.marieke.school, title="Teamoverleg")
    seen = []

    def look():
        moment.refresh_from_db()
        root, _ = validated(calendar_of("x", [event_of(moment)]))
        event = root.all("VEVENT")[0]
        seen.append([event.one(name)[1] for name in ("UID", "SEQUENCE", "SUMMARY", "DTSTART", "STATUS")])

    look()
    facts = Facts.of(moment)
    change(moment, cast.marieke, Facts(**vars(facts) | {"day": facts.day + timedelta(days=7)}), facts.stamp)
    look()
    facts = Facts.of(moment)
    change(moment, cast.marieke, Facts(**vars(facts) | {"title": "Bouwoverleg"}), facts.stamp)
    look()
    cancel(moment, cast.marieke, "Ziek")
    look()
    moments.restore(moment, cast.marieke)
    look()
    assert len({uid for uid, *_ in seen}) == 1
    assert [int(sequence) for _, sequence, *_ in seen] == [0, 1, 2, 3, 4]
    assert seen[0][3] != seen[1][3]
    assert [name for _, _, name, *_ in seen][1:3] == ["Teamoverleg", "Bouwoverleg"]
    assert [status for *_, status in seen][2:] == ["CONFIRMED", "CANCELLED", "CONFIRMED"]


def test_nothing_changes_where_nothing_was_changed(cast):
    moment = AgendaMomentFactory(school=cast.marieke.school)
    facts = Facts.of(moment)
    before = calendar_of("x", [event_of(moment)])
    assert change(moment, cast.marieke, facts, facts.stamp) == 0
    moment.refresh_from_db()
    assert calendar_of("x", [event_of(moment)]) == before


def test_the_reader_of_these_tests_refuses_what_is_wrong(cast):
    made = calendar_of("x", [event_of(AgendaMomentFactory(school=cast.marieke.school, changed_at=timezone.now()))])
    for wrong in (made.replace(b"\r\n", b"\n"), made.replace(b"SUMMARY:", b"SUMMARY:" + b"x" * 90), made[:-20]):
        with pytest.raises((AssertionError, IndexError)):
            read(wrong)
