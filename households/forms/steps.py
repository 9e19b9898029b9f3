from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import LifeStep
from kusiao.thaiforms import ThaiCharField


class StepForm(forms.Form):
    to = forms.TypedChoiceField(
        label=_("ย้ายไปกระบวนงาน"),
        choices=[(step.value, f"{step.value} {step.label}") for step in LifeStep],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกกระบวนงานที่จะย้ายไป")},
    )
    reason = ThaiCharField(
        label=_("เหตุผล"),
        max_length=300,
        lines=True,
        required=False,
        help_text=_("เช่น ตรวจสภาพจริงและจัดประเภทแล้วเมื่อเยี่ยมครั้งล่าสุด"),
    )
