from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from officers.actions import people
from officers.forms.accounts import AccountForm
from officers.forms.homes import as_it_stands


@require_http_methods(["GET", "POST"])
def account(request):
    person = request.user
    stands = {"email": person.email, "weekly_digest": person.weekly_digest, **as_it_stands(person)}
    form = AccountForm(request.POST if request.method == "POST" else None, initial=stands)
    if form.is_valid():
        people.choose(by=person, **form.cleaned_data)
        messages.success(request, _("บันทึกแล้ว"))
        return redirect("officers:account")
    return render(request, "officers/people/account.html", {"form": form})
