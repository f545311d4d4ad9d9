"""Editing: the register by forms, with the same rules as its files, and the settings."""
