"""บัญชีครัวเรือน and what the people of the house can do."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kusiao.audit import personal


class AccountKind(models.TextChoices):
    """Income and spending of the month; debt and saving as they stand at its end."""

    INCOME = "income", _("รายรับ")
    SPENDING = "spending", _("รายจ่าย")
    DEBT = "debt", _("หนี้คงค้าง")
    SAVING = "saving", _("เงินออมคงเหลือ")


class AccountMonth(models.Model):
    """One total a month and kind; `month` is its first day. A trend for the family, never put to the line test."""

    household = models.ForeignKey("households.Household", models.PROTECT, related_name="account")
    month = models.DateField(_("เดือน"))
    kind = models.CharField(_("ชนิด"), max_length=10, choices=AccountKind)
    baht = models.PositiveIntegerField(_("จำนวนเงิน (บาท)"))
    version = models.PositiveIntegerField(default=1)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    declared = personal(money="baht", plain="household month kind version recorded_by")

    class Meta:
        verbose_name = _("บัญชีครัวเรือน")
        verbose_name_plural = _("บัญชีครัวเรือน")
        ordering = ["-month", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["household", "month", "kind"], name="account_one_total"),
        ]

    def __str__(self):
        return f"{self.month:%Y-%m} {self.kind}"


class Trade(models.TextChoices):
    FARMING = "farming", _("ทำนา ทำสวน")
    LIVESTOCK = "livestock", _("เลี้ยงสัตว์")
    CRAFT = "craft", _("ทอผ้า จักสาน งานมือ")
    FOOD = "food", _("ทำอาหาร แปรรูป")
    SELLING = "selling", _("ค้าขาย")
    BUILDING = "building", _("ช่างก่อสร้าง ช่างซ่อม")
    DRIVING = "driving", _("ขับรถ")
    CARING = "caring", _("ดูแลเด็ก คนแก่ คนป่วย")
    OFFICE = "office", _("หนังสือ คอมพิวเตอร์ โทรศัพท์")
    OTHER = "other", _("อย่างอื่น")


class Ability(models.Model):
    """What a person of the house can do, or wants to learn."""

    member = models.ForeignKey("households.Member", models.PROTECT, related_name="abilities")
    trade = models.CharField(_("ความสามารถ"), max_length=10, choices=Trade)
    words = models.CharField(_("รายละเอียด"), max_length=200, blank=True)
    to_learn = models.BooleanField(_("อยากเรียน ยังทำไม่เป็น"), default=False)
    told_on = models.DateField(_("บันทึกเมื่อ"))
    told_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    declared = personal(free_text="words", plain="member trade to_learn told_on told_to")

    class Meta:
        verbose_name = _("ความสามารถของสมาชิก")
        verbose_name_plural = _("ความสามารถของสมาชิก")
        ordering = ["member_id", "to_learn", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(trade="other") | ~Q(words=""), name="ability_other_in_words")
        ]

    def __str__(self):
        return self.get_trade_display()
