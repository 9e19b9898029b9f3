"""A whole office leaves a district on one day, as on every 30 September."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField
from officers.models import ChangeReason


def next_fiscal_year():
    day = today()
    return dt.date(day.year + (day >= dt.date(day.year, 10, 1)), 10, 1)


class OfficeLeavesForm(forms.Form):
    """`people`: those of the office; beside each whoever takes over his households, or nobody yet."""

    officers = forms.ModelMultipleChoiceField(
        None, label=_("ใครย้ายบ้าง"),
        error_messages={"required": _("เลือกอย่างน้อยหนึ่งคน"), "invalid_choice": _("เลือกจากรายชื่อนี้")},
    )  # fmt: skip
    to = forms.ModelChoiceField(
        None, label=_("ย้ายไปอำเภอ"), required=False, empty_label=_("ออกจากโครงการ หรือไปที่อื่น")
    )
    on = ThaiDateField(label=_("วันแรกที่ไม่อยู่แล้ว"), initial=next_fiscal_year)
    why = forms.ChoiceField(label=_("เหตุ"), choices=ChangeReason, initial=ChangeReason.MOVED)
    words = ThaiCharField(
        label=_("รายละเอียด"), max_length=200, required=False, help_text=_("เช่น คำสั่งที่ 12/2569")
    )

    def __init__(self, *args, people, successors, to, **options):
        super().__init__(*args, **options)
        self.fields["officers"].queryset = people
        self.fields["to"].queryset = to
        self.rows = list(people)
        self.successors = {str(one.pk): one for one in successors}
        named = [
            (key, f"{one} ({one.agency})" if one.agency else str(one)) for key, one in self.successors.items()
        ]
        for person in self.rows:
            others = [choice for choice in named if choice[0] != str(person.pk)]
            self.fields[f"successor-{person.pk}"] = forms.ChoiceField(
                label=_("ใครรับต่อ"), required=False, widget=forms.Select(attrs={"class": "form-select"}),
                choices=[("", _("ยังไม่เลือก รอจับคู่ในหน้าจับคู่")), *others],
                error_messages={"invalid_choice": _("เลือกเจ้าหน้าที่จากรายชื่อนี้")},
            )  # fmt: skip

    @property
    def ticks(self):
        chosen = {str(one) for one in self["officers"].value() or ()}
        return [
            {"person": one, "chosen": str(one.pk) in chosen, "successor": self[f"successor-{one.pk}"]}
            for one in self.rows
        ]

    def clean(self):
        told = super().clean()
        leaving = list(told.get("officers") or ())
        told["successors"] = {}
        for person in leaving:
            chosen = self.successors.get(told.get(f"successor-{person.pk}"))
            if chosen in leaving:
                self.add_error(
                    f"successor-{person.pk}", _("%(officer)s ย้ายออกพร้อมกัน เลือกคนอื่นรับต่อ") % {"officer": chosen}
                )
            elif chosen:
                told["successors"] |= dict.fromkeys(
                    (one.household_id for one in person.open_pairings), chosen
                )
        return told
