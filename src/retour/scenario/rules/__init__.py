"""The rules of the lint, one file a family of weak points."""
