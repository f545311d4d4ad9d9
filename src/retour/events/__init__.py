"""What happened: events, runs, answers and readings, each parsed into (values, problems)."""
