"""Watch: silence, lost cases and late ones."""
