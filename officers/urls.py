from django.urls import path

from officers.views import annexes, invitations, pairings, people, visits

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
    path("people/<int:officer_id>/slip/", invitations.invitation_slip, name="invitation_slip"),
    path("invitation/", invitations.invitation_use, name="invitation_use"),
]
