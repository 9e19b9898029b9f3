"""A visit is recorded once, however often the phone sends it."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from households.models import Household
from kusiao import audit
from kusiao.refusal import Refused
from kusiao.thai import format_date, now, today
from officers import photos, scope
from officers.friendship import friend_since, was_friend
from officers.models import Arrival, ArrivalState, LateVisit, PhotoGone, Visit, VisitKind

SAID = ("kind", "visited_on", "met", "done", "changed", "income_month", "next_on")
TOLD = ("met", "done", "changed", "income_month", "next_on", "photo", "latitude")


class NotYourVisit(Refused):
    pass


class NotPaired(Refused):
    pass


def record(*, household, by, key, device=None, number=None, photo=None, photo_sent="", **told):
    """The visit, new or already there. `told`: kind, visited_on, met, done …, needs; `photo`: the bytes to keep."""
    visit = _already_there(key, household, by, told)  # the twentieth of twenty waits for no lock
    if visit:
        return visit
    with photos.kept_for(photo, photo_sent) as named:
        return _record(household=household, by=by, key=key, numbered=(device, number), **told, **named)


@transaction.atomic
def _record(
    *, household, by, key, numbered, kind, visited_on, needs=(), captured_at=None, next_on=None, **told
):
    _hold(household)
    said = {"kind": kind, "visited_on": visited_on, "next_on": next_on, **told}
    visit = _already_there(key, household, by, said)
    if visit:
        return visit
    refuse_what_cannot_be(household, by, visited_on, next_on)
    received_at = now()
    visit = _store(
        Visit(
            key=key,
            household=household,
            officer=by,
            kind=kind,
            visited_on=visited_on,
            next_on=next_on,
            captured_at=min(captured_at or received_at, received_at),
            received_at=received_at,
            received_on=received_at.date(),
            **told,
        )
    )
    if not visit._state.adding:
        return _written_down(visit, needs, by, numbered)
    return _already_there(key, household, by, said)


def _hold(household):
    """Nobody merges it away between the checks and the saving. Sent once more, the page finds the file it went into."""
    held = Household.objects.select_for_update().get(pk=household.pk)
    if held.merged_into_id:
        raise Refused(_("แฟ้มของครัวเรือนนี้เพิ่งรวมเข้ากับแฟ้มอื่น ยังไม่ได้บันทึก กดบันทึกอีกครั้งเพื่อบันทึกในแฟ้มที่รวมแล้ว"))


def _already_there(key, household, by, told):
    """What was corrected after it had arrived is not taken for what arrived: it stays with its writer, who is told."""
    visit = Visit.objects.filter(key=key).first()
    if visit and (visit.officer_id != by.pk or visit.household_id != household.pk):
        raise NotYourVisit(_("หน้านี้เคยใช้บันทึกเรื่องอื่นไปแล้ว เปิดหน้าบันทึกเยี่ยมใหม่จากหน้าครัวเรือนของฉัน แล้วบันทึกอีกครั้ง"))
    if visit and any(getattr(visit, name) != told[name] for name in SAID if name in told):
        raise Refused(
            _("บันทึกฉบับนี้ส่งถึงแล้วตั้งแต่ก่อนแก้ ของเดิมยังอยู่และไม่ถูกแก้ ถ้ามีเรื่องต้องแก้ ให้บันทึกเพิ่มเป็นฉบับใหม่ แล้วทิ้งฉบับนี้")
        )
    return visit


def refuse_what_cannot_be(household, by, visited_on, next_on):
    refuse_impossible_dates(visited_on, next_on)
    since = friend_since(by, household)
    if since is None:
        raise NotPaired(_("คุณไม่ได้เป็นคู่เสี่ยวของครัวเรือนนี้แล้ว ติดต่อผู้ประสานงานอำเภอ"))
    if visited_on != today() and not was_friend(by, household, visited_on):
        raise Refused(
            _("คุณเป็นคู่เสี่ยวของครัวเรือนนี้ตั้งแต่ %(date)s วันที่เยี่ยมต้องไม่ก่อนวันนั้น แก้วันที่แล้วบันทึกอีกครั้ง")
            % {"date": format_date(since)},
            field="visited_on",
        )


def refuse_impossible_dates(visited_on, next_on):
    if visited_on > today():
        raise Refused(
            _("วันที่เยี่ยมต้องไม่เกินวันนี้ (%(today)s) แก้วันที่แล้วบันทึกอีกครั้ง") % {"today": format_date(today())},
            field="visited_on",
        )
    if next_on and next_on <= visited_on:
        raise Refused(_("วันนัดครั้งต่อไปต้องหลังวันที่เยี่ยม แก้วันนัดแล้วบันทึกอีกครั้ง"), field="next_on")


def _store(visit):
    """Saved as the one that counts, or beside it when another of that day counts already. Left unsaved when a twin
    with the same key was quicker: the database decides, so two phones cannot both be right."""
    for counted in [True, False] if visit.kind == VisitKind.VISIT else [False]:
        visit.counted = counted
        try:
            with transaction.atomic():
                visit.save(force_insert=True)
        except IntegrityError:
            visit._state.adding = True
            if Visit.objects.filter(key=visit.key).exists():
                break
            if not counted:
                raise
        else:
            break
    return visit


def _written_down(visit, needs, by, numbered):
    visit.needs.set(needs)
    by.visit_drafts.filter(household=visit.household_id).delete()
    device, number = numbered
    Arrival.objects.note(
        officer=by,
        device=device,
        number=number,
        key=visit.key,
        outcome=ArrivalState.RECORDED,
        at=visit.received_at,
    )
    told = [name for name in TOLD if getattr(visit, name)]
    fields = ["kind", "visited_on", *told, *(["needs"] if needs else [])]
    audit.record(by=by, verb="visit.recorded", on=visit, fields=fields)
    return visit


@transaction.atomic
def take_photo_away(*, visit, why, by):
    """The family takes its consent back, or the picture is a wrong one: the visit stays, its photo goes for good.
    `why`: a PhotoGone."""
    held = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not held.photo:
        raise Refused(_("ภาพของการเยี่ยมนี้เอาออกไปแล้ว ไม่ต้องทำอะไรอีก"))
    if not scope.visits_seen_by(by).filter(pk=held.pk).exists():
        raise Refused(_("เอาภาพออกได้เฉพาะคู่เสี่ยว ผู้ประสานงานอำเภอ หรือสำนักงานจังหวัดที่ดูแลครัวเรือนนี้"))
    photos.forget(held.photo)
    # A visit that came late is kept twice: as it came, and as it was taken in.
    for model in (Visit, LateVisit):
        model.objects.filter(pk=held.pk).update(photo="", photo_sent="", photo_agreed=False)
    audit.record(
        by=by,
        verb="visit.photo_removed",
        on=held,
        fields=["photo", "photo_agreed"],
        purpose=str(PhotoGone(why).label),
    )
    held.refresh_from_db()
    return held


@transaction.atomic
def take_in(*, late, by):
    """A late visit becomes part of the record, under its own key and its own officer; received now, counted as any other."""
    received_at = now()
    columns = [
        field.attname for field in late._meta.fields if field.attname in {one.attname for one in Visit._meta.fields}
    ]  # fmt: skip
    told = {name: getattr(late, name) for name in columns}
    visit = _store(Visit(**{**told, "received_at": received_at, "received_on": received_at.date()}))
    if visit._state.adding:  # its writer is their friend again, and it was sent once more meanwhile
        return Visit.objects.get(pk=visit.pk)
    visit.needs.set(late.needs.all())
    audit.record(by=by, verb="visit.recorded", on=visit, fields=["kind", "visited_on"])
    return visit
