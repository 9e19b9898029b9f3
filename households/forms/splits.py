from django import forms
from django.utils.translation import gettext_lazy as _

from households.forms.households import EditForm
from households.models import Track
from kusiao.thai import today
from kusiao.thaiforms import PhoneField, ThaiCharField, ThaiDateField

ENROL = [("yes", _("เข้าทะเบียนเป้าหมาย เริ่มกระบวนงาน 1")), ("no", _("ไม่เข้าทะเบียน"))]


def _reason(label, sentence, **more):
    return ThaiCharField(
        label=label, max_length=300, lines=True, error_messages={"required": sentence}, **more
    )


class SplitForm(forms.Form):
    """`living`: who may go; `villages`: where to."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    members = forms.TypedMultipleChoiceField(
        label=_("ใครแยกไป"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("เลือกคนที่แยกไปอย่างน้อยหนึ่งคน")}
    )  # fmt: skip
    head = forms.TypedChoiceField(
        label=_("หัวหน้าของครัวเรือนใหม่"), widget=forms.RadioSelect, error_messages={"required": _("เลือกหัวหน้าของครัวเรือนใหม่")}
    )  # fmt: skip
    new_head = forms.TypedChoiceField(
        label=_("หัวหน้าคนใหม่ของบ้านเดิม"),
        required=False,
        empty_value=None,
        help_text=_("เลือกเมื่อหัวหน้าคนเดิมแยกไปด้วย"),
    )
    on = ThaiDateField(label=_("แยกเมื่อวันที่"), max_date=today, initial=today)
    reason = _reason(_("แยกเพราะอะไร รู้จากใคร"), _("เขียนเหตุผลที่แยกครัวเรือน"))
    village = forms.ModelChoiceField(label=_("หมู่บ้านของครัวเรือนใหม่"), queryset=None)
    house_number = ThaiCharField(label=_("บ้านเลขที่ใหม่"), max_length=40)
    house_code = ThaiCharField(
        label=_("รหัสบ้าน"), required=False, help_text=_("11 หลักตามทะเบียนบ้าน ถ้าไม่มีเว้นไว้")
    )
    phone = PhoneField(label=_("โทรศัพท์"), required=False)
    enrol = forms.ChoiceField(
        label=_("ครัวเรือนใหม่เข้าทะเบียนหรือไม่"), choices=ENROL, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าเข้าทะเบียนหรือไม่")},
    )  # fmt: skip
    track = forms.ChoiceField(
        label=_("ประเภทของครัวเรือนใหม่"), choices=[("", _("ยังไม่จัดประเภท")), *Track.choices], required=False
    )
    decision = _reason(_("เหตุผลเรื่องทะเบียนและประเภท"), _("เขียนเหตุผลที่ให้เข้าหรือไม่เข้าทะเบียน"))

    def __init__(self, *args, living, villages, **kwargs):
        super().__init__(*args, **kwargs)
        people = {str(one.pk): one for one in living}
        for name in ("members", "head", "new_head"):
            self.fields[name].choices = [(key, str(one)) for key, one in people.items()]
            self.fields[name].coerce = people.get
        self.fields["new_head"].choices = [("", _("หัวหน้าคนเดิมยังอยู่")), *self.fields["new_head"].choices]
        self.fields["village"].queryset = villages
        self.fields["village"].label_from_instance = lambda one: f"{one} ต.{one.subdistrict}"

    clean_house_code = EditForm.clean_house_code

    def act(self):
        """As actions.splitting takes it."""
        return self.cleaned_data | {"enrol": self.cleaned_data["enrol"] == "yes"}


class RejoinForm(forms.Form):
    reason = _reason(_("เหตุผลที่รวมกลับ"), _("เขียนเหตุผลที่รวมกลับ"))
