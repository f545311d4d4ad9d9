"""What tests of every face share."""

import os

import pytest

from browser import chromium

LONGEST = (  # begun first, so that two processes end together
    "test_web_states.py",
    "test_engines_audit.py",
    "test_web_pages.py",
    "test_engines_agree.py",
    "test_durable_crash.py",
    "test_web_figures.py",
    "test_web_access.py",
    "test_effect_calibration.py",
    "test_report_honesty.py",
)
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps a loop in this thread


@pytest.fixture(scope="session")
def browser():
    """One browser for the session."""
    with chromium() as found:
        yield found


def pytest_collection_modifyitems(items):
    """Files that take minutes come first; the others stay in their order."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))
