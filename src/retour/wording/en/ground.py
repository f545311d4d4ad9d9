"""On the ground: cases read, field journal, fragility, in English."""

TEXT = """
title = On the ground
"""
