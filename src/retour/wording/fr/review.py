"""Reviews: the grid, the sign-off, what moved, in French."""

TEXT = """
grid_title = Revues du trimestre
"""
