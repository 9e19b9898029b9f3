"""The bytes of a report's papers: kept ones once it is signed, made on the spot before."""

from reports.models import ReportState
from reports.papers import kept, pdf, sheet
from reports.papers.document import document

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS = {"pdf": ("application/pdf", "pdf"), "xlsx": (XLSX, "xlsx"), "scan": ("", "")}


def bytes_of(report, form):
    if form == "scan":
        return kept.read(report.signed_scan)
    if report.state == ReportState.SIGNED:
        return kept.read(report.pdf_sha256 if form == "pdf" else report.xlsx_sha256)
    made = document(report)
    return pdf.pdf(made) if form == "pdf" else sheet.sheet(made)


def papers_of(report):
    """(PDF's sha256, workbook's sha256), kept on the disk: from now on these are the report."""
    made = document(report)
    return {"pdf_sha256": kept.keep(pdf.pdf(made)), "xlsx_sha256": kept.keep(sheet.sheet(made))}
