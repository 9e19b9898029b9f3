"""Every hostile file is refused with a Thai sentence, at once, in little memory, and without a row having been read."""

import json
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from households.surveys.checking import check
from households.surveys.reading import open_book
from households.surveys.sentences import REFUSE_FILE, VERDICT_OF, FileRefused
from households.tests.survey_setup import older_form, places
from households.tests.workbooks.hostile import everything

HOSTILE = everything()
NAMED = {hostile.name: hostile for hostile in HOSTILE}
SECONDS, MEGABYTES = 2, 100


@pytest.fixture(scope="module")
def path_of():
    """Each is made once, and none is left behind: some are large."""
    with TemporaryDirectory() as folder:
        made = {}

        def path(hostile):
            if hostile.name not in made:
                made[hostile.name] = hostile.write(Path(folder))
            return made[hostile.name]

        yield path


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 60
    assert {hostile.code for hostile in HOSTILE} <= {
        code for code, verdict in VERDICT_OF.items() if verdict == REFUSE_FILE
    }


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.name)
def test_hostile_files_are_refused(path_of, hostile):
    path = path_of(hostile)
    rows, began = [], time.process_time()
    with pytest.raises(FileRefused) as refused:
        check(open_book(path).sheets, year=2562, form=older_form(), places=places(), each=rows.extend)
    assert time.process_time() - began < SECONDS
    assert refused.value.code == hostile.code
    assert "ส่ง" in str(refused.value) and "{" not in str(refused.value)
    assert rows == []


_WEIGH = """
import json, resource, sys
from households.surveys.reading import open_book
from households.tests.survey_setup import Read, older_form, places
from households.surveys.sentences import FileRefused

older_form(), places()
peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
before, grown = peak(), {}
for path in sys.argv[1:]:
    start = peak()
    try:
        Read(open_book(path).sheets, 2562)
    except FileRefused:
        grown[path] = peak() - start
print(json.dumps({"all": peak() - before, "refused": len(grown)}))
"""


def test_refusing_takes_little_memory(path_of):
    """One process refuses all that swell, one after another: its peak is the peak of the worst."""
    paths = [str(path_of(h)) for h in HOSTILE if h.code in ("bomb", "too_big", "open_quote", "no_header")]
    done = subprocess.run([sys.executable, "-c", _WEIGH, *paths], capture_output=True, text=True, check=True)
    weighed = json.loads(done.stdout)
    assert weighed["refused"] == len(paths) > 40
    assert weighed["all"] < MEGABYTES


_PARSE = """
import resource, sys
from python_calamine import CalamineWorkbook
resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))
book = CalamineWorkbook.from_path(sys.argv[1])
for name in book.sheet_names:
    book.get_sheet_by_name(name)
"""


@pytest.mark.parametrize(
    "name",
    [
        "cell_in_the_last_corner",
        "corner_on_another_line",
        "corner_behind_another_attribute",
        "corner_in_a_part_with_another_name",
        "one_long_text_in_every_cell",
        "document_of_a_thousand_million_spaces",
    ],
)
def test_without_the_measuring_the_parser_would_be_killed(path_of, name):
    """The control: what these files do to a parser that is allowed half a gigabyte."""
    path = path_of(NAMED[name])
    done = subprocess.run([sys.executable, "-c", _PARSE, str(path)], capture_output=True)
    assert done.returncode < 0
