"""Accounts: people, how they sign in, how often they may try."""
