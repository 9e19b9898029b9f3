"""Text files that are none, or that cannot be cut into rows."""

from households.tests.workbooks.hostile import hostile, many
from households.tests.workbooks.hostile_documents import raw
from households.tests.workbooks.legal_containers import delimited
from households.tests.workbooks.villages import houses, table

_GOOD = delimited(table(houses(5)))


def _swallowing():
    """A quotation mark opened in one row and closed in the right place three rows on."""
    lines = _GOOD.splitlines()
    lines[1] = lines[1].replace("บ้านสมมุติ", '"บ้านสมมุติ')
    lines[4] = lines[4].replace(",พัฒนาได้", '",พัฒนาได้').replace(",สงเคราะห์", '",สงเคราะห์')
    return "\r\n".join(lines).encode()


many("csv", "empty", [("nothing", raw(b"")), ("spaces_and_newlines", raw(b"  \r\n \n\t\n"))])
many(
    "csv",
    "not_spreadsheet",
    [
        ("zero_bytes", raw(_GOOD.replace("นาย", "น\0าย").replace("นาง", "น\0าง").encode())),
        ("zero_bytes_far_down", raw(_GOOD.encode() + b"x,y\n" * 5_000 + b"a\0b\n")),
        ("zero_bytes_behind_a_mark", raw(b"\xef\xbb\xbf" + _GOOD.encode() + b"a\0b,c\n")),
        ("control_letters", raw(_GOOD.encode() + b"\x01\x02,\x03\n")),
        ("bytes_of_no_encoding", raw(b"\xff\x81\x8d,\xfd\n\x9b\xa0,\xfe\n")),
        ("latin_letters", raw("café,naïve,señor,überall\nà,é,ü,ö\n".encode("cp1252"))),
        ("a_sentence", raw("จดหมายถึงนายอำเภอ\n".encode())),
        ("a_key", raw(b"-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n")),
    ],
)
many(
    "csv",
    "no_header",
    [
        ("rows_without_a_header", raw("\r\n".join(_GOOD.splitlines()[1:]).encode())),
        ("another_table", raw("วันที่,รายการ,จำนวนเงิน\n1,ค่าน้ำ,300\n".encode())),
        ("header_beyond_fifteen_rows", raw(("เรื่อง,ที่\n" * 20 + _GOOD).encode())),
        ("letters_lost_for_good", raw(_GOOD.encode("ascii", "replace"))),
        ("letters_replaced_for_good", raw("".join("\ufffd" if ord(c) > 127 else c for c in _GOOD).encode())),
    ],
)
many(
    "csv",
    "mojibake",
    [("letters_of_another_code_page", raw(_GOOD.encode("cp874").decode("latin-1").encode()))],
)
many(
    "csv",
    "broken",
    [
        ("a_mark_and_then_another_encoding", raw(b"\xef\xbb\xbf" + _GOOD.encode("cp874"))),
        ("half_a_letter_at_the_end", raw(b"\xff\xfe" + _GOOD.encode("utf-16-le") + b"\x01")),
    ],
)
many(
    "csv",
    "open_quote",
    [
        ("a_quote_that_never_closes", raw(_GOOD.replace("บ้านสมมุติ", '"บ้านสมมุติ', 1).encode())),
        ("a_quote_that_closes_rows_later", raw(_swallowing())),
        ("a_quote_closed_in_mid_word", raw(_GOOD.replace("บ้านสมมุติ", '"บ้าน"สมมุติ', 1).encode())),
    ],
)


@hostile("csv", "too_big")
def one_line_of_twenty_four_megabytes(path):
    with path.open("wb") as file:
        for _piece in range(24):
            file.write("ก,ข,ค,ง,".encode() * 2**16)


@hostile("csv", "not_spreadsheet")
def one_word_of_thirty_megabytes(path):
    with path.open("wb") as file:
        for _piece in range(30):
            file.write(b"x" * 2**20)


@hostile("csv", "too_big")
def two_hundred_thousand_columns(path):
    path.write_bytes(_GOOD.encode() + b",1" * 200_000 + b"\n")


@hostile("csv", "too_big")
def a_file_of_a_gigabyte(path):
    """Sparse: it takes no room."""
    with path.open("wb") as file:
        file.seek(2**30)
        file.write(b"\n")
