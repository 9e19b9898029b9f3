"""ส่วนได้เสีย: told beforehand by the officer or his coordinator, so that the two are never proposed nor made a pair."""

from django.db import transaction
from django.utils.translation import gettext as _

from kusiao.audit import record
from kusiao.refusal import Refused
from kusiao.thai import today
from officers import scope
from officers.actions.holding import hold
from officers.models import ChangeReason, Conflict


@transaction.atomic
def declare(*, officer, by, told="", household=None, why=ChangeReason.CONFLICT):
    """He himself says in words which house he means; a coordinator chooses the household."""
    hold(officers=[officer.pk], households=[household.pk] if household else [])
    if household is None and not told:
        raise Refused(_("เขียนว่าบ้านไหน เช่น บ้านเลขที่ หมู่ที่ ตำบล ชื่อหัวหน้าครัวเรือน"), field="told")
    if household is not None:
        _refuse_another_office(officer, household, by)
        _refuse_what_stands(officer, household)
    made = Conflict.objects.create(
        officer=officer, household=household, told=told, why=why, declared_by=by, declared_on=today()
    )
    record(by=by, verb="conflict.declared", on=made, fields=["officer", "household", "told", "why"])
    return made


@transaction.atomic
def place(*, conflict, household, by):
    """The coordinator found the household that was meant."""
    hold(officers=[conflict.officer_id], households=[household.pk])
    held = _standing(conflict)
    _refuse_another_office(held.officer, household, by)
    _refuse_what_stands(held.officer, household)
    held.household = household
    held.save(update_fields=["household"])
    record(by=by, verb="conflict.placed", on=held, fields=["household"])
    return held


@transaction.atomic
def withdraw(*, conflict, by):
    """What somebody else said of him, or the family itself, he does not take back himself."""
    hold(officers=[conflict.officer_id])
    held = _standing(conflict)
    if held.officer_id == by.pk and held.declared_by_id != by.pk:
        raise Refused(_("เรื่องนี้คนอื่นแจ้งไว้ ให้ผู้ประสานงานอำเภอพิจารณาถอน"))
    held.withdrawn_on = today()
    held.save(update_fields=["withdrawn_on"])
    record(by=by, verb="conflict.withdrawn", on=held, fields=["withdrawn_on"])
    return held


def _standing(conflict):
    held = Conflict.objects.select_related("officer").get(pk=conflict.pk)
    if held.withdrawn_on:
        raise Refused(_("เรื่องนี้ถอนไปแล้ว"))
    return held


def _refuse_another_office(officer, household, by):
    if not (
        by.coordinated.filter(pk=household.pk).exists() and scope.people_of(by).filter(pk=officer.pk).exists()
    ):
        raise Refused(_("ครัวเรือนหรือเจ้าหน้าที่ไม่อยู่ในอำเภอของคุณ ให้ผู้ประสานงานของอำเภอนั้นทำรายการนี้"))


def _refuse_what_stands(officer, household):
    if officer.conflicts.standing().filter(household=household).exists():
        raise Refused(_("แจ้งเรื่องนี้ไว้แล้ว ไม่ต้องแจ้งซ้ำ"), field="household")
    if officer.pairings.filter(ended_on=None, household=household).exists():
        raise Refused(
            _("%(officer)s เป็นคู่เสี่ยวของครัวเรือนนี้อยู่ ให้ส่งมอบก่อน เลือกเหตุ “มีส่วนได้เสีย”") % {"officer": officer},
            field="household",
        )
