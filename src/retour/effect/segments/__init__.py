"""Effects by kind of case (B2B or B2C): each drawn towards the others, so that the best is not too good."""
