from django.urls import path

from reports.views import advising, backtest, dashboard, field, flow, papers, reports, workflow

app_name = "reports"
urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("export/", dashboard.dashboard_export, name="dashboard_export"),
    path("numbers/<slug:name>/export/", dashboard.number_export, name="number_export"),
    path("numbers/<slug:name>/", dashboard.number, name="number"),
    path("silent/", field.silent, name="silent"),
    path("field-day/", field.field_day, name="field_day"),
    path("relapse-test/", backtest.relapse_test, name="relapse_test"),
    path("advising/", advising.advising, name="advising"),
    path("flow/", flow.flow, name="flow"),
    path("flow/indicators/", flow.indicators, name="flow_indicators"),
    path("flow/indicators/<int:number>/<slug:bucket>/", flow.indicator, name="flow_indicator"),
    path("flow/<slug:name>/", flow.flow_list, name="flow_list"),
    path("monthly/", reports.index, name="list"),
    path("monthly/make/", workflow.make, name="make"),
    path("monthly/<uuid:report_id>/", reports.report, name="report"),
    path("monthly/<uuid:report_id>/edit/", workflow.edit, name="edit"),
    path("monthly/<uuid:report_id>/check/", workflow.check, name="check"),
    path("monthly/<uuid:report_id>/sign/", workflow.sign, name="sign"),
    path("monthly/<uuid:report_id>/correct/", workflow.correct, name="correct"),
    path("monthly/<uuid:report_id>/papers/<slug:form>/", papers.paper, name="paper"),
    path(
        "monthly/<uuid:report_id>/deliveries/<int:delivery_id>/again/", workflow.send_again, name="send_again"
    ),
    path(
        "monthly/<uuid:report_id>/deliveries/<int:delivery_id>/acknowledge/",
        workflow.acknowledge,
        name="acknowledge",
    ),
]
