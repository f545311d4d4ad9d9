"""Indicators over cases: rules, daily cells that add, series, and the dossier handed to the core."""
