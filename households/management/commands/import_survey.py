"""The importer without a worker: what the screen shows, as text or JSON, and the same writing."""

import json
from dataclasses import replace
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from households.actions import entering, surveys
from households.surveys.keeping import chunks_of
from households.surveys.province import choices_of
from households.surveys.rehearsing import rehearsed
from households.surveys.sentences import REFUSE_FILE, FileRefused
from households.surveys.words import OUTCOMES
from kusiao.refusal import Refused

FILE_REFUSED, ROWS_REFUSED = 2, 3  # 0 written or rehearsed; 1, of itself, a fault
NOTHING = dict.fromkeys(("rows_read", "new", "changed", "same", "conflict", "refused", "skipped"), 0)


class Command(BaseCommand):
    help = "Check a survey workbook and write it into the register. Exit: 0 done, 2 file refused, 3 rows refused, 1 fault."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True, help="survey year, Buddhist era, e.g. 2562")
        parser.add_argument(
            "--sheet", action="append", default=[], metavar="NAME", help="only this sheet; repeatable"
        )
        parser.add_argument("--rehearse", action="store_true", help="say what would happen, write nothing")
        parser.add_argument(
            "--skip-refused", action="store_true", help="write the other rows when some are refused"
        )
        parser.add_argument(
            "--enrol-below-line", action="store_true", help="then enrol the households below the line"
        )
        parser.add_argument(
            "--repair-thai", action="store_true", help="turn back Thai letters that were read as Latin ones"
        )
        parser.add_argument("--json", action="store_true", help="JSON alone on the standard output")
        parser.add_argument("--by", metavar="USER", help="user name of the person who does this")

    def handle(self, *, file, year, sheet, json, **options):
        by = _person(options["by"])
        if not file.is_file():
            raise CommandError(f"ไม่พบไฟล์ {file.name}")
        choices, findings = replace(choices_of(), repair=options["repair_thai"]), []
        try:
            with rehearsed(file, year=year, sheets=sheet, choices=choices, note=findings.append) as rehearsal:
                said = _told(file, year, rehearsal.checked, findings)
                refused = rehearsal.checked.refused and not options["skip_refused"]
                if not options["rehearse"] and not refused:
                    self._write(said, file, year, sheet, rehearsal, by, options)
        except FileRefused as refusal:
            self._say(_refused(file, year, refusal), json)
            raise SystemExit(FILE_REFUSED) from None
        self._say(said, json)
        if refused and not options["rehearse"]:
            raise SystemExit(ROWS_REFUSED)

    def _write(self, said, file, year, sheets, rehearsal, by, options):
        try:
            kept = surveys.import_now(
                path_chunks=chunks_of(file), name=file.name, year=year, sheets=sheets,
                skip_refused=options["skip_refused"], repair=options["repair_thai"], rehearsal=rehearsal, by=by,
            )  # fmt: skip
            said["written"] = True
            if options["enrol_below_line"]:
                said["enrolled"] = len(entering.enrol_below_line(file=kept, by=by))
        except surveys.Moved:
            raise CommandError("ข้อมูลในระบบเปลี่ยนระหว่างตรวจ ยังไม่ได้บันทึก สั่งใหม่อีกครั้ง") from None
        except Refused as refusal:
            raise CommandError(str(refusal)) from None

    def _say(self, said, as_json):
        if as_json:
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
            return
        counted = [f"{words} {said[name]:,}" for name, (words, _state) in OUTCOMES.items() if name in said]
        self.stdout.write(f"{said['file']} ปี {said['year']}: อ่าน {said['rows_read']:,} แถว")
        self.stdout.write(" · ".join([*counted, f"อ่านไม่ได้ {said['refused']:,}", f"ข้าม {said['skipped']:,}"]))
        if said["sheets"] and said["sheets_unread"]:
            self.stdout.write(f"ไม่ได้อ่านแผ่นงาน: {', '.join(said['sheets_unread'])}")
        for finding in said["findings"]:
            where = " ".join(filter(None, (finding["sheet"], finding["cell"] or str(finding["row"] or ""))))
            self.stdout.write(f"{where} {finding['message']}".strip())
        self.stdout.write("บันทึกแล้ว" if said["written"] else "ยังไม่ได้บันทึก")
        if "enrolled" in said:
            self.stdout.write(f"เพิ่มเข้าทะเบียน {said['enrolled']:,} ครัวเรือน")


def _person(username):
    if not username:
        return None
    people = get_user_model().objects
    try:
        return people.get_by_natural_key(username)
    except people.model.DoesNotExist:
        raise CommandError(f"ไม่มีผู้ใช้ชื่อ {username}") from None


def _told(file, year, checked, findings):
    """Counted in rows; `households` apart; every finding, flat and untruncated."""
    findings = [finding._asdict() for finding in findings]
    order = {name: place for place, name in enumerate(checked.layouts)}
    findings.sort(key=lambda finding: (order.get(finding["sheet"], 0), finding["row"] or 0))
    return {
        "file": file.name,
        "year": year,
        **checked.summary(),
        "sheets": list(checked.layouts),
        "sheets_unread": checked.unread_sheets,
        "written": False,
        "findings": findings,
    }


def _refused(file, year, refusal):
    finding = {
        "sheet": refusal.sheet, "cell": "", "row": None, "column": "", "verdict": REFUSE_FILE, "code": refusal.code,
        "value": refusal.value, "message": str(refusal),
    }  # fmt: skip
    households = dict.fromkeys(("new", "changed", "same", "missing", "conflict"), 0)
    return {
        "file": file.name, "year": year, **NOTHING, "skipped_as": {}, "households": households, "sheets": [],
        "sheets_unread": [head.sheet for head in refusal.heads], "written": False,
        "findings": [finding],
    }  # fmt: skip
