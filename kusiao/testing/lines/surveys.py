"""Survey files and what follows a round."""

from kusiao.testing import doors
from kusiao.testing.bodies import BODIES
from kusiao.testing.lines import CASE, CHIEFS, IMPORTER, PROVINCE, Line, number

LINES = {
    "households:survey_files": Line(IMPORTER),
    "households:survey_upload": Line(IMPORTER, post=BODIES["file"]),
    "households:survey_file": Line(
        IMPORTER, kwargs=doors.file, asks=lambda scene, actor: ["show=changed", "show=warn&cause=income", "show=new"],
        shows=("households.Finding.message",),
    ),
    "households:survey_confirm": Line(IMPORTER, get=None, kwargs=doors.file, post={}, posted={200, 302}),
    "households:survey_recheck": Line(IMPORTER, get=None, kwargs=doors.file, post={"year": "2562"}),
    "households:survey_cancel": Line(IMPORTER, get=None, kwargs=doors.file, post={}),
    "households:survey_call_off": Line(IMPORTER, get=None, kwargs=doors.file, post={}),
    "households:survey_undo": Line(IMPORTER, kwargs=doors.file, post={}),
    "households:survey_fields": Line(IMPORTER | CHIEFS | PROVINCE),
    "households:survey_fields_file": Line(
        IMPORTER | CHIEFS | PROVINCE, kwargs=number, variants=({"form": "csv"}, {"form": "xlsx"})
    ),
    "households:survey_template": Line(IMPORTER, kwargs=doors.year),
    "households:survey_findings": Line(IMPORTER, kwargs=doors.file),
    "households:survey_repair": Line(IMPORTER, get=None, kwargs=doors.file, post={"repair": "yes"}),
    "households:survey_columns": Line(
        IMPORTER, kwargs=doors.of_file("heads", ("sheet", "order"), 987), post=BODIES["mapping"], posted={200, 302},
        asks=lambda scene, actor: ["header=1", "header=2&two=1", "header=99", "header=x"], shows=("households.SheetHead.top",),
    ),
    "households:survey_columns_forget": Line(
        IMPORTER, get=None, kwargs=doors.of_file("heads", ("sheet", "order"), 987), post={}, posted=404
    ),
    "households:survey_lookalikes": Line(
        IMPORTER, kwargs=doors.file, post={}, posted={200, 302}, shows=("households.RowSuspect.head_name",)
    ),
    "households:survey_answer_back": Line(
        IMPORTER, get=None, kwargs=doors.of_file("answers", ("answer_id", "pk"), 987_654), post={}
    ),
    "households:survey_places": Line(
        IMPORTER, kwargs=doors.file, shows=("households.Unplaced.code", "households.FilePlace.district_words")
    ),
    "households:survey_places_use": Line(IMPORTER, get=None, kwargs=doors.file, post={}),
    "households:survey_place": Line(
        IMPORTER, kwargs=doors.of_file("unplaced", ("words", "pk"), 987_654), post=BODIES["place"], posted=200,
        asks=lambda scene, actor: ["district=4005", "district=9999"], shows=("households.Unplaced.subdistrict_words",),
    ),
    "households:survey_place_back": Line(IMPORTER, get=None, kwargs=doors.file, post={"file": "0"}, posted=404),
    "households:rounds": Line(IMPORTER | CHIEFS | PROVINCE),
    "households:round": Line(
        IMPORTER | CHIEFS | PROVINCE, kwargs=doors.round, post={"districts": ["4005:1", "4012:1"]}, posted={200, 302}
    ),
    "households:entering": Line(
        IMPORTER | CHIEFS | PROVINCE, kwargs=doors.round_of_district, asks=lambda scene, actor: ["show=left_out"],
        post=BODIES["entering"], posted={200, 302}, **CASE,
    ),
    "households:risen": Line(
        CHIEFS | PROVINCE, kwargs=doors.round_of_district, asks=lambda scene, actor: ["show=kept"],
        post=BODIES["risen"], posted={200, 302}, **CASE,
    ),
}  # fmt: skip
