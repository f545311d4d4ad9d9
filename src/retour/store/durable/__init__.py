"""The durable log: what came through the door, kept for good: a hot tail in SQLite, Parquet under Delta."""
