from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import ThaiCharField
from officers.models import CarerKind


class PairForm(forms.Form):
    officer = forms.ModelChoiceField(
        None,
        label=_("ข้าราชการคู่เสี่ยว"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("เลือกเจ้าหน้าที่หนึ่งคน"), "invalid_choice": _("เลือกเจ้าหน้าที่จากรายชื่อนี้")},
    )
    kind = forms.ChoiceField(label=_("รูปแบบ"), choices=CarerKind, initial=CarerKind.PERSON)
    on_behalf_of = ThaiCharField(
        label=_("ในนามของ"), max_length=200, required=False, help_text=_("ชื่อครอบครัว กลุ่ม หรือองค์กร ถ้ามี")
    )
    order_number = ThaiCharField(label=_("เลขที่คำสั่ง"), max_length=40, required=False)

    def __init__(self, *args, officers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["officer"].queryset = officers
