"""Wording: French and English sentences, money, dates and durations, for every face."""
