"""The pages of `web/intake`."""

TEXT = """
title = Retour
"""
