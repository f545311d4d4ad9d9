"""What tests of every face share."""

import os

import pytest

from browser import chromium

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps a loop in this thread


@pytest.fixture(scope="session")
def browser():
    """One browser for the session."""
    with chromium() as found:
        yield found
