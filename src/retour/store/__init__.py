"""Store: the append-only event log and its engine."""
