from django.apps import apps

from households.surveys.keeping import keep


def plant(scene, case):
    """A list of the district that names the family's friend, sent by each who may send one."""
    case.officer.refresh_from_db()
    digest, _size = keep(
        [f"ชื่อ,นามสกุล,ชื่อผู้ใช้\n{case.officer.first_name},อื่น,{case.officer.username}\n".encode()]
    )
    senders = ("outsider",) if case.name in ("B", "C") else ("chief", "pranee")
    rosters = apps.get_model("officers", "Roster").objects
    case.rosters = {
        name: rosters.get_or_create(
            digest=digest,
            district_id=case.district,
            uploaded_by=scene.people[name],
            defaults={"name": "รายชื่อ.csv"},
        )[0]
        for name in senders
    }
