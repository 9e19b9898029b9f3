"""Who cares."""

from kusiao.testing import doors
from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import (
    CASE,
    CHIEFS,
    EVERYBODY,
    FRIEND,
    OFFICERS,
    PROVINCE,
    SIGNED_IN,
    SUPERUSER,
    Line,
    districts,
)

LINES = {
    "officers:mine": Line(OFFICERS, **CASE),
    "officers:visit_record": Line(OFFICERS, post=BODIES["visit"], **CASE),
    "officers:visit_saved": Line(OFFICERS, **CASE),
    "officers:pairings": Line(CHIEFS, **CASE),
    "officers:pairings_export": Line(CHIEFS, post=BODIES["export"]),
    "officers:pair": Line(CHIEFS, post=BODIES["pair"], posted=200, **CASE),
    "officers:pairing_end": Line(CHIEFS, post=BODIES["reason"], **CASE),
    "officers:annexes": Line(CHIEFS | PROVINCE, post=BODIES["annex"]),
    "officers:annex": Line(CHIEFS | PROVINCE, kwargs=doors.annex, shows=(FRIEND,)),
    "officers:annex_confirm": Line(CHIEFS | PROVINCE, get=None, kwargs=doors.annex, post={"seen": "x"}, posted=200),
    "officers:people": Line(CHIEFS | PROVINCE, shows=(FRIEND,), asks=districts),
    "officers:people_export": Line(CHIEFS | PROVINCE, post=BODIES["export"], asks=districts),
    "officers:person_add": Line(CHIEFS | PROVINCE, post=BODIES["person"]),
    "officers:rosters": Line(CHIEFS | PROVINCE, post=BODIES["roster"]),
    "officers:roster": Line(CHIEFS | PROVINCE, kwargs=doors.roster, shows=(FRIEND,)),
    "officers:roster_confirm": Line(CHIEFS | PROVINCE, get=None, kwargs=doors.roster, post={"seen": "x"}, posted=200),
    "officers:roster_slips": Line(CHIEFS | PROVINCE, get=None, kwargs=doors.roster, post={}, posted=302),
    "officers:slips": Line(
        CHIEFS | PROVINCE, post=lambda scene, case, actor: {"officer": case.officer.pk}, posted=200, asks=districts
    ),
    "officers:person_devices": Line(
        CHIEFS | PROVINCE, post={"device": "all"}, posted={200, 302}, shows=("officers.Device.name",)
    ),
    "officers:account": Line(SIGNED_IN, post={"email": "me@example.org"}),
    "officers:my_devices": Line(SIGNED_IN, post={"device": "all"}, posted={200, 302}),
    "officers:device_welcome": Line(EVERYBODY, asks=doors.device),
    "officers:invitation_slip": Line(CHIEFS | PROVINCE | SUPERUSER, post={}, posted=200, shows=(FRIEND,)),
}  # fmt: skip
