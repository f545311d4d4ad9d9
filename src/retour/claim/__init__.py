"""Claims: what a sentence about an automation says, what it proves, and what is missing."""
