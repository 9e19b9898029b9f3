from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from households.models import IndicatorSet
from kusiao.thai import BUDDHIST, today


def years():
    """Every year that has a form, this year first."""
    spans = IndicatorSet.objects.values_list("first_year", "last_year")
    known = sorted({year for first, last in spans for year in range(first, last + 1)}, reverse=True)
    now = today().year + BUDDHIST
    return [(year, year) for year in sorted(known, key=lambda year: (year > now, -year))]


class YearField(forms.TypedChoiceField):
    def __init__(self, **options):
        super().__init__(
            label=_("ปีที่สำรวจ (พ.ศ.)"),
            choices=years,
            coerce=int,
            help_text=_("ปีในแบบสำรวจ ไม่ใช่ปีงบประมาณ"),
            **options,
        )


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("ไฟล์สำรวจ"),
        help_text=_(
            "ตาราง .xlsx .xls .ods หรือ .csv: รายชื่อครัวเรือนตกเกณฑ์ ผลสำรวจ จปฐ. รายชื่อสมาชิกทีละคน หรือไฟล์หลายหัวข้อ มีหัวตารางในแผ่นงาน"
        ),
        error_messages={
            "required": _("เลือกไฟล์ที่จะส่ง"),
            "missing": _("เลือกไฟล์ที่จะส่ง"),
            "empty": _("ไฟล์นี้ว่าง ไม่มีข้อมูลเลย ตรวจว่าเลือกไฟล์ถูกแล้วส่งใหม่"),
        },
    )
    year = YearField()

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.SURVEY_FILE_MAX_BYTES:
            most = settings.SURVEY_FILE_MAX_BYTES // 2**20
            raise forms.ValidationError(
                _("ไฟล์ใหญ่เกิน %(most)s เมกะไบต์ แยกเป็นไฟล์ละอำเภอแล้วส่งใหม่"), params={"most": most}
            )
        return file


class ConfirmForm(forms.Form):
    """`districts`: [(code, name)] of those that can be written; all of them unless the page offered a choice."""

    skip_refused = forms.BooleanField(label=_("ข้ามแถวที่อ่านไม่ได้"), required=False)
    choosing = forms.BooleanField(required=False, widget=forms.HiddenInput)
    checks = forms.IntegerField(required=False, widget=forms.HiddenInput)
    districts = forms.MultipleChoiceField(
        label=_("อำเภอที่จะบันทึก"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("เลือกอำเภอจากรายการ")},
    )  # fmt: skip

    def __init__(self, *args, districts=(), **options):
        super().__init__(*args, **options)
        self.fields["districts"].choices = districts

    def clean(self):
        asked = super().clean()
        if asked.get("choosing") and "districts" not in self.errors and not asked["districts"]:
            self.add_error("districts", _("เลือกอย่างน้อยหนึ่งอำเภอ"))
        return asked

    @property
    def chosen(self):
        """Nothing where all of it is to be written."""
        chosen = self.cleaned_data["districts"]
        everything = len(chosen) == len(self.fields["districts"].choices)
        return [] if everything or not self.cleaned_data["choosing"] else chosen

    @property
    def checked(self):
        """The codes that are ticked on the page."""
        return (
            self.data.getlist("districts")
            if self.is_bound
            else [code for code, _name in self.fields["districts"].choices]
        )


class RecheckForm(forms.Form):
    year = YearField()
    sheets = forms.MultipleChoiceField(
        label=_("แผ่นงานที่ใช้"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("ไม่เลือกเลย หมายถึงทุกแผ่นที่มีหัวตารางรายครัวเรือน"),
    )  # fmt: skip

    def __init__(self, *args, file, **options):
        super().__init__(*args, initial={"year": file.year, "sheets": file.sheets}, **options)
        names = list(file.heads.values_list("sheet", flat=True))
        self.fields["sheets"].choices = [(name, name) for name in dict.fromkeys([*names, *file.sheets])]
        if len(names) < 2:
            del self.fields["sheets"]
