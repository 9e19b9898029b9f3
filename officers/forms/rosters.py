from django import forms
from django.utils.translation import gettext_lazy as _

from officers.forms.annexes import AnnexForm


class RosterForm(forms.Form):
    file = forms.FileField(
        label=_("รายชื่อเจ้าหน้าที่"),
        help_text=_(
            "ตาราง .xlsx .xls .ods หรือ .csv มีชื่อ นามสกุล และโทรศัพท์ ถ้ามีให้ใส่ตำแหน่ง หน่วยงาน อีเมล และตำบลกับหมู่ที่ที่อยู่"
        ),
        error_messages=AnnexForm.base_fields["file"].error_messages,
    )
    district = forms.ModelChoiceField(
        None, label=_("อำเภอ"), empty_label=None,
        error_messages={"required": _("เลือกอำเภอ"), "invalid_choice": _("เลือกอำเภอจากรายการ")},
    )  # fmt: skip

    def __init__(self, *args, districts, **options):
        super().__init__(*args, **options)
        self.fields["district"].queryset = districts


class RosterConfirmForm(forms.Form):
    """`seen`: the fingerprint of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    make_agencies = forms.BooleanField(label=_("เพิ่มหน่วยงานใหม่"), required=False)


class SlipsForm(forms.Form):
    """Whose slips stand on one sheet."""

    MOST = 120
    officer = forms.ModelMultipleChoiceField(
        None, label=_("ใครบ้าง"),
        error_messages={"required": _("เลือกอย่างน้อยหนึ่งคน"), "invalid_choice": _("เลือกจากรายชื่อนี้")},
    )  # fmt: skip

    def __init__(self, *args, people, **options):
        super().__init__(*args, **options)
        self.fields["officer"].queryset = people

    def clean_officer(self):
        chosen = self.cleaned_data["officer"]
        if len(chosen) > self.MOST:
            raise forms.ValidationError(
                _("พิมพ์ได้ครั้งละไม่เกิน %(most)s ใบ เลือกให้น้อยลง"), params={"most": self.MOST}
            )
        return chosen
