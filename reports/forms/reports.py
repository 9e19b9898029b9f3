from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class MakeForm(forms.Form):
    month = forms.ChoiceField(label=_("เดือน"))

    def __init__(self, *args, months, **kwargs):
        super().__init__(*args, **kwargs)
        self.months = {month.start.isoformat(): month for month in months}
        self.fields["month"].choices = [(start, month.label) for start, month in self.months.items()]

    def clean_month(self):
        return self.months[self.cleaned_data["month"]]


class Part4Form(forms.Form):
    problems = ThaiCharField(
        label=_("ปัญหา อุปสรรค"), lines=True, required=False, max_length=20_000,
        help_text=_("เขียนถึงการทำงาน ไม่เขียนชื่อครัวเรือน"), widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    proposals = ThaiCharField(
        label=_("ข้อเสนอแนะ"), lines=True, required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)


class SignForm(forms.Form):
    letter_number = ThaiCharField(
        label=_("เลขที่หนังสือ"), max_length=60, help_text=_("เลขของหนังสือราชการ เช่น ขก 0019/1234 ไม่ใช่เลขที่รายงาน")
    )
    letter_date = ThaiDateField(label=_("ลงวันที่"), max_date=today)
    scan = forms.FileField(
        label=_("ไฟล์สแกนหน้าที่ลงนามแล้ว"), help_text=_("พีดีเอฟหรือภาพถ่าย ไม่เกิน 10 เมกะไบต์"),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def signed(self):
        """What the act of signing takes; the scan as its bytes, never more than may be kept."""
        from reports.papers.scans import MOST_BYTES

        return {**self.cleaned_data, "scan": self.cleaned_data["scan"].read(MOST_BYTES + 1)}
