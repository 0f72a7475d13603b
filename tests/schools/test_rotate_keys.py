"""`manage.py rotate_keys`: an older key can be thrown away afterwards, wherever it was stopped."""

import io
import json
import signal
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import decrypt
from django.core.management import CommandError, call_command
from django.db import connection

from checklists.models import RoundKey
from reflections.models import Reflection
from schools.encryption import KeyMissing
from schools.key_rotation import newest, rotate, tables
from tests.commands import start
from tests.world import Side, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def old(settings: Any) -> list[str]:
    """The salts as they were, after a new one was put in front."""
    before = list(settings.SALT_KEY)
    settings.SALT_KEY = ["de nieuwe", *before]
    return before


def run(**options: Any) -> str:
    out = io.StringIO()
    call_command("rotate_keys", stdout=out, **options)
    return out.getvalue()


def test_every_model_with_an_encrypted_text_is_found() -> None:
    found = {model._meta.label: names for model, names in tables()}
    assert found["reflections.Reflection"] == ["answer", "group"]
    assert found["reflections.PeerConversation"] == ["word", "agreements"]
    assert {"reflections.Share", "reflections.Reaction", "reflections.PeerAnswer", "mfa.Authenticator"} <= set(found)


def test_afterwards_the_newest_key_is_enough(ours: Side, old: list[str], settings: Any) -> None:
    assert "reflections.Reflection: 1 of 1 encrypted anew" in run()
    settings.SALT_KEY = ["de nieuwe"]
    for model, names in tables():
        for row in model._base_manager.all():
            texts = [getattr(row, name) for name in names if getattr(row, name)]
            assert model is RoundKey or all(ours.marker in text for text in texts)


def test_until_then_it_is_not(ours: Side, old: list[str], settings: Any) -> None:
    settings.SALT_KEY = ["de nieuwe"]
    with pytest.raises(KeyMissing):
        list(Reflection.objects.all())


def test_a_new_secret_key_is_a_new_key_too(ours: Side, settings: Any) -> None:
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 60
    run()
    settings.SECRET_KEY_FALLBACKS = []
    assert ours.marker in Reflection.objects.get().answer


def test_a_second_run_changes_nothing(ours: Side, old: list[str]) -> None:
    run()
    assert "Reflection: 0 of 1 encrypted anew" in run()
    assert "No older key is needed." in run(check=True)


def test_checking_counts_and_changes_nothing(ours: Side, old: list[str]) -> None:
    for _ in range(2):
        with pytest.raises(CommandError, match="An older key is still needed"):
            run(check=True)


def test_without_a_key_that_fits_it_stops_with_a_sentence(ours: Side, settings: Any) -> None:
    settings.SALT_KEY = ["heel iets anders"]
    with pytest.raises(CommandError, match="one that was used is missing"):
        run()


def test_second_factors_go_along(settings: Any, old: list[str]) -> None:
    settings.SALT_KEY = old
    user = UserFactory()
    TOTP.activate(user, "GEHEIM234567")
    codes = RecoveryCodes.activate(user).get_unused_codes()
    settings.SALT_KEY = ["de nieuwe", *old]
    assert "mfa.Authenticator: 2 of 2 encrypted anew" in run()
    settings.SALT_KEY = ["de nieuwe"]
    assert RecoveryCodes(Authenticator.objects.get(user=user, type="recovery_codes")).get_unused_codes() == codes
    assert decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"]) == "GEHEIM234567"


def test_it_goes_in_batches_and_reports_each(db: None, old: list[str], settings: Any) -> None:
    write(450)
    steps = [progress.seen for progress in rotate() if progress.table == "reflections.Reflection"]
    assert steps == [200, 400, 450]


def write(number: int) -> None:
    author = UserFactory()
    Reflection.objects.bulk_create(
        Reflection(author=author, question=f"vraag-{n}", wording="Hoe?", answer=json.dumps({"text": f"Tekst {n}"}))
        for n in range(number)
    )


@pytest.mark.django_db(transaction=True)
def test_killed_half_way_it_goes_on_where_it_was_and_no_answer_is_lost(settings: Any, old: list[str]) -> None:
    """Ten thousand answers, a process of its own, and no chance to tidy up."""
    settings.SALT_KEY = old
    write(10_000)
    settings.SALT_KEY = ["de nieuwe", *old]
    process = start("manage.py", "rotate_keys")
    is_current = newest()
    while not is_current(first_token()):  # until the first batch is done
        assert process.poll() is None, process.communicate()[1]
    process.send_signal(signal.SIGKILL)
    process.wait()
    left = count_left()
    assert 0 < left < 10_000
    assert f"reflections.Reflection: {left} of 10000 encrypted anew" in run()
    settings.SALT_KEY = ["de nieuwe"]
    texts = sorted(json.loads(answer)["text"] for answer in Reflection.objects.values_list("answer", flat=True))
    assert texts == sorted(f"Tekst {n}" for n in range(10_000))


def first_token() -> str:
    """Return the oldest answer as it is stored, without waiting for who writes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT answer FROM reflections_reflection ORDER BY id LIMIT 1")
        return str(cursor.fetchone()[0])


def count_left() -> int:
    *_, last = (step for step in rotate(change=False) if step.table == "reflections.Reflection")
    return last.older
