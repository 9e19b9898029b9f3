from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kusiao.refusal import Refused
from officers.actions import arrivals
from officers.gaps import is_missing


@require_http_methods(["POST"])
def gap_close(request, device, number):
    """Only his own: another's number is no gap of his."""
    if not is_missing(request.user, device, number):
        raise Http404
    try:
        arrivals.give_up(device=device, number=number, by=request.user)
        messages.success(request, _("รับทราบแล้ว ถ้ามีการเยี่ยมที่ยังไม่ได้บันทึก บันทึกใหม่ได้จากปุ่มบันทึกเยี่ยม"))
    except Refused as refused:
        messages.warning(request, str(refused))
    return redirect("officers:mine")
