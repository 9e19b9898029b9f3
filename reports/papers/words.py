"""The words of the papers: one place, so that page, sheet and PDF say the same."""

from households.models import EndReason, LifeStep, Track
from reports.figures.standing import UNCLASSIFIED

NOT_MEASURED = "ยังไม่วัด"
COUNTED_LATER = "นับครั้งหลัง"
TRACKS = {code: str(label) for code, label in Track.choices} | {UNCLASSIFIED: "ยังไม่จำแนก"}
STANDINGS = {code: str(label) for code, label in EndReason.choices} | {
    "watch": "พ้นเกณฑ์ เฝ้าระวัง",
    "remaining": "คงเหลือ",
}
STEPS = {0: "-"} | {number: f"{number} {label}" for number, label in LifeStep.choices}
