from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.exports.models import Form
from kusiao.thaiforms import ThaiCharField


class ExportForm(forms.Form):
    purpose = ThaiCharField(
        label=_("ใช้ทำอะไร"),
        min_length=4,
        max_length=200,
        help_text=_("เช่น ประชุมคณะทำงานอำเภอวันที่ 5 ชื่อคุณและเหตุผลนี้ถูกบันทึกไว้"),
        error_messages={"required": _("เขียนว่าจะใช้ไฟล์นี้ทำอะไร")},
    )
    form = forms.ChoiceField(
        label=_("ชนิดไฟล์"), choices=Form.choices, initial=Form.XLSX, widget=forms.RadioSelect
    )
