"""The folders of a workspace that hold data, beside those that hold what is declared."""

DATA_FOLDERS = ("events", "runs", "answers", "readings", "scenarios")
