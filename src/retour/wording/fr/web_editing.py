"""The pages of `web/editing`."""

TEXT = """
title = Retour
"""
