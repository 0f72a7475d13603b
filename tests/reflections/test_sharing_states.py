"""Whatever happens, in whatever order: nobody ever reads what they may not, and who may, reads the right text."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reflections.models import PeerAnswer, PeerConversation, Reaction, Reflection, Share
from reflections.sharing import shown
from schools import membership
from tests.world import Cast, PeerAnswerFactory, PeerConversationFactory, build_cast

pytestmark = pytest.mark.django_db

PEOPLE = ["marieke", "joost", "fatima"]
person = st.sampled_from(PEOPLE)
number = st.integers(0, 5)
STEPS = st.one_of(
    st.tuples(st.just("write"), person, number),
    st.tuples(st.just("share"), person, person, number, st.sampled_from(["copy", "live"])),
    st.tuples(st.just("take_back"), number),
    st.tuples(st.just("react"), person, number),
    st.tuples(st.just("delete"), person, number),
    st.tuples(st.just("leave"), person),
    st.tuples(st.just("return"), person),
)


@dataclass
class World:
    """What happened, as a plain account of it to hold the site against."""

    cast: Cast
    texts: dict[int, tuple[str, str]] = field(default_factory=dict)  # reflection: writer, text now
    shares: dict[int, tuple[int, str, str, str | None]] = field(default_factory=dict)  # reflection, by, to, copied text
    away: set[str] = field(default_factory=set)
    written: int = 0

    def member(self, name: str) -> Any:
        return getattr(self.cast, name)

    def write(self, name: str, which: int) -> None:
        """Write something new on one of six days, or change what stands there; also after leaving."""
        self.written += 1
        text = f"kiezel{self.written}"
        reflection, _ = Reflection.objects.update_or_create(
            author=self.member(name).user,
            question="1c-uitstralen",
            written_on=f"2026-01-0{which + 1}",
            defaults={"wording": "Wat?", "answer": json.dumps({"text": text})},
        )
        self.texts[reflection.pk] = (name, text)

    def own(self, name: str, which: int) -> int | None:
        mine = [pk for pk, (writer, _) in self.texts.items() if writer == name]
        return mine[which % len(mine)] if mine else None

    def share(self, by: str, to: str, which: int, way: str) -> None:
        pk = self.own(by, which)
        data = {"to": [self.member(to).pk], "way": way}
        if pk is None:
            return
        response = signed_in(self.member(by)).post(f"/reflecties/{pk}/delen/", data)
        ended = {by, to} & self.away or by == to or any(s[0] == pk and s[2] == to for s in self.shares.values())
        assert (response.status_code == 302) == (not ended)
        if not ended:
            made = Share.objects.get(reflection=pk, to=self.member(to))
            self.shares[made.pk] = (pk, by, to, self.texts[pk][1] if way == "copy" else None)

    def take_back(self, which: int) -> None:
        if self.shares:
            pk = list(self.shares)[which % len(self.shares)]
            _, by, _, _ = self.shares.pop(pk)
            signed_in(self.member(by)).post(f"/reflecties/gedeeld/{pk}/terug/")

    def react(self, name: str, which: int) -> None:
        if self.shares:
            pk = list(self.shares)[which % len(self.shares)]
            response = signed_in(self.member(name)).post(f"/reflecties/gedeeld/{pk}/", {"text": f"steen {name}"})
            assert (response.status_code == 302) == (name in self.readers(pk))

    def delete(self, name: str, which: int) -> None:
        pk = self.own(name, which)
        if pk is not None:
            Reflection.objects.get(pk=pk).delete()
            del self.texts[pk]
            self.shares = {share: told for share, told in self.shares.items() if told[0] != pk}

    def leave(self, name: str) -> None:
        if name in self.away:
            return
        member = self.member(name)
        try:
            membership.deactivate(member, self.cast.fatima)
        except membership.LastAdmin:
            return
        self.away.add(name)
        for pk, (reflection, by, to, copied) in self.shares.items():
            if name in {by, to}:  # ended for good: coming back does not open it again
                self.shares[pk] = (reflection, "", "", copied)

    def come_back(self, name: str) -> None:
        if name in self.away:
            member = self.member(name)
            member.refresh_from_db()
            membership.reactivate(member, self.cast.fatima)
            self.away.remove(name)

    def readers(self, share: int) -> set[str]:
        _, by, to, _ = self.shares[share]
        return {by, to} - {""}

    def check(self) -> None:
        """Hold the site against the account."""
        for name in PEOPLE:
            user = self.member(name).user
            assert {r.pk for r in Reflection.objects.visible_to(user)} == {
                pk for pk, (writer, _) in self.texts.items() if writer == name
            }
            seen = {one.pk: one for one in Share.objects.visible_to(user).for_list()}
            assert set(seen) == {pk for pk in self.shares if name in self.readers(pk)}
            for pk, one in seen.items():
                reflection, _, _, copied = self.shares[pk]
                assert shown(one)["lines"] == [copied or self.texts[reflection][1]]
            visible = Reaction.objects.visible_to(user)
            assert {reaction.share_id for reaction in visible} <= set(seen)


def signed_in(member: Any) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def rolled_back(run: Callable[[Cast], None]) -> None:
    """Run with a cast of its own, and leave nothing in the database for the next example."""
    with transaction.atomic():
        run(build_cast())
        transaction.set_rollback(True)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=14))
def test_only_who_may_reads_what_is_shared(db: None, steps: list[tuple[Any, ...]]) -> None:
    def run(cast: Cast) -> None:
        world = World(cast)
        for name, *arguments in steps:
            getattr(world, {"return": "come_back"}.get(name, name))(*arguments)
            world.check()

    rolled_back(run)


TALK_STEPS = st.lists(
    st.tuples(st.sampled_from(["write", "ready", "not_yet", "end", "leave", "return"]), st.sampled_from(PEOPLE)),
    max_size=12,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(steps=TALK_STEPS)
def test_a_talk_opens_only_when_both_said_so_and_to_nobody_else(db: None, steps: list[tuple[str, str]]) -> None:
    def run(cast: Cast) -> None:
        talk = PeerConversationFactory(asker=cast.joost, partner=cast.marieke)
        PeerAnswerFactory(conversation=talk, answer='{"text": "van joost"}')
        PeerAnswerFactory(conversation=talk, author=cast.marieke.user, answer='{"text": "van marieke"}')
        address = f"/reflecties/gesprekken/{talk.pk}/"
        ready: set[str] = set()
        state = "closed"
        left: set[str] = set()
        for step, name in steps:
            client = signed_in(getattr(cast, name))
            takes_part, counts = name in {"joost", "marieke"}, state == "closed"
            if step == "write":
                client.post(f"{address}4c-plezier/", {"text": f"van {name}"})
            elif step in {"ready", "not_yet"}:
                client.post(f"{address}klaar/", {"toch-niet": "1"} if step == "not_yet" else {})
                if takes_part and counts:
                    ready = ready | {name} if step == "ready" else ready - {name}
                    state = "open" if len(ready) == 2 else state
            elif step == "end":
                client.post(f"{address}stop/")
                state = "over" if takes_part and counts else state
            elif step == "leave" and takes_part and name not in left:
                member = getattr(cast, name)
                membership.deactivate(member, cast.fatima)
                left.add(name)
                state = "over"
            elif step == "return" and name in left:
                membership.reactivate(getattr(cast, name), cast.fatima)
                left.remove(name)
            for reader in PEOPLE:
                answers = PeerAnswer.objects.visible_to(getattr(cast, reader).user)
                seen = {answer.author_id for answer in answers}
                own = {getattr(cast, reader).user_id} if reader != "fatima" else set()
                both = {cast.joost.user_id, cast.marieke.user_id}
                assert seen == (both if state == "open" and own else own)
        assert PeerConversation.objects.filter(opened_at__isnull=False).exists() <= (len(ready) == 2)

    rolled_back(run)
