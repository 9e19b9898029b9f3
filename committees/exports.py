"""The requests of a committee as a file: whose turn and how long, without what the family told."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committees.actions.referrals import ADVICE_COMMITTEE
from kusiao.exports.listing import Listing, ListResource, column, date

# What the need alone would tell of a named family: health, disability, debt.
TELLING = {"health", "care", "debt"}


class ReferralList(ListResource):
    committee = column(gettext_lazy("คณะ"), "committee__short_name")
    need = column(gettext_lazy("เรื่อง"))
    state = column(gettext_lazy("สถานะ"), "get_state_display")
    head_name = column(gettext_lazy("หัวหน้าครัวเรือน"))
    subdistrict = column(gettext_lazy("ตำบล"))
    district = column(gettext_lazy("อำเภอ"), "household__village__subdistrict__district__name_th")
    asked_on = date(gettext_lazy("ขอเมื่อ"), "asked_on")
    state_since = date(gettext_lazy("สถานะนี้ตั้งแต่"), "state_since")

    def dehydrate_need(self, referral):
        return _("ดูในระบบ") if referral.need_id in TELLING else str(referral.need)

    def dehydrate_head_name(self, referral):
        return "" if referral.committee.number == ADVICE_COMMITTEE else referral.household.head_name

    def dehydrate_subdistrict(self, referral):
        if referral.committee.number == ADVICE_COMMITTEE:
            return ""
        return referral.household.village.subdistrict.name_th


DESK = Listing("committees:desk", gettext_lazy("คำขอถึงคณะ"), ReferralList)
