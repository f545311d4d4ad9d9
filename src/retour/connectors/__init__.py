"""Connectors: one folder per source, each reading into (values, problems)."""
