"""The register as a file: what the page shows of each family."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from households.models import Track
from kusiao.exports.listing import Listing, ListResource, column, number


class HouseholdList(ListResource):
    head_name = column(gettext_lazy("หัวหน้าครัวเรือน"), "head_name")
    house_number = column(gettext_lazy("บ้านเลขที่"), "house_number")
    moo = number(gettext_lazy("หมู่ที่"), "village__moo")
    village = column(gettext_lazy("ชื่อหมู่บ้าน/ชุมชน"), "village__name")
    subdistrict = column(gettext_lazy("ตำบล"), "village__subdistrict__name_th")
    district = column(gettext_lazy("อำเภอ"), "village__subdistrict__district__name_th")
    track = column(gettext_lazy("ประเภท"))
    standing = column(gettext_lazy("กระบวนงาน"))
    friend = column(gettext_lazy("คู่เสี่ยว"))

    def dehydrate_track(self, row):
        return str(Track(row.track_now).label) if row.track_now else _("ยังไม่จัดประเภท")

    def dehydrate_standing(self, row):
        if row.step_now:
            return _("เฝ้าระวัง") if row.watch_now else str(row.step_words)
        if row.ended_now:
            return _("พ้นเกณฑ์แล้ว") if row.ended_now == "graduated" else _("ออกจากทะเบียนแล้ว")
        return _("ไม่อยู่ในทะเบียน")

    def dehydrate_friend(self, row):
        if not row.friend_first_name:
            return ""
        return f"{row.friend_title}{row.friend_first_name} {row.friend_last_name}".strip()


class FieldList(ListResource):
    """The dictionary of the survey's fields, for the districts that fill the sheets in; nothing personal is in it."""

    label = column(gettext_lazy("ช่อง"), "label")
    kind = column(gettext_lazy("ชนิดข้อมูล"), "kind")
    unit = column(gettext_lazy("หน่วย"), "unit")
    personal = column(gettext_lazy("ชั้นข้อมูลส่วนบุคคล"), "personal")
    layouts = column(gettext_lazy("อยู่ในแบบ"), "layouts")
    spellings = column(gettext_lazy("หัวตารางที่รู้จัก"), "spellings")


REGISTER = Listing("households:list", gettext_lazy("ทะเบียนครัวเรือน"), HouseholdList)
