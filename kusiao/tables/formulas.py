"""Text that a spreadsheet would run instead of showing. An apostrophe in front makes it text; taking one away gives back
what was there, whatever it was."""

import re

# For every workbook that is written: what a person typed is never run, linked or turned into a number.
TEXT_STAYS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
# = + - @ | % with their full-width, small and mathematical forms, and what moves a cell or a line: tab, CR, LF.
DANGEROUS = "=+-@|%\t\r\n＝＋－＠｜％﹢﹣﹦﹪﹫−"
_BLANK = r"[ \u00a0\u2000-\u200f\u2060\u3000\ufeff]*"
_RUNS = re.compile(f"'*{_BLANK}[{re.escape(DANGEROUS)}]")


def escaped(text):
    return f"'{text}" if _RUNS.match(text) else text


def unescaped(text):
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text
