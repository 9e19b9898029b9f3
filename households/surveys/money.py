"""The household's money and its place on the map: figures that are right or odd only beside each other."""

from households.bmn import income_per_person_year

SOURCES = ("income_main", "income_second", "income_other", "income_own_produce")
SPENDING = ("expenses", "debt_formal", "debt_fund", "debt_informal")
LITTLE, MUCH = (
    3_000,
    2_000_000,
)  # baht a person a year beyond which somebody mistook month, person or household
FAR = 0.45  # degrees; districts reach some 40 km from their centre


def read_money(row, found, layout, tell):
    """Sources, total and average into the row, in baht a year. The computed average wins over the stated one."""
    amounts = {
        name: _yearly(found.get(name), name in layout.monthly)
        for name in (*SOURCES, "income_total", "income_average")
    }
    for name in SOURCES:
        setattr(row, name, amounts[name])
    row.happiness = found.get("happiness")
    for name in SPENDING:
        setattr(row, name, _yearly(found.get(name), name in layout.monthly and name == "expenses"))
    stated_sources = [amounts[name] for name in SOURCES if amounts[name] is not None]
    summed = sum(stated_sources) if stated_sources else None
    total, stated = amounts["income_total"], amounts["income_average"]
    row.members = found.get("members")
    row.income_total = summed if total is None else total
    computed = income_per_person_year(row.income_total, row.members)
    row.average = stated if computed is None else computed
    where = layout.columns.get
    if None not in (summed, total) and summed != total:
        tell(row.row, where("income_total"), "income_sum_differs", str(total), computed=f"{summed:,}")
    if None not in (stated, computed) and abs(stated - computed) > 1:  # a sheet may round up
        _tell_other_average(row, stated, computed, where, tell)
    elif row.average is not None and (0 < row.average < LITTLE or row.average > MUCH):
        column = "income_average" if row.income_total is None else "income_total"
        tell(row.row, where(column), "income_outlier", str(row.average))


def _yearly(amount, monthly):
    return amount * 12 if monthly and amount is not None else amount


def _tell_other_average(row, stated, computed, where, tell):
    if _is_twelfth(computed, stated):
        tell(row.row, where("income_total"), "income_monthly_suspect", str(row.income_total))
    elif _is_twelfth(stated, computed):
        tell(row.row, where("income_average"), "income_monthly_suspect", str(stated))
    else:
        tell(row.row, where("income_average"), "average_differs", str(stated), computed=f"{computed:,}")


def _is_twelfth(one, other):
    return one > 0 and abs(one * 12 - other) * 20 <= other


def read_coordinates(row, found, layout, tell):
    latitude, longitude = found.get("latitude"), found.get("longitude")
    if latitude is None or longitude is None:
        return
    position = layout.columns.get("latitude")
    if not latitude or not longitude:
        tell(row.row, position, "coordinate_zero", str(latitude))
        return
    if latitude > 90 and abs(longitude) <= 90:
        tell(row.row, position, "coordinate_swapped", str(latitude))
        latitude, longitude = longitude, latitude
    if abs(latitude) > 90:
        tell(row.row, position, "coordinate_unreadable", str(latitude))
        return
    row.latitude, row.longitude = latitude, longitude
    if is_outside(latitude, longitude, row.place):
        tell(row.row, position, "coordinate_outside", f"{latitude}, {longitude}", district=row.place.district)


def is_outside(latitude, longitude, place):
    if place is None or place.latitude is None:
        return False
    return abs(latitude - place.latitude) > FAR or abs(longitude - place.longitude) > FAR
