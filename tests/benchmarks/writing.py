"""What the people of a school write for themselves: few write much, many write little; some of it is shared."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.timezone import localdate

from reflections.models import PeerConversation, Reflection, Share
from tests.benchmarks.copying import copy, numbers
from tests.benchmarks.texts import Texts
from tests.world import PEER_HANDVAT

if TYPE_CHECKING:
    from tests.benchmarks.generator import Plan
    from tests.benchmarks.people import Staff

SHARED = 0.03
MOST = 20  # times as much as who writes least


def fill(plan: Plan, random: Random, staff: Staff, texts: Texts) -> None:
    """Write the school's part of the reflections, on days that go back from today, one a day at the most."""
    from tests.benchmarks.generator import share

    now, today = timezone.now(), localdate()
    amounts = share(plan.reflections, [min(random.paretovariate(1.1), MOST) for _ in staff.users])
    keys = iter(numbers(Reflection, plan.reflections))
    rows: list[tuple[Any, ...]] = []
    shares: list[tuple[Any, ...]] = []
    for place, (user, amount) in enumerate(zip(staff.users, amounts, strict=True)):
        for day in days(random, today, amount):
            question, key = random.choice(texts.questions), next(keys)
            answer = random.choice(texts.answers[question.kind])
            group = random.choice(texts.group_ciphers)
            rows.append((key, user, question.slug, question.text, answer, group, day, now))
            if random.random() < SHARED:
                to = (place + 1 + random.randrange(plan.members - 1)) % plan.members
                copied = random.choice(texts.answers["open"])  # of a copy nothing is read but in the page of the share
                shares.append((key, staff.members[place], staff.members[to], "live", copied, texts.empty_cipher, now))
    columns = ("id", "author_id", "question", "wording", "answer", "group", "written_on", "saved_at")
    copy(Reflection, columns, rows)
    talks = [
        (
            PEER_HANDVAT,
            *random.sample(staff.members, 2),
            texts.empty_cipher,
            random.choice(texts.text_ciphers),
            *[now] * 4,
        )
        for _ in range(plan.members // 3)
    ]
    columns = ("handvat", "asker_id", "partner_id", "word", "agreements")
    moments = ("began_at", "asker_ready_at", "partner_ready_at", "opened_at")
    copy(PeerConversation, (*columns, *moments), talks)
    copy(Share, ("reflection_id", "by_id", "to_id", "way", "copy", "word", "began_at"), shares)


def days(random: Random, today: date, amount: int) -> list[date]:
    """Return so many different days before today, with a week or less between them."""
    found, day = [], today
    for _ in range(amount):
        day -= timedelta(days=random.randint(1, 7))
        found.append(day)
    return found
