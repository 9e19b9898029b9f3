#!/usr/bin/env python
import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kusiao.settings")
    if os.environ.get("PRACTICE") == "1":
        from kusiao.workshop.practice import fill_environment

        fill_environment()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
