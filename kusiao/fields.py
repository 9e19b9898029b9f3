"""Columns that a thief of the database cannot read: encrypted text, and a keyed index to find it by."""

import hmac
from functools import lru_cache, partial

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

from kusiao.thai import compact


@lru_cache(maxsize=8)
def _fernet(keys):
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text):
    """With the newest key; nothing stays nothing, so that an empty cell can be seen to be empty."""
    if text is None or text == "":
        return text
    return _fernet(tuple(settings.FIELD_KEYS)).encrypt(str(text).encode()).decode()


def encrypt_many(texts):
    cipher = _fernet(tuple(settings.FIELD_KEYS))
    return [cipher.encrypt(str(text).encode()).decode() if text else text for text in texts]


def decrypt(token):
    """With whichever key fits; raises cryptography.fernet.InvalidToken when none does."""
    if token is None or token == "":
        return token
    return _fernet(tuple(settings.FIELD_KEYS)).decrypt(token.encode()).decode()


def encrypt_bytes(content):
    return _fernet(tuple(settings.FIELD_KEYS)).encrypt(content)


def decrypt_bytes(token):
    return _fernet(tuple(settings.FIELD_KEYS)).decrypt(token)


class EncryptedTextField(models.TextField):
    """Plain text in Python, a Fernet token in the database. The same text gives another token every time, so it can
    only be asked whether it is there; to find a row keep `blind_index(value)` in a column beside it."""

    description = "ข้อความเข้ารหัส"

    def from_db_value(self, value, expression, connection):
        return decrypt(value)

    def get_prep_value(self, value):
        if hasattr(value, "resolve_expression"):
            raise FieldError(f"{self.name} is encrypted: the database cannot compute it")
        return encrypt(super().get_prep_value(value))

    def get_lookup(self, lookup_name):
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: look it up by its blind index")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name):
        raise FieldError(f"{self.name} is encrypted: look it up by its blind index")


@lru_cache(maxsize=8)
def _index_key(secret, purpose):
    return HKDF(SHA256(), length=32, salt=None, info=f"blind-index:{purpose}".encode()).derive(
        secret.encode()
    )


def seal(purpose):
    """To be updated with bytes: what they come to, only who has the keys can make."""
    return hmac.new(_key_of(purpose), digestmod="sha256")


def blind_index(value, purpose=""):
    """64 hexadecimal digits, the same for the same value however it is spaced, dashed or in Thai digits; "" for none.
    Without settings.INDEX_KEY the key comes from the oldest of FIELD_KEYS, so putting a new key in front keeps
    every index valid; before the oldest is dropped, it must be set as INDEX_KEY. Another `purpose` gives other
    digits, so that equal values in two columns cannot be joined."""
    return _indexed(value, _key_of(purpose))


def blind_indexer(purpose=""):
    """blind_index for many, one after the other."""
    return partial(_indexed, key=_key_of(purpose))


def blind_indexes(values, purpose=""):
    key = _key_of(purpose)
    return [_indexed(value, key) for value in values]


def _key_of(purpose):
    return _index_key(settings.INDEX_KEY or settings.FIELD_KEYS[-1], purpose)


def _indexed(value, key):
    plain = isinstance(value, str) and value.isascii() and value.isalnum()
    code = value if plain else compact(value)
    return hmac.digest(key, code.encode(), "sha256").hex() if code else ""
