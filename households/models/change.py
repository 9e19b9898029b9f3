"""The friend's answer to a change card, and how a dispute was settled. The survey itself is never overwritten."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.thai import today


class Says(models.TextChoices):
    CONFIRMED = "confirmed", _("ตรงกับที่เห็น")
    DISPUTED = "disputed", _("ไม่ตรง ขอโต้แย้ง")


class About(models.TextChoices):
    INCOME = "income", _("รายได้")
    INDICATORS = "indicators", _("ตัวชี้วัด")
    MEMBERS = "members", _("จำนวนคนหรือหนี้สิน")


class Settlement(models.TextChoices):
    ACCEPTED = "accepted", _("รับฟัง ใช้ผลสำรวจนี้ตัดสินไม่ได้")
    REJECTED = "rejected", _("ไม่รับฟัง ใช้ผลสำรวจตามเดิม")


def last_day(written_at):
    """The last day on which the friend may answer a card whose later survey was written then."""
    return localdate(written_at) + datetime.timedelta(days=settings.CHANGE_ANSWER_DAYS)


class ChangeAnswerQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(replaced_at__isnull=True)

    def unsettled(self):
        return self.standing().filter(says=Says.DISPUTED, settled_at__isnull=True)

    def accepted(self):
        return self.standing().filter(settlement=Settlement.ACCEPTED)

    def against_the_income(self):
        """Disputes of the income that wait or were accepted: what a decision by that income must show."""
        return (
            self.standing()
            .filter(says=Says.DISPUTED, about=About.INCOME)
            .exclude(settlement=Settlement.REJECTED)
        )


class ChangeAnswer(models.Model):
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="change_answers", verbose_name=_("ครัวเรือน")
    )
    before = models.ForeignKey("households.SurveyRound", models.PROTECT, related_name="+")
    after = models.ForeignKey("households.SurveyRound", models.PROTECT, related_name="+")
    says = models.CharField(_("คำตอบ"), max_length=10, choices=Says)
    about = models.CharField(_("โต้แย้งเรื่อง"), max_length=10, choices=About, blank=True)
    words = models.TextField(_("เห็นอะไรที่บ้าน"), blank=True)
    evidence = models.CharField(_("หลักฐาน"), max_length=300, blank=True)
    seen_on = models.DateField(_("เห็นเมื่อไปเยี่ยมวันที่"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("ตอบเมื่อ"))
    settlement = models.CharField(_("ผลชี้ขาด"), max_length=10, choices=Settlement, blank=True)
    settled_words = models.TextField(_("เหตุผลที่ชี้ขาด"), blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(_("ชี้ขาดเมื่อ"), null=True, blank=True)
    replaced_at = models.DateTimeField(
        null=True, blank=True, help_text="the same person answered anew since; kept as history"
    )

    objects = ChangeAnswerQuerySet.as_manager()
    declared = personal(
        free_text="words evidence settled_words",
        plain="household before after says about seen_on answered_by answered_at settlement settled_by settled_at "
        "replaced_at",
    )

    class Meta:
        verbose_name = _("คำตอบต่อบัตรการเปลี่ยนแปลง")
        verbose_name_plural = _("คำตอบต่อบัตรการเปลี่ยนแปลง")
        ordering = ["-answered_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "before", "after"],
                condition=Q(replaced_at__isnull=True),
                name="change_one_answer_a_card",
            ),
            models.CheckConstraint(condition=Q(before__lt=F("after")), name="change_goes_forward"),
            models.CheckConstraint(
                condition=Q(says="confirmed", about="") | (Q(says="disputed") & ~Q(about="") & ~Q(words="")),
                name="change_dispute_says_what",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settlement="", settled_by__isnull=True)
                | (
                    Q(says="disputed", settled_at__isnull=False, settled_by__isnull=False)
                    & ~Q(settlement="")
                    & ~Q(settled_words="")
                ),
                name="change_settled_whole",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True) | ~Q(settled_by=F("answered_by")),
                name="change_settled_by_another",
            ),
        ]

    def __str__(self):
        return f"{self.before_id}-{self.after_id} {self.says}"

    @property
    def is_dispute(self):
        return self.says == Says.DISPUTED

    @property
    def waits(self):
        return self.is_dispute and self.settled_at is None

    @property
    def waiting_days(self):
        return (today() - localdate(self.answered_at)).days
