def test_the_cast_stands(somchai, malee, chair, pranee, outsider, district_chief, somchai_household):
    assert list(somchai.households) == [somchai_household]
    assert list(malee.households) == []
    assert list(chair.households) == [] and chair.roles == {"committee"}
    assert list(outsider.households) == []
    assert list(district_chief.households) == list(pranee.households) == [somchai_household]
