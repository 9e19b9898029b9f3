"""Who backs."""

from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import CASE, CHIEFS, COMMITTEES, HEAD, OFFICERS, PROVINCE, SIGNED_IN, Line

LINES = {
    "committees:list": Line(SIGNED_IN),
    "committees:desk": Line(COMMITTEES, **CASE),
    "committees:desk_export": Line(COMMITTEES, post=BODIES["export"]),
    "committees:referral": Line(
        COMMITTEES, post={"act": "accept", "text": "รับจะช่วย"}, posted={302, 409}, shows=(HEAD, "committees.Referral.text")
    ),
    "committees:referral_ask": Line(OFFICERS | CHIEFS, post=BODIES["ask"], **CASE),
    "committees:referral_confirm": Line(OFFICERS | CHIEFS, post={"text": ""}, posted={302, 409}, **CASE),
    "committees:obstacles": Line(OFFICERS | CHIEFS | PROVINCE | COMMITTEES, shows=("committees.Obstacle.text",)),
    "committees:obstacle_raise": Line(OFFICERS | CHIEFS | COMMITTEES, post=BODIES["obstacle"], posted={200, 302}),
    "committees:obstacle_answer": Line(PROVINCE, post={"answer": "จะเสนอของบ"}, shows=("committees.Obstacle.text",)),
}  # fmt: skip
