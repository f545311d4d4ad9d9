"""Voice: what teams and customers say, with the intervals that small samples deserve."""
