"""Files of tables for tests: written the plain way, and broken on purpose the way Excel and other programs break them."""

import io
import re
import zipfile

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile


def csv_file(*rows, encoding="utf-8-sig", name="table.csv"):
    text = "".join(",".join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
    return SimpleUploadedFile(name, text.encode(encoding))


def workbook(*rows, sheets=()):
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        for name, lines in [("ข้อมูล", rows), *sheets]:
            page = book.add_worksheet(name)
            for line, row in enumerate(lines):
                for at, cell in enumerate(row):
                    if isinstance(cell, str):
                        page.write_string(line, at, cell)
                    else:
                        page.write(line, at, cell)
    return kept.getvalue()


def xlsx_file(*rows, name="table.xlsx", **more):
    return SimpleUploadedFile(name, workbook(*rows, **more))


def with_wrong_dimension(content, claimed):
    """The sheet says that it has fewer rows than it has."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            body = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                body, changed = re.subn(
                    rb'<dimension ref="[^"]*"/>', f'<dimension ref="{claimed}"/>'.encode(), body
                )
                assert changed == 1
            new.writestr(part, body)
    return kept.getvalue()
