"""The calendar of reviews and readings: due, late, early, and why, in French."""

TEXT = """
title = Calendrier
"""
