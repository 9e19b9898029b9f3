from django import forms
from django.utils.translation import gettext_lazy as _

from households.models.exit import Answer
from kusiao.thai import today
from kusiao.thaiforms import ThaiCharField, ThaiDateField

DRAFT, SCREEN, PAPER = "draft", "screen", "paper"
SIGNING = [
    (DRAFT, _("ยังไม่ลงนาม บันทึกไว้ก่อน")),
    (SCREEN, _("ลงนามทั้งสองฝ่ายบนจอนี้")),
    (PAPER, _("ลงนามในแบบพิมพ์แล้ว กรอกตามแบบ")),
]


class ExitForm(forms.Form):
    """A pair of fields for every item of the checklist; `version` is that of the page."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    signing = forms.ChoiceField(
        label=_("ลงนาม"), choices=SIGNING, widget=forms.RadioSelect, initial=DRAFT,
        error_messages={"required": _("เลือกว่าลงนามแล้วหรือบันทึกไว้ก่อน")},
    )  # fmt: skip
    signer = ThaiCharField(
        label=_("ชื่อผู้ลงนามฝ่ายครัวเรือน"), max_length=200, required=False, help_text=_("คนในบ้านที่ตรวจด้วยกันทุกข้อ")
    )
    signed_on = ThaiDateField(label=_("ลงนามวันที่"), required=False, max_date=today)

    def __init__(self, *args, rows, **options):
        super().__init__(*args, **options)
        self.rows = rows
        for row in rows:
            choices = [
                (one.value, one.label) for one in Answer if one != Answer.NOT_APPLICABLE or row.may_not_apply
            ]
            self.fields[f"{row.code}-answer"] = forms.ChoiceField(
                label=row.words, choices=choices, widget=forms.RadioSelect, required=False, initial=row.answer
            )
            self.fields[f"{row.code}-evidence"] = ThaiCharField(
                label=_("เห็นว่า"), max_length=300, required=False, initial=row.evidence, help_text=row.hint
            )
            self.fields[f"{row.code}-evidence"].widget.attrs |= {"class": "form-control"}

    @property
    def items(self):
        return [(row, self[f"{row.code}-answer"], self[f"{row.code}-evidence"]) for row in self.rows]

    @property
    def signature(self):
        return [self["signer"], self["signed_on"]]

    def clean(self):
        told = super().clean()
        for row in self.rows:
            if told.get(f"{row.code}-answer") and not told.get(f"{row.code}-evidence", "x"):
                self.add_error(f"{row.code}-evidence", _("เขียนว่าเห็นอะไรที่บ้าน หนึ่งประโยค"))
        if told.get("signing") in (SCREEN, PAPER):
            for name, words in (("signer", _("ใส่ชื่อคนในบ้านที่ลงนาม")), ("signed_on", _("ใส่วันที่ลงนาม"))):
                if name in told and not told[name]:
                    self.add_error(name, words)
        return told

    def said(self):
        """As the act wants it."""
        told = self.cleaned_data
        answers = {row.code: (told[f"{row.code}-answer"], told[f"{row.code}-evidence"]) for row in self.rows}
        signed = told["signing"] != DRAFT
        return {
            "answers": answers, "version": told["version"] or 0, "signer": told["signer"] if signed else "",
            "signed_on": told["signed_on"] if signed else None, "on_paper": told["signing"] == PAPER,
        }  # fmt: skip


class ConfirmForm(forms.Form):
    """Two buttons: the one that confirms, and the one that sends back with a sentence. `version` and `seen` say which
    checklist was on the page."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.JSONField(widget=forms.HiddenInput, required=False)

    words = ThaiCharField(
        label=_("ถ้าส่งกลับ เขียนว่าต้องแก้หรือหาหลักฐานอะไร"), max_length=300, lines=True, required=False
    )

    def clean_seen(self):
        """Only for comparing: what is not of the shape that the page wrote is as if nothing had been looked at."""
        rows = self.cleaned_data["seen"]
        shaped = isinstance(rows, list) and all(
            isinstance(row, list) and len(row) == 2 and all(isinstance(one, str) for one in row)
            for row in rows
        )
        return rows if shaped else []

    def clean_version(self):
        return self.cleaned_data["version"] or 0


class EndForm(forms.Form):
    reason = ThaiCharField(
        label=_("อะไรเปลี่ยนไป"), max_length=300, lines=True, help_text=_("เช่น ผู้ดูแลย้ายไปทำงานที่อื่น"),
        error_messages={"required": _("เขียนว่าอะไรเปลี่ยนไป")},
    )  # fmt: skip
