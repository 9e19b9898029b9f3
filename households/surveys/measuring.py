"""The parts of an xlsx measured before a parser lays them out. A cheap count of bytes serves what spreadsheet programs
write; markup of another shape is walked element by element, because a parser understands that too."""

import re
from collections import Counter
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.parsers import expat

from households.surveys.inflating import PIECE, ahead, pieces
from households.surveys.sentences import FileRefused

MOST_ODD_ELEMENTS = 3_000_000  # walked at a million a second
MOST_MERGES = 200_000
LEAST_CELL = 12  # bytes
MOST_WORKBOOK_BYTES = 8 * PIECE

_ENTITY = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_ENCODING = re.compile(
    rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"'])(?!us-ascii[\"'])", re.IGNORECASE
)
# The letter comes first and is looked back upon: the search for one letter is many times faster than for a class.
_COLUMN = re.compile(rb"r(?<![\w:.\-]r)\s*=\s*[\"']\s*([A-Za-z]{1,7})[0-9]")
_FAR_ROW = re.compile(rb"r(?<![\w:.\-]r)\s*=\s*[\"'][\s+]*[A-Za-z]{0,7}([0-9]{4,40})")  # nearer ones are few
_ROW_OF_CELL = re.compile(rb"r\s*=\s*[\"'][\s+]*([0-9]{1,40})")  # of capitals nothing is left here
_AGAIN = re.compile(rb"r(?<![\w:.\-]r)\s*=\s*[\"']")
_CAPITALS, _DIGITS = bytes(range(65, 91)), b"0123456789"
_NO_CELL = (b"o", b"f", b"u", b"e")  # cols, cfRule, customSheetViews, cellWatches and their like
_PREFIXED = re.compile(rb"<[^\s<>/!?]{1,300}:(?:c|row)[\s/>]")
_GROWN = re.compile(
    rb"<(?:[A-Z]+c|(?!row)[A-Z]*r[A-Z]*o[A-Z]*w)"
)  # a cell or a row, once its capitals are left out
_UNCACHED = re.compile(rb"<f [^<>]*/></c>")
_TEXT_CELL = re.compile(rb"t=\"s\"[^<>]*><v>([0-9]{1,9})</v>")
# A sheet of these holds nothing that is read; Power Query keeps UTF-16 there.
UNREAD = ("customxml/", "docprops/")


@dataclass
class Measure:
    size: int = 0
    is_sheet: bool = False
    cells: int = 0
    last_row: int = 0
    columns: set = field(default_factory=set)
    is_odd: bool = False
    longest: int = 0  # the longest of the shared strings
    uncached: int = 0
    merges: int = 0
    row: int = 0

    @property
    def width(self):
        return max(map(column_number, self.columns), default=0)


def column_number(letters):
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def plain_name(part):
    """As the parser compares names."""
    return part.filename.replace("\\", "/").lower()


def measure_workbook(archive, parts, limits):
    total = area = cells = 0
    strings, longest, sheets = None, 0, []
    for part in parts:
        _refuse_a_crowd(archive, part, limits)
        measure = _measure_part(archive, part, limits)
        total += measure.size
        if total > limits.total_bytes:
            raise FileRefused("bomb")
        if plain_name(part) == "xl/sharedstrings.xml":
            strings, longest = part, measure.longest
        if measure.is_sheet:
            sheets.append(part)
            cells += measure.cells
            area += _area(archive, part, measure, limits)
            if measure.uncached:
                raise FileRefused("formula_uncached", value=f"{measure.uncached:,}")
        if area > limits.cells:
            raise FileRefused("too_big", value=f"{area:,} ช่อง")
    _sheets_are_distinct(archive, parts, limits)
    if longest * cells > limits.text_bytes:
        _repeated_text(archive, strings, sheets, limits)


def _measure_part(archive, part, limits):
    measure, carried = Measure(), b""
    name = plain_name(part)
    is_xml = name.endswith((".xml", ".rels", ".vml")) and not name.startswith(UNREAD)
    gap = 0
    for piece in ahead(pieces(archive, part, limits)):
        if measure.size == 0:
            is_xml = is_xml or (_begins_with_tag(piece) and not name.startswith(UNREAD))
            if is_xml:
                _refuse_odd_encoding(piece)
        measure.size += len(piece)
        chunk = carried + piece
        measure.is_sheet = measure.is_sheet or b"sheetData" in chunk
        if not (is_xml or measure.is_sheet):
            carried = piece[-20:]
            continue
        cut = chunk.rfind(b"<")
        if cut < len(chunk) - PIECE:
            raise FileRefused("bomb")  # a million letters without a tag
        chunk, carried = (chunk[:cut], chunk[cut:]) if cut > 0 else (chunk, b"")
        gap = _read_chunk(chunk, measure, gap, limits)
    if carried and (is_xml or measure.is_sheet):
        _read_chunk(carried, measure, gap, limits)
    return measure


