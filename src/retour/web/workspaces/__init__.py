"""Workspaces: who may do what where, by invitation; tokens; who changed what."""
