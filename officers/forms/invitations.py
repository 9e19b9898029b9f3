from django import forms
from django.utils.translation import gettext_lazy as _


def _password(label, help_text="", missing=""):
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": missing},
    )


class InvitationForm(forms.Form):
    username = forms.CharField(
        label=_("ชื่อผู้ใช้หรือเบอร์โทร"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": _("ใส่ชื่อผู้ใช้ที่พิมพ์ในใบเชิญ")},
    )
    code = forms.CharField(
        label=_("รหัสในใบเชิญ"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        help_text=_("12 ตัวอักษร พิมพ์ขีดหรือไม่พิมพ์ก็ได้"),
        error_messages={"required": _("ใส่รหัสที่พิมพ์ในใบเชิญ")},
    )
    password1 = _password(_("รหัสผ่านใหม่"), _("อย่างน้อย 10 ตัว จำง่ายสำหรับคุณ แต่เดายากสำหรับคนอื่น"), _("ตั้งรหัสผ่านใหม่"))
    password2 = _password(_("รหัสผ่านใหม่อีกครั้ง"), missing=_("พิมพ์รหัสผ่านใหม่อีกครั้ง"))

    def clean(self):
        written = super().clean()
        if not self.errors and written["password1"] != written["password2"]:
            self.add_error("password2", _("รหัสผ่านสองช่องไม่ตรงกัน พิมพ์ใหม่ให้เหมือนกัน"))
        return written
