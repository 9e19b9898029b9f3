"""One box: what was typed says by itself what is looked for."""

import re

from django.db.models import Exists, OuterRef, Q

from households.models import Member
from kusiao.fields import blind_index
from kusiao.thai import clean, compact, normalize_phone, sort_key, split_title, to_ascii_digits

MOST = 50
_TONES = re.compile("[\u0e47-\u0e4e]")


def find(households, words):
    """At most MOST + 1 of `households`, in Thai order."""
    found = households.filter(_meaning(clean(words)))
    return list(found.order_by("head_name_key", "id")[: MOST + 1])


def _meaning(words):
    code = compact(words)
    if re.fullmatch(r"[0-9]{13}", code):
        return Exists(Member.objects.filter(household=OuterRef("pk"), national_id_index=blind_index(code)))
    if re.fullmatch(r"[0-9]{11}", code):
        return Q(house_code=code)
    phone = _as_phone(words)
    if phone:
        return Q(phone=phone)
    if re.match(r"[0-9]", to_ascii_digits(words)):
        number = to_ascii_digits(words).replace(" ", "")
        return Q(house_number=number) | Q(house_number__startswith=f"{number}/")
    return _named(words)


def _as_phone(words):
    try:
        phone = normalize_phone(words)
    except ValueError:
        return ""
    return phone if len(phone) >= 9 else ""


def _named(words):
    """A name that begins so, tones left out; or a head or member whose name holds the words."""
    name = split_title(words)[1]
    beginning = sort_key(_TONES.sub("", name)).removesuffix("00")
    first, _space, last = name.partition(" ")
    member = (
        Q(first_name__contains=first, last_name__contains=last)
        if last
        else Q(first_name__contains=name) | Q(last_name__contains=name)
    )
    members = Member.objects.filter(member, household=OuterRef("pk"), left_on__isnull=True)
    found = Q(head_name__contains=name) | Exists(members)
    return found | Q(head_name_key__startswith=beginning) if beginning else found
