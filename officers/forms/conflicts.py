from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import ThaiCharField


class OwnForm(forms.Form):
    told = ThaiCharField(
        label=_("บ้านไหน เกี่ยวข้องกันอย่างไร"), max_length=200, lines=True,
        help_text=_("เช่น บ้านเลขที่ 12 หมู่ 3 ต.โนนหัน บ้านน้าสาว ผู้ประสานงานอ่านแล้วจะไม่จับคู่ให้"),
        error_messages={"required": _("เขียนว่าบ้านไหน")},
    )  # fmt: skip


class HouseholdField(forms.ModelChoiceField):
    def label_from_instance(self, household):
        return f"{household.head_name} · {household.place_words}"


class PlaceForm(forms.Form):
    household = HouseholdField(
        None, label=_("ครัวเรือน"), empty_label=_("เลือกครัวเรือน"),
        error_messages={"required": _("เลือกครัวเรือน"), "invalid_choice": _("เลือกจากรายการ")},
    )  # fmt: skip

    def __init__(self, *args, households, **options):
        super().__init__(*args, **options)
        self.fields["household"].queryset = households


class DeclareForm(PlaceForm):
    officer = forms.ModelChoiceField(
        None, label=_("เจ้าหน้าที่"), empty_label=_("เลือกเจ้าหน้าที่"),
        error_messages={"required": _("เลือกเจ้าหน้าที่"), "invalid_choice": _("เลือกจากรายการ")},
    )  # fmt: skip
    field_order = ["officer", "household"]

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["officer"].queryset = people
