"""Intake: the first ten minutes, exports that come in, rejected rows, scenario files."""
