"""draft → checked → signed: who may, in which order, and that two people never overwrite each other."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kusiao.audit.models import Event
from kusiao.refusal import Refused
from kusiao.thai import format_date, today
from reports.actions import due, reports
from reports.models import Delivery, Report
from reports.papers import kept
from reports.tests.conftest import SCAN


def page(report, end=""):
    return f"/reports/monthly/{report.pk}/{end}"


def verbs():
    return list(
        Event.objects.filter(verb__startswith="report.").order_by("pk").values_list("verb", flat=True)
    )


# --- part 4 --------------------------------------------------------------------------------------------------


def test_draft_brings_what_was_raised_in_the_period(db, october, somchai_household, pranee):
    from django.db import transaction

    from committees.models import Obstacle
    from reports.figures.counting import count

    for day, text in [(date(2026, 10, 5), "ไม่มีที่ดินทำกิน"), (date(2026, 11, 1), "เรื่องของเดือนหน้า")]:
        Obstacle.objects.create(
            kind="land", text=text, proposal="ขอที่สาธารณะ", raised_on=day, district_id="4005"
        )
    cut_off = due.cut_off_of(october)
    with transaction.atomic():
        made = reports.draft(
            period=october, edition=1, cut_off=cut_off, figures=count(october, cut_off, cut_off), by=None
        )
    assert made.problems == "1. ที่ดินทำกิน: ไม่มีที่ดินทำกิน (อ.ชุมแพ)"
    assert made.proposals == "1. ขอที่สาธารณะ (อ.ชุมแพ)"


def test_part_4_is_edited_while_it_is_a_draft(as_, pranee, report):
    written = {"problems": "งบประมาณไม่พอ\nคนไม่พอ", "proposals": "", "version": report.version}
    assert as_(pranee).post(page(report, "edit/"), written).status_code == 302
    report.refresh_from_db()
    assert (report.problems, report.edited_by, report.version) == ("งบประมาณไม่พอ\nคนไม่พอ", pranee, 2)
    assert verbs() == ["report.drafted", "report.edited"]


def test_the_second_of_two_editors_sees_the_difference_and_loses_nothing(as_, pranee, make, report):
    other = make.officer(role="province")
    reports.edit(report=report, version=1, problems="ของคนแรก", proposals="", by=other)
    answer = as_(pranee).post(page(report, "edit/"), {"problems": "ของคนที่สอง", "proposals": "", "version": 1})
    assert answer.status_code == 409
    told = answer.content.decode()
    assert "ของคนแรก" in told and "ของคนที่สอง" in told
    report.refresh_from_db()
    assert report.problems == "ของคนแรก"
    again = {"problems": "รวมกันแล้ว", "proposals": "", "version": answer.context["form"].initial["version"]}
    assert as_(pranee).post(page(report, "edit/"), again).status_code == 302


def test_a_checked_report_is_not_edited(as_, pranee, checked):
    answer = as_(pranee).post(
        page(checked, "edit/"), {"problems": "x", "proposals": "", "version": 2}, follow=True
    )
    assert "ตรวจแล้ว แก้ส่วนที่ 4 ไม่ได้" in answer.content.decode()
    with pytest.raises(reports.ChangedMeanwhile):
        reports.edit(report=checked, version=checked.version, problems="x", proposals="", by=pranee)


# --- checking ------------------------------------------------------------------------------------------------


def test_checking_says_who_and_when(as_, pranee, report):
    as_(pranee).post(page(report, "check/"), {"version": report.version})
    report.refresh_from_db()
    assert (report.state, report.checked_by) == ("checked", pranee)


def test_who_wrote_part_4_does_not_check_it(as_, pranee, make, report):
    reports.edit(report=report, version=1, problems="ก", proposals="ข", by=pranee)
    answer = as_(pranee).post(page(report, "check/"), {"version": 2}, follow=True)
    assert "ให้อีกคนหนึ่ง" in answer.content.decode()
    reports.check(report=report, version=2, by=make.officer(role="province"))
    assert report.state == "checked"


def test_what_was_changed_meanwhile_is_not_checked_unseen(as_, pranee, make, report):
    reports.edit(report=report, version=1, problems="ก", proposals="", by=make.officer(role="province"))
    answer = as_(pranee).post(page(report, "check/"), {"version": 1}, follow=True)
    assert "มีผู้อื่นบันทึก" in answer.content.decode()
    report.refresh_from_db()
    assert report.state == "draft"


def test_figures_that_do_not_balance_are_not_checked(pranee, report):
    report.figures["total"]["remaining"] += 1
    report.save()
    with pytest.raises(Refused, match="ไม่ลงตัว"):
        reports.check(report=report, version=report.version, by=pranee)


# --- signing -------------------------------------------------------------------------------------------------


def letter(checked, **changes):
    return {
        "letter_number": "ขก 0019/1234",
        "letter_date": format_date(today(), "numeric"),
        "version": checked.version,
        "scan": SimpleUploadedFile("scan.exe", SCAN),
        **changes,
    }


def test_signing_fixes_the_bytes_and_prepares_the_mails(as_, pranee, checked, addressee):
    answer = as_(pranee).post(page(checked, "sign/"), letter(checked))
    assert answer.status_code == 302, answer.context["form"].errors
    checked.refresh_from_db()
    assert (checked.state, checked.signed_by, checked.letter_number) == ("signed", pranee, "ขก 0019/1234")
    assert kept.read(checked.pdf_sha256).startswith(b"%PDF-")
    assert kept.read(checked.xlsx_sha256).startswith(b"PK")
    assert kept.read(checked.signed_scan) == SCAN
    assert list(Delivery.objects.values_list("addressee__email", "state")) == [
        ("centre@kusiao.example", "waiting")
    ]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"letter_number": ""}, "เลขที่หนังสือ"),
        ({"letter_date": "22/11/2600"}, "วันที่ต้องไม่เกินวันนี้"),
        ({"scan": SimpleUploadedFile("scan.pdf", b"<html>not a scan</html>")}, "ไม่ใช่ภาพสแกน"),
        ({"scan": SimpleUploadedFile("scan.pdf", b"%PDF-" + b"x" * 10 * 1024 * 1024)}, "เกิน 10 เมกะไบต์"),
        ({"version": 1}, "มีผู้อื่นบันทึก"),
    ],
)
def test_a_letter_that_is_not_right_signs_nothing(as_, pranee, checked, changes, told):
    answer = as_(pranee).post(page(checked, "sign/"), letter(checked, **changes))
    assert answer.status_code == 200
    assert told in answer.content.decode()
    checked.refresh_from_db()
    assert checked.state == "checked" and not Delivery.objects.exists()


def test_a_draft_is_not_signed(as_, pranee, report, sign):
    with pytest.raises(Refused):
        sign(report)
    assert as_(pranee).get(page(report, "sign/")).status_code == 302


def test_signing_twice_signs_once(signed, sign):
    with pytest.raises(Refused):
        sign(signed)
    assert verbs().count("report.signed") == 1


def test_a_correction_is_a_new_edition_with_the_same_cut_off(signed, pranee, work):
    due.correct(report=signed, by=pranee)
    work()
    second = Report.objects.get(edition=2)
    assert (second.state, second.cut_off, second.number) == ("draft", signed.cut_off, "รด 2569-10/2")
    with pytest.raises(Refused):
        due.correct(report=second, by=pranee)
    with pytest.raises(Refused, match="ฉบับแก้ไขใหม่กว่า"):
        due.correct(report=signed, by=pranee)


# --- who may see what ----------------------------------------------------------------------------------------


def test_only_the_province_sees_drafts_and_the_centre_signed_ones(
    as_, pranee, centre, report, addressee, sign
):
    for end in ("", "papers/pdf/"):
        assert as_(centre).get(page(report, end)).status_code == 404
    assert "รด 2569-10/1" not in as_(centre).get("/reports/monthly/").content.decode()
    assert "รด 2569-10/1" in as_(pranee).get("/reports/monthly/").content.decode()
    reports.check(report=report, version=1, by=pranee)
    sign(report)
    assert as_(centre).get(page(report)).status_code == 200
    for form, first in [("pdf", b"%PDF"), ("xlsx", b"PK"), ("scan", b"%PDF")]:
        answer = as_(centre).get(page(report, f"papers/{form}/"))
        assert answer.content.startswith(first) and "attachment" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"
    assert Event.objects.filter(verb="report.downloaded").count() == 3


@pytest.mark.parametrize("end", ["edit/", "check/", "sign/", "correct/"])
def test_the_centre_changes_nothing(as_, centre, signed, end):
    assert as_(centre).post(page(signed, end)).status_code == 403


def test_others_do_not_come_in(as_, somchai, district_chief, chair, viewer, importer, signed):
    for person in (somchai, district_chief, chair, viewer, importer):
        for address in ("/reports/monthly/", page(signed), page(signed, "papers/pdf/")):
            assert as_(person).get(address).status_code == 403


def test_unknown_papers_are_not_there(as_, pranee, report):
    assert as_(pranee).get(page(report, "papers/docx/")).status_code == 404
    assert as_(pranee).get(page(report, "papers/scan/")).status_code == 404


def test_bytes_that_were_changed_on_the_disk_are_not_handed_out(as_, pranee, signed):
    (kept.folder() / signed.pdf_sha256).write_bytes(b"%PDF-forged")
    with pytest.raises(OSError, match="not what was kept"):
        as_(pranee).get(page(signed, "papers/pdf/"))


def test_the_page_shows_every_part_and_what_to_do_next(as_, pranee, report):
    told = as_(pranee).get(page(report)).content.decode()
    for words in ("1. ผลการดำเนินงาน", "2. การช่วยเหลือ", "3. รายได้", "4. ปัญหา", "5. ภาคผนวก", "ต้องทำต่อ"):
        assert words in told
    assert "นายบุญมี คำแก้ว" in told
