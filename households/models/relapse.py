"""The relapse watch: rules as rows, and the card that says which facts fired, since when, and by when somebody looks."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import format_number, today


class Risk(models.TextChoices):
    UNSTABLE = "unstable", _("ยังไม่มั่นคง")
    NEAR = "near", _("ใกล้เส้น")
    SUDDEN = "sudden", _("เหตุฉับพลัน")


class RelapseRuleQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Of each code the row that began last by that day, unless it has ended."""
        on = on or today()
        begun = {row.code: row for row in self.filter(in_force_from__lte=on).order_by("in_force_from")}
        return [row for row in begun.values() if row.ended_on is None or row.ended_on > on]


class RelapseRule(models.Model):
    """`code` names the function that looks: households/relapse/rules.py. Another number from a day on is another row."""

    code = models.CharField(_("รหัสกฎ"), max_length=20)
    risk = models.CharField(_("กลุ่มเสี่ยง"), max_length=8, choices=Risk)
    words = models.CharField(_("เขียนว่า"), max_length=200, help_text=_("{amount} และ {times} แทนตัวเลขของกฎ"))
    amount = models.PositiveIntegerField(_("จำนวน (วัน ร้อยละ หรือบาท)"), default=0)
    times = models.PositiveSmallIntegerField(_("กี่ครั้งหรือกี่ข้อ"), default=1)
    act_days = models.PositiveSmallIntegerField(_("ต้องดูภายในกี่วัน"))
    in_force_from = models.DateField(_("ใช้ตั้งแต่"))
    ended_on = models.DateField(_("เลิกใช้เมื่อ"), null=True, blank=True)

    objects = RelapseRuleQuerySet.as_manager()
    declared = personal(plain="code risk words amount times act_days in_force_from ended_on")

    class Meta:
        verbose_name = _("กฎเฝ้าระวังตกซ้ำ")
        verbose_name_plural = _("กฎเฝ้าระวังตกซ้ำ")
        ordering = ["risk", "code", "in_force_from"]
        constraints = [
            models.UniqueConstraint(fields=["code", "in_force_from"], name="relapse_rule_one_a_day"),
            models.CheckConstraint(condition=Q(times__gte=1), name="relapse_rule_at_least_once"),
        ]

    def __str__(self):
        return self.said

    @property
    def said(self):
        return self.words.format(amount=format_number(self.amount), times=self.times)

    def clean(self):
        from households.relapse.rules import CHECKS

        if self.code not in CHECKS:
            raise ValidationError(
                {"code": _("ระบบตรวจได้เฉพาะกฎ: %(known)s") % {"known": ", ".join(sorted(CHECKS))}}
            )
        try:
            self.words.format(amount="", times="")
        except (KeyError, IndexError, ValueError):
            raise ValidationError({"words": _("ใช้ได้เฉพาะ {amount} และ {times}")}) from None


class Closed(models.TextChoices):
    GONE = "gone", _("เหตุหมดไป")
    OVER = "over", _("พ้นช่วงเฝ้าระวังหรือกลับเข้าดูแล")


class RelapseCardQuerySet(models.QuerySet):
    def open(self, on=None):
        """Neither dismissed nor closed; with a day, as it was then."""
        if on is None:
            return self.filter(dismissed_on__isnull=True, closed_on__isnull=True)
        begun = self.filter(opened_on__lte=on)
        return begun.filter(Q(dismissed_on__isnull=True) | Q(dismissed_on__gt=on)).filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=on)
        )

    def of_watched(self):
        return self.filter(enrolment__ended_on__isnull=True, enrolment__watch_from__isnull=False)


class RelapseCard(models.Model):
    enrolment = models.ForeignKey("households.Enrolment", models.PROTECT, related_name="relapse_cards")
    opened_on = models.DateField(_("เตือนเมื่อ"))
    due_on = models.DateField(_("ต้องดูภายใน"))
    dismissed_on = models.DateField(_("ปิดเมื่อ"), null=True, blank=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dismissed_reason = models.CharField(_("เหตุที่ปิด"), max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.CharField(max_length=5, choices=Closed, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = RelapseCardQuerySet.as_manager()
    declared = personal(
        free_text="dismissed_reason",
        plain="enrolment opened_on due_on dismissed_on dismissed_by closed_on closed_because created_at",
    )

    class Meta:
        verbose_name = _("บัตรเฝ้าระวังตกซ้ำ")
        verbose_name_plural = _("บัตรเฝ้าระวังตกซ้ำ")
        ordering = ["-opened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(dismissed_on__isnull=True, closed_on__isnull=True),
                name="relapse_card_one_open",
            ),
            models.CheckConstraint(
                condition=Q(dismissed_on__isnull=True)
                | (Q(dismissed_by__isnull=False) & ~Q(dismissed_reason="")),
                name="relapse_card_dismissed_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(dismissed_on__isnull=True) | Q(closed_on__isnull=True),
                name="relapse_card_ends_once",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("opened_on")), name="relapse_card_due_after"),
        ]

    def __str__(self):
        return f"{self.opened_on}"

    @property
    def is_open(self):
        return self.dismissed_on is None and self.closed_on is None

    @property
    def is_late(self):
        return self.is_open and self.due_on < today()

    @property
    def firing(self):
        """After prefetching the facts with their rules."""
        return [fact for fact in self.facts.all() if fact.gone_on is None]

    @property
    def risks(self):
        """The labels of the classes that fire, each once, in the order of Risk."""
        found = {fact.rule.risk for fact in self.firing}
        return [one.label for one in Risk if one in found]


class RelapseFact(models.Model):
    """`key` tells one happening from another: what was dismissed under a key does not come again."""

    card = models.ForeignKey(RelapseCard, models.CASCADE, related_name="facts")
    rule = models.ForeignKey(RelapseRule, models.PROTECT, related_name="facts")
    key = models.CharField(max_length=60)
    since = models.DateField(_("ตั้งแต่"))
    words = models.CharField(_("เหตุ"), max_length=300, blank=True)
    seen_on = models.DateField(help_text="the first day it was seen")
    gone_on = models.DateField(null=True, blank=True, help_text="it holds no more")

    declared = personal(free_text="words", plain="card rule key since seen_on gone_on")

    class Meta:
        verbose_name = _("เหตุที่เตือน")
        verbose_name_plural = _("เหตุที่เตือน")
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["card", "key"], name="relapse_fact_once")]
