from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import OutcomeLevel, UrgencyLevel
from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class RungForm(forms.Form):
    """`seen`: the rung that stood on the page when it was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    level = forms.ChoiceField(widget=forms.RadioSelect, error_messages={"required": _("เลือกระดับ")})
    started_on = ThaiDateField(label=_("ตั้งแต่วันที่"), max_date=today, initial=today)
    reason = ThaiCharField(
        label=_("เหตุผล"), max_length=300, lines=True, error_messages={"required": _("เขียนเหตุผล")}
    )


class OutcomeForm(RungForm):
    heading = _("ระดับความเป็นอยู่")
    field_order = ["seen", "level", "started_on", "reason"]
    level = forms.ChoiceField(
        label=_("ระดับความเป็นอยู่"), choices=OutcomeLevel, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกระดับ")},
        help_text=_("อยู่รอด: มีกินมีใช้วันต่อวัน · พอเพียง: รายได้พอรายจ่าย มีเหลือเก็บบ้าง · ยั่งยืน: มีอาชีพมั่นคงและมีเงินออม"),
    )  # fmt: skip


class UrgencyForm(RungForm):
    heading = _("ความเร่งด่วน")
    field_order = ["seen", "level", "started_on", "reason"]
    level = forms.ChoiceField(
        label=_("ความเร่งด่วน"), choices=UrgencyLevel, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกระดับ")},
        help_text=_("แดง: รอไม่ได้ ต้องช่วยทันที · เหลือง: อาจแย่ลง ดูใกล้ชิด · เขียว: ดูแลตามรอบปกติ"),
    )  # fmt: skip


FORMS = {"outcome": OutcomeForm, "urgency": UrgencyForm}
