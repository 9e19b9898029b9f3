import base64

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from kusiao.fields import EncryptedTextField, blind_index, decrypt, encrypt, encrypt_many

OLD, NEW, STRANGE = (base64.urlsafe_b64encode(bytes([seed]) * 32).decode() for seed in (1, 2, 3))


@pytest.fixture(autouse=True)
def keys(settings):
    settings.FIELD_KEYS = [OLD]
    settings.INDEX_KEY = ""


@pytest.fixture
def letter_model():
    with isolate_apps("kusiao"):

        class Letter(models.Model):
            id = models.BigIntegerField(primary_key=True)
            body = EncryptedTextField(null=True)

            class Meta:
                app_label = "kusiao"

            def __str__(self):
                return "letter"

        yield Letter


@pytest.fixture
def letters(letter_model, db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE kusiao_letter (id bigint PRIMARY KEY, body text NULL)")
    return letter_model.objects


def stored(letter):
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM kusiao_letter WHERE id = %s", [letter.pk])
        return cursor.fetchone()[0]


@given(st.text())
def test_what_is_encrypted_comes_back(text):
    assert decrypt(encrypt(text)) == text


@given(st.lists(st.one_of(st.from_regex("[0-9]{13}", fullmatch=True), st.text(max_size=20), st.none())))
def test_many_are_tokens_like_one(texts):
    tokens = encrypt_many(texts)
    assert [decrypt(token) for token in tokens] == texts
    for token, text in zip(tokens, texts, strict=True):
        assert not text or Fernet(OLD).decrypt(token, ttl=60).decode() == text


def test_ids_that_are_encrypted_together_are_tokens_of_the_standard():
    """One call for all: each with a start of its own, as long as it would be alone, and none readable once touched."""
    ids = [f"{number:013d}" for number in range(200)] + ["0" * 13] * 2
    tokens = encrypt_many(ids)
    assert [Fernet(OLD).decrypt(token, ttl=60).decode() for token in tokens] == ids
    starts = {base64.urlsafe_b64decode(token)[9:25] for token in tokens}
    assert len(starts) == len(set(tokens)) == len(ids)
    assert {len(token) for token in tokens} == {len(encrypt(ids[0]))}
    touched = bytearray(base64.urlsafe_b64decode(tokens[0]))
    touched[30] ^= 1
    with pytest.raises(InvalidToken):
        decrypt(base64.urlsafe_b64encode(touched).decode())


def test_the_same_text_never_looks_the_same_twice():
    assert encrypt("1234567890121") != encrypt("1234567890121")
    assert "1234567890121" not in encrypt("1234567890121")


def test_nothing_stays_nothing():
    assert encrypt(None) is None and decrypt(None) is None
    assert encrypt("") == decrypt("") == ""


def test_a_new_key_in_front_leaves_the_old_rows_readable(settings):
    token = encrypt("สุดา")
    settings.FIELD_KEYS = [NEW, OLD]
    assert decrypt(token) == "สุดา"
    fresh = encrypt("สุดา")
    assert Fernet(NEW).decrypt(fresh.encode()).decode() == "สุดา"
    settings.FIELD_KEYS = [STRANGE]
    with pytest.raises(InvalidToken):
        decrypt(token)


def test_the_database_holds_only_the_token(letters):
    letter = letters.create(id=1, body="โรคเบาหวาน")
    assert stored(letter) != "โรคเบาหวาน" and stored(letter).startswith("gAAAA")
    assert letters.get().body == "โรคเบาหวาน"
    letters.update(body="หายแล้ว")
    assert decrypt(stored(letter)) == letters.values_list("body", flat=True).get() == "หายแล้ว"
    letters.bulk_update([letters.model(pk=letter.pk, body="ดีขึ้น")], ["body"])
    assert letters.get().body == "ดีขึ้น"


def test_empty_cells_can_be_asked_for(letters):
    letters.bulk_create(letters.model(id=id, body=body) for id, body in enumerate((None, "", "ก")))
    assert letters.filter(body__isnull=True).count() == 1
    assert sorted(letters.filter(body__isnull=False).values_list("body", flat=True)) == ["", "ก"]


def test_the_database_cannot_search_or_compute_it(letter_model):
    for question in ({"body": "ก"}, {"body__contains": "ก"}, {"body__in": ["ก"]}, {"body__lower": "ก"}):
        with pytest.raises(FieldError, match="blind index"):
            letter_model.objects.filter(**question)
    with pytest.raises(FieldError, match="cannot compute"):
        letter_model._meta.get_field("body").get_prep_value(models.F("id"))


def test_an_index_finds_the_same_id_however_it_is_written():
    index = blind_index("1234567890121")
    assert len(index) == 64 and "1234567890121" not in index
    assert index == blind_index("1-2345-67890-12-1") == blind_index(" ๑๒๓๔๕๖๗๘๙๐๑๒๑ ")
    assert index != blind_index("1234567890122")
    assert blind_index("") == blind_index(None) == blind_index(" - ") == ""


def test_indexes_of_two_columns_cannot_be_joined():
    assert blind_index("0812345678") != blind_index("0812345678", "phone")


def test_turning_keys_keeps_every_index(settings):
    before = blind_index("1234567890121")
    settings.FIELD_KEYS = [NEW, OLD]
    assert blind_index("1234567890121") == before
    settings.FIELD_KEYS, settings.INDEX_KEY = [NEW], OLD
    assert blind_index("1234567890121") == before
    settings.INDEX_KEY = ""
    assert blind_index("1234567890121") != before
