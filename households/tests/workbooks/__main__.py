"""python -m households.tests.workbooks FOLDER [legal] [hostile]"""

import sys
from pathlib import Path

from households.tests.workbooks import hostile, legal, make_all

folder, *kinds = sys.argv[1:] or ["."]
for path in make_all(folder):
    print(path)
for kind in kinds:
    into = Path(folder) / kind
    into.mkdir(exist_ok=True)
    for one in {"legal": legal, "hostile": hostile}[kind].everything():
        one.write(into)
        print(into / f"{one.name}.{one.ending}")
