"""Workspace: a folder becomes a dossier, a dossier becomes an assessment."""
