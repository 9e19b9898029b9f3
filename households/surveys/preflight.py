"""What kind of file is this, and is it safe to open? Measured on the bytes, before any parser sees them.

Sizes that a file claims about itself are never believed: the parts are inflated and counted, in pieces."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from households.surveys.binarybooks import measure_binary
from households.surveys.inflating import pieces
from households.surveys.measuring import measure_workbook, plain_name
from households.surveys.opendocuments import measure_document
from households.surveys.sentences import FileRefused


@dataclass(frozen=True, slots=True)
class Limits:
    file_bytes: int = 200 * 2**20
    plain_bytes: int = (
        1_000 * 2**20
    )  # text is read in a stream; a million households of 60 columns are 700 MB
    parts: int = 2_000
    binary_bytes: int = 60 * 2**20  # an old .xls holds 65,536 rows a sheet
    part_bytes: int = 800 * 2**20
    total_bytes: int = 1_000 * 2**20
    ratio: int = 400  # real sheets of one repeated word reach 150
    cells: int = 9_000_000  # calamine holds a sheet at about 70 bytes a cell, empty ones in between too
    columns: int = 2_000
    rows: int = 1_048_576
    text_bytes: int = 600 * 2**20  # all cells written out, a text that many share counted for each


PIECE, MOST_AT_ONCE = 2**20, 4 * 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"{\\rtf",
    b"MZ",
    b"\x7fELF",
)
_HTML = re.compile(rb"^\s*(<!doctype html|<html|<head|<table|<meta|<body|<div|<style)", re.IGNORECASE)


def kind_of(path, limits=None):
    """ "xlsx", "xls", "ods" or "text"; raises FileRefused for whatever must not reach a parser."""
    limits = limits or Limits()
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("empty")
    with path.open("rb") as file:
        head = file.read(4096)
    is_plain = not head.startswith((_OLE, _ZIP))
    if size > (limits.plain_bytes if is_plain else limits.file_bytes):
        raise FileRefused("too_big", value=f"{size // 2**20} MB")
    if head.startswith(_OLE):
        return _ole(path, limits)
    if head.startswith(_ZIP):
        return _zip(path, limits)
    if head.startswith(_FOREIGN) or head.startswith(b"PK"):
        raise FileRefused("not_spreadsheet")
    return _text(head)


def _text(head):
    start = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(start):
        raise FileRefused("html")
    if start.lstrip().startswith(b"<"):
        raise FileRefused("unsupported", value="XML")
    if not start.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in head:
        raise FileRefused("not_spreadsheet")
    return "text"


def _ole(path, limits):
    """An old BIFF workbook, an encrypted xlsx, or a Word file: told apart by the names in its directory."""
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if _ENCRYPTED in tail + piece:
                raise FileRefused("encrypted")
            tail = piece[-64:]
    measure_binary(path, limits)
    return "xls"


class _Bounded(io.BufferedReader):
    """The directory of an archive is read at one go, at the size that it claims."""

    def read(self, size=-1):
        content = super().read(MOST_AT_ONCE + 1 if size is None or size < 0 else min(size, MOST_AT_ONCE + 1))
        if len(content) > MOST_AT_ONCE:
            raise FileRefused("bomb")
        return content


def _zip(path, limits):
    try:
        with _Bounded(path.open("rb", buffering=0)) as file, zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _refuse_odd_archive(archive, parts, limits)
            return _zip_kind(archive, parts, limits)
    except FileRefused:
        raise
    except (
        zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, NotImplementedError,
        OverflowError, RuntimeError,
    ):  # fmt: skip
        raise FileRefused("broken") from None


def _refuse_odd_archive(archive, parts, limits):
    """Whatever would let two programs see two different archives in one file, or one part under two names."""
    names = [plain_name(part) for part in parts]
    if len(names) > limits.parts or len(set(names)) != len(names):
        raise FileRefused("bomb")
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileRefused("encrypted")
    if any(
        ".." in name.split("/") or "\x00" in part.orig_filename
        for name, part in zip(names, parts, strict=True)
    ):
        raise FileRefused("hostile_xml")
    if b"PK\x05\x06" in archive.comment or any(part.compress_type not in _METHODS for part in parts):
        raise FileRefused("broken")
    if sum(part.file_size for part in parts) > limits.total_bytes:
        raise FileRefused("bomb")
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end or (end == 0 and part.header_offset):
            raise FileRefused("bomb")
        end = part.header_offset + 30 + part.compress_size
        if part.file_size > max(8 * PIECE, limits.ratio * part.compress_size):
            raise FileRefused("bomb")


def _zip_kind(archive, parts, limits):
    names = {plain_name(part): part for part in parts}
    if len({"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & set(names)) > 1:
        raise FileRefused("hostile_xml")  # two kinds of workbook in one file: the parser might take the other
    if "xl/workbook.xml" in names:
        measure_workbook(archive, parts, limits)
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise FileRefused("unsupported", value=".xlsb")
    if "mimetype" in names and _is_open_document(archive, names["mimetype"], limits):
        measure_document(archive, parts, limits)
        return "ods"
    raise FileRefused("not_spreadsheet")


def _is_open_document(archive, part, limits):
    return next(pieces(archive, part, limits), b"").startswith(
        b"application/vnd.oasis.opendocument.spreadsheet"
    )
