"""Rows into bytes, by hand where a writing library would not make the quirk that is wanted."""

import io
import itertools
import zipfile
from xml.sax.saxutils import escape, quoteattr

import xlwt

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SHEET, STRINGS, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELS, STYLES, TYPES = "xl/_rels/workbook.xml.rels", "xl/styles.xml", "[Content_Types].xml"


def zipped(path, parts, method=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", method, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return path


# --- xlsx -------------------------------------------------------------------------------------------------------


def letters(position):
    text, number = "", position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(value, row, position, *, style=0):
    at = f'r="{letters(position)}{row}"'
    look = f' s="{style}"' if style else ""
    if value in ("", None):
        return ""
    if isinstance(value, (int, float)):
        return f"<c {at}{look}><v>{value}</v></c>"
    return f'<c {at}{look} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def sheet_data(rows, first=1, make=cell):
    return "".join(
        f'<row r="{number}">{"".join(make(value, number, at) for at, value in enumerate(row))}</row>'
        for number, row in enumerate(rows, first)
    )


def sheet_xml(data, *, before="", after=""):
    return f'{XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'


def relations(*targets):
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def workbook_xml(*names, extra=""):
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(names, 1)
    )
    return f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{extra}<sheets>{sheets}</sheets></workbook>'


def book(data, **parts):
    """The parts of a workbook of one sheet; `parts` replaces or adds, None leaves out."""
    made = {
        TYPES: f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relations(("officeDocument", BOOK)),
        BOOK: workbook_xml("แผ่น1"),
        RELS: relations(("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")),
        STYLES: f'{XML}<styleSheet xmlns="{_MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="16"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        SHEET: sheet_xml(data),
        **parts.pop("parts", {}),
    }  # fmt: skip
    return {name: content for name, content in made.items() if content is not None}


def shared(texts):
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    return f'{XML}<sst xmlns="{_MAIN}">{items}</sst>'


# --- ods --------------------------------------------------------------------------------------------------------

_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text")
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(value, more=""):
    if value in ("", None):
        return f"<table:table-cell{more}/>"
    if isinstance(value, (int, float)):
        return f'<table:table-cell{more} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return f'<table:table-cell{more} office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def ods_row(cells, more=""):
    """Equal neighbours are written once with their number, as LibreOffice does."""
    made = []
    for value, group in itertools.groupby(cells, key=lambda value: (type(value), value)):
        times = len(list(group))
        made.append(ods_cell(value[1], f' table:number-columns-repeated="{times}"' if times > 1 else ""))
    return f"<table:table-row{more}>{''.join(made)}</table:table-row>"


def ods_content(tables):
    made = "".join(
        f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in tables.items()
    )
    return f"{XML}<office:document-content {_NAMES}><office:body><office:spreadsheet>{made}</office:spreadsheet></office:body></office:document-content>"


def ods(path, tables, *, content=None, manifest="<manifest/>"):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_TYPE)
        for name, text in (
            ("content.xml", content or ods_content(tables)),
            ("META-INF/manifest.xml", manifest),
        ):
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return path


# --- xls --------------------------------------------------------------------------------------------------------


def xls_bytes(tables):
    made = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="d-mmm")
    for name, rows in tables.items():
        sheet = made.add_sheet(name)
        for y, row in enumerate(rows):
            for x, value in enumerate(row):
                if value not in ("", None):
                    sheet.write(y, x, value, *([day] if hasattr(value, "day") else []))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def records(*made):
    """BIFF records: (type, content)."""
    return b"".join(
        kind.to_bytes(2, "little") + len(content).to_bytes(2, "little") + content for kind, content in made
    )


def compound(stream, name="Workbook"):
    """A container with one stream of at least 4,096 bytes, in the least that the format asks for."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    fats = -(-(count + 2) // 127) + 1
    number = lambda *values: b"".join((value & 0xFFFFFFFF).to_bytes(4, "little") for value in values)  # noqa: E731
    table = [0xFFFFFFFD] * fats + [-2] + [fats + 1 + n + 1 for n in range(count)]
    table[-1] = -2
    table += [-1] * (fats * 128 - len(table))

    def entry(title, kind, start, size, child=-1):
        text = title.encode("utf-16-le") + b"\0\0"
        return (
            text.ljust(64, b"\0") + len(text).to_bytes(2, "little") + bytes([kind, 1]) + number(-1, -1, child)
            + bytes(36) + number(start, size, 0)
        )  # fmt: skip

    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + (0x3E).to_bytes(2, "little") + (3).to_bytes(2, "little")
        + b"\xfe\xff" + (9).to_bytes(2, "little") + (6).to_bytes(2, "little") + bytes(6)
        + number(0, fats, fats, 0, 4096, -2, 0, -2, 0) + number(*range(fats), *[-1] * (109 - fats))
    )  # fmt: skip
    directory = entry("Root Entry", 5, -2, 0, 1) + entry(name, 2, fats + 1, len(stream))
    return head + number(*table) + directory.ljust(512, b"\0") + stream
