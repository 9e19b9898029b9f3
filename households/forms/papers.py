from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class HandOutForm(forms.Form):
    asked_by = ThaiCharField(
        label=_("ใครในครอบครัวขอแฟ้ม"),
        max_length=200,
        error_messages={"required": _("เขียนว่าใครในครอบครัวขอแฟ้ม")},
    )
    purpose = ThaiCharField(
        label=_("ขอไปทำอะไร"), max_length=200, min_length=4, help_text=_("เช่น ขอดูข้อมูลของตนเอง ยื่นขอสวัสดิการ"),
        error_messages={"required": _("เขียนว่าขอไปทำอะไร")},
    )  # fmt: skip


class ConsentForm(forms.Form):
    given_by = ThaiCharField(
        label=_("ใครในครอบครัวยินยอม"), max_length=200, error_messages={"required": _("เขียนชื่อผู้ที่ยินยอม")}
    )
    given_on = ThaiDateField(label=_("ยินยอมเมื่อวันที่"), max_date=today, initial=today)
    shows_phone = forms.BooleanField(label=_("พิมพ์เบอร์โทรของคู่เสี่ยวบนบัตร"), required=False, initial=True)


class RevokeForm(forms.Form):
    words = ThaiCharField(label=_("ถอนเพราะอะไร (ไม่จำเป็นต้องบอก)"), max_length=300, required=False)
