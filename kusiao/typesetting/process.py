"""One paper in a process of its own: a JSON order on stdin, the PDF on stdout. Knows typst and nothing of Django."""

import json
import sys

import typst


def main():
    order = json.load(sys.stdin)
    made = typst.compile(
        order["source"],
        root=order["root"],
        font_paths=order["fonts"],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(order["paper"], ensure_ascii=False, sort_keys=True)},
        timestamp=order["timestamp"],
    )
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
