"""Friction: process delay, manual tasks and the process graph, before and after."""
