from django.urls import path

from kusiao.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.mine, name="list"),
    path("<uuid:export_id>/", views.export, name="export"),
    path("<uuid:export_id>/file/", views.file, name="file"),
]
