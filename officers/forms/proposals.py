import hashlib

from django import forms
from django.utils.translation import gettext_lazy as _

from kusiao.thaiforms import ThaiCharField


def fingerprint(rows):
    """What the person saw on this page: which households wait, and the places of everybody who was offered."""
    said = [
        (str(row.household.pk), sorted((pair.carer.key, pair.carer.places) for pair in row.offered))
        for row in rows
    ]
    return hashlib.sha256(repr(sorted(said)).encode()).hexdigest()


class ProposalForm(forms.Form):
    """A choice for every household of the page. `seen`: the fingerprint of what it showed."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    order_number = ThaiCharField(label=_("เลขที่คำสั่ง"), max_length=40, required=False)

    def __init__(self, *args, rows=(), **options):
        super().__init__(*args, **options)
        for row in rows:
            choices = [("", _("ยังไม่จับคู่"))] + [
                (str(pair.carer.key), f"{row.officers[pair.carer.key]}") for pair in row.offered
            ]
            self.fields[row.name] = forms.ChoiceField(
                label=row.household.head_name, choices=choices, required=False, initial=row.proposed,
                widget=forms.Select(attrs={"class": "form-select"}),
                error_messages={"invalid_choice": _("คนที่เลือกไม่ว่างแล้ว เลือกจากรายชื่อนี้")},
            )  # fmt: skip
            row.field = self[row.name]

    def chosen(self, rows):
        return [
            (row.household, row.officers[int(key)])
            for row in rows
            if (key := self.cleaned_data.get(row.name))
        ]
