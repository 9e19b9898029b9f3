"""What an officer told of himself beforehand, in his own words."""

from django.apps import apps

from kusiao.thai import today


def plant(scene, case):
    told = apps.get_model("officers.Conflict").objects.create(
        officer=case.officer, told="x", why="conflict", declared_by=case.officer, declared_on=today()
    )
    case.conflict = scene.plant(told, case.name)
