"""The command line says the same as the screen."""

import json

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from households.models import Enrolment, Household, SurveyFile
from households.tests.survey_files import checked
from households.tests.workbooks import BELOW_EXPECTED, below_the_line, later_survey
from kusiao.audit.models import Event
from kusiao.jobs.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def command(capsys):
    """command(path, "--year", …) → (exit code, what was said as JSON)."""

    def run(path, *options, as_json=True):
        code = 0
        try:
            call_command("import_survey", str(path), *options, *(["--json"] if as_json else []))
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr().out
        return code, json.loads(said) if as_json else said

    return run


def test_rehearsal_exits_0_and_writes_nothing(command, tmp_path):
    code, said = command(below_the_line(tmp_path), "--year", "2562", "--rehearse")
    assert code == 0 and said["written"] is False
    assert {name: said[name] for name in BELOW_EXPECTED if name != "below_line"} == {
        name: count for name, count in BELOW_EXPECTED.items() if name != "below_line"
    }
    assert said["households"] == {"new": 8, "changed": 0, "same": 0, "missing": 0, "conflict": 0}
    assert Household.objects.count() == SurveyFile.objects.count() == Event.objects.count() == 0


def test_findings_are_flat_and_complete(command, tmp_path):
    _code, said = command(below_the_line(tmp_path), "--year", "2562", "--rehearse")
    assert all(
        set(finding) == {"sheet", "cell", "row", "column", "verdict", "code", "value", "message"}
        for finding in said["findings"]
    )
    place = next(finding for finding in said["findings"] if finding["code"] == "place_unknown")
    assert (place["sheet"], place["cell"], place["row"], place["verdict"]) == (
        "ตกเกณฑ์",
        "E10",
        10,
        "refuse_row",
    )
    assert [finding["row"] for finding in said["findings"]] == sorted(
        finding["row"] for finding in said["findings"]
    )


def test_refused_rows_exit_3_and_nothing_is_written(command, tmp_path):
    code, said = command(below_the_line(tmp_path), "--year", "2562")
    assert code == 3 and said["written"] is False and Household.objects.count() == 0


def test_skipping_them_writes_the_others_without_a_worker_and_enrols_nobody(command, tmp_path):
    code, said = command(below_the_line(tmp_path), "--year", "2562", "--skip-refused")
    assert code == 0 and said["written"] and Household.objects.count() == 8
    assert Job.objects.count() == Enrolment.objects.count() == 0 and "enrolled" not in said
    assert Event.objects.get(verb="survey_file.written").actor_name == ""


def test_enrolling_is_said_and_counted(command, tmp_path, importer):
    options = ["--year", "2562", "--skip-refused", "--enrol-below-line", "--by", "importer"]
    code, said = command(below_the_line(tmp_path), *options)
    assert code == 0 and said["enrolled"] == Enrolment.objects.count() == BELOW_EXPECTED["below_line"]
    assert Event.objects.get(verb="survey_file.written").actor_name == "importer"


def test_a_refused_file_exits_2_in_thai(command, tmp_path):
    path = tmp_path / "letter.xlsx"
    path.write_bytes(b"%PDF-1.4")
    code, said = command(path, "--year", "2562")
    assert code == 2 and said["rows_read"] == 0 and said["sheets"] == []
    assert said["findings"][0]["verdict"] == "refuse_file" and "ไม่ใช่ตาราง" in said["findings"][0]["message"]


def test_a_year_without_a_form_and_an_unknown_sheet_refuse_the_file(command, tmp_path):
    path = later_survey(tmp_path)
    assert command(path, "--year", "2500")[0] == 2
    assert command(path, "--year", "2566", "--sheet", "ไม่มี")[0] == 2
    code, said = command(path, "--year", "2566", "--sheet", "บ้านโคก", "--rehearse")
    assert code == 0 and said["rows_read"] == 3


def test_again_changes_nothing(command, tmp_path):
    path = later_survey(tmp_path)
    command(path, "--year", "2566")
    code, said = command(path, "--year", "2566")
    assert code == 0 and said["same"] == 6 == said["households"]["same"]


def test_the_sheets_that_were_not_read_are_named(command, tmp_path):
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("อ่านก่อน").write_row(0, 0, ["เรียนท่านผู้เกี่ยวข้อง"])
        sheet = book.add_worksheet("ครัวเรือน")
        sheet.write_row(0, 0, ["อำเภอ", "ตำบล", "หมู่ที่", "บ้านเลขที่", "ชื่อ", "นามสกุล"])
        sheet.write_row(1, 0, ["ชุมแพ", "ชุมแพ", 3, "12/3", "บุญมี", "ดีงาม"])
    _code, said = command(path, "--year", "2562", "--rehearse")
    assert (said["sheets"], said["sheets_unread"]) == (["ครัวเรือน"], ["อ่านก่อน"])
    _code, said = command(path, "--year", "2562", "--rehearse", as_json=False)
    assert "ไม่ได้อ่านแผ่นงาน: อ่านก่อน" in said


def test_without_json_it_speaks_thai(command, tmp_path):
    code, said = command(below_the_line(tmp_path), "--year", "2562", "--rehearse", as_json=False)
    assert code == 0 and "อ่าน 16 แถว" in said and "E10" in said and "ยังไม่ได้บันทึก" in said


def test_an_unknown_person_or_file_is_a_fault(tmp_path):
    with pytest.raises(CommandError, match="ไม่มีผู้ใช้"):
        call_command("import_survey", str(later_survey(tmp_path)), "--year", "2566", "--by", "nobody")
    with pytest.raises(CommandError, match="ไม่พบไฟล์"):
        call_command("import_survey", str(tmp_path / "none.xlsx"), "--year", "2566")


def test_screen_and_command_line_count_the_same(command, tmp_path, importer):
    path = below_the_line(tmp_path)
    _code, said = command(path, "--year", "2562", "--rehearse")
    file = checked(path, 2562, importer)
    assert {name: said[name] for name in file.counts} == file.counts
    assert len(said["findings"]) == file.findings.count()


def test_people_and_topics_say_the_same_as_the_screen(command, tmp_path, importer):
    from households.tests.workbooks.legal import LEGAL, everything

    everything()
    for name in ("topic_rows_of_no_household", "a_person_without_a_name_and_a_house_of_nowhere"):
        made = LEGAL[name]
        path, truth = made.write(tmp_path)
        _code, said = command(path, "--year", str(made.year), "--rehearse")
        file = checked(path, made.year, importer)
        assert {name: said[name] for name in file.counts if name in said} == {
            name: count for name, count in file.counts.items() if name in said
        }
        assert said["refused"] == made.refused and said["households"]["new"] == len(truth)
        assert sorted((f["sheet"], f["cell"], f["code"]) for f in said["findings"]) == sorted(
            file.findings.values_list("sheet", "cell", "code")
        )
        refused = {(f["sheet"], f["row"]) for f in said["findings"] if f["verdict"] == "refuse_row"}
        assert len(refused) == said["refused"]  # every one of them says why


def test_an_annex_is_sent_elsewhere(command, tmp_path):
    (tmp_path / "a.csv").write_text("ลำดับ,ชื่อ-สกุลข้าราชการ,ครัวเรือนที่ 1\n1,นายก ข,นายค ง\n", encoding="utf-8")
    code, said = command(tmp_path / "a.csv", "--year", "2562")
    assert code == 2 and said["findings"][0]["code"] == "annex_not_survey" and said["rows_read"] == 0
