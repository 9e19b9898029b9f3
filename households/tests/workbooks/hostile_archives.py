"""Zip archives that lie: about sizes, names, places, or about how many archives they are."""

import io
import struct
import zipfile
import zlib

from households.tests.workbooks import containers as made_of
from households.tests.workbooks.containers import SHEET, book, sheet_data, zipped
from households.tests.workbooks.hostile import hostile, many
from households.tests.workbooks.villages import houses, table

MIB = 2**20


def good_parts(**parts):
    return book(sheet_data(table(houses(3))), parts=parts)


def good_bytes(parts=None):
    buffer = io.BytesIO()
    zipped(buffer, parts or good_parts())
    return bytearray(buffer.getvalue())


def with_part(name, content):
    return lambda path: zipped(path, good_parts(**{name: content}))


many(
    "xlsx",
    "bomb",
    [
        ("sheet_of_spaces", with_part(SHEET, b" " * (30 * MIB))),
        ("sheet_of_one_tag", with_part(SHEET, b"<worksheet><sheetData>" + b"<a/>" * (5 * MIB))),
        ("strings_of_zeros", with_part(made_of.STRINGS, b"0" * (30 * MIB))),
        ("picture_of_nothing", with_part("xl/media/image1.png", bytes(30 * MIB))),
        ("three_thousand_parts", lambda path: zipped(path, {**good_parts(), **{f"xl/x{n}.xml": "<a/>" for n in range(3000)}})),
        ("one_string_without_an_end", lambda path: _barely_squeezed(path, made_of.STRINGS)),
        ("one_attribute_without_an_end", lambda path: _barely_squeezed(path, SHEET, b'<worksheet><sheetData><row r="1"><c r="')),
        ("one_comment_without_an_end", lambda path: _barely_squeezed(path, SHEET, b"<worksheet><!--")),
    ],
)  # fmt: skip


def _barely_squeezed(path, name, start=b"<sst><si><t>"):
    """Under every limit of ratio and size: only the missing tag gives it away."""
    line = b"".join(str(n * 7919).encode() for n in range(40_000))
    zipped(path, good_parts(**{name: start + line * 5}))


def repeated(path, block, times):
    """A good workbook whose sheet is one block again and again, squeezed once."""
    squeezer = zlib.compressobj(1, zlib.DEFLATED, -15)
    squeezed = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)
    start, end = (made_of.sheet_xml("|").encode()).split(b"|")
    checksum = zlib.crc32(start)
    for _time in range(times):
        checksum = zlib.crc32(block, checksum)
    pieces = [_squeezed_alone(start), *[squeezed] * times, _squeezed_alone(end, last=True)]
    size, squeezed_size = len(start) + len(block) * times + len(end), sum(map(len, pieces))
    raw = good_bytes({name: content for name, content in good_parts().items() if name != SHEET})
    place, entries = raw.index(b"PK\x01\x02"), len(_entries(raw))
    facts = struct.pack("<HHHHIIIHH", 20, 0, 8, 0, 0, 0, 0, 0, 0)[:10]
    sizes = struct.pack("<IIIHH", zlib.crc32(end, checksum), squeezed_size, size, len(SHEET), 0)
    local = b"PK\x03\x04" + facts + sizes + SHEET.encode()
    line = (
        b"PK\x01\x02" + b"\x14\0" + facts + sizes + struct.pack("<HHHII", 0, 0, 0, 0, place) + SHEET.encode()
    )
    directory = bytes(raw[place : raw.rindex(b"PK\x05\x06")]) + line
    with path.open("wb") as file:
        file.writelines([raw[:place], local, *pieces, directory])
        ending = (
            b"PK\x05\x06",
            0,
            0,
            entries + 1,
            entries + 1,
            len(directory),
            file.tell() - len(directory),
            0,
        )
        file.write(struct.pack("<4s4H2IH", *ending))


def _squeezed_alone(content, *, last=False):
    squeezer = zlib.compressobj(1, zlib.DEFLATED, -15)
    return squeezer.compress(content) + squeezer.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


@hostile("xlsx", "bomb")
def directory_of_a_hundred_thousand(path):
    """The list of parts alone would fill the memory: every line of it points at the same part."""
    raw = good_bytes()
    start = raw.rindex(b"PK\x01\x02")
    end = raw.rindex(b"PK\x05\x06")
    line = bytes(raw[start:end])
    first = struct.unpack_from("<I", raw, end + 16)[0]
    lines = b"".join(line[:46] + b"%06d" % n + line[52:] for n in range(100_000))
    directory = bytes(raw[first:end]) + lines
    path.write_bytes(
        bytes(raw[:first])
        + directory
        + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 5, 5, len(directory), first, 0)
    )


def _entries(raw):
    """Places of the lines of the central directory."""
    place, found = raw.index(b"PK\x01\x02"), []
    while raw[place : place + 4] == b"PK\x01\x02":
        found.append(place)
        place += 46 + sum(struct.unpack_from("<HHH", raw, place + 28))
    return found


