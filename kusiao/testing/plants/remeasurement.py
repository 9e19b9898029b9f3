import datetime


def plant(scene, case):
    """One that holds, and one that was withdrawn with its reason; both older than the round by which the family has risen."""
    old = scene.make.remeasurement(case.household, measured_on=datetime.date(2020, 2, 1), by=case.officer)
    old.withdrawn_on, old.withdrawn_reason, old.withdrawn_by = datetime.date(2020, 2, 2), "x", case.officer
    scene.plant(old, case.name)
    case.remeasurement = scene.plant(
        scene.make.remeasurement(case.household, measured_on=datetime.date(2020, 3, 1), by=case.officer),
        case.name,
    )
