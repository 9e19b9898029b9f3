"""The list behind a number of the dashboard, and the numbers themselves, as files."""

from django.utils.translation import gettext_lazy

from kusiao.exports.listing import Listing, ListResource, column, date, number
from kusiao.thai import format_date
from reports.figures.numbers import NUMBERS
from reports.papers import words


class NumberList(ListResource):
    head_name = column(gettext_lazy("หัวหน้าครัวเรือน"), "household__head_name")
    house_number = column(gettext_lazy("บ้านเลขที่"), "household__house_number")
    moo = number(gettext_lazy("หมู่ที่"), "household__village__moo")
    village = column(gettext_lazy("ชื่อหมู่บ้าน/ชุมชน"), "household__village__name")
    subdistrict = column(gettext_lazy("ตำบล"), "household__village__subdistrict__name_th")
    district = column(gettext_lazy("อำเภอ"), "household__village__subdistrict__district__name_th")
    track = column(gettext_lazy("ประเภท"))
    standing = column(gettext_lazy("กระบวนงาน"))
    entered_on = date(gettext_lazy("เข้าทะเบียนเมื่อ"), "entered_on")

    def dehydrate_track(self, enrolment):
        return str(words.TRACKS.get(enrolment.track, enrolment.track))

    def dehydrate_standing(self, enrolment):
        if enrolment.ended_on:
            return f"{enrolment.get_end_reason_display()} {format_date(enrolment.ended_on)}"
        return str(words.STEPS[enrolment.step])


class TotalsList(ListResource):
    """Places × numbers, for those who see totals only."""

    place = column(gettext_lazy("พื้นที่"), "name")


for _name, _one in NUMBERS.items():
    TotalsList.fields[_name] = number(_one.label, f"counts__{_name}")

NUMBER = Listing("reports:number", gettext_lazy("รายชื่อครัวเรือน"), NumberList)
TOTALS = Listing("reports:dashboard", gettext_lazy("ตัวเลขภาพรวม"), TotalsList)
