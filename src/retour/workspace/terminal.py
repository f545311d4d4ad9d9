"""What the terminal says of whoever reads it."""

import os


def system_language() -> str:
    """French where the terminal is French, else English."""
    told = next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return "fr" if told.lower().startswith("fr") else "en"
