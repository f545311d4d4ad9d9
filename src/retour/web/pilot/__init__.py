"""Pilot: the home page, the sheets, the explanations, what is exported and forwarded."""
