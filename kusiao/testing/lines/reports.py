"""What was learned."""

from kusiao.testing import doors
from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import CASE, CENTRE, CHIEFS, LECTURER, PROVINCE, VIEWER, Line, districts, number
from reports.figures.numbers import LISTS

LINES = {
    "reports:dashboard": Line(CHIEFS | PROVINCE | VIEWER, asks=districts),
    "reports:dashboard_export": Line(CHIEFS | PROVINCE | VIEWER, post=BODIES["export"], asks=districts),
    "reports:number_export": Line(
        CHIEFS | PROVINCE, kwargs=number, asks=districts, post=BODIES["export"], posted={200, 302},
        variants=tuple({"name": name} for name in LISTS),
    ),
    "reports:number": Line(
        CHIEFS | PROVINCE, kwargs=number, asks=districts, variants=tuple({"name": name} for name in LISTS)
    ),
    "reports:silent": Line(CHIEFS | PROVINCE, asks=districts),
    "reports:field_day": Line(CHIEFS | PROVINCE, post=BODIES["field_day"], posted=200, asks=districts),
    "reports:relapse_test": Line(PROVINCE, asks=lambda scene, actor: ["after=2563", "after=x"]),
    "reports:flow": Line(CHIEFS | PROVINCE | VIEWER, asks=districts),
    "reports:flow_list": Line(
        CHIEFS | PROVINCE, kwargs=number, asks=districts, variants=({"name": "all"}, {"name": "above"}), **CASE
    ),
    "reports:flow_indicators": Line(CHIEFS | PROVINCE | VIEWER, asks=districts),
    "reports:flow_indicator": Line(
        CHIEFS | PROVINCE, kwargs=number, asks=districts, variants=({"number": 1, "bucket": "kept"},), **CASE
    ),
    "reports:advising": Line(LECTURER, shows=("officers.Question.text", "officers.Question.answer")),
    "reports:list": Line(PROVINCE | CENTRE),
    "reports:make": Line(PROVINCE, get=None, post=BODIES["month"]),
    "reports:report": Line(PROVINCE | CENTRE, kwargs=doors.report("draft")),
    "reports:edit": Line(PROVINCE, kwargs=doors.report("draft"), post=BODIES["part_4"]),
    "reports:check": Line(PROVINCE, get=None, kwargs=doors.report("draft"), post=BODIES["version"]),
    "reports:sign": Line(PROVINCE, get=302, kwargs=doors.report("draft"), post=BODIES["version"]),
    "reports:correct": Line(PROVINCE, get=None, kwargs=doors.report("signed"), post={}),
    "reports:send_again": Line(PROVINCE, get=None, kwargs=doors.delivery, post={}),
    "reports:acknowledge": Line(CENTRE, get=None, kwargs=doors.delivery, post={}),
    "reports:paper": Line(
        PROVINCE | CENTRE, kwargs=doors.report("signed"), variants=({"form": "pdf"}, {"form": "xlsx"}, {"form": "scan"})
    ),
}  # fmt: skip
