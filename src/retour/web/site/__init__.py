"""Site: every address of the server in one place."""
