from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pytest

from retour.effect import effects_of
from retour.effect.result import Effect, Rule
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier
from retour.quantity import Better, Span, Text
from retour.register.automation import Automation, Rollout, RolloutKind
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Register

DAY = 86_400
GO_LIVE = date(2026, 5, 11)
SIGNED = Indicator(
    key="signed",
    name=Text.same("signed"),
    measure=Rate(of="quote", reaching="signed", by=Span(seconds=10 * DAY)),
    better=Better.HIGHER,
    main=True,
    guardrails=("complaint",),
)
COMPLAINT = replace(SIGNED, key="complaint", better=Better.LOWER, main=False, guardrails=())


def cells(days: list[date], n: list[int], total: list[int], **columns: object) -> Cells:
    """Cells of a rate (or of integer sums): one line a day and arm."""
    zeros = np.zeros(len(days), dtype=np.int64)
    filled = {
        "segment": ("",) * len(days),
        "arm": ("",) * len(days),
        "square": np.array(total, dtype=np.float64),
        "pending": zeros,
        "missing": zeros,
    } | columns
    return Cells(
        day=np.array([day_number(d) for d in days]),
        n=np.array(n, dtype=np.int64),
        total=np.array(total, dtype=np.int64),
        amount=zeros,
        amount_n=zeros,
        **filled,  # type: ignore[arg-type]
    )


def drawn(
    share: Callable[[date], float],
    *,
    start: date,
    end: date,
    per_day: float = 20,
    seed: int = 0,
    arm: str = "",
) -> Cells:
    """Cells of a simulated rate: Poisson cases a day, each a success with probability `share(day)`."""
    rng = np.random.default_rng(seed)
    days = [start + timedelta(days=i) for i in range((end - start).days)]
    n = rng.poisson(per_day, len(days))
    total = rng.binomial(n, [share(d) for d in days])
    return cells(days, n.tolist(), total.tolist(), arm=(arm,) * len(days))


def joined(one: Cells, two: Cells) -> Cells:
    """Two sets of cells, one after the other."""
    arrays = {
        name: np.concatenate([getattr(one, name), getattr(two, name)])
        for name in ("day", "n", "total", "square", "pending", "missing", "amount", "amount_n")
    }
    return Cells(segment=one.segment + two.segment, arm=one.arm + two.arm, **arrays)


def automation(**said: object) -> Automation:
    """A quote follow-up that went live on one date."""
    plain = {
        "key": "follow-up",
        "name": Text.same("Follow-up"),
        "process": "quote",
        "rollout": Rollout(kind=RolloutKind.DATE, at=GO_LIVE),
        "indicators": (SIGNED, COMPLAINT),
    }
    return Automation(**(plain | said))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Asked:
    """What `effects_of` answered, by version."""

    effects: tuple[Effect, ...]

    def of(self, version: str, indicator: str = "signed") -> Effect:
        return next(e for e in self.effects if (e.version, e.indicator) == (version, indicator))

    def rule(self, code: str, version: str = "all") -> Rule:
        return next(r for r in self.of(version).rules if r.code == code)


def asked(subject: Automation, today: date, found: dict[str, Cells], **dossier: object) -> Asked:
    """Ask about an automation whose indicators have these cells."""
    register = dossier.pop("register", None) or Register(name="Firm", automations=(subject,))
    keyed = {(subject.key, key): value for key, value in found.items()}
    made = Dossier(register=register, cells=keyed, **dossier)  # type: ignore[arg-type]
    return Asked(effects_of(subject, made, today=today, rng=np.random.default_rng(1)))


@pytest.fixture
def firm() -> object:
    """The builders above, in one place."""

    class Firm:
        go_live = GO_LIVE
        signed = SIGNED
        complaint = COMPLAINT
        cells = staticmethod(cells)
        drawn = staticmethod(drawn)
        joined = staticmethod(joined)
        automation = staticmethod(automation)
        asked = staticmethod(asked)

    return Firm
