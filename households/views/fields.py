from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from households.exports import FieldList
from households.surveys import dictionary as known
from kusiao.tables.writing import FORMS, write


@require_http_methods(["GET"])
def dictionary(request):
    groups = [(_("ช่องของครัวเรือนและคน"), known.fields()), (_("ตัวชี้วัด จปฐ."), list(known.indicators()))]
    return render(request, "households/fields/list.html", {"groups": groups, "forms": list(FORMS)})


@require_safe
def dictionary_file(request, form):
    if form not in FORMS:
        raise Http404
    data = FieldList().export([*known.fields(), *known.indicators()])
    answer = HttpResponse(write(form, data.headers, data), content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="survey-fields.{form}"'
    return answer
