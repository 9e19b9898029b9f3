from django import forms
from django.utils.translation import gettext_lazy as _

from households.arithmetic import Arithmetic
from households.incomes import line_of
from households.models.remeasurement import SOURCES, Remeasurement
from kusiao.thai import BUDDHIST, today
from kusiao.thaiforms import BahtField, ThaiCharField, ThaiDateField

MOST_BAHT = 9_999_999
HINTS = {
    "income_main": _("ขายผลผลิต ค่าจ้าง เงินเดือน ก่อนหักค่าใช้จ่าย"),
    "income_second": _("รับจ้างหลังฤดูทำนา ค้าขายเล็ก ๆ"),
    "income_remittance": "",
    "income_rent": "",
    "income_pension": "",
    "income_allowances": _("เบี้ยผู้สูงอายุ เบี้ยคนพิการ บัตรสวัสดิการ รวม 12 เดือน"),
    "income_own_produce": _("ข้าว ผัก ไก่ ที่กินเองแทนการซื้อ คิดเป็นเงิน"),
}
LABELS = {name: Remeasurement._meta.get_field(name).verbose_name for name in SOURCES}


class RemeasureForm(forms.Form):
    """`seen`: the newest measuring when the page was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    measured_on = ThaiDateField(label=_("วัดเมื่อ"), max_date=today, help_text=_("รายได้ 12 เดือนนับถอยหลังจากวันนี้"))
    members_count = forms.IntegerField(
        label=_("จำนวนคนในบ้าน"), min_value=1, max_value=60,
        error_messages={"required": _("ใส่จำนวนคนในบ้านที่กินอยู่ด้วยกัน"), "min_value": _("ต้องมีอย่างน้อย 1 คน"),
                        "max_value": _("จำนวนคนต้องไม่เกิน 60 ตรวจตัวเลขอีกครั้ง")},
    )  # fmt: skip
    told_by = ThaiCharField(
        label=_("ผู้ให้ข้อมูล"), max_length=200, help_text=_("คิดด้วยกันกับใครในบ้าน"),
        error_messages={"required": _("ใส่ชื่อคนในบ้านที่คิดด้วยกัน")},
    )  # fmt: skip
    evidence = ThaiCharField(
        label=_("ดูจากอะไร"),
        max_length=300,
        required=False,
        help_text=_("เช่น สมุดบัญชีครัวเรือน ใบเสร็จขายข้าว สมุดเงินฝาก"),
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        last = {name: self.fields.pop(name) for name in ("told_by", "evidence")}
        for name in SOURCES:
            self.fields[name] = BahtField(
                label=LABELS[name],
                help_text=HINTS[name],
                required=False,
                max_value=MOST_BAHT,
                decimal_places=0,
            )
        self.fields |= last

    @property
    def sources(self):
        return [self[name] for name in SOURCES]

    def clean(self):
        told = super().clean()
        for name in SOURCES:
            if name in told:
                told[name] = int(told[name] or 0)
        if all(name in told for name in SOURCES) and not any(told[name] for name in SOURCES):
            self.add_error(SOURCES[0], _("ใส่รายได้อย่างน้อยหนึ่งช่อง ถ้าทั้งบ้านไม่มีรายได้เลย เขียนไว้ในบันทึกเยี่ยมแทน"))
        return told

    @property
    def arithmetic(self):
        """Of what can be read so far."""
        if not self.is_bound:
            return None
        self.is_valid()
        day = self.cleaned_data.get("measured_on")
        sources = tuple((str(LABELS[name]), self.cleaned_data.get(name)) for name in SOURCES)
        year = day.year + BUDDHIST if day else None
        return Arithmetic(
            sources, self.cleaned_data.get("members_count"), line_of(year) if year else None, year
        )


class WithdrawForm(forms.Form):
    reason = ThaiCharField(
        label=_("วัดผิดอย่างไร"), max_length=300, lines=True, error_messages={"required": _("เขียนว่าวัดผิดอย่างไร")}
    )
