"""The people and the pairs of a coordinator as files."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kusiao.exports.listing import Listing, ListResource, column, date, number


class PeopleList(ListResource):
    name = column(gettext_lazy("ชื่อและนามสกุล"), "full_name")
    username = column(gettext_lazy("ชื่อผู้ใช้"), "username")
    position = column(gettext_lazy("ตำแหน่ง"), "position")
    agency = column(gettext_lazy("หน่วยงาน"), "agency__name")
    phone = column(gettext_lazy("โทรศัพท์"), "phone")
    roles = column(gettext_lazy("บทบาท"))
    account = column(gettext_lazy("บัญชี"))

    def dehydrate_roles(self, person):
        told = []
        for posting in person.postings.all():
            if posting.in_force:
                where = _(" อ.%(district)s") % {"district": posting.district} if posting.district else ""
                told.append(f"{posting.get_role_display()}{where}")
        return ", ".join(told)

    def dehydrate_account(self, person):
        if not person.is_active:
            return _("ปิดใช้งาน")
        return _("ตั้งรหัสผ่านแล้ว") if person.has_usable_password() else _("รอใช้ใบเชิญ")


class PairingList(ListResource):
    """The annex of an order: who cares for whom."""

    officer = column(gettext_lazy("คู่เสี่ยว"), "officer__full_name")
    position = column(gettext_lazy("ตำแหน่ง"), "officer__position")
    agency = column(gettext_lazy("หน่วยงาน"), "officer__agency__name")
    place = number(gettext_lazy("ครัวเรือนที่"), "place")
    head_name = column(gettext_lazy("หัวหน้าครัวเรือน"), "household__head_name")
    house_number = column(gettext_lazy("บ้านเลขที่"), "household__house_number")
    moo = number(gettext_lazy("หมู่ที่"), "household__village__moo")
    subdistrict = column(gettext_lazy("ตำบล"), "household__village__subdistrict__name_th")
    district = column(gettext_lazy("อำเภอ"), "household__village__subdistrict__district__name_th")
    on_behalf_of = column(gettext_lazy("ในนามของ"), "on_behalf_of")
    order_number = column(gettext_lazy("เลขที่คำสั่ง"), "order_number")
    started_on = date(gettext_lazy("ตั้งแต่"), "started_on")


PEOPLE = Listing("officers:people", gettext_lazy("เจ้าหน้าที่"), PeopleList)
PAIRINGS = Listing("officers:pairings", gettext_lazy("คู่เสี่ยวปัจจุบัน"), PairingList)
