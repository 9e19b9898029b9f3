"""1 ชี้เป้าชีวิต: what was seen at the house beside what the survey says, what holds the family back and what it has, and what
the village forum said. A later row replaces an earlier one, which stays as history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.fields import EncryptedTextField


class StandingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(replaced_at__isnull=True)


class Verification(models.Model):
    """One form, filled in about one visit: the facts, the needs in their order, the strengths."""

    enrolment = models.ForeignKey("households.Enrolment", models.PROTECT, related_name="verifications")
    survey = models.ForeignKey(
        "households.Survey",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ผลสำรวจที่เทียบ"),
    )
    visited_on = models.DateField(_("ตรวจเมื่อไปเยี่ยมวันที่"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("บันทึกเมื่อ"))
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()
    declared = personal(plain="enrolment survey visited_on made_by made_at replaced_at")

    class Meta:
        verbose_name = _("การตรวจสภาพจริง")
        verbose_name_plural = _("การตรวจสภาพจริง")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(replaced_at__isnull=True), name="verification_one_standing"
            )
        ]

    def __str__(self):
        return f"{self.visited_on}"


class Verdict(models.TextChoices):
    AGREES = "agrees", _("ตรง")
    DIFFERS = "differs", _("ต่าง")
    UNSEEN = "unseen", _("ยังไม่ได้ตรวจ")


class VerifiedFact(models.Model):
    """`code` is one of households/facts.py. What is seen may tell of illness, so both texts are encrypted."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="facts")
    code = models.CharField(_("ข้อเท็จจริง"), max_length=20)
    verdict = models.CharField(_("ผลตรวจ"), max_length=8, choices=Verdict)
    seen = EncryptedTextField(_("เห็นจริงว่า"), blank=True, default="")
    evidence = EncryptedTextField(_("หลักฐาน"), blank=True, default="")

    declared = personal(free_text="seen evidence", survey="verdict", plain="verification code")

    class Meta:
        verbose_name = _("ข้อเท็จจริงที่ตรวจ")
        verbose_name_plural = _("ข้อเท็จจริงที่ตรวจ")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["verification", "code"], name="verified_fact_once"),
        ]

    def __str__(self):
        return f"{self.code} {self.verdict}"


class RankedNeed(models.Model):
    """1 is what holds the family back most."""

    verification = models.ForeignKey(Verification, models.PROTECT, related_name="needs")
    rank = models.PositiveSmallIntegerField(_("ลำดับ"))
    need = models.ForeignKey("households.Need", models.PROTECT, related_name="+", verbose_name=_("สิ่งที่ขาด"))
    cause = EncryptedTextField(_("สาเหตุ"))

    declared = personal(free_text="cause", plain="verification rank need")

    class Meta:
        verbose_name = _("สาเหตุความยากจนตามลำดับ")
        verbose_name_plural = _("สาเหตุความยากจนตามลำดับ")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["verification", "rank"], name="ranked_need_one_a_rank"),
            models.UniqueConstraint(fields=["verification", "need"], name="ranked_need_once"),
            models.CheckConstraint(condition=Q(rank__gte=1), name="ranked_need_from_one"),
        ]

    def __str__(self):
        return f"{self.rank}. {self.need_id}"


class StrengthKind(models.TextChoices):
    LAND = "land", _("ที่ดิน แหล่งน้ำ")
    SKILLS = "skills", _("ฝีมือ ความรู้")
    TOOLS = "tools", _("เครื่องมือ สัตว์เลี้ยง")
    SAVINGS = "savings", _("เงินออม สมาชิกกองทุน")
    PEOPLE = "people", _("แรงงาน ญาติ เพื่อนบ้าน")
    OTHER = "other", _("อื่น ๆ")


class Strength(models.Model):
    verification = models.ForeignKey(Verification, models.PROTECT, related_name="strengths")
    kind = models.CharField(_("เรื่อง"), max_length=8, choices=StrengthKind)
    words = models.CharField(_("มีอะไร"), max_length=200)

    declared = personal(free_text="words", plain="verification kind")

    class Meta:
        verbose_name = _("ทุนและจุดแข็ง")
        verbose_name_plural = _("ทุนและจุดแข็ง")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["verification", "kind"], name="strength_once_a_kind"),
            models.CheckConstraint(condition=~Q(words=""), name="strength_says_what"),
        ]

    def __str__(self):
        return self.kind


class ForumSays(models.TextChoices):
    CERTIFIED = "certified", _("รับรองว่าเป็นครัวเรือนเป้าหมาย")
    REFUSED = "refused", _("ไม่รับรอง")
    POSTPONED = "postponed", _("ยังไม่ลงมติ")


class Certification(models.Model):
    """เวทีประชาคมหมู่บ้าน."""

    enrolment = models.ForeignKey("households.Enrolment", models.PROTECT, related_name="certifications")
    held_on = models.DateField(_("ประชุมวันที่"))
    place = models.CharField(_("สถานที่"), max_length=200)
    presided_by = models.CharField(_("ประธาน"), max_length=200)
    attended = models.PositiveSmallIntegerField(_("ผู้เข้าประชุม (คน)"))
    result = models.CharField(_("มติ"), max_length=10, choices=ForumSays)
    paper_number = models.CharField(_("เลขที่หนังสือหรือรายงานประชุม"), max_length=60, blank=True)
    note = models.CharField(_("หมายเหตุ"), max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("บันทึกเมื่อ"))
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()
    declared = personal(
        name="presided_by",
        free_text="note",
        plain="enrolment held_on place attended result paper_number made_by made_at replaced_at",
    )

    class Meta:
        verbose_name = _("การรับรองของเวทีประชาคม")
        verbose_name_plural = _("การรับรองของเวทีประชาคม")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(replaced_at__isnull=True), name="certification_one_standing"
            ),
            models.CheckConstraint(condition=Q(attended__gte=1), name="certification_somebody_came"),
            models.CheckConstraint(
                condition=~Q(result="certified") | ~Q(paper_number=""), name="certification_has_a_paper"
            ),
            models.CheckConstraint(
                condition=~Q(result="refused") | ~Q(note=""), name="certification_refused_with_words"
            ),
        ]

    def __str__(self):
        return f"{self.held_on} {self.result}"