def _refuse_a_crowd(archive, part, limits):
    """Far too many cells are known by their beginning, and then counted alone, several times faster."""
    if part.file_size <= LEAST_CELL * limits.cells:
        return
    cells = 0
    for number, piece in enumerate(pieces(archive, part, limits)):
        cells += piece.count(b"<c ")
        if number == 0 and cells * part.file_size < limits.cells * len(piece):
            return
        if cells > limits.cells:
            raise FileRefused("too_big", value=f"{cells:,} ช่อง")


def _begins_with_tag(piece):
    return piece[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _refuse_odd_encoding(start):
    """A DOCTYPE in UTF-16 would pass every search for one; Excel itself writes nothing but UTF-8."""
    if (
        start.startswith((b"\xff\xfe", b"\xfe\xff"))
        or b"\x00" in start[:8]
        or _OTHER_ENCODING.search(start[:400])
    ):
        raise FileRefused("hostile_xml")


def _read_chunk(chunk, measure, gap, limits):
    """`chunk` ends where a tag begins. Returns the bytes since the last shared string began."""
    if _ENTITY.search(chunk):
        raise FileRefused("hostile_xml")
    if not measure.is_sheet:
        first, *others = map(len, chunk.split(b"<si"))
        measure.longest = max(measure.longest, gap + first, *others)
        return others[-1] if others else gap + first
    _read_cells(chunk, measure)
    if measure.cells > limits.cells:
        raise FileRefused("too_big", value=f"{measure.cells:,} ช่อง")
    if measure.merges > MOST_MERGES:
        raise FileRefused("bomb")
    return 0


def _read_cells(chunk, measure):
    """Without their digits most rows are the same letters as another, and so are the cells of a column: few are left to be
    looked at. What does not stand in those few stands nowhere."""
    rows = (bare := chunk.translate(None, _DIGITS)).split(b"<row")
    alike = {row: row.count(b"<c") for row in set(rows)}
    few = len(alike) * 3 <= len(rows)
    seen = b"<row".join(alike) if few else bare
    if _GROWN.search(seen) or ((b":c" in seen or b":row" in seen) and _PREFIXED.search(chunk)):
        measure.is_odd = True
    if b"<f" in seen:
        measure.uncached += chunk.count(b"</f></c>") + (
            len(_UNCACHED.findall(chunk)) if b"/></c>" in chunk else 0
        )
    if b"mergeCell " in seen:
        measure.merges += chunk.count(b"mergeCell ")
    cells = [alike[row] for row in rows]
    measure.cells += sum(cells)
    _read_columns(chunk, seen, measure, few=few)
    _read_rows(chunk, cells, measure)


def _read_columns(chunk, seen, measure, *, few):
    _before, *cells = seen.split(b"<c")
    shapes = set(cells)
    if not few and len(shapes) * 3 > len(cells):
        _search(chunk, cells, measure)
        return
    for shape in shapes:
        if shape.startswith(_NO_CELL):
            continue
        column = shape[4 : shape.find(b'"', 4)]
        if not (shape.startswith(b' r="') and column.isalpha() and column.isupper()):
            measure.is_odd = True
        elif _AGAIN.search(shape.partition(b"<row")[0], 4):
            measure.is_odd = True  # the last of several addresses is the one that counts
        else:
            measure.columns.add(column)


def _search(chunk, cells, measure):
    """Text inside the cells makes each another: then a search for the addresses is faster."""
    usual = chunk.count(b'<c r="') + sum(cell.startswith(_NO_CELL) for cell in cells)
    measure.is_odd |= usual != len(cells)
    measure.columns.update(_COLUMN.findall(chunk))
    measure.last_row = max(measure.last_row, *map(int, set(_FAR_ROW.findall(chunk))), 0)


def _read_rows(chunk, cells, measure):
    """In every row its cells, so many as `cells` says, must bear its number; where one does not, the numbers are read one by
    one."""
    rows, number = chunk.translate(None, _CAPITALS).split(b"<row"), b"%d" % measure.row
    if len(rows) != len(cells):
        measure.is_odd = True  # a tag became a row when its digits were left out
        return
    for at, (row, count) in enumerate(zip(rows, cells, strict=True)):
        if at and not row.startswith(b"reaks"):
            number = row[4 : row.find(b'"', 4)]
            if not (row.startswith(b' r="') and number.isdigit() and len(number) < 40):
                measure.is_odd = True
                return
        if count != row.count(b'<c r="' + number + b'"'):
            others = [int(other) for other in _ROW_OF_CELL.findall(row)]
            measure.last_row = max(measure.last_row, *others, 0)
        measure.row = int(number)
        measure.last_row = max(measure.last_row, measure.row)


def _area(archive, part, measure, limits):
    """One cell at XFD1048576 makes a parser lay out 17 thousand million: the rectangle counts, not the cells."""
    width, height, cells = measure.width, measure.last_row, measure.cells
    if measure.is_odd:
        width, height, cells = _walk(archive, part, limits)
    _refuse_far(width, height, limits)
    return max(cells, width * height)


def _refuse_far(width, height, limits):
    if width > limits.columns or height > limits.rows:
        raise FileRefused("too_big", value=f"{width:,} คอลัมน์ × {height:,} แถว")


# --- markup of another shape: prefixes, cells without an address, attributes in another order --------------------


class _Walker:
    def __init__(self, limits):
        self.limits, self.elements = limits, 0
        self.width = self.height = self.cells = self.row = self.column = 0

    def start(self, name, attributes):
        self.elements += 1
        if self.elements > MOST_ODD_ELEMENTS:
            raise FileRefused("too_big", value=f"{self.elements:,} ช่อง")
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = _whole(attributes.get("r"), self.row + 1)
            self.column = 0
        elif name == "c":
            self.cells += 1
            match = re.fullmatch(r"\s*([A-Za-z]{1,7})([0-9]{1,40})\s*", attributes.get("r", ""))
            self.column = column_number(match[1].encode()) if match else self.column + 1
            self.row = max(self.row, int(match[2])) if match else max(self.row, 1)
            self.width = max(self.width, self.column)
        else:
            return
        self.height = max(self.height, self.row)
        _refuse_far(self.width, self.height, self.limits)
        if self.width * self.height > self.limits.cells:
            raise FileRefused("too_big", value=f"{self.width * self.height:,} ช่อง")


def _whole(text, otherwise):
    return int(text) if text and text.strip().isdecimal() and len(text) < 40 else otherwise


def _walk(archive, part, limits):
    walker, parser = _Walker(limits), expat.ParserCreate()
    parser.StartElementHandler = walker.start
    try:
        for piece in pieces(archive, part, limits):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise FileRefused("broken") from None
    return walker.width, walker.height, walker.cells


# --- what makes little much: one part under many names, one text in many cells -----------------------------------


def _sheets_are_distinct(archive, parts, limits):
    names = {plain_name(part): part for part in parts}
    book, rels = names.get("xl/workbook.xml"), names.get("xl/_rels/workbook.xml.rels")
    if book is None or rels is None:
        raise FileRefused("broken")
    sheets = [
        element.attrib for element in _elements(archive, book, limits) if _local(element.tag) == "sheet"
    ]
    targets = {
        element.get("Id"): (element.get("Target") or "").replace("\\", "/").lower().removeprefix("/xl/")
        for element in _elements(archive, rels, limits)
    }
    used = [
        targets.get(value)
        for attributes in sheets
        for name, value in attributes.items()
        if name.startswith("{") and _local(name) == "id"
    ]
    titles = [attributes.get("name", "").casefold() for attributes in sheets]
    if len(set(used)) != len(used) or len(set(titles)) != len(titles):
        raise FileRefused("bomb")


def _elements(archive, part, limits):
    if part.file_size > MOST_WORKBOOK_BYTES:
        raise FileRefused("bomb")
    try:
        content = b"".join(pieces(archive, part, limits))
        return ElementTree.fromstring(content).iter()  # noqa: S314 - a DOCTYPE does not come this far
    except ElementTree.ParseError:
        raise FileRefused("broken") from None


def _local(tag):
    return tag.rpartition("}")[2]


def _repeated_text(archive, strings, sheets, limits):
    """Counted exactly only where the longest text in every cell would be too much."""
    content = b"".join(pieces(archive, strings, limits))
    lengths = [len(text) for text in re.split(rb"<si[\s/>]", content)[1:]]
    if not lengths:
        raise FileRefused("bomb")  # under a prefix nobody writes
    total = 0
    for sheet in sheets:
        rest = b""
        for piece in pieces(archive, sheet, limits):
            window = rest + piece
            cut = window.rfind(b"<c")
            window, rest = window[: max(cut, 0)], window[max(cut, 0) :][-PIECE:]
            used = Counter(_TEXT_CELL.findall(window))
            total += sum(
                lengths[int(index)] * count for index, count in used.items() if int(index) < len(lengths)
            )
            if total > limits.text_bytes:
                raise FileRefused("bomb")
