"""Treated and untreated cases where nobody drew lots."""
