"""A family that said yes to the card on the wall, after it had taken back an earlier yes."""

from kusiao.testing.make import days_ago


def plant(scene, case):
    consents = case.household.card_consents
    revoked = {"revoked_on": days_ago(20), "revoked_words": "x", "revoked_by": case.officer}
    scene.plant(consents.create(given_by="x", given_on=days_ago(90), **revoked), case.name)
    scene.plant(consents.create(given_by="x", given_on=days_ago(9), recorded_by=case.officer), case.name)
