"""What the second pass runs: a test that asks no database says the same on every database."""

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out tests that use no database")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def asks_a_database(item):
    own = any(item.get_closest_marker(name) for name in ("django_db", "drill", "browser"))
    return own or bool(DATABASE & set(getattr(item, "fixturenames", ())))
