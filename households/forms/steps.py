from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import LifeStep
from kusiao.thaiforms import ThaiCharField


class StepForm(forms.Form):
    """`seen`: the step that stood on the page when it was opened."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
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
        help_text=_("ต้องเขียนเมื่อย้ายก่อนครบ หรือย้ายกลับ เช่น ตรวจสภาพจริงและจัดประเภทแล้วเมื่อเยี่ยมครั้งล่าสุด"),
    )


class StepAnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("ผล"),
        choices=[("approve", _("อนุมัติ")), ("decline", _("ไม่อนุมัติ"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าอนุมัติหรือไม่อนุมัติ")},
    )
    words = ThaiCharField(
        label=_("ความเห็น"),
        max_length=300,
        lines=True,
        required=False,
        help_text=_("ถ้าไม่อนุมัติ เขียนว่าต้องทำอะไรก่อน ผู้ขอจะเห็น"),
    )
