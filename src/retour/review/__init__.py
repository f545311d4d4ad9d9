"""Reviews: what was signed, what moved since, when the next one is due, and how past forecasts did."""
