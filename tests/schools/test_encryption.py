"""Texts encrypted at rest: nothing readable in the database, and no way to show what can't be decrypted."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from reflections.models import Reflection
from schools.encryption import EncryptedText, KeyMissing
from tests.world import ReflectionFactory

FIELD = EncryptedText()


@given(st.text())
def test_every_text_comes_back_as_it_went_in(text: str) -> None:
    stored = FIELD.get_prep_value(text)
    assert stored is not None
    assert FIELD.from_db_value(stored, None, connection) == text


def test_a_text_that_looks_encrypted_is_a_text_like_any_other() -> None:
    looks = str(FIELD.get_prep_value("binnenin"))
    assert FIELD.to_python(looks) == looks
    assert FIELD.clean(looks, None) == looks


def test_an_empty_text_is_stored_as_something_too() -> None:
    assert str(FIELD.get_prep_value("")).startswith("gAAAA")
    assert FIELD.get_prep_value(None) is None


@pytest.mark.django_db
def test_the_database_holds_no_readable_text() -> None:
    row = ReflectionFactory(text="Mijn kiezelsteen", group="groep kiezel")
    with connection.cursor() as cursor:
        cursor.execute('SELECT answer, "group" FROM reflections_reflection WHERE id = %s', [row.pk])
        assert not any("kiezel" in column for column in cursor.fetchone())
    assert Reflection.objects.get(pk=row.pk).content == {"text": "Mijn kiezelsteen"}


@pytest.mark.django_db
@pytest.mark.parametrize("lost", ["SECRET_KEY", "SALT_KEY"])
def test_with_a_key_gone_nothing_is_shown_instead_of_the_text(settings: pytest.FixtureRequest, lost: str) -> None:
    row = ReflectionFactory()
    setattr(settings, lost, "een andere sleutel, lang genoeg om te tellen" if lost == "SECRET_KEY" else ["ander"])
    with pytest.raises(KeyMissing, match="one that was used is missing"):
        Reflection.objects.get(pk=row.pk)


@pytest.mark.django_db
def test_an_earlier_key_still_opens_what_it_closed(settings: pytest.FixtureRequest) -> None:
    row = ReflectionFactory(text="Van vroeger")
    settings.SALT_KEY = ["nieuw", *settings.SALT_KEY]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "de nieuwe sleutel, ook lang genoeg om te tellen"
    assert Reflection.objects.get(pk=row.pk).content == {"text": "Van vroeger"}
