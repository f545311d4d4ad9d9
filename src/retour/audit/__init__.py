"""AMOR: twenty checks, four letters, each answered by evidence."""
