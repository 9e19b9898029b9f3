from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import EndReason
from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class StrikeOffForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("เหตุที่จำหน่าย"),
        choices=[choice for choice in EndReason.choices if choice[0] != EndReason.GRADUATED],
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกเหตุที่จำหน่าย")},
    )
    ended_on = ThaiDateField(label=_("ออกจากทะเบียนวันที่"), max_date=today, initial=today)
    note = ThaiCharField(label=_("รายละเอียด"), max_length=300, lines=True, required=False)
