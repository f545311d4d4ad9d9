"""A plausible firm: quote reminders live since January 2026, audited on 1 September 2026."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import numpy as np
import pytest

from retour.audit import Evidence
from retour.effect.result import Design, Effect, SegmentEffect, Segments
from retour.friction.result import BeforeAfter, Friction
from retour.kpi.cells import Cells, day_number
from retour.kpi.dossier import Dossier, Flow
from retour.quantity import Better, Estimate, Grade, Span, Text, Unknown
from retour.register.automation import Automation, FollowUp, Legal, Rollout, RolloutKind
from retour.register.indicator import Indicator, Rate
from retour.register.workspace import Objective, Register
from retour.watch.result import Silence, Watched
from retour.worth.result import Information, Worth

TODAY, LIVE = date(2026, 9, 1), date(2026, 1, 5)
NAME = Text.same("x")
UNKNOWN = Unknown("not_said")
NOBODY = BeforeAfter(before=UNKNOWN, after=UNKNOWN)


def rate(key: str, better: Better, **more: object) -> Indicator:
    measure = Rate(of="sent", reaching=key, by=Span(seconds=37 * 86_400))
    return Indicator(key=key, name=NAME, measure=measure, better=better, **more)  # type: ignore[arg-type]


def daily_cells(first: date, days: int, n: int, share: Callable[[int], float], arm: str = "") -> Cells:
    zeros = np.zeros(days, np.int64)
    total = np.array([round(n * share(i)) for i in range(days)], np.int64)
    return Cells(
        day=np.arange(day_number(first), day_number(first) + days),
        segment=("",) * days,
        arm=(arm,) * days,
        n=np.full(days, n, np.int64),
        total=total,
        square=total.astype(float),
        pending=zeros,
        missing=zeros,
        amount=zeros,
        amount_n=zeros,
    )


def by_kind(*kinds: SegmentEffect) -> Segments:
    """Effects by kind of case, as `retour.effect.segments` hands them over."""
    return Segments(segments=kinds, spread=0.05, alike_p=0.001, opposite=False)


def kind(
    name: str, value: float, half: float, n: int, grade: Grade = Grade.B, *, found: bool = True
) -> SegmentEffect:
    shown = Estimate(value, value - half, value + half)
    return SegmentEffect(segment=name, raw=shown, shrunk=shown, n=n, discovered=found, grade=grade)


def knowing(code: str, value: float) -> Information:
    """An input whose perfect knowledge is worth `value` to a choice that is even today."""
    return Information(code=code, means=(-2 * value, 2 * value), weights=(0.5, 0.5))


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def effect() -> Callable[..., Effect]:
    def build(
        indicator: str, value: float | None, half: float = 0.0, grade: Grade = Grade.A, **more: object
    ) -> Effect:
        known = value is not None
        return Effect(
            automation="follow-up",
            indicator=indicator,
            version="all",
            design=Design.RANDOMISED if known else Design.REFUSED,
            estimate=Estimate(value, value - half, value + half) if known else Unknown("too_early"),
            grade=grade,
            **more,  # type: ignore[arg-type]
        )

    return build


@pytest.fixture
def evidence() -> Callable[..., Evidence]:
    """Evidence from parts: automation fields, `dossier` fields, then Evidence fields."""

    def build(
        *,
        automation: dict[str, object] | None = None,
        dossier: dict[str, object] | None = None,
        **parts: object,
    ) -> Evidence:
        main = rate(
            "signed",
            Better.HIGHER,
            main=True,
            target=0.25,
            guardrails=("unsubscribed",),
            smallest_effect=0.02,
        )
        guard = rate("unsubscribed", Better.LOWER, margin=0.01)
        base = Automation(
            key="follow-up",
            name=NAME,
            process="quote",
            objective="sign",
            owner="lea",
            follow_up=FollowUp.MONTHLY,
            rollout=Rollout(kind=RolloutKind.DATE, at=LIVE),
            indicators=(main, guard),
            segments=("client",),
            maintainers=2,
            legal=Legal(basis_recorded=True),
        )
        register = Register(
            name="firm", objectives=(Objective(key="sign", name=NAME, reviewed=date(2026, 3, 1)),)
        )
        last = datetime(2026, 8, 31, tzinfo=UTC)
        filled: dict[str, object] = {
            "register": register,
            "watermark": {"quote": last},
            "flows": {"follow-up": Flow(last=last, daily={day_number(TODAY) - i: 2 for i in range(1, 230)})},
            "cases_per_day": {"quote": {day_number(TODAY) - i: 4 for i in range(1, 400)}},
            "attribute_coverage": {("quote", "client"): 0.95},
            "cells": {
                ("follow-up", "signed"): daily_cells(date(2025, 10, 1), 330, 4, lambda i: (i % 4) / 4),
                ("follow-up", "unsubscribed"): daily_cells(date(2025, 10, 1), 330, 4, lambda _: 0.0),
            },
        }
        given: dict[str, object] = {
            "watched": Watched(
                silence=Silence(since=last, silent=False),
                reconciliations=(),
                health=None,
                lost_total=None,
                completeness=Unknown("no_rule"),
            ),
            "friction": Friction(manual_tasks=NOBODY, minutes=NOBODY, delays=(), cost_per_case=NOBODY),
            "effects": (),
            "worth": Worth(
                lines=(),
                net=UNKNOWN,
                cash=UNKNOWN,
                capacity=UNKNOWN,
                running_cost=UNKNOWN,
                grade=Grade.E,
                hours=UNKNOWN,
                fte=UNKNOWN,
                p_positive=None,
            ),
        }
        return Evidence(
            automation=replace(base, **(automation or {})),  # type: ignore[arg-type]
            dossier=Dossier(**{**filled, **(dossier or {})}),  # type: ignore[arg-type]
            **{**given, **parts},  # type: ignore[arg-type]
        )

    return build
