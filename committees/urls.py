from django.urls import path

from committees.views import committees, obstacles, referrals

app_name = "committees"
urlpatterns = [
    path("", committees.listing, name="list"),
    path("desk/", referrals.desk, name="desk"),
    path("desk/export/", referrals.desk_export, name="desk_export"),
    path("referrals/<uuid:referral_id>/", referrals.referral, name="referral"),
    path("referrals/<uuid:referral_id>/confirm/", referrals.confirm, name="referral_confirm"),
    path("referrals/ask/<uuid:household_id>/", referrals.ask, name="referral_ask"),
    path("obstacles/", obstacles.listing, name="obstacles"),
    path("obstacles/raise/", obstacles.raise_one, name="obstacle_raise"),
    path("obstacles/<int:obstacle_id>/answer/", obstacles.answer, name="obstacle_answer"),
]
