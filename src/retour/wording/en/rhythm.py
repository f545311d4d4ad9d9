"""The calendar of reviews and readings: due, late, early, and why, in English."""

TEXT = """
title = Calendar
"""
