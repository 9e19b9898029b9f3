"""What is typed of a person of the family; health is asked only of those who care for them, as the views see to."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import BirthPrecision, Came, Went
from households.models.member import BODY_STATES, HELPS_SELF
from households.surveys.persons import OLDEST
from kusiao.thai import clean, format_date, parse_date, today
from kusiao.thaiforms import NationalIdField, ThaiCharField, ThaiDateField

_ABOUT = re.compile(r"^(ประมาณ|ราว ?ๆ?)\s*")
CARD = {"yes": True, "no": False}


class BirthField(forms.CharField):
    """Cleans to (date, precision) or None: people know the day, the month or only the year of a birth."""

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)

    def to_python(self, value):
        text = clean(super().to_python(value) or "")
        if not text:
            return None
        about = bool(_ABOUT.match(text))
        try:
            date, precision = parse_date(_ABOUT.sub("", text))
        except ValueError as unreadable:
            raise forms.ValidationError(str(unreadable), code="invalid") from None
        if date > today():
            raise forms.ValidationError(_("วันเกิดต้องไม่เกินวันนี้ แก้แล้วบันทึกใหม่"))
        if today().year - date.year > OLDEST:
            raise forms.ValidationError(_("อายุเกิน 120 ปี ตรวจปีเกิด พ.ศ. อีกครั้ง"))
        return date, BirthPrecision.ABOUT if about and precision == "year" else precision

    def prepare_value(self, value):
        return format_date(value[0], "numeric", value[1]) if isinstance(value, tuple) else value


class MemberForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = ThaiCharField(label=_("คำนำหน้า"), max_length=40, required=False)
    first_name = ThaiCharField(
        label=_("ชื่อ"), max_length=100, error_messages={"required": _("ใส่ชื่อ ถ้ายังไม่ตั้งชื่อ ใส่ว่า ทารก")}
    )
    last_name = ThaiCharField(label=_("นามสกุล"), max_length=100, required=False)
    sex = forms.ChoiceField(
        label=_("เพศ"), choices=[("", _("ไม่ทราบ")), ("m", _("ชาย")), ("f", _("หญิง"))], required=False
    )
    birth = BirthField(
        label=_("วันเกิด"),
        required=False,
        help_text=_("เช่น 12/5/2510 หรือ 5/2510 หรือ 2510 หรือ ประมาณ 2510 เท่าที่ทราบ"),
    )
    relation = ThaiCharField(
        label=_("ความเกี่ยวข้องกับหัวหน้าครัวเรือน"),
        max_length=60,
        required=False,
        help_text=_("เช่น ภรรยา บุตร มารดา หลาน"),
    )
    occupation = ThaiCharField(label=_("อาชีพ"), max_length=120, required=False)
    education = ThaiCharField(label=_("การศึกษา"), max_length=120, required=False)
    welfare_card = forms.TypedChoiceField(
        label=_("บัตรสวัสดิการแห่งรัฐ"), choices=[("", _("ไม่ทราบ")), ("yes", _("มี")), ("no", _("ไม่มี"))],
        coerce=CARD.get, empty_value=None, required=False,
    )  # fmt: skip
    national_id = NationalIdField(
        label=_("เลขประจำตัวประชาชน"), required=False, help_text=_("13 หลักตามบัตรหรือทะเบียนบ้าน"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 30}),
    )  # fmt: skip
    no_id_reason = ThaiCharField(
        label=_("ถ้าไม่มีเลข เพราะอะไร"),
        max_length=100,
        required=False,
        help_text=_("เช่น ยังไม่ได้แจ้งเกิด ไม่มีสถานะทางทะเบียน"),
    )
    body_state = forms.ChoiceField(label=_("สถานะทางร่างกาย"), required=False)
    can_help_self = forms.ChoiceField(label=_("ช่วยเหลือตัวเองได้หรือไม่"), required=False)

    def __init__(self, *args, member=None, **kwargs):
        super().__init__(*args, **kwargs)
        # A state that a sheet told in another word stays that word until somebody chooses.
        for name, known in (("body_state", BODY_STATES), ("can_help_self", HELPS_SELF)):
            kept = getattr(member, name, "")
            other = [(kept, kept)] if kept and kept not in known else []
            self.fields[name].choices = [("", _("ไม่ทราบ")), *known.items(), *other]
        if member and member.national_id:
            self.fields["national_id"].help_text = _("มีเลขอยู่แล้ว เว้นว่างไว้ถ้าไม่เปลี่ยน")
            self.fields["no_id_reason"].label = _("ถ้าเลขเดิมผิดและยังไม่มีเลขใหม่ เพราะอะไร")

    def facts(self):
        """As actions.members takes them."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("version", *EVENT)}
        date, precision = given.pop("birth") or (None, BirthPrecision.DAY)
        return given | {"birth_date": date, "birth_precision": precision}


