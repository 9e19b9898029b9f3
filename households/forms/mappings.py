"""One choice for each column of a sheet: what it means."""

from functools import cache

from django import forms
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from households.surveys.household_row import column_letters
from households.surveys.mapping import FAILING, INDICATOR, MONTH, WHERE
from households.surveys.synonyms import MONEY
from households.surveys.words import MEANINGS, field_words

ANSWER, COUNT = INDICATOR.rstrip(":"), FAILING.rstrip(":")
NEEDED = [
    ("subdistrict", "subdistrict_code"),
    ("moo",),
    ("house_no", "house_code"),
    ("first_name", "full_name"),
]


@cache
def groups():
    """[(group, [(meaning, words)])] as the list on the page."""
    yearly = [(str(group), [(name, str(field_words(name))) for name in names]) for group, names in MEANINGS]
    monthly = [
        (name + MONTH, _("%(field)s (ต่อเดือน)") % {"field": field_words(name)}) for name in _yearly_money()
    ]
    asked = [(ANSWER, _("คำตอบตัวชี้วัด ข้อ …")), (COUNT, _("จำนวนคนไม่ผ่าน ข้อ …"))]
    return [*yearly, (_("เงินต่อเดือน"), monthly), (_("ตัวชี้วัด"), asked)]


def _yearly_money():
    return [name for _group, names in MEANINGS for name in names if name in MONEY and "debt" not in name]


@cache
def words_of():
    return {name: words for _group, options in groups() for name, words in options}


@cache
def _options():
    """Eighty columns have the same sixty choices: they are written out once."""
    options = "".join(
        f'<optgroup label="{escape(group)}">'
        + "".join(f'<option value="{name}">{escape(words)}</option>' for name, words in choices)
        + "</optgroup>"
        for group, choices in groups()
    )
    return f'<option value="">{escape(_("ไม่ใช้คอลัมน์นี้"))}</option>{options}'


class MeaningSelect(forms.Select):
    def render(self, name, value, attrs=None, renderer=None):
        chosen = f'value="{escape(value or "")}"'
        options = _options().replace(f"{chosen}>", f"{chosen} selected>", 1)
        attributes = {**self.attrs, **(attrs or {})}
        invalid = mark_safe(' aria-invalid="true"') if "aria-invalid" in attributes else ""
        return format_html(
            '<select class="form-select" name="{}" id="{}" aria-label="{}"{}>{}</select>',
            name, attributes.get("id", ""), attributes.get("aria-label", ""), invalid, mark_safe(options),  # noqa: S308 - escaped above
        )  # fmt: skip


class MappingForm(forms.Form):
    """`columns`: [ShownColumn]; a meaning of an indicator has its number in a field beside it. `beside`: another sheet
    of the book has the households, so that a house code is enough here."""

    def __init__(self, *args, columns, indicators, beside=False, **options):
        super().__init__(*args, **options)
        self._beside = beside
        self.columns = columns
        for column in columns:
            p, (name, number) = column.position, _apart(column.meaning)
            label = _("คอลัมน์ %(letter)s %(header)s") % {"letter": column.letter, "header": column.header}
            self.fields[f"as-{p}"] = forms.ChoiceField(
                label=label, required=False, choices=[("", ""), *words_of().items()], initial=name,
                widget=MeaningSelect(attrs={"aria-label": _("%(column)s อ่านเป็น") % {"column": label}}),
                error_messages={"invalid_choice": _("เลือกความหมายจากรายการ")},
            )  # fmt: skip
            self.fields[f"number-{p}"] = forms.IntegerField(
                label=_("%(column)s ข้อที่") % {"column": label}, required=False, min_value=1, initial=number,
                max_value=indicators, widget=forms.NumberInput(
                    attrs={"class": "form-control", "aria-label": _("%(column)s ข้อที่") % {"column": label}}),
                error_messages={"max_value": _("แบบสำรวจปีนี้มี %(limit_value)s ข้อ"), "min_value": _("ข้อที่ต้องเริ่มที่ 1")},
            )  # fmt: skip

    def groups(self):
        """[(which, [(column, its choice, its number)])]: what is not read first, then what is, then the indicators."""
        asked = [
            (column, self[f"as-{column.position}"], self[f"number-{column.position}"])
            for column in self.columns
        ]
        aside = [one for one in asked if not one[0].meaning]
        answers = [one for one in asked if one[0].meaning.startswith((INDICATOR, FAILING))]
        read = [one for one in asked if one[0].meaning and one not in answers]
        return {"aside": aside, "read": read, "answers": answers}

    def clean(self):
        self.meanings, position_of = {}, {}
        for column in self.columns:
            p = column.position
            meaning = self._meaning(p)
            if not meaning:
                continue
            if meaning in position_of:
                self.add_error(f"as-{p}", self._twice(meaning, position_of[meaning], p))
            position_of.setdefault(meaning, p)
            self.meanings[p] = meaning
        fields = {meaning.removesuffix(MONTH) for meaning in position_of}
        joined = self._beside and "house_code" in fields and not fields & WHERE
        missing = [need for need in NEEDED if not fields & set(need)] if not joined else []
        if missing and not self.errors:
            named = _(" · ").join(
                _(" หรือ ").join(str(field_words(name)) for name in need) for need in missing
            )
            raise forms.ValidationError(
                _("ยังไม่มีคอลัมน์ของ %(missing)s เลือกจากรายการด้านล่างให้ครบแล้วบันทึกอีกครั้ง"), params={"missing": named}
            )
        return self.cleaned_data

    def _meaning(self, p):
        meaning, number = self.cleaned_data.get(f"as-{p}"), self.cleaned_data.get(f"number-{p}")
        if meaning not in (ANSWER, COUNT):
            return meaning
        if not number:
            if f"number-{p}" not in self.errors:
                self.add_error(f"number-{p}", _("ใส่ว่าเป็นตัวชี้วัดข้อที่เท่าใด"))
            return ""
        return f"{meaning}:{number}"

    @staticmethod
    def _twice(meaning, first, second):
        name, number = _apart(meaning)
        words = f"{words_of()[name].removesuffix('…')}{number or ''}"
        return _("“%(words)s” ถูกเลือกทั้งคอลัมน์ %(first)s และ %(second)s ให้เหลือคอลัมน์เดียว") % {
            "words": words, "first": column_letters(first), "second": column_letters(second),
        }  # fmt: skip


def _apart(meaning):
    name, colon, number = meaning.partition(":")
    return (name, int(number)) if colon and number.isdigit() else (meaning, None)
