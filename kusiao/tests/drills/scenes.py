"""What a person does before the worker is killed; run inside an instance by `manage.py shell`."""

import csv
import io

from households.actions import surveys
from households.models import SurveyFile
from kusiao.thai import period_of, today
from reports.actions import due

HEADER = "ลำดับ,อำเภอ,ตำบล,หมู่ที่,ชื่อหมู่บ้าน/ชุมชน,รหัสบ้าน,บ้านเลขที่,คำนำหน้า,ชื่อ,นามสกุล,เลขประจำตัวประชาชน,จำนวนสมาชิก,รายได้รวม,ประเภท (พัฒนาได้/สงเคราะห์)"


def receive(rows):
    """A list of households below the line, as many as are wanted; the last one's cell is odd, so that there is a finding."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER.split(","))
    for number in range(1, rows + 1):
        place = ["ชุมแพ", "ชุมแพ", number % 20 + 1, "บ้านซ้อมระบบ", f"4005{number:07d}", number]
        name, money = ["นาย", f"สมมุติ{number}", "ทดสอบ", ""], [2, 50_000 if number < rows else "มาก"]
        writer.writerow([number, *place, *name, *money, "พัฒนาได้"])
    surveys.receive(chunks=[text.getvalue().encode()], name="drill.csv", year=2562, by=None)


def _file():
    return SurveyFile.objects.order_by("-arrived_at").first()


def confirm():
    surveys.confirm(file=_file(), skip_refused=False, by=None)


def undo():
    surveys.undo(file=_file(), by=None)


def order_report():
    due.make_now(month=period_of("month", today()).previous, by=None)
