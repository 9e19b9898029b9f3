"""Form fields that read what Thai officers type: พ.ศ. dates, Thai digits, grouped numbers. The sentences for Django's
own fields stand in kusiao/locale/th."""

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kusiao import thai


class _TypedText(forms.TextInput):
    """A text box with the keyboard that fits; the browser must not offer what was typed for another family."""

    def __init__(self, attrs=None, *, inputmode="numeric", placeholder="", maxlength=None):
        example = format_lazy("{} {}", _("เช่น"), placeholder) if placeholder else ""
        typed = {"inputmode": inputmode, "placeholder": example, "autocomplete": "off"}
        if maxlength:
            typed["maxlength"] = maxlength
        super().__init__({**typed, **(attrs or {})})


class ThaiDateInput(_TypedText):
    def __init__(self, attrs=None):
        # A phone's digit keyboard has no slash, so 22112569 is read as well.
        super().__init__(attrs, placeholder="22/11/2569", maxlength=40)

    def format_value(self, value):
        return thai.format_date(value, "numeric") if isinstance(value, dt.date) else value


class ThaiDateField(forms.DateField):
    """`min_date` and `max_date` are dates or functions that give one, such as thai.today."""

    widget = ThaiDateInput
    default_error_messages = {
        "required": _("ใส่วันที่ เช่น 22/11/2569"),
        "whole": _("ใส่วันที่ให้ครบทั้งวัน เดือน ปี เช่น 22/11/2569"),
        "too_early": _("ต้องไม่ก่อนวันที่ %(limit)s แก้วันที่แล้วบันทึกใหม่"),
        "too_late": _("ต้องไม่หลังวันที่ %(limit)s แก้วันที่แล้วบันทึกใหม่"),
        "future": _("วันที่ต้องไม่เกินวันนี้ (%(limit)s) แก้วันที่แล้วบันทึกใหม่"),
    }

    def __init__(self, *, min_date=None, max_date=None, help_text="", **kwargs):
        self.min_date, self.max_date = min_date, max_date
        help_text = help_text or _("วัน/เดือน/ปี พ.ศ. หรือพิมพ์ติดกัน 22112569")
        super().__init__(help_text=help_text, **kwargs)

    def to_python(self, value):
        if value in EMPTY_VALUES:
            return None
        try:
            date, precision = thai.parse_date(value)
        except ValueError as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from None
        if precision != "day":
            raise ValidationError(self.error_messages["whole"], code="whole")
        return date

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        earliest, latest = (limit() if callable(limit) else limit for limit in (self.min_date, self.max_date))
        if earliest and value < earliest:
            self._refuse("too_early", earliest)
        if latest and value > latest:
            self._refuse("future" if latest == thai.today() else "too_late", latest)

    def _refuse(self, code, limit):
        raise ValidationError(self.error_messages[code], code=code, params={"limit": thai.format_date(limit)})


class NationalIdField(forms.CharField):
    """Cleans to 13 digits."""

    default_error_messages = {
        "required": _("ใส่เลขประจำตัวประชาชน 13 หลัก"),
        "length": _("เลขประจำตัวประชาชนต้องมี 13 หลัก ใส่มา %(count)s หลัก ตรวจกับบัตรแล้วแก้"),
        "letters": _("เลขประจำตัวประชาชนมีแต่ตัวเลข 13 หลัก ลบตัวอื่นออก"),
        "check_digit": _("เลขประจำตัวประชาชนนี้ไม่ถูกต้อง มีหลักที่พิมพ์ผิดหรือสลับกัน ตรวจกับบัตรทีละหลัก"),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", _TypedText(placeholder="1-2345-67890-12-1", maxlength=30))
        super().__init__(**kwargs)

    def to_python(self, value):
        return thai.compact(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if not value or thai.national_id_ok(value):
            return
        if not (value.isascii() and value.isdigit()):
            raise ValidationError(self.error_messages["letters"], code="letters")
        if len(value) != 13:
            raise ValidationError(self.error_messages["length"], code="length", params={"count": len(value)})
        raise ValidationError(self.error_messages["check_digit"], code="check_digit")

    def prepare_value(self, value):
        return thai.format_national_id(value) if value and thai.national_id_ok(value) else value


class BahtInput(_TypedText):
    def __init__(self, attrs=None):
        super().__init__(attrs, inputmode="decimal", placeholder="12,500", maxlength=30)

    def format_value(self, value):
        return value if value in EMPTY_VALUES or isinstance(value, str) else thai.format_number(value)


class BahtField(forms.DecimalField):
    widget = BahtInput
    default_error_messages = {
        "required": _("ใส่จำนวนเงินเป็นบาท ถ้าไม่มีให้ใส่ 0"),
        "too_little": _("จำนวนเงินต้องไม่น้อยกว่า %(limit)s บาท"),
        "too_much": _("จำนวนเงินต้องไม่เกิน %(limit)s บาท ตรวจจำนวนหลักอีกครั้ง"),
    }

    def __init__(self, *, min_value=0, max_value=None, max_digits=12, decimal_places=2, **kwargs):
        self.least, self.most = min_value, max_value
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value):
        if value in EMPTY_VALUES:
            return None
        try:
            return thai.parse_number(value)
        except ValueError as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from None

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            self._refuse("too_little", self.least)
        if self.most is not None and value > self.most:
            self._refuse("too_much", self.most)

    def _refuse(self, code, limit):
        raise ValidationError(
            self.error_messages[code], code=code, params={"limit": thai.format_number(limit)}
        )


class PhoneField(forms.CharField):
    """Cleans to digits: 0812345678."""

    default_error_messages = {"required": _("ใส่เบอร์โทร เช่น 081-234-5678")}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", _TypedText(inputmode="tel", placeholder="081-234-5678", maxlength=30))
        super().__init__(**kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        if value in EMPTY_VALUES:
            return value
        try:
            return thai.normalize_phone(value)
        except ValueError as unreadable:
            raise ValidationError(str(unreadable), code="invalid") from None

    def prepare_value(self, value):
        return thai.format_phone(value) if value and thai.compact(value) == value else value


class ThaiCharField(forms.CharField):
    """Text as it was meant: repaired vowels, no invisible characters, single spaces. `lines=True` keeps line ends."""

    def __init__(self, *, lines=False, **kwargs):
        self.lines = lines
        if lines:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def to_python(self, value):
        value = super().to_python(value)
        return value if value in EMPTY_VALUES else thai.clean(value, keep_lines=self.lines)
