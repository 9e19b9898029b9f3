from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import ThaiCharField


class DeclineForm(forms.Form):
    reason = ThaiCharField(
        label=_("เหตุผล ถ้าไม่รับ"), max_length=500, lines=True, required=False,
        help_text=_("หนึ่งประโยค เก็บไว้กับบันทึก ผู้ส่งไม่เห็น"),
    )  # fmt: skip
