from django import forms
from django.utils.translation import gettext_lazy as _


class AccountForm(forms.Form):
    email = forms.EmailField(
        label=_("อีเมล"), required=False, max_length=254, help_text=_("เว้นว่างได้ ไม่ใช้เข้าระบบ"),
        error_messages={"invalid": _("อีเมลไม่ถูกต้อง ตรวจแล้วแก้ เช่น somchai@example.go.th")},
    )  # fmt: skip
    weekly_digest = forms.BooleanField(
        label=_("รับอีเมลประจำสัปดาห์"), required=False,
        help_text=_("สัปดาห์ละหนึ่งฉบับ บอกจำนวนงานที่ถึงกำหนด ไม่มีชื่อครอบครัว"),
    )  # fmt: skip
