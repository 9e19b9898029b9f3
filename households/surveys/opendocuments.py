"""An ods measured before a parser lays it out: a few letters there can stand for a thousand million cells or spaces."""

from xml.parsers import expat

from households.surveys.inflating import pieces
from households.surveys.measuring import plain_name
from households.surveys.sentences import FileRefused

MOST_BYTES = 250 * 2**20
MOST_TIMES = 2**40  # a number longer than any sheet needs is cut here, to be refused by what it multiplies


def measure_document(archive, parts, limits):
    names = {plain_name(part): part for part in parts}
    for part in parts:
        if part.file_size > MOST_BYTES:
            raise FileRefused("too_big", value=f"{part.file_size // 2**20} MB")
    if "meta-inf/manifest.xml" in names:
        manifest = b"".join(pieces(archive, names["meta-inf/manifest.xml"], limits))
        if b"encryption-data" in manifest:
            raise FileRefused("encrypted")
    if "content.xml" not in names:
        raise FileRefused("broken")
    for name in ("styles.xml", "settings.xml", "meta.xml", "content.xml"):
        if name in names:
            _walk(archive, names[name], limits)


def _walk(archive, part, limits):
    walker, parser = _Walker(limits), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = walker.start, walker.end
    parser.CharacterDataHandler = walker.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.XmlDeclHandler = _refuse_encoding
    parser.buffer_text = True
    try:
        for number, piece in enumerate(pieces(archive, part, limits)):
            if number == 0 and b"\x00" in piece[:200]:
                raise FileRefused("hostile_xml")
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise FileRefused("broken") from None


def _refuse_doctype(*_declaration):
    raise FileRefused("hostile_xml")


def _refuse_encoding(_version, encoding, _standalone):
    if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
        raise FileRefused("hostile_xml")


def _times(attributes, name):
    text = attributes.get(name, "1").strip()
    return (
        min(int(text), MOST_TIMES) if text.isascii() and text.isdecimal() and len(text) < 20 else MOST_TIMES
    )


class _Walker:
    """Rows and cells as they would be laid out. What is empty counts only where something follows."""

    def __init__(self, limits):
        self.limits = limits
        self.area = self.written = 0
        self.width = self.height = self.row_times = 0
        self.columns = self.last = self.cell_times = self.letters = self.row_letters = 0
        self.filled = False

    def start(self, name, attributes):
        if name == "table:table-cell" or name == "table:covered-table-cell":
            self.cell_times = _times(attributes, "table:number-columns-repeated")
            self.filled, self.letters = (
                "office:value-type" in attributes,
                len(attributes.get("office:string-value", "")),
            )
            if "table:formula" in attributes and not self.filled:
                raise FileRefused("formula_uncached", value="1")
        elif name == "table:table-row":
            self.row_times = _times(attributes, "table:number-rows-repeated")
            self.columns = self.last = self.row_letters = 0
        elif name == "text:s":
            self.letters += _times(attributes, "text:c")
            self._refuse_too_much_text()
        elif name == "table:table":
            self.width = self.height = 0
        elif name.rpartition(":")[2] in ("table-cell", "table-row") and name.partition(":")[0] != "table":
            raise FileRefused("hostile_xml")  # another prefix, which the parser would read as nothing

    def text(self, letters):
        self.letters += len(letters)
        self.filled = self.filled or not letters.isspace()

    def end(self, name):
        if name == "table:table-cell" or name == "table:covered-table-cell":
            self.columns += self.cell_times
            if self.filled:
                self.last = self.columns
                self.row_letters += self.letters * self.cell_times
                if self.last > self.limits.columns:
                    raise FileRefused("too_big", value=f"{self.last:,} คอลัมน์")
            self.filled, self.letters = False, 0
        elif name == "table:table-row":
            self._row()

    def _row(self):
        self.height += self.row_times
        if not self.last:
            return
        self.width = max(self.width, self.last)
        self.written += self.row_letters * self.row_times
        if self.height > self.limits.rows:
            raise FileRefused("too_big", value=f"{self.height:,} แถว")
        if self.area + self.width * self.height > self.limits.cells:
            raise FileRefused("too_big", value=f"{self.area + self.width * self.height:,} ช่อง")
        self._refuse_too_much_text()

    def _refuse_too_much_text(self):
        if self.written + self.letters > self.limits.text_bytes:
            raise FileRefused("bomb")
