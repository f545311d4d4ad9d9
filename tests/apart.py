"""Coroutines on a thread of their own: the browser that some tests drive keeps a loop running on this one."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run_apart(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run it to its end."""
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, coroutine).result()
