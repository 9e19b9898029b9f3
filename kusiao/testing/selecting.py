"""What the second pass runs: what asks no database, and what a page looks like, is the same on every database. And a guard:
tests that shall stay together on one worker do."""

import pytest

DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


@pytest.fixture
def second_pass(request):
    """Whether another pass asks all that is the same on every database."""
    return request.config.getoption("--database-only")


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="leave out what no database changes")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def pytest_collection_finish(session):
    """The name of the group at the end of its address is all by which pytest-xdist knows it; pytest 9.2 lost it silently."""
    if not getattr(session.config.option, "loadgroup", False):
        return
    apart = [
        one.nodeid for one in session.items if one.get_closest_marker("xdist_group") and "@" not in one.nodeid
    ]
    if apart:
        raise pytest.UsageError(f"pytest-xdist does not keep together: {apart[:3]}")


def asks_a_database(item):
    if item.get_closest_marker("look"):
        return False
    own = any(item.get_closest_marker(name) for name in ("django_db", "drill", "browser"))
    return own or bool(DATABASE & set(getattr(item, "fixturenames", ())))
