"""Cells of a survey score: one cell a wave, from the answers."""

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from retour.events.answer import Answer
from retour.kpi.cells import Cells, day_number
from retour.register.indicator import Score

SCALE = 1000


def score_cells(answers: Iterable[Answer], automation: str, score: Score) -> Cells | None:
    """Cells of a score (thousandths of a point); an invited person without an answer is `missing`."""
    waves: defaultdict[int, list[float | None]] = defaultdict(list)
    for answer in answers:
        if answer.automation == automation and answer.item == score.item:
            waves[day_number(answer.wave)].append(answer.value)
    if not waves:
        return None
    days = sorted(waves)
    given = [[round(v * SCALE) for v in waves[d] if v is not None] for d in days]
    none = np.zeros(len(days), np.int64)
    return Cells(
        day=np.array(days, np.int64),
        segment=("",) * len(days),
        arm=("",) * len(days),
        n=np.array([len(g) for g in given], np.int64),
        total=np.array([sum(g) for g in given], np.int64),
        square=np.array([sum(v * v for v in g) for g in given], np.float64),
        pending=none,
        missing=np.array([sum(v is None for v in waves[d]) for d in days], np.int64),
        amount=none,
        amount_n=none,
        scale=float(SCALE),
    )
