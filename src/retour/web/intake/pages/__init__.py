"""Pages of what comes in, a file a subject."""
