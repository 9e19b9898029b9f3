"""คนตกหล่น: a household that the survey missed, put forward by who knows it and decided by another person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.fields import EncryptedTextField
from kusiao.thai import today


class NominationAnswer(models.TextChoices):
    WAITING = "waiting", _("รอตัดสิน")
    ACCEPTED = "accepted", _("รับเข้าทะเบียน")
    DECLINED = "declined", _("ไม่รับ")


class NominationQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(answer=NominationAnswer.WAITING)

    def waiting_first(self):
        """What still waits, the longest first; then what was answered, the latest first."""
        return self.order_by(F("answered_at").desc(nulls_first=True), "nominated_at", "id")


class Nomination(models.Model):
    """`household` is empty until a file is chosen or made: then name and place say whom it is about."""

    household = models.ForeignKey(
        "households.Household",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="nominations",
        verbose_name=_("ครัวเรือน"),
    )
    title = models.CharField(_("คำนำหน้า"), max_length=40, blank=True)
    first_name = models.CharField(_("ชื่อหัวหน้าครัวเรือน"), max_length=100)
    last_name = models.CharField(_("นามสกุล"), max_length=100, blank=True)
    national_id = EncryptedTextField(_("เลขประจำตัวประชาชน"), blank=True, default="")
    national_id_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    subdistrict = models.ForeignKey(
        "households.Subdistrict", models.PROTECT, related_name="+", verbose_name=_("ตำบล")
    )
    moo = models.PositiveSmallIntegerField(_("หมู่ที่"))
    house_number = models.CharField(_("บ้านเลขที่"), max_length=40, blank=True)
    phone = models.CharField(_("โทรศัพท์"), max_length=10, blank=True)
    why = models.TextField(_("เหตุที่เสนอชื่อ"))
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nominated_at = models.DateTimeField(_("เสนอเมื่อ"))
    answer = models.CharField(
        _("ผล"), max_length=10, choices=NominationAnswer, default=NominationAnswer.WAITING
    )
    words = models.CharField(_("เหตุผล"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(_("ตัดสินเมื่อ"), null=True, blank=True)
    enrolment = models.OneToOneField(
        "households.Enrolment", models.PROTECT, null=True, blank=True, related_name="nomination"
    )

    objects = NominationQuerySet.as_manager()
    declared = personal(
        name="title first_name last_name",
        identity="national_id national_id_index",
        address="house_number",
        contact="phone",
        free_text="why words",
        plain="household subdistrict moo nominated_by nominated_at answer answered_by answered_at enrolment",
    )

    class Meta:
        verbose_name = _("การเสนอชื่อคนตกหล่น")
        verbose_name_plural = _("การเสนอชื่อคนตกหล่น")
        ordering = ["-nominated_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(answer="waiting", household__isnull=False),
                name="nomination_one_waiting",
            ),
            models.CheckConstraint(condition=Q(moo__gte=1, moo__lte=99), name="nomination_moo_1_to_99"),
            models.CheckConstraint(condition=~Q(why=""), name="nomination_says_why"),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at__isnull=True, answered_by__isnull=True)
                | (
                    ~Q(answer="waiting")
                    & Q(answered_at__isnull=False, answered_by__isnull=False)
                    & ~Q(answered_by=F("nominated_by"))
                ),
                name="nomination_answered_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(answer="accepted") | Q(household__isnull=False, enrolment__isnull=False),
                name="nomination_accepted_whole",
            ),
            models.CheckConstraint(
                condition=~Q(answer="declined") | ~Q(words=""), name="nomination_declined_with_words"
            ),
        ]

    def __str__(self):
        return f"{self.nominated_at:%Y-%m-%d} {self.answer}"

    @property
    def head_name(self):
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    @property
    def place_words(self):
        house = f"{self.house_number} " if self.house_number else ""
        return f"{house}หมู่ {self.moo} ต.{self.subdistrict} อ.{self.subdistrict.district}"

    @property
    def waits(self):
        return self.answer == NominationAnswer.WAITING

    @property
    def waiting_days(self):
        return (today() - localdate(self.nominated_at)).days
