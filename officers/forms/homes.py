"""บ้านเกิดหรือที่อยู่ of an officer: a subdistrict and a หมู่, of which the register knows the village."""

from django import forms
from django.utils.translation import gettext_lazy as _

from households.models import Subdistrict, Village
from officers.forms.advisers import SubdistrictField


class HomeForm(forms.Form):
    """`home_village` among the cleaned data; blank takes it away."""

    home_subdistrict = SubdistrictField(required=False)
    home_moo = forms.IntegerField(
        label=_("หมู่ที่"), required=False, min_value=1, max_value=99,
        help_text=_("ใช้คิดระยะทาง และไม่จับคู่กับญาติในหมู่บ้านเดียวกัน เว้นว่างได้"),
    )  # fmt: skip

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        field = self.fields["home_subdistrict"]
        field.label, field.empty_label = _("ตำบลที่เป็นบ้านเกิดหรือที่อยู่"), _("ไม่ระบุ")
        field.queryset = Subdistrict.objects.select_related("district").order_by(
            "district__name_key", "name_key", "pk"
        )

    def clean(self):
        told = super().clean()
        where, moo = told.pop("home_subdistrict", None), told.pop("home_moo", None)
        told["home_village"] = None
        if bool(where) != bool(moo) and not self.errors:
            self.add_error("home_moo" if where else "home_subdistrict", _("ใส่ทั้งตำบลและหมู่ที่ หรือเว้นว่างทั้งสองช่อง"))
        elif where and moo:
            told["home_village"] = Village.objects.filter(subdistrict=where, moo=moo).first()
            if told["home_village"] is None:
                self.add_error("home_moo", _("ไม่มีหมู่นี้ในทะเบียนของตำบลที่เลือก ตรวจเลขหมู่แล้วบันทึกอีกครั้ง"))
        return told


def as_it_stands(person):
    village = person.home_village
    return {"home_subdistrict": village.subdistrict_id, "home_moo": village.moo} if village else {}
