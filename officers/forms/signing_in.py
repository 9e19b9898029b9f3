from allauth.account.forms import LoginForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        login, password = self.fields["login"], self.fields["password"]
        login.label = _("ชื่อผู้ใช้หรือเบอร์โทร")
        login.widget.attrs |= {"placeholder": "", "autocapitalize": "none", "spellcheck": "false"}
        password.label = _("รหัสผ่าน")
        password.widget.attrs.pop("placeholder", None)
        password.help_text = ""


class FirstCodeForm(ActivateTOTPForm):
    """The code that opens the second factor is also its first use: this session has given it, no other has."""

    def clean_code(self):
        code = super().clean_code()
        record_authentication(context.request, self.user, method="mfa", type="totp")
        return code
