"""The pages of `web/pilot`."""

TEXT = """
title = Retour
"""
