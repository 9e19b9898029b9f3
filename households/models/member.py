"""The people of a family: who lives there, who lived there, and what happened to each, by whom told and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal
from kusiao.fields import EncryptedTextField
from kusiao.thai import age_on, now, today


class Came(models.TextChoices):
    BORN = "born", _("เกิด")
    MARRIED_IN = "married_in", _("แต่งงานเข้ามา")
    MOVED_IN = "moved_in", _("ย้ายเข้ามาอยู่")
    OVERLOOKED = "overlooked", _("อยู่มานานแล้ว แต่ตกสำรวจ")


class Went(models.TextChoices):
    DIED = "died", _("เสียชีวิต")
    MARRIED_OUT = "married_out", _("แต่งงานออกไป")
    MOVED_OUT = "moved_out", _("ย้ายออก")
    WORKS_AWAY = "works_away", _("ไปทำงานที่อื่น ไม่ได้อยู่บ้านนี้แล้ว")
    MISTAKEN = "mistaken", _("ลงชื่อผิด ไม่ใช่คนในบ้านนี้")


# What else is told of a person: these come by acts of their own, nobody chooses them from a list.
RETURNED, HEAD, SPLIT_OFF, SPLIT_IN = "returned", "head", "split_off", "split_in"
KINDS = [
    *Came.choices, *Went.choices, (RETURNED, _("กลับมาอยู่บ้าน")), (HEAD, _("เป็นหัวหน้าครัวเรือน")),
    (SPLIT_OFF, _("แยกไปตั้งครัวเรือนใหม่")), (SPLIT_IN, _("มาตั้งครัวเรือนใหม่")),
]  # fmt: skip


class BirthPrecision(models.TextChoices):
    DAY = "day", _("วัน")
    MONTH = "month", _("เดือน")
    YEAR = "year", _("ปี")
    ABOUT = "about", _("ประมาณจากอายุ")


# As the sheet's words are kept; a state of another word stays that word.
BODY_STATES = {
    "normal": _("ปกติ"),
    "disabled": _("พิการ"),
    "chronic": _("ป่วยเรื้อรัง"),
    "bedridden": _("ป่วยติดเตียง"),
}
HELPS_SELF = {"yes": _("ช่วยเหลือตัวเองได้"), "no": _("ช่วยเหลือตัวเองไม่ได้")}


class Member(models.Model):
    household = models.ForeignKey("households.Household", models.PROTECT, related_name="members")
    title = models.CharField(_("คำนำหน้า"), max_length=40, blank=True)
    first_name = models.CharField(_("ชื่อ"), max_length=100)
    last_name = models.CharField(_("นามสกุล"), max_length=100, blank=True)
    is_head = models.BooleanField(_("หัวหน้าครัวเรือน"), default=False)
    national_id = EncryptedTextField(_("เลขประจำตัวประชาชน"), blank=True, default="")
    national_id_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    no_id_reason = models.CharField(_("เหตุที่ไม่มีเลขประจำตัว"), max_length=100, blank=True)
    sex = models.CharField(_("เพศ"), max_length=1, choices=[("m", _("ชาย")), ("f", _("หญิง"))], blank=True)
    birth_date = models.DateField(_("วันเกิด"), null=True, blank=True)
    birth_precision = models.CharField(max_length=5, choices=BirthPrecision, default=BirthPrecision.DAY)
    relation = models.CharField(_("ความเกี่ยวข้องกับหัวหน้าครัวเรือน"), max_length=60, blank=True)
    occupation = models.CharField(_("อาชีพ"), max_length=120, blank=True)
    education = models.CharField(_("การศึกษา"), max_length=120, blank=True)
    body_state = EncryptedTextField(_("สถานะทางร่างกาย"), blank=True, default="")
    can_help_self = EncryptedTextField(_("ช่วยเหลือตัวเอง"), blank=True, default="")
    welfare_card = models.BooleanField(_("บัตรสวัสดิการแห่งรัฐ"), null=True, blank=True)
    left_on = models.DateField(_("ออกจากครัวเรือนเมื่อ"), null=True, blank=True)
    left_how = models.CharField(
        _("ออกจากครัวเรือนอย่างไร"),
        max_length=12,
        choices=Went,
        blank=True,
        help_text="told by a person; no file undoes it",
    )
    version = models.PositiveIntegerField(default=1, help_text="goes up by one at every change")
    created_at = models.DateTimeField(auto_now_add=True)

    declared = personal(
        name="title first_name last_name",
        identity="national_id national_id_index no_id_reason",
        birth="sex birth_date birth_precision",
        health="body_state can_help_self",
        survey="occupation education",
        money="welfare_card",
        plain="household is_head relation left_on left_how version created_at",
    )

    class Meta:
        verbose_name = _("สมาชิกครัวเรือน")
        verbose_name_plural = _("สมาชิกครัวเรือน")
        ordering = ["-is_head", "id"]
        # Asked for whole: `db_index` would bring a second one, for words that begin alike.
        indexes = [models.Index(fields=["national_id_index"], name="member_national_id")]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(is_head=True, left_on__isnull=True), name="member_one_head"
            ),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(left_on__isnull=True), name="member_head_lives_there"
            ),
            models.CheckConstraint(
                condition=Q(left_how="") | Q(left_on__isnull=False), name="member_left_before_how"
            ),
        ]

    def __str__(self):
        return f"{self.title}{self.first_name} {self.last_name}".strip()

    @property
    def age(self):
        return age_on(self.birth_date, self.birth_precision, today())

    @property
    def health_words(self):
        """Data of s. 26: for whoever cares for the family, never in a list."""
        words = (
            BODY_STATES.get(self.body_state, self.body_state),
            HELPS_SELF.get(self.can_help_self, self.can_help_self),
        )
        return " · ".join(str(word) for word in words if word)


class MemberEventQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(withdrawn_at__isnull=True)


class MemberEvent(models.Model):
    """What happened to a person of this family on a day. Never changed: a mistaken one is withdrawn, with a reason.
    `who` is the name as the family's file tells it, also when the person has a file of his own since."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="member_events")
    member = models.ForeignKey(Member, models.PROTECT, related_name="events")
    kind = models.CharField(_("เหตุการณ์"), max_length=12, choices=KINDS)
    who = models.CharField(_("ชื่อ"), max_length=250)
    happened_on = models.DateField(_("วันที่"))
    reason = models.CharField(_("รายละเอียด"), max_length=300, blank=True)
    was_head = models.BooleanField(default=False, help_text="was the head of the family until then")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=now)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(_("เหตุผลที่ถอน"), max_length=300, blank=True)

    objects = MemberEventQuerySet.as_manager()
    declared = personal(
        name="who",
        free_text="reason withdrawn_reason",
        plain="household member kind happened_on was_head recorded_by recorded_at withdrawn_by withdrawn_at",
    )

    class Meta:
        verbose_name = _("เหตุการณ์ของสมาชิก")
        verbose_name_plural = _("เหตุการณ์ของสมาชิก")
        ordering = ["-happened_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member"],
                condition=Q(kind="died", withdrawn_at__isnull=True),
                name="member_dies_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True)
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="member_event_withdrawn_whole",
            ),
        ]

    def __str__(self):
        return f"{self.happened_on} {self.kind}"
