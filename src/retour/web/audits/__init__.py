"""Reviews in the browser: the grid, the sign-off, what is planned, the calendar, what people saw."""
