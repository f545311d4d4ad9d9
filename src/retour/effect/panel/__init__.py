"""Units switched on at different dates, or a few treated units among others."""
