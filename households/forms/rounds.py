"""Many households on one page: each row says for itself what is to be done with it, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import EndReason
from kusiao.thaiforms import ThaiCharField

ENTER, LEAVE_OUT, LATER, EXIT, KEEP = "enter", "leave_out", "later", "exit", "keep"
ENTERING = [(ENTER, _("เพิ่มเข้าทะเบียน")), (LEAVE_OUT, _("ไม่เพิ่ม เพราะ")), (LATER, _("ยังไม่ตัดสิน"))]
RISEN = [(EXIT, _("ยืนยันพ้นเกณฑ์")), (KEEP, _("คงไว้ เพราะ")), (LATER, _("ยังไม่ตัดสิน"))]


class RowForm(forms.Form):
    """One household. A reason may be typed before the choice is made; only the choice decides."""

    act = forms.ChoiceField(label=_("ตัดสินว่า"), widget=forms.RadioSelect, initial=LATER)
    reason = ThaiCharField(label=_("เหตุผล"), max_length=300, required=False)

    signed = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, acts, row, **options):
        super().__init__(*args, prefix=str(row.household_id), **options)
        self.row = row
        self.left_because = EndReason(row.left_because).label if row.left_because else ""
        # Who leaves has signed the checklist with the friend; without it nobody can confirm.
        self.fields["act"].choices = [one for one in acts if one[0] != EXIT or row.signed]
        self.fields["signed"].initial = row.signed
        self.fields["reason"].widget.attrs |= {
            "class": "form-control",
            "aria-label": f"{_('เหตุผล')} {row.household.head_name}",
        }


def acts(choices, *, decided):
    """Where something was decided before, leaving it means that it stays so."""
    return [*choices[:-1], (LATER, _("ไว้ตามเดิม"))] if decided else choices


def row_forms(rows, choices, posted=None):
    """A row that was not on the page he saw is not among them."""
    forms_of = [RowForm(posted, acts=choices, row=row) for row in rows]
    return [form for form in forms_of if posted is None or f"{form.prefix}-act" in posted]


def chosen(forms_of):
    """{act: {household: reason}} of the valid rows; who leaves, with the version of the checklist on the page instead."""
    said = {}
    for form in forms_of:
        told = form.cleaned_data
        why = (told["signed"] or 0) if told["act"] == EXIT else told["reason"]
        said.setdefault(told["act"], {})[form.row.household_id] = why
    return said


class DistrictsForm(forms.Form):
    """Ticked districts, each with the number that stood beside it: "4005:12"."""

    districts = forms.MultipleChoiceField(
        label=_("อำเภอ"), error_messages={"required": _("เลือกอำเภอที่จะเพิ่มเข้าทะเบียนอย่างน้อยหนึ่งอำเภอ")}
    )  # fmt: skip

    def __init__(self, *args, codes, **options):
        super().__init__(*args, **options)
        self.codes = set(codes)

    def _clean_fields(self):
        # What was ticked is held against today's numbers by the act, not by a list of choices made beforehand.
        given = self.data.getlist("districts") if self.is_bound else []
        self.fields["districts"].choices = [(one, one) for one in given if self._reads(one)]
        super()._clean_fields()

    def _reads(self, one):
        code, _colon, number = one.partition(":")
        return code in self.codes and number.isascii() and number.isdecimal() and len(number) < 8

    def expected(self):
        pairs = (one.partition(":") for one in self.cleaned_data["districts"])
        return {code: int(number) for code, _colon, number in pairs}
