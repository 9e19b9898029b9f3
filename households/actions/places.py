"""Words of a file that name no subdistrict: a person says which of the 199 is meant. Places are never made."""

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import FilePlace, PlaceAlias, Stage
from households.surveys.province import places_said
from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import now

OPEN = (Stage.CHECKED, Stage.REFUSED, Stage.WRITTEN)


@transaction.atomic
def choose(*, file, words, subdistrict, always, by):
    """`words`: the waiting row of the file. `always`: for every file from now on."""
    if file.stage not in OPEN:
        raise Refused(_("เลือกตำบลได้หลังตรวจไฟล์แล้ว เปิดหน้าไฟล์เพื่อดูสถานะล่าสุด"))
    key = {name: getattr(words, name) for name in ("district_words", "subdistrict_words", "code")}
    if always and not any(key.values()):
        raise Refused(_("แถวที่ไม่มีชื่ออำเภอ ตำบล หรือรหัสเลย เลือกได้เฉพาะไฟล์นี้"))
    said = {"subdistrict": subdistrict, "decided_by": by, "decided_at": now()}
    if always:
        place, _new = PlaceAlias.objects.update_or_create(**key, defaults=said)
    else:
        place, _new = FilePlace.objects.update_or_create(file=file, **key, defaults=said)
    record(by=by, verb="place.chosen", on=place, fields=["subdistrict"])
    return place


@transaction.atomic
def take_back(*, place, by):
    """A choice that was wrong. Rows that were written by it stay where they are until somebody corrects the household."""
    record(by=by, verb="place.withdrawn", on=place)
    if getattr(place, "name_th", ""):  # a known unit: only where it lies is open again
        type(place).objects.filter(pk=place.pk).update(subdistrict=None, decided_by=None, decided_at=None)
    else:
        place.delete()


def waiting(file):
    """The words of this file for which nobody has chosen yet."""
    found = list(file.unplaced.all())
    said = places_said(file) if found else {}
    return [
        words for words in found
        if (words.district_words, words.subdistrict_words, words.code) not in said
    ]  # fmt: skip
