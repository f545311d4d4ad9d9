"""On the ground: cases read, field journal, fragility, in French."""

TEXT = """
title = Sur le terrain
"""
