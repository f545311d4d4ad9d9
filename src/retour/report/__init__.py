"""Report: the steering table, the page, the sheets; every figure said once, shown everywhere the same."""