def _entry_of(raw, name):
    return next(place for place in _entries(raw) if raw[place + 46 :].startswith(name.encode()))


@hostile("xlsx", "bomb")
def parts_that_overlap(path):
    raw = good_bytes()
    *_others, before, last = _entries(raw)
    raw[last + 42 : last + 46] = raw[before + 42 : before + 46]
    path.write_bytes(raw)


@hostile("xlsx", "broken")
def a_size_too_small(path):
    """Claims a hundred bytes, with the checksum of those: a reader that believes it never sees the other millions."""
    content = made_of.sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>' * 90_000).encode()
    raw = good_bytes(good_parts(**{SHEET: content}))
    place = _entry_of(raw, SHEET)
    raw[place + 16 : place + 20] = struct.pack("<I", zlib.crc32(content[:100]))
    raw[place + 24 : place + 28] = struct.pack("<I", 100)
    path.write_bytes(raw)


@hostile("xlsx", "bomb")
def a_size_too_large(path):
    raw = good_bytes()
    place = _entry_of(raw, SHEET)
    raw[place + 24 : place + 28] = struct.pack("<I", 2**32 - 2)
    path.write_bytes(raw)


@hostile("xlsx", "broken")
def a_checksum_that_is_wrong(path):
    raw = good_bytes()
    raw[_entry_of(raw, SHEET) + 16] ^= 1
    path.write_bytes(raw)


@hostile("xlsx", "broken")
def cut_in_half(path):
    raw = good_bytes()
    path.write_bytes(raw[: len(raw) // 2])


@hostile("xlsx", "broken")
def the_last_bytes_lost(path):
    path.write_bytes(good_bytes()[:-3])


@hostile("xlsx", "bomb")
def two_archives_one_behind_the_other(path):
    path.write_bytes(good_bytes() + good_bytes())


@hostile("xlsx", "bomb")
def an_archive_in_the_comment(path):
    raw = good_bytes()
    raw[-2:] = struct.pack("<H", len(raw))
    path.write_bytes(raw + good_bytes())


@hostile("xlsx", "bomb")
def the_same_part_twice(path):
    parts = list(good_parts().items())
    with zipfile.ZipFile(path, "w") as archive:
        archive.comment = b"x"
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name), content)
        archive.NameToInfo.clear()
        archive.writestr(zipfile.ZipInfo(SHEET), "<worksheet/>")


@hostile("xlsx", "bomb")
def the_same_part_in_capitals(path):
    zipped(path, good_parts(**{SHEET.upper(): "<worksheet/>"}))


many(
    "xlsx",
    "hostile_xml",
    [
        ("name_that_climbs", with_part("../../etc/cron.d/x", "x")),
        ("name_that_climbs_on_windows", with_part("..\\..\\windows\\x.xml", "x")),
        ("two_kinds_of_workbook", with_part("xl/workbook.bin", b"\x83\x01\x00" * 50)),
        ("workbook_and_open_document", with_part("content.xml", "<office:document-content/>")),
    ],
)


@hostile("xlsx", "broken")
def squeezed_with_bzip2(path):
    zipped(path, good_parts(), zipfile.ZIP_BZIP2)


@hostile("xlsx", "broken")
def squeezed_with_lzma(path):
    zipped(path, good_parts(), zipfile.ZIP_LZMA)


@hostile("xlsx", "encrypted")
def parts_under_a_password(path):
    raw = good_bytes()
    for place in _entries(raw):
        raw[place + 8] |= 1
    path.write_bytes(raw)


@hostile("xlsx", "not_spreadsheet")
def archive_in_an_archive(path):
    inner = good_bytes({"0.xml": b"0" * (4 * MIB)})
    for _level in range(6):
        inner = good_bytes({f"{n}.zip": bytes(inner) for n in range(8)})
    path.write_bytes(inner)


@hostile("xlsx", "not_spreadsheet")
def photos_in_an_archive(path):
    zipped(path, {"a.jpg": b"\xff\xd8\xff", "b.jpg": b"\xff\xd8\xff"})


@hostile("xlsx", "not_spreadsheet")
def a_letter_of_word(path):
    zipped(path, {made_of.TYPES: "<Types/>", "word/document.xml": "<w:document/>"})


@hostile("xlsb", "unsupported")
def binary_workbook(path):
    zipped(path, {made_of.TYPES: "<Types/>", "xl/workbook.bin": b"\x83\x01\x00"})


@hostile("xlsx", "not_spreadsheet")
def an_empty_archive(path):
    path.write_bytes(b"PK\x05\x06" + bytes(18))


@hostile("xlsx", "broken")
def no_list_of_sheets(path):
    zipped(path, {name: content for name, content in good_parts().items() if name != made_of.RELS})


@hostile("xlsx", "broken")
def a_sheet_that_is_not_there(path):
    zipped(path, {name: content for name, content in good_parts().items() if name != SHEET})