def stands(member):
    """What MemberForm shows of a person at first; never his id."""
    names = [name for name in MemberForm.base_fields if name not in ("birth", "national_id", "welfare_card")]
    values = {name: getattr(member, name) for name in names}
    card = {True: "yes", False: "no"}.get(member.welfare_card, "")
    birth = (member.birth_date, member.birth_precision) if member.birth_date else None
    return values | {"birth": birth, "welfare_card": card}


EVENT = ("how", "on", "reason")


def _date(label):
    return ThaiDateField(label=label, max_date=today, initial=today)


class JoinForm(MemberForm):
    how = forms.ChoiceField(
        label=_("มาอยู่บ้านนี้อย่างไร"), choices=Came, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่ามาอยู่บ้านนี้อย่างไร")},
    )  # fmt: skip
    on = _date(_("ตั้งแต่วันที่"))
    reason = ThaiCharField(label=_("รายละเอียด"), max_length=300, lines=True, required=False)
    field_order = ("version", *EVENT)


class _WithHead(forms.Form):
    """`living`: those of whom one is to be the head, and whose relation to the head may be another one then."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, living=(), asks_head=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.living = {str(one.pk): one for one in living}
        if not asks_head:
            return
        self.fields["new_head"] = forms.TypedChoiceField(
            label=_("หัวหน้าครัวเรือนคนใหม่"), choices=[(key, str(one)) for key, one in self.living.items()],
            coerce=self.living.get, widget=forms.RadioSelect, error_messages={"required": _("เลือกหัวหน้าครัวเรือนคนใหม่จากคนที่ยังอยู่ในบ้าน")},
        )  # fmt: skip
        for key, one in self.living.items():
            self.fields[f"relation-{key}"] = ThaiCharField(
                label=_("%(who)s เป็นอะไรกับหัวหน้าคนใหม่") % {"who": one}, initial=one.relation, max_length=60, required=False
            )  # fmt: skip

    def act(self):
        """As actions.members takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("relation-")}
        relations = {
            one.pk: self.cleaned_data[f"relation-{key}"]
            for key, one in self.living.items()
            if f"relation-{key}" in self.cleaned_data
        }
        return given | {"relations": relations}


class LeaveForm(_WithHead):
    how = forms.ChoiceField(
        label=_("ออกจากบ้านอย่างไร"), choices=Went, widget=forms.RadioSelect,
        error_messages={"required": _("เลือกว่าออกจากบ้านอย่างไร")},
    )  # fmt: skip
    on = _date(_("เมื่อวันที่"))
    reason = ThaiCharField(
        label=_("รู้จากใคร หรือเพราะอะไร"), max_length=300, lines=True,
        error_messages={"required": _("เขียนว่ารู้จากใครหรือเพราะอะไร")},
    )  # fmt: skip


class HeadForm(_WithHead):
    on = _date(_("ตั้งแต่วันที่"))
    reason = ThaiCharField(
        label=_("เหตุผล"),
        max_length=300,
        lines=True,
        error_messages={"required": _("เขียนเหตุผลที่เปลี่ยนหัวหน้าครัวเรือน")},
    )


class ReturnForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    on = _date(_("กลับมาเมื่อวันที่"))
    reason = ThaiCharField(
        label=_("รู้จากใคร หรือเพราะอะไร"), max_length=300, lines=True,
        error_messages={"required": _("เขียนว่ารู้จากใครหรือเพราะอะไร")},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    reason = ThaiCharField(
        label=_("บันทึกผิดอย่างไร"),
        max_length=300,
        lines=True,
        error_messages={"required": _("เขียนว่าบันทึกผิดอย่างไร")},
    )
