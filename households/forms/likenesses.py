from django import forms
from django.utils.translation import gettext_lazy as _

from households.likeness import SIGNS
from kusiao.thaiforms import ThaiCharField

SHORT = {
    "head_id": _("เลขหัวหน้าตรงกัน"), "head_is_member": _("หัวหน้าเป็นสมาชิกอีกแฟ้ม"), "shared_members": _("เลขสมาชิกตรงกัน"),
    "same_address": _("ชื่อและที่อยู่ตรงกัน"), "same_code": _("รหัสบ้านและชื่อตรงกัน"), "successor": _("เปลี่ยนหัวหน้าครัวเรือน"),
    "near_name_here": _("ชื่อใกล้เคียง บ้านเดียวกัน"), "renumbered": _("เปลี่ยนบ้านเลขที่"), "shared_names": _("ชื่อและปีเกิดสมาชิกตรงกัน"),
    "member_moved": _("แยกครอบครัว"), "near_name": _("ชื่อใกล้เคียง หมู่บ้านเดียวกัน"), "other_head": _("รหัสบ้านเดียวกัน คนละหัวหน้า"),
    "phone": _("โทรศัพท์เดียวกัน"),
}  # fmt: skip


class PairFilter(forms.Form):
    district = forms.ModelChoiceField(
        label=_("อำเภอ"), queryset=None, required=False, empty_label=_("ทุกอำเภอ")
    )
    sign = forms.ChoiceField(label=_("เหตุหลัก"), required=False)

    def __init__(self, asked, *, districts):
        super().__init__(asked)
        self.fields["district"].queryset = districts.order_by("name_key")
        self.fields["sign"].choices = [("", _("ทุกเหตุ")), *((code, SHORT[code]) for code in SIGNS)]

    def wanted(self):
        """The valid choices; a code that means nothing is passed over."""
        self.is_valid()
        return self.cleaned_data.get("district"), self.cleaned_data.get("sign", "")


class MergeForm(forms.Form):
    """Which file is kept, and for every fact in which they differ whose is right."""

    kept = forms.ChoiceField(label=_("แฟ้มที่เก็บไว้"), widget=forms.RadioSelect)

    def __init__(self, *args, sides, **kwargs):
        super().__init__(*args, **kwargs)
        self.sides = sides
        heads = [
            f"{side.household.head_name} {side.household.place_words}" for side in (sides.first, sides.second)
        ]
        self.fields["kept"].choices = list(zip(("first", "second"), heads, strict=True))
        self.fields["kept"].initial = sides.likely_kept
        for name, (words, one, other) in sides.differing.items():
            stated = sides.likely_kept if {"first": one, "second": other}[sides.likely_kept] else ""
            self.fields[f"from_{name}"] = forms.ChoiceField(
                label=words,
                choices=[("first", one or _("(ว่าง)")), ("second", other or _("(ว่าง)"))],
                widget=forms.RadioSelect,
                initial=stated or ("first" if one else "second"),
            )
        self.fields["reason"] = ThaiCharField(
            label=_("รู้ได้อย่างไรว่าเป็นครัวเรือนเดียวกัน"), max_length=300, lines=True,
            error_messages={"required": _("เขียนเหตุผลว่ารู้ได้อย่างไรว่าเป็นครัวเรือนเดียวกัน")},
        )  # fmt: skip

    def decision(self):
        """As actions.merging.merge takes it."""
        chosen, sides = self.cleaned_data, self.sides
        pair = {"first": sides.first.household, "second": sides.second.household}
        gone = "second" if chosen["kept"] == "first" else "first"
        values = [name for name in sides.differing if chosen[f"from_{name}"] == gone]
        return {
            "kept": pair[chosen["kept"]], "gone": pair[gone], "values": values, "reason": chosen["reason"]
        }  # fmt: skip


class ApartForm(forms.Form):
    reason = ThaiCharField(
        label=_("รู้ได้อย่างไรว่าเป็นคนละครัวเรือน"), max_length=300, lines=True,
        error_messages={"required": _("เขียนเหตุผลว่ารู้ได้อย่างไรว่าเป็นคนละครัวเรือน")},
    )  # fmt: skip
