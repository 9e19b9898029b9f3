"""What the second pass runs: what asks no database, and what a page looks like, is the same on every database."""

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out what no database changes")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def asks_a_database(item):
    if item.get_closest_marker("look"):
        return False
    own = any(item.get_closest_marker(name) for name in ("django_db", "drill", "browser"))
    return own or bool(DATABASE & set(getattr(item, "fixturenames", ())))
