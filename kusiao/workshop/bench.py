"""Runs every benchmark of kusiao.benchmarks: each is a module with measure() -> figures, ratios against a floor."""

import sys
from importlib import import_module

from kusiao import benchmarks
from kusiao.workshop import measurements


def main():
    for name in sys.argv[1:] or benchmarks.EVERY:
        module = import_module(f"kusiao.benchmarks.{name}")
        figures = module.measure()
        what = ", ".join([module.__doc__.strip().splitlines()[0], *filter(None, [figures.pop("of", "")])])
        measurements.record(what, **figures)
        print(
            what,
            *[f"  {name.replace('_', ' ')}: {value}" for name, value in figures.items()],
            sep="\n",
            flush=True,
        )
    measurements.write_page()


if __name__ == "__main__":
    main()
