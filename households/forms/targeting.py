from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import ForumSays, Need, StrengthKind, Verdict
from kusiao.thai import format_date, today
from kusiao.thaiforms import ThaiCharField, ThaiDateField

RANKS = (1, 2, 3, 4, 5)


class VerifyForm(forms.Form):
    """`seen`: the verification that stood on the page, 0 for none. The boxes follow the facts of this household."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    visited_on = forms.TypedChoiceField(
        label=_("ตรวจเมื่อไปเยี่ยมวันที่"), error_messages={"required": _("เลือกวันที่ไปเยี่ยม")}
    )

    def __init__(self, *args, facts, visits, **options):
        super().__init__(*args, **options)
        self.facts, days = facts, {str(visit.visited_on): visit.visited_on for visit in visits}
        self.fields["visited_on"].coerce = days.get
        self.fields["visited_on"].choices = [("", _("เลือกวันที่"))] + [
            (key, format_date(day)) for key, day in days.items()
        ]
        for fact in facts:
            self._add_fact(fact)
        needs = [("", _("ไม่มี"))] + [(need.code, need.name_th) for need in Need.objects.all()]
        for rank in RANKS:
            self.fields[f"need-{rank}"] = forms.ChoiceField(
                label=_("อันดับ %s") % rank, choices=needs, required=False
            )
            self.fields[f"cause-{rank}"] = ThaiCharField(
                label=_("สาเหตุของอันดับ %s") % rank, max_length=300, required=False
            )
        for kind in StrengthKind:
            self.fields[f"strength-{kind}"] = ThaiCharField(label=kind.label, max_length=200, required=False)

    def _add_fact(self, fact):
        self.fields[f"verdict-{fact.code}"] = forms.ChoiceField(
            label=fact.label,
            choices=Verdict,
            widget=forms.RadioSelect,
            initial=Verdict.UNSEEN,
            required=False,
        )
        self.fields[f"seen-{fact.code}"] = ThaiCharField(
            label=_("%s: เห็นจริงว่า") % fact.label, max_length=300, required=False
        )
        self.fields[f"evidence-{fact.code}"] = ThaiCharField(
            label=_("%s: หลักฐาน") % fact.label, max_length=300, required=False
        )

    def fact_rows(self):
        for fact in self.facts:
            yield fact, *(self[f"{box}-{fact.code}"] for box in ("verdict", "seen", "evidence"))

    def need_rows(self):
        return [(self[f"need-{rank}"], self[f"cause-{rank}"]) for rank in RANKS]

    def strength_rows(self):
        return [self[f"strength-{kind}"] for kind in StrengthKind]

    def told(self):
        """As the act takes it: ranks close up where one was left empty."""
        said = self.cleaned_data
        return {
            "seen": said["seen"],
            "visited_on": said["visited_on"],
            "facts": {
                fact.code: (
                    said[f"verdict-{fact.code}"] or Verdict.UNSEEN,
                    said[f"seen-{fact.code}"],
                    said[f"evidence-{fact.code}"],
                )
                for fact in self.facts
            },
            "needs": [(said[f"need-{n}"], said[f"cause-{n}"]) for n in RANKS if said[f"need-{n}"]],
            "strengths": {
                kind: said[f"strength-{kind}"] for kind in StrengthKind.values if said[f"strength-{kind}"]
            },
        }


class CertifyForm(forms.Form):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    held_on = ThaiDateField(label=_("ประชุมวันที่"), max_date=today)
    place = ThaiCharField(label=_("สถานที่"), max_length=200, help_text=_("เช่น ศาลากลางบ้าน หมู่ 3"))
    presided_by = ThaiCharField(label=_("ประธาน"), max_length=200, help_text=_("เช่น ผู้ใหญ่บ้าน ชื่ออะไร"))
    attended = forms.IntegerField(label=_("ผู้เข้าประชุม (คน)"), min_value=1, max_value=9_999)
    result = forms.ChoiceField(
        label=_("มติ"),
        choices=ForumSays,
        widget=forms.RadioSelect,
        error_messages={"required": _("เลือกมติของเวที")},
    )
    paper_number = ThaiCharField(label=_("เลขที่หนังสือหรือรายงานประชุม"), max_length=60, required=False)
    note = ThaiCharField(label=_("หมายเหตุ"), max_length=300, lines=True, required=False)
