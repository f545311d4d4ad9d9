"""Verdict: keep, fix, extend, stop, measure more, question; planned: launch, pilot, do not launch."""

from retour.verdict.measurement import next_measurement
from retour.verdict.result import Decision, Measurement, Reason, Verdict
from retour.verdict.thresholds import Thresholds
from retour.verdict.verdict import verdict_of

__all__ = ["Decision", "Measurement", "Reason", "Thresholds", "Verdict", "next_measurement", "verdict_of"]
