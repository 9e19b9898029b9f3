"""ด่านก่อนออกจากกระบวนงาน: what must stand before a household leaves a step, as rows; a new version begins on a day."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models.enrolment import Track
from households.models.process import LifeStep, Step
from kusiao.audit import personal
from kusiao.thai import today


class ChecklistQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """{step: its checklist} with its items, as they stood on the day `on`."""
        begun = self.filter(in_force_from__lte=on or today()).order_by("in_force_from", "version")
        return {row.step: row for row in begun.prefetch_related("items")}


class Checklist(models.Model):
    code = models.CharField(_("รหัสรายการ"), max_length=12, primary_key=True)
    step = models.PositiveSmallIntegerField(_("ก่อนออกจากกระบวนงาน"), choices=LifeStep)
    version = models.PositiveSmallIntegerField(_("รุ่นที่"))
    in_force_from = models.DateField(_("ใช้ตั้งแต่"))
    approved = models.BooleanField(
        _("คู่เสี่ยวขอแล้วต้องมีผู้อนุมัติ"), default=True, help_text="by the coordinator, never by the friend himself"
    )

    objects = ChecklistQuerySet.as_manager()
    declared = personal(plain="code step version in_force_from approved")

    class Meta:
        verbose_name = _("รายการตรวจก่อนออกจากกระบวนงาน")
        verbose_name_plural = _("รายการตรวจก่อนออกจากกระบวนงาน")
        ordering = ["step", "version"]
        constraints = [
            models.UniqueConstraint(fields=["step", "version"], name="checklist_version_once"),
            models.UniqueConstraint(fields=["step", "in_force_from"], name="checklist_one_a_day"),
            models.CheckConstraint(condition=Q(step__in=[1, 2, 3, 4]), name="checklist_of_a_step"),
        ]

    def __str__(self):
        return self.code


class ChecklistItem(models.Model):
    """`code` names the function that looks whether it stands: households/gates.py."""

    checklist = models.ForeignKey(
        Checklist, models.PROTECT, related_name="items", verbose_name=_("รหัสรายการ")
    )
    code = models.CharField(_("ข้อ"), max_length=40)
    words = models.CharField(_("เมื่อยังขาด เขียนว่า"), max_length=200)
    order = models.PositiveSmallIntegerField(_("ลำดับ"))
    must = models.BooleanField(
        _("ต้องมี"), default=True, help_text="what is only wished for asks for no reason"
    )
    track = models.CharField(
        _("เฉพาะประเภท"), max_length=12, choices=Track, blank=True, help_text="empty: both tracks"
    )

    declared = personal(plain="checklist code words order must track")

    class Meta:
        verbose_name = _("ข้อในรายการตรวจ")
        verbose_name_plural = _("ข้อในรายการตรวจ")
        ordering = ["checklist", "order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["checklist", "code"], name="checklist_item_once"),
        ]

    def __str__(self):
        return self.code

    def clean(self):
        from households.gates import CHECKS

        if self.code not in CHECKS:
            known = ", ".join(sorted(CHECKS))
            raise ValidationError({"code": _("ระบบตรวจได้เฉพาะข้อ: %(known)s") % {"known": known}})
        if self.checklist_id and self.checklist.passages.exists():
            raise ValidationError(_("รายการรุ่นนี้มีครัวเรือนผ่านแล้ว แก้ไม่ได้ เพิ่มรายการรุ่นใหม่แทน"))


class Passage(models.Model):
    """Through which version of a gate a household came into a step, and what of it was missing that day."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="passages")
    checklist = models.ForeignKey(Checklist, models.PROTECT, related_name="passages")
    missing = models.JSONField(default=list, help_text="codes of the items that did not stand")

    declared = personal(plain="step checklist missing")

    class Meta:
        verbose_name = _("การผ่านด่าน")
        verbose_name_plural = _("การผ่านด่าน")
        ordering = ["step_id", "checklist_id"]
        constraints = [models.UniqueConstraint(fields=["step", "checklist"], name="passage_once")]
