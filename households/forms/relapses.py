from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import ThaiCharField


class DismissForm(forms.Form):
    reason = ThaiCharField(
        label=_("ดูแล้วเห็นอะไร"), max_length=300, lines=True,
        help_text=_("บัตรจะไม่ขึ้นอีกด้วยเหตุเดิม และขึ้นใหม่เมื่อมีเหตุใหม่"),
        error_messages={"required": _("เขียนว่าดูแล้วเห็นอะไร จึงไม่ต้องกังวล")},
    )  # fmt: skip
