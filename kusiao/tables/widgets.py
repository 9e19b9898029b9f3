"""One cell ⇄ one value. What cannot be read is refused with a sentence, never rounded, guessed or emptied."""

import re

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from kusiao.tables.reading import NO, YES
from kusiao.thai import clean, format_date, parse_date, to_ascii_digits


class TextWidget(Widget):
    def __init__(self, *, lines=False):
        super().__init__()
        self.lines = lines

    def clean(self, value, row=None, **kwargs):
        return clean(value, keep_lines=self.lines)


class WholeNumberWidget(Widget):
    def clean(self, value, row=None, **kwargs):
        text = to_ascii_digits(clean(value))
        if not re.fullmatch(r"-?[0-9]+|-?[0-9]{1,3}(,[0-9]{3})+", text):
            raise ValueError(_("“%(value)s” ไม่ใช่จำนวนเต็ม แก้เป็นตัวเลขไม่มีจุดทศนิยม") % {"value": value})
        return int(text.replace(",", ""))

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else value


class YesNoWidget(Widget):
    MEANS = {
        **dict.fromkeys((YES, "true", "1", "yes", "จริง", "✓"), True),
        **dict.fromkeys((NO, "false", "0", "no", "เท็จ", "✗"), False),
    }

    def clean(self, value, row=None, **kwargs):
        known = self.MEANS.get(to_ascii_digits(clean(value)).lower())
        if known is None:
            raise ValueError(_("“%(value)s” อ่านไม่ได้ ใส่ ใช่ หรือ ไม่ใช่") % {"value": value})
        return known

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else YES if value else NO


class ThaiDateWidget(Widget):
    """Buddhist years out and in; a real date cell too."""

    def clean(self, value, row=None, **kwargs):
        date, precision = parse_date(value)
        if precision != "day":
            raise ValueError(_("“%(value)s” ไม่ครบวัน เดือน ปี เขียนอย่าง 20/09/2562") % {"value": value})
        return date

    def render(self, value, obj=None, **kwargs):
        return format_date(value, "numeric") if value else ""


class ChoiceWidget(Widget):
    """The label as people read it, or the code."""

    def __init__(self, choices):
        super().__init__()
        self.labels = {code: str(label) for code, label in choices}

    @cached_property
    def codes(self):
        return {clean(word): code for code, label in self.labels.items() for word in (label, code)}

    def clean(self, value, row=None, **kwargs):
        code = self.codes.get(clean(value))
        if code is None:
            known = " / ".join(self.labels.values())
            raise ValueError(_("“%(value)s” ไม่อยู่ในตัวเลือก ใส่ %(known)s") % {"value": value, "known": known})
        return code

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, value or "")


class RowWidget(Widget):
    """A row of another table, by any of the columns by which people call it; the first is written out."""

    def __init__(self, model, names):
        super().__init__()
        self.model, self.names = model, names

    @cached_property
    def rows(self):
        """One question for the whole file; a name that two rows bear calls neither."""
        found = {}
        for row in self.model._default_manager.all():
            for name in {clean(getattr(row, name)) for name in self.names}:
                found.setdefault(name, set()).add(row)
        return found

    def clean(self, value, row=None, **kwargs):
        found = self.rows.get(clean(value), ())
        what = {"value": value, "table": self.model._meta.verbose_name}
        if not found:
            raise ValueError(_("ไม่พบ “%(value)s” ใน%(table)s แก้ให้ตรงกับที่มีในระบบ") % what)
        if len(found) > 1:
            raise ValueError(_("มี%(table)sชื่อ “%(value)s” มากกว่าหนึ่ง ใช้รหัสแทนชื่อ") % what)
        return next(iter(found))

    def render(self, value, obj=None, **kwargs):
        return str(getattr(value, self.names[0])) if value is not None else ""
