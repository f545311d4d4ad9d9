"""Voice: what teams and customers say, with the intervals that small samples deserve."""

from retour.voice.privacy import hidden_groups
from retour.voice.result import VoiceScore
from retour.voice.scores import scores_of
from retour.voice.wave import answer_problems

__all__ = ["VoiceScore", "answer_problems", "hidden_groups", "scores_of"]
