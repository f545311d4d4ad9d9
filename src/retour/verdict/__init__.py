"""Verdict: keep, fix, extend, stop, measure more, question; planned: launch, pilot, do not launch."""
