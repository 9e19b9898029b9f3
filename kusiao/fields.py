"""Columns that a thief of the database cannot read: encrypted text, and a keyed index to find it by."""

import hmac
import os
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache, partial

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
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
    """As `encrypt`, each token as it would come from there; a column of citizen ids several times faster."""
    if all(map(_is_one_block, texts)):
        return _blocks(settings.FIELD_KEYS[0], texts)
    return list(map(encrypt, texts))


_BLOCK = 16


def _is_one_block(text):
    return type(text) is str and 0 < len(text) < _BLOCK and text.isascii()


def _blocks(key, texts):
    """Fernet of texts of one block each: AES in CBC of a single block is AES of that block laid over its random start,
    and so all of them are one call. Nothing of the format is ours: version, time, start, cipher, seal over all that."""
    signing, secret = (part := urlsafe_b64decode(key))[:_BLOCK], part[_BLOCK:]
    size, starts = _BLOCK * len(texts), os.urandom(_BLOCK * len(texts))
    padded = "".join([text.ljust(_BLOCK, chr(_BLOCK - len(text))) for text in texts]).encode()
    laid = (int.from_bytes(starts) ^ int.from_bytes(padded)).to_bytes(size)
    aes = Cipher(algorithms.AES(secret), modes.ECB())  # noqa: S305 - each block over a random start of its own
    coded, head, tokens = aes.encryptor().update(laid), b"\x80" + int(time.time()).to_bytes(8), []
    for at in range(0, size, _BLOCK):
        body = head + starts[at : at + _BLOCK] + coded[at : at + _BLOCK]
        tokens.append(urlsafe_b64encode(body + hmac.digest(signing, body, "sha256")).decode())
    return tokens


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
