from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import EndReason
from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class StrikeOffForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("เหตุที่จำหน่าย"),
        # Who got over the line graduates; whose file was merged leaves by the merge.
        choices=[(r.value, r.label) for r in EndReason if r not in (EndReason.GRADUATED, EndReason.MERGED)],
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกเหตุที่จำหน่าย")},
    )
    ended_on = ThaiDateField(label=_("ออกจากทะเบียนวันที่"), max_date=today, initial=today)
    note = ThaiCharField(
        label=_("รายละเอียด"), max_length=300, lines=True, required=False,
        help_text=_("ย้ายไปที่ใด ใครบอกว่าไม่ประสงค์เข้าร่วมและเพราะอะไร หรือเหตุอื่นคืออะไร"),
    )  # fmt: skip


class ReentryForm(forms.Form):
    entered_on = ThaiDateField(label=_("กลับเข้าทะเบียนวันที่"), max_date=today, initial=today)
    reason = ThaiCharField(
        label=_("เหตุผลที่กลับเข้าโครงการ"), max_length=300, lines=True,
        error_messages={"required": _("เขียนเหตุผลที่กลับเข้าโครงการ")},
    )  # fmt: skip
