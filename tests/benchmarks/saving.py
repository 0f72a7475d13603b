"""Saving an answer, a reflection and an evaluation, beside a bare view that writes one row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from statistics import median

from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import path
from django.utils.timezone import localdate

from checklists.models import Answer
from handreiking.access import declare
from handreiking.urls import urlpatterns as site
from reflections.models import Reflection
from schools.access import school_view
from schools.models import Evaluation, JournalEntry, Membership
from tests.benchmarks import databases
from tests.benchmarks.report import Row, Section, table
from tests.benchmarks.visitor import Answer as Came
from tests.benchmarks.visitor import Visitor, percentile
from tests.rounds import open_alone
from tests.world import OPEN_QUESTION, GoalFactory, MembershipFactory, SchoolFactory

TIMES, MOST = 150, 2.0
HTMX = {"HTTP_HX_REQUEST": "true"}
BARE, DOOR = "/kaal/{member}/", "/school/{code}/kaal/"
Deed = Callable[[], Came]
BODY = """
Each through the WSGI door, with all middleware, a session and a token, on a PostgreSQL that waits for the disk as it does
for real. In turns, {times} times each; wall-clock time, the database's own included. The bare view writes one row and
answers with nothing; once it stands behind the login alone, and once behind the door of a school too, as every view of a
school does: that finds the member and raises the second wall.

{table}

What is more than the bare view, are the statements that a save needs and a bare view does not: to lock what is written, to
look whether it may be, to note who changed what. Each costs some 0.4 ms of our own work. An answer took 10.9 ms of own work
when it was first measured, a reflection 7.4 and an evaluation 10.6, beside 1.8 of the bare view.

An answer is kept for a colleague who is filling in, with the remark in it encrypted; a reflection each time with another
text; an evaluation of a goal each, which plans the next one too and writes the history and the journal.
"""


def bare(request: HttpRequest, member: int) -> HttpResponse:
    """Write one row."""
    JournalEntry.objects.create(school_id=int(request.POST["school"]), member_id=member, deed="goal_made", subject="x")
    return HttpResponse(status=204)


@school_view()
def bare_at_school(request: HttpRequest, member: Membership) -> HttpResponse:
    """Write one row, behind the door."""
    JournalEntry.write(member, "goal_made", "x")
    return HttpResponse(status=204)


urlpatterns = [
    path("kaal/<int:member>/", declare(bare, "account")),
    path("school/<slug:code>/kaal/", bare_at_school),
    *site,
]
handler404 = "handreiking.errors.not_found"


def measure(size: float) -> Section:
    """Save each in turns, and return the p95 of each beside those of the bare view."""
    with databases.using(databases.country(size)), override_settings(ROOT_URLCONF=__name__):
        deeds = prepare()
        came: dict[str, list[Came]] = {name: [] for name in deeds}
        for deed in deeds.values():
            deed()
        for _ in range(TIMES):
            for name, deed in deeds.items():
                came[name].append(deed())
    times = {name: [one.wall for one in found] for name, found in came.items()}
    p95 = {name: percentile(found, 0.95) for name, found in times.items()}
    work = {name: median(one.work for one in found) for name, found in came.items()}
    first, second, *real = deeds
    lines = [
        (
            name,
            f"{1000 * work[name]:.1f}",
            f"{1000 * median(times[name]):.1f}",
            f"{1000 * p95[name]:.1f}",
            f"{p95[name] / p95[first]:.2f}",
            f"{p95[name] / p95[second]:.2f}",
        )
        for name in deeds
    ]
    said = "; ".join(
        f"{name} {p95[name] / p95[first]:.1f} × ({p95[name] / p95[second]:.1f} × behind the door)" for name in real
    )
    target = "p95 at most 2 × a bare view that writes one row"
    met = all(p95[name] <= MOST * p95[first] for name in real)
    row = Row("saving an answer, a reflection, an evaluation", target, said, met)
    heads = ("", "own work, ms", "median, ms", "p95, ms", "p95 × bare", "p95 × bare behind the door")
    raw = "\n".join(f"{name}: {' '.join(f'{1000 * one:.1f}' for one in found)}" for name, found in times.items())
    return Section("Saving", BODY.format(times=TIMES, table=table(heads, lines)), (row,), raw)


def prepare() -> dict[str, Deed]:
    """Make a school of thirty people with an open round; return what saves one thing and tells how long it took."""
    member = MembershipFactory(school=SchoolFactory(code="saving"), role="coordinator")
    round_ = open_alone(member.school, 30, depth="full")
    colleague = round_.participations.exclude(member__user=member.user).first().member
    visitor, answering = Visitor.signed_in(member.user), Visitor.signed_in(colleague.user)
    evaluations = iter([one.evaluations.get() for one in GoalFactory.create_batch(TIMES + 1, owner=member)])
    number, said, kept = count(), iter(range(10**6)), {"version": 0}
    items = round_.edition.pillars[0].items_of("full")
    filling = f"/school/saving/checklist/{round_.pk}/invullen/{round_.edition.pillars[0].slug}/"

    def row() -> Came:
        answer = visitor.post(BARE.format(member=member.pk), {"school": str(member.school_id)})
        assert answer.status == 204
        return answer

    def row_at_school() -> Came:
        answer = visitor.post(DOOR.format(code="saving"), {})
        assert answer.status == 204
        return answer

    def an_answer() -> Came:
        code, stand = items[next(number) % len(items)].code, str(next(said) % 4)
        answer = answering.post(filling, {f"{code}-stand": stand}, **HTMX)
        assert answer.status == 200
        assert Answer.objects.filter(sheet__round=round_, item_code=code, stand=stand).exists()
        return answer

    def reflection() -> Came:
        text = f"Vandaag zag ik iets anders dan gisteren, keer {next(number)}."
        form = {"text": text, "day": localdate().isoformat(), "version": str(kept["version"])}
        answer = visitor.post(f"/reflecties/{OPEN_QUESTION}/", form, **HTMX)
        written = Reflection.objects.visible_to(member.user).get()
        assert (answer.status, written.content["text"]) == (200, text)
        kept["version"] = written.version
        return answer

    def evaluation() -> Came:
        now = next(evaluations)
        form = {"seen": "In zes van de acht klassen lukt het.", "progress": "1", "worked": "Klein beginnen."}
        form |= {"decision": "continue", "next_on": (localdate() + timedelta(days=60)).isoformat()}
        answer = visitor.post(f"/school/saving/evaluaties/{now.pk}/", form)
        assert answer.status == 302
        assert Evaluation.objects.get(pk=now.pk).held_on
        return answer

    return {
        "one row": row,
        "one row behind the door": row_at_school,
        "an answer": an_answer,
        "a reflection": reflection,
        "an evaluation": evaluation,
    }
