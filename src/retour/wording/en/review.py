"""Reviews: the grid, the sign-off, what moved, in English."""

TEXT = """
grid_title = Reviews of the quarter
"""
