from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from households.actions.workbooks import download
from households.models import Subdistrict
from households.surveys import returned
from households.surveys.province import form_of
from households.surveys.sentences import FileRefused
from households.surveys.template import template as workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET"])
def findings(request, file_id):
    """The workbook that was sent, with what was found beside its rows."""
    file = get_object_or_404(request.user.survey_files, pk=file_id)
    try:
        is_text = returned.is_text(file)
        book = None if is_text else returned.workbook(file, by=request.user)
    except (FileRefused, OSError):
        messages.error(request, _("เปิดไฟล์ต้นฉบับไม่ได้ จึงทำไฟล์ข้อค้นพบไม่ได้ ส่งไฟล์ใหม่อีกครั้ง"))
        return redirect("households:survey_file", file.pk)
    download(file=file, by=request.user)
    name = f"findings-{file.year}-{str(file.pk)[:8]}"
    if is_text:
        answer = StreamingHttpResponse(returned.csv_lines(file), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return answer
    return FileResponse(book, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


@require_http_methods(["GET"])
def template(request, year):
    """An empty workbook for the form of that survey year."""
    try:
        form = form_of(year)
    except FileRefused:
        raise Http404 from None
    places = Subdistrict.objects.order_by("district__name_key", "name_key")
    content = workbook_of(form, list(places.values_list("district__name_th", "name_th")))
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="survey-template-{form.code}.xlsx"'
    return answer
