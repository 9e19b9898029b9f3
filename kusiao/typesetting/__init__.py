"""Paper: the one place that speaks to typst, through a process of its own that can be ended when it hangs."""

import json
import subprocess
import sys

from django.conf import settings

FONTS = settings.BASE_DIR / "node_modules" / "@expo-google-fonts" / "sarabun"
LONGEST = 60  # seconds; a thousand rows take two


class PaperFailed(Exception):
    pass


def typeset(template, paper, timestamp):
    """The bytes of the PDF. `template`: a .typ file that reads `paper`, plain values; the same give the same bytes."""
    if not FONTS.is_dir():
        raise PaperFailed("The Sarabun fonts are not there: run `make setup`.")
    order = {
        "source": str(template),
        "root": str(template.parent),
        "fonts": [str(FONTS / "400Regular"), str(FONTS / "700Bold")],
        "paper": paper,
        "timestamp": timestamp,
    }
    return _made(json.dumps(order, ensure_ascii=False).encode())


def _made(order):
    command = [sys.executable, "-m", "kusiao.typesetting.process"]
    try:
        done = subprocess.run(  # noqa: S603
            command, input=order, capture_output=True, cwd=settings.BASE_DIR, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired as hung:
        raise PaperFailed("typst did not finish in time") from hung
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        # Only the last line: a diagnostic may quote the paper.
        raise PaperFailed(f"typst ended with {done.returncode}")
    return done.stdout
