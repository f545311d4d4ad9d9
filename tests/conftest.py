"""What tests of every face share."""

import pytest

from browser import chromium


@pytest.fixture(scope="session")
def browser():
    """One browser for the session."""
    with chromium() as found:
        yield found
