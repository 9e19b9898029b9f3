from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kusiao.exports.forms import ExportForm
from kusiao.thaiforms import ThaiCharField, ThaiDateField


class AnnexPaperForm(forms.Form):
    """Number and date stay dotted lines where the order has none yet."""

    order_number = ThaiCharField(
        label=_("เลขที่คำสั่ง"), max_length=40, required=False, help_text=_("เช่น 3091/2562 เว้นว่างได้ถ้ายังไม่ออกเลข")
    )
    ordered_on = ThaiDateField(label=_("ลงวันที่"), required=False)
    purpose = ExportForm.base_fields["purpose"]


class AnnexForm(forms.Form):
    file = forms.FileField(
        label=_("บัญชีแนบท้ายคำสั่ง"),
        help_text=_("ตาราง .xlsx .xls .ods หรือ .csv มีชื่อ-สกุลข้าราชการ ครัวเรือนที่ 1 และครัวเรือนที่ 2"),
        error_messages={
            "required": _("เลือกไฟล์ที่จะส่ง"),
            "missing": _("เลือกไฟล์ที่จะส่ง"),
            "empty": _("ไฟล์นี้ว่าง ไม่มีข้อมูลเลย ตรวจว่าเลือกไฟล์ถูกแล้วส่งใหม่"),
        },
    )
    order_number = ThaiCharField(label=_("เลขที่คำสั่ง"), max_length=40, required=False)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.SURVEY_FILE_MAX_BYTES:
            most = settings.SURVEY_FILE_MAX_BYTES // 2**20
            raise forms.ValidationError(
                _("ไฟล์ใหญ่เกิน %(most)s เมกะไบต์ แยกเป็นไฟล์ละอำเภอแล้วส่งใหม่"), params={"most": most}
            )
        return file


class AnnexConfirmForm(forms.Form):
    """`seen`: the fingerprint of what the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    only_ready = forms.BooleanField(label=_("จับเฉพาะแถวที่พร้อม"), required=False)
    make_accounts = forms.BooleanField(
        label=_("ทำบัญชีให้เจ้าหน้าที่ที่ยังไม่มี"), required=False, help_text=_("ใช้เบอร์โทรเป็นชื่อผู้ใช้ แล้วพิมพ์ใบเชิญให้ทีละคน")
    )
