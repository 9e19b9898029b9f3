"""Import of 20,000 households from csv, against reading the same bytes and writing them into one bare table"""

import contextlib
import csv
import io
import json
import resource
import sqlite3
import tempfile
import time
from pathlib import Path

from kusiao.testing.processes import Instance

ROWS = 20_000
HEADER = (
    *("ลำดับ", "อำเภอ", "ตำบล", "หมู่ที่", "ชื่อหมู่บ้าน/ชุมชน", "รหัสบ้าน", "บ้านเลขที่", "คำนำหน้า", "ชื่อ", "นามสกุล"),
    *("จำนวนสมาชิก", "รายได้รวม", "ประเภท (พัฒนาได้/สงเคราะห์)"),
)


def sheet(rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for number in range(1, rows + 1):
        place = ["ชุมแพ", "ชุมแพ", number % 20 + 1, "บ้านวัดความเร็ว", f"4005{number:07d}", number]
        writer.writerow([number, *place, "นาย", f"สมมุติ{number}", "ทดสอบ", 2, 50_000, "พัฒนาได้"])
    return text.getvalue().encode()


def floor(content, folder):
    """What no importer can be faster than here: parse, and one executemany."""
    began = time.process_time()
    rows = list(csv.reader(io.StringIO(content.decode())))
    with contextlib.closing(sqlite3.connect(folder / "floor.sqlite3")) as connection:
        connection.execute(f"create table bare ({', '.join(f'c{n}' for n in range(len(HEADER)))})")
        connection.executemany(f"insert into bare values ({', '.join('?' * len(HEADER))})", rows[1:])
        connection.commit()
    return time.process_time() - began


def command(one, *words):
    """Processor seconds, not the clock's: what else the machine does may not decide a ratio."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = one.manage(*words)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout


def measure(rows=ROWS):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        content = sheet(rows)
        (folder / "sheet.csv").write_bytes(content)
        bare = min(floor_of_its_own(content, folder) for _ in range(3))
        one = Instance(folder)
        one.manage("migrate", "--verbosity", "0")
        start, _ = command(one, "import_survey", "--help")
        first, told = command(one, "import_survey", str(folder / "sheet.csv"), "--year", "2562", "--json")
        again, _ = command(one, "import_survey", str(folder / "sheet.csv"), "--year", "2562", "--json")
        written = json.loads(told)["new"]
    return {
        "rows_written": written,
        "floor_cpu_seconds": round(bare, 2),
        "import_cpu_seconds": round(first - start, 2),
        "ratio": round((first - start) / bare, 1),
        "ratio_of_the_same_file_again": round((again - start) / bare, 1),
    }


def floor_of_its_own(content, folder):
    (folder / "floor.sqlite3").unlink(missing_ok=True)
    return floor(content, folder)
