"""The one admin of the reference tables. Every save is written down in its own transaction, whether typed or imported; a
row on which history stands is never deleted. No case file is registered anywhere: those have their own pages and scope."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kusiao import audit
from kusiao.refusal import Refused
from kusiao.tables import importing
from kusiao.tables.reading import read
from kusiao.tables.writing import FORMS, write


class Audited(admin.ModelAdmin):
    """`noun`: the first half of the event's verb. `erasable`: nothing in the history points here. `posts`: for rows kept on
    another's page, the verbs (added, changed)."""

    noun = "reference"
    erasable = False
    posts = {}

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        act = "changed" if change else "added"
        audit.record(by=request.user, verb=f"{self.noun}.{act}", on=obj, fields=form.changed_data)

    @transaction.atomic
    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        added, changed = self.posts[formset.model]
        for row in formset.new_objects:
            audit.record(by=request.user, verb=added, on=row, fields=_given(formset, row))
        for row, fields in formset.changed_objects:
            audit.record(by=request.user, verb=changed, on=row, fields=fields)

    def has_delete_permission(self, request, obj=None):
        return self.erasable and super().has_delete_permission(request, obj)

    @transaction.atomic
    def delete_model(self, request, obj):
        audit.record(by=request.user, verb=f"{self.noun}.deleted", on=obj)
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        audit.record(by=request.user, verb=f"{self.noun}.deleted", on=list(queryset))
        super().delete_queryset(request, queryset)


def _given(formset, row):
    return next((form.changed_data for form in formset.forms if form.instance is row), [])


class Fixed(admin.ModelAdmin):
    """Comes with the program and is corrected there."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("ไฟล์ตาราง"), help_text=gettext_lazy("xlsx หรือ csv หัวตารางตามไฟล์ที่ส่งออกจากหน้านี้")
    )


class Imported(Audited):
    """A table that also comes from a file and goes out as one. `resource`: a TableResource."""

    resource = None
    change_list_template = "admin/tables/change_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        guard = self.admin_site.admin_view
        return [
            path("import/", guard(self.import_view), name=f"{name}_import"),
            path("export/<slug:form>/", guard(self.export_view), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def import_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form, table, shown = FileForm(request.POST or None, request.FILES or None), None, None
        refusal = ""
        try:
            if "kept" in request.POST:
                form = FileForm()
                table, fingerprint = importing.unsealed(request.POST["kept"], salt=self._salt(request))
                return self._taken(
                    request, importing.take(self.resource, table, fingerprint, by=request.user)
                )
            if form.is_valid():
                table = read(form.cleaned_data["file"], self.resource().heads)
        except Refused as refused:
            refusal = str(refused)
        if table is not None:
            shown = importing.rehearse(self.resource, table, by=request.user)
        return self._shown(request, form, table, shown, refusal)

    def _salt(self, request):
        return f"tables:{self.opts.label}:{request.user.pk}"

    def _taken(self, request, done):
        counts = done.counts
        messages.success(
            request,
            _("นำเข้าแล้ว เพิ่ม %(new)s แถว เปลี่ยน %(changed)s แถว")
            % {"new": counts[importing.NEW], "changed": counts[importing.CHANGED]},
        )
        return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _shown(self, request, form, table, shown, refusal):
        context = {
            **self.admin_site.each_context(request),
            "title": _("นำเข้า %(table)s") % {"table": self.opts.verbose_name_plural},
            "opts": self.opts,
            "form": form,
            "shown": shown,
            "refusal": refusal,
            "columns": [field.column_name for field in self.resource().get_import_fields()],
            "kept": shown
            and shown.may_be_taken
            and importing.sealed(table, shown.fingerprint, salt=self._salt(request)),
        }
        return TemplateResponse(request, "admin/tables/import.html", context)

    @transaction.atomic
    def export_view(self, request, form):
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form not in FORMS:
            raise Http404
        data = self.resource().export()
        purpose = _("%(form)s %(count)s แถว") % {"form": form, "count": f"{len(data):,}"}
        audit.record(by=request.user, verb="reference.exported", on=self.model, purpose=purpose)
        answer = HttpResponse(write(form, data.headers, data), content_type=FORMS[form])
        answer["Content-Disposition"] = f'attachment; filename="{self.opts.model_name}.{form}"'
        return answer
