"""Papers that must not change any more, under the name of their own sha256."""

from kusiao import files

PLACE = "reports"


def folder():
    return files.folder(PLACE)


def keep(content):
    return files.keep(PLACE, content)


def read(name):
    return files.read(PLACE, name)
