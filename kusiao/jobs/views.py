from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from . import ledger
from .models import Job


@require_http_methods(["GET", "POST"])
def progress(request, job_id):
    """How far a job is: a whole page, or only its bar for the script that redraws it. POST: try again."""
    job = get_object_or_404(Job.objects.seen_by(request.user), pk=job_id)
    if request.method == "POST":
        ledger.retry(job, by=request.user)
        return redirect("jobs:progress", job.pk)
    kind = ledger.kinds[job.kind]
    shown = {"job": job, "title": kind.title, "page": kind.page(job) if kind.page else ""}
    return render(
        request, "jobs/bar.html" if "HX-Request" in request.headers else "jobs/progress.html", shown
    )
