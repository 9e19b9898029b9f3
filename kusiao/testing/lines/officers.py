"""Who cares."""

from kusiao.testing import doors
from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import (
    CASE,
    CHIEFS,
    EVERYBODY,
    FRIEND,
    HEAD,
    LECTURER,
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
    "officers:pairings": Line(CHIEFS, asks=lambda scene, actor: ["show=pairs"]),
    "officers:pairings_export": Line(CHIEFS, post=BODIES["export"]),
    "officers:proposals": Line(CHIEFS, post={"seen": "x"}, posted=200, asks=districts),
    "officers:annex_table": Line(CHIEFS, post=BODIES["export"]),
    "officers:pair": Line(CHIEFS, post=BODIES["pair"], posted=200, **CASE),
    "officers:pairing_end": Line(CHIEFS, post=BODIES["hand_over"], **CASE),
    "officers:substitute": Line(CHIEFS, post=BODIES["substitute"], posted=200, **CASE),
    "officers:substitute_end": Line(CHIEFS, get=None, post={}),
    "officers:hand_overs": Line(CHIEFS, asks=lambda scene, actor: [f"show={one}" for one in ("planned", "unread", "joint", "x")]),
    "officers:hand_over": Line(OFFICERS | CHIEFS, post=BODIES["pack"], shows=(HEAD, "officers.HandOver.works")),
    "officers:hand_over_choose": Line(CHIEFS, post={}, posted={200, 302}, **CASE),
    "officers:hand_over_acknowledge": Line(OFFICERS, get=None, post={}),
    "officers:hand_over_joint": Line(OFFICERS, get=None, post=BODIES["joint"]),
    "officers:advisers": Line(CHIEFS | PROVINCE, post=BODIES["appoint"]),
    "officers:adviser_end": Line(CHIEFS | PROVINCE, get=None, post={}),
    "officers:questions": Line(OFFICERS | CHIEFS, post=BODIES["question"], posted={200, 302}, shows=("officers.Question.text",)),
    "officers:question_answer": Line(LECTURER, post=BODIES["text"]),
    "officers:office_leaves": Line(CHIEFS | PROVINCE, post={"officers": "1"}, posted=200, asks=districts),
    "officers:leave": Line(CHIEFS | PROVINCE, post=BODIES["leave_post"], shows=(FRIEND,)),
    "officers:stay": Line(CHIEFS | PROVINCE, get=None, post=BODIES["leave_post"]),
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
