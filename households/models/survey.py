"""จปฐ.: indicator sets and income lines by period, a round a year, one survey a household a round.

What the numbers mean differs between the two forms, so an indicator is always (set, number)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class IndicatorSet(models.Model):
    """Years are Buddhist survey years, both ends included."""

    code = models.CharField(_("รหัสชุด"), max_length=12, primary_key=True)
    first_year = models.PositiveSmallIntegerField(_("ตั้งแต่ปี"))
    last_year = models.PositiveSmallIntegerField(_("ถึงปี"))
    income_number = models.PositiveSmallIntegerField(
        _("ข้อรายได้"), help_text="the indicator that is the income test"
    )

    declared = personal(plain="code first_year last_year income_number")

    class Meta:
        verbose_name = _("ชุดตัวชี้วัด จปฐ.")
        verbose_name_plural = _("ชุดตัวชี้วัด จปฐ.")
        ordering = ["first_year"]

    def __str__(self):
        return self.code


class Indicator(models.Model):
    indicator_set = models.ForeignKey(
        IndicatorSet, models.CASCADE, related_name="indicators", verbose_name=_("ชุดตัวชี้วัด")
    )
    number = models.PositiveSmallIntegerField(_("ข้อ"))
    category = models.CharField(
        _("รหัสหมวด"), max_length=4, help_text="หมวด 1–5 of the older form, ด้าน A–E of the later"
    )
    category_th = models.CharField(_("หมวด"), max_length=60, blank=True)
    text_th = models.CharField(_("ตัวชี้วัด"), max_length=300)
    unit = models.CharField(
        _("หน่วย"), max_length=10, choices=[("person", _("คน")), ("household", _("ครัวเรือน"))]
    )
    dimension = models.CharField(
        _("มิติ"), max_length=20, blank=True, help_text="TPMAP; not the same thing as the category"
    )
    confirmed = models.BooleanField(
        _("ยืนยันแล้ว"), default=True, help_text="False where no public source settles the text"
    )

    declared = personal(plain="indicator_set number category category_th text_th unit dimension confirmed")

    class Meta:
        verbose_name = _("ตัวชี้วัด จปฐ.")
        verbose_name_plural = _("ตัวชี้วัด จปฐ.")
        ordering = ["indicator_set", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator_set", "number"], name="indicator_once_a_set")
        ]

    def __str__(self):
        return f"{self.number}. {self.text_th}"


class Successor(models.Model):
    """The crosswalk: what an indicator of one form became in the next. Two may become one; one never becomes two.
    An indicator without a row here has no successor and is not compared with anything."""

    earlier = models.OneToOneField(
        Indicator, models.CASCADE, related_name="successor", verbose_name=_("ข้อเดิม")
    )
    later = models.ForeignKey(Indicator, models.CASCADE, related_name="predecessors", verbose_name=_("ข้อใหม่"))
    confirmed = models.BooleanField(default=False, help_text="False where no public source settles it")

    declared = personal(plain="earlier later confirmed")

    class Meta:
        verbose_name = _("ตัวชี้วัดที่สืบต่อกัน")
        verbose_name_plural = _("ตัวชี้วัดที่สืบต่อกัน")
        ordering = ["earlier"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(earlier=models.F("later")), name="successor_is_another_indicator"
            )
        ]

    def __str__(self):
        return f"{self.earlier_id}-{self.later_id}"


class IncomeLine(models.Model):
    """Baht per person per year, for Buddhist survey years first_year to last_year."""

    first_year = models.PositiveSmallIntegerField(_("ตั้งแต่ปี"), unique=True)
    last_year = models.PositiveSmallIntegerField(_("ถึงปี"))
    baht = models.PositiveIntegerField(_("เส้นรายได้ (บาท/คน/ปี)"))
    confirmed = models.BooleanField(_("ยืนยันแล้ว"), default=True)

    declared = personal(plain="first_year last_year baht confirmed")

    class Meta:
        verbose_name = _("เส้นรายได้")
        verbose_name_plural = _("เส้นรายได้")
        ordering = ["first_year"]

    def __str__(self):
        return f"{self.first_year}–{self.last_year}: {self.baht:,}"


class SurveyRound(models.Model):
    year = models.PositiveSmallIntegerField(_("ปีที่สำรวจ (พ.ศ.)"), primary_key=True)
    indicator_set = models.ForeignKey(IndicatorSet, models.PROTECT)
    line_baht = models.PositiveIntegerField(_("เส้นรายได้ (บาท/คน/ปี)"))

    declared = personal(plain="year indicator_set line_baht")

    class Meta:
        verbose_name = _("รอบสำรวจ")
        verbose_name_plural = _("รอบสำรวจ")
        ordering = ["year"]

    def __str__(self):
        return f"จปฐ. ปี {self.year}"


class Survey(models.Model):
    """What one round found of one household. Incomes are gross baht a year of the whole household.

    `results` holds one letter an indicator, position = number: P pass, F fail, N not applicable, "." not stated.
    """

    # The rule of one survey a round brings an index that begins with the household.
    household = models.ForeignKey(
        "households.Household", models.PROTECT, related_name="surveys", db_index=False
    )
    round = models.ForeignKey(SurveyRound, models.PROTECT, related_name="surveys")
    members_count = models.PositiveSmallIntegerField(_("จำนวนสมาชิก"), null=True, blank=True)
    income_main = models.PositiveIntegerField(null=True, blank=True)
    income_second = models.PositiveIntegerField(null=True, blank=True)
    income_other = models.PositiveIntegerField(null=True, blank=True)
    income_own_produce = models.PositiveIntegerField(null=True, blank=True)
    income_total = models.PositiveIntegerField(_("รายได้รวมต่อปี"), null=True, blank=True)
    income_per_person_year = models.PositiveIntegerField(_("รายได้เฉลี่ยต่อคนต่อปี"), null=True, blank=True)
    expenses = models.PositiveIntegerField(_("รายจ่ายต่อปี"), null=True, blank=True)
    debt_formal = models.PositiveIntegerField(_("หนี้ในระบบ"), null=True, blank=True)
    debt_fund = models.PositiveIntegerField(_("หนี้กองทุน"), null=True, blank=True)
    debt_informal = models.PositiveIntegerField(_("หนี้นอกระบบ"), null=True, blank=True)
    happiness = models.PositiveSmallIntegerField(_("ความสุข (0–10)"), null=True, blank=True)
    line_baht = models.PositiveIntegerField(help_text="the line of that round, kept with the result")
    below_line = models.BooleanField(
        _("ต่ำกว่าเส้น"), null=True, blank=True, help_text="empty: income not measured"
    )
    results = models.CharField(max_length=60, blank=True)
    failing_persons = models.JSONField(default=dict, blank=True)
    causes = models.TextField(_("สาเหตุ"), blank=True)
    note = models.TextField(_("หมายเหตุ"), blank=True)
    file = models.ForeignKey(
        "households.SurveyFile", models.PROTECT, null=True, blank=True, related_name="surveys"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    declared = personal(
        money="income_main income_second income_other income_own_produce income_total income_per_person_year below_line "
        "expenses debt_formal debt_fund debt_informal",
        survey="results failing_persons members_count happiness",
        free_text="causes note",
        plain="household round line_baht file created_at",
    )

    class Meta:
        verbose_name = _("ผลสำรวจ จปฐ.")
        verbose_name_plural = _("ผลสำรวจ จปฐ.")
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(fields=["household", "round"], name="survey_once_a_round"),
            models.CheckConstraint(
                condition=Q(below_line__isnull=True, income_per_person_year__isnull=True)
                | Q(below_line=True, income_per_person_year__lt=models.F("line_baht"))
                | Q(below_line=False, income_per_person_year__gte=models.F("line_baht")),
                name="survey_line_test_true",
            ),
        ]

    @property
    def measured_words(self):
        return _("จปฐ. ปี %(year)s") % {"year": self.round_id}

    @property
    def written_at(self):
        """When its numbers came in: by the file that wrote them last."""
        return (self.file and self.file.written_at) or self.created_at
