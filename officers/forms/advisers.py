from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import ThaiCharField


class SubdistrictField(forms.ModelChoiceField):
    def __init__(self, **options):
        required = {"required": _("เลือกตำบล"), "invalid_choice": _("เลือกตำบลจากรายการ")}
        super().__init__(None, label=_("ตำบล"), empty_label=None, error_messages=required, **options)

    def label_from_instance(self, subdistrict):
        return _("ต.%(subdistrict)s อ.%(district)s") % {
            "subdistrict": subdistrict, "district": subdistrict.district,
        }  # fmt: skip


class AppointForm(forms.Form):
    username = ThaiCharField(
        label=_("ชื่อผู้ใช้ของอาจารย์"), max_length=150,
        error_messages={"required": _("ใส่ชื่อผู้ใช้หรือเบอร์โทรของบัญชีอาจารย์")},
    )  # fmt: skip
    subdistrict = SubdistrictField()

    def __init__(self, *args, subdistricts, **options):
        super().__init__(*args, **options)
        self.fields["subdistrict"].queryset = subdistricts


class AskForm(forms.Form):
    subdistrict = SubdistrictField()
    text = ThaiCharField(
        label=_("ถามว่า"), max_length=1000, lines=True, help_text=_("ไม่ต้องใส่ชื่อหรือที่อยู่ของครอบครัว"),
        error_messages={"required": _("เขียนคำถาม")},
    )  # fmt: skip

    def __init__(self, *args, subdistricts, **options):
        super().__init__(*args, **options)
        self.fields["subdistrict"].queryset = subdistricts


class AnswerForm(forms.Form):
    text = ThaiCharField(
        label=_("คำตอบ"), max_length=2000, lines=True, error_messages={"required": _("เขียนคำตอบ")}
    )
