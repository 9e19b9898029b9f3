from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.figures import backtest as figures


@require_safe
def relapse_test(request):
    pairs = figures.pairs()
    asked = request.GET.get("after", "")
    chosen = next((pair for pair in pairs if str(pair[1]) == asked), pairs[0] if pairs else None)
    found = figures.back_test(*chosen) if chosen else None
    return render(request, "reports/backtest.html", {"pairs": pairs, "chosen": chosen, "found": found})
