"""Invitation slips, six on a sheet to be cut apart. Each code stands on paper only."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kusiao.thai import format_datetime
from kusiao.typesetting import typeset

TEMPLATE = Path(__file__).resolve().parent / "slips.typ"


def sheet(made, address):
    """`made`: (invitation, code) of each."""
    slips = [
        {
            "name": str(slip.officer),
            "position": slip.officer.position,
            "agency": str(slip.officer.agency or ""),
            "username": slip.officer.username,
            "code": code,
            "until": format_datetime(slip.expires_at),
        }
        for slip, code in made
    ]
    paper = {"address": address, "slips": slips, "mark": "ข้อมูลสมมุติ" if settings.PRACTICE else ""}
    return typeset(TEMPLATE, paper, int(timezone.now().timestamp()))
