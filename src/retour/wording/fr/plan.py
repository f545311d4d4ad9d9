"""Before go-live: the eight questions, the promise card, how past forecasts did, in French."""

TEXT = """
title = Avant de lancer
"""
