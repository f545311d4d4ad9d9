"""Scenario files of automation tools, read into scenarios."""
