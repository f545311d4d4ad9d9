"""Before go-live: the eight questions, the promise card, how past forecasts did, in English."""

TEXT = """
title = Before go-live
"""
