from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import ThaiCharField


class UnmergeForm(forms.Form):
    reason = ThaiCharField(
        label=_("เหตุผลที่แยกกลับ"),
        max_length=300,
        lines=True,
        error_messages={"required": _("เขียนเหตุผลที่แยกแฟ้มกลับ")},
    )
