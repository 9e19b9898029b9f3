def plant(scene, case):
    """The friend's telephone."""
    case.device = scene.plant(case.officer.devices.create(name="x"), case.name)
