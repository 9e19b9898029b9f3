from django.urls import path

from officers.views import accounts, annexes, devices, invitations, pairings, people, rosters, slips, visits

app_name = "officers"
urlpatterns = [
    path("", visits.mine, name="mine"),
    path("households/<uuid:household_id>/visit/", visits.visit_record, name="visit_record"),
    path("visits/<uuid:key>/", visits.visit_saved, name="visit_saved"),
    path("pairings/", pairings.pairings, name="pairings"),
    path("pairings/export/", pairings.pairings_export, name="pairings_export"),
    path("pairings/annexes/", annexes.annexes, name="annexes"),
    path("pairings/annexes/<uuid:annex_id>/", annexes.annex, name="annex"),
    path("pairings/annexes/<uuid:annex_id>/confirm/", annexes.annex_confirm, name="annex_confirm"),
    path("pairings/<uuid:household_id>/pair/", pairings.pair, name="pair"),
    path("pairings/<uuid:household_id>/end/", pairings.pairing_end, name="pairing_end"),
    path("people/", people.people, name="people"),
    path("people/export/", people.people_export, name="people_export"),
    path("people/add/", people.person_add, name="person_add"),
    path("people/rosters/", rosters.rosters, name="rosters"),
    path("people/rosters/<uuid:roster_id>/", rosters.roster, name="roster"),
    path("people/rosters/<uuid:roster_id>/confirm/", rosters.roster_confirm, name="roster_confirm"),
    path("people/rosters/<uuid:roster_id>/slips/", rosters.roster_slips, name="roster_slips"),
    path("people/slips/", slips.slips, name="slips"),
    path("people/<int:officer_id>/slip/", invitations.invitation_slip, name="invitation_slip"),
    path("people/<int:officer_id>/devices/", devices.person_devices, name="person_devices"),
    path("account/", accounts.account, name="account"),
    path("devices/", devices.my_devices, name="my_devices"),
    path("devices/welcome/", devices.device_welcome, name="device_welcome"),
    path("invitation/", invitations.invitation_use, name="invitation_use"),
]
