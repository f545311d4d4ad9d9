"""Synthetic assessments built from the real dataclasses: a good, a losing, an unknown and a planned one."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import numpy as np

from retour.assessment.result import Assessment, Sheet, Totals
from retour.audit.result import Audit, Check, Letter, LetterScore
from retour.audit.result import Status as CheckStatus
from retour.claim.result import Finding, Term
from retour.effect.result import Design, Effect, Path, Rule
from retour.events.answer import Audience
from retour.events.columns import Guess, SourceReport
from retour.friction.result import BeforeAfter, Friction
from retour.kpi.cells import day_number
from retour.kpi.dossier import Arc, Dossier, Graph, LostCase, Node, Reconciliation
from retour.quantity import (
    Better,
    Comparator,
    DeclaredRange,
    Estimate,
    Exact,
    Figure,
    Grade,
    Period,
    Place,
    Problem,
    Severity,
    Span,
    Text,
    Unit,
    Unknown,
)
from retour.register.automation import Automation, FollowUp, Reconcile, Status
from retour.register.indicator import Actor, Duration, Indicator, Rate
from retour.register.process import Activity, Process
from retour.register.workspace import Objective, Register, Role, Tool
from retour.verdict.result import Decision, Measurement, Reason, Verdict
from retour.voice.result import VoiceScore
from retour.watch.result import RunHealth, Silence, Watched
from retour.worth.result import Worth

TODAY = date(2026, 11, 22)
AFTER = Period(date(2026, 5, 11), date(2026, 11, 22))
HOSTILE = "<script>alert(1)</script>"
FORMULA = "=cmd|'/C calc'!A0"
DAY = 86_400

QUOTE_RATE = Indicator(
    key="signed_late",
    name=Text(fr="Devis signés après relance", en="Quotes signed after follow-up"),
    measure=Rate(
        of="quote_sent", reaching="signed", by=Span(seconds=37 * DAY), open_at=Span(seconds=7 * DAY)
    ),
    better=Better.HIGHER,
    main=True,
    target=0.25,
)
CALL_DELAY = Indicator(
    key="first_call",
    name=Text(fr="Délai avant le premier appel", en="Delay before the first call"),
    measure=Duration(start="form_submitted", end="called", horizon=Span(seconds=10 * DAY)),
    better=Better.LOWER,
    main=True,
)


def sides(key: str, before: Figure, after: Figure) -> dict[str, Figure]:
    return {f"{key}/before": before, f"{key}/after": after}


def figure(key: str, value: object, unit: Unit, grade: Grade = Grade.C, **more: object) -> Figure:
    return Figure(key=key, value=value, unit=unit, grade=grade, formula=key.split("/")[1], **more)  # type: ignore[arg-type]


def weekly_path() -> Path:
    rng = np.random.default_rng(1)
    steps, start = 64, 40
    season = 0.18 + 0.02 * np.sin(np.arange(steps) / 5)
    observed = season + rng.normal(0, 0.012, steps)
    observed[start:] += 0.037
    low, high = season - 0.02, season + 0.02
    low[:start] = high[:start] = np.nan
    first = day_number(date(2025, 8, 4))
    days = first + 7 * np.arange(steps, dtype=np.int64)
    return Path(
        step="W", days=days, observed=observed, counterfactual=season, low=low, high=high, go_live=start
    )


def letters(a: float, m: float, o: float, r: float | None) -> tuple[LetterScore, ...]:
    scores = zip(Letter, (a, m, o, r), strict=True)
    return tuple(
        LetterScore(
            letter=letter, low=v or 0.0, high=1.0 if v is None else v, known=0 if v is None else 4, checks=5
        )
        for letter, v in scores
    )


def audit(*scores: float | None) -> Audit:
    check = Check(
        code="A2",
        letter=Letter.A,
        status=CheckStatus.PASS,
        score=1,
        reason="owner_named",
        details={"owner": "Léa"},
    )
    unknown = Check(
        code="R1",
        letter=Letter.R,
        status=CheckStatus.UNKNOWN,
        score=None,
        reason="net_unknown",
        details={"why": "not_said"},
    )
    return Audit(checks=(check, unknown), letters=letters(*scores), at=TODAY, next_review=date(2027, 2, 22))  # type: ignore[arg-type]


def unknown_sides() -> BeforeAfter:
    return BeforeAfter(before=Unknown("no_events"), after=Unknown("no_events"))


def no_worth() -> Worth:
    nothing = Unknown("nothing_entered")
    return Worth(
        lines=(),
        net=nothing,
        cash=nothing,
        capacity=nothing,
        running_cost=nothing,
        grade=Grade.E,
        hours=nothing,
        fte=nothing,
        p_positive=None,
    )


def graph(cases: int, *, automated: bool) -> Graph:
    steps = (
        ["form_submitted", "sheet_copied", "crm_created", "called"]
        if not automated
        else ["form_submitted", "crm_created", "slack_alerted", "called"]
    )
    manual = {"sheet_copied", "called"} | ({"crm_created"} if not automated else set())
    nodes = tuple(
        Node(
            activity=s,
            events=cases - i * 5,
            cases=cases - i * 5,
            manual=(cases - i * 5) * (s in manual),
            known_actor=cases - i * 5,
        )
        for i, s in enumerate(steps)
    )
    arcs = tuple(
        Arc(source=a, target=b, count=cases - 5 * i, median_seconds=600.0 * (i + 1))
        for i, (a, b) in enumerate(pairwise(steps))
    )
    return Graph(cases=cases, nodes=nodes, arcs=arcs)


def leads() -> Sheet:
    """Leads: lost cases by name, a shorter delay, no euro known."""
    key = "leads"
    automation = Automation(
        key=key,
        name=Text(fr="Leads entrants vers le CRM", en="Incoming leads to the CRM"),
        process="lead",
        objective="answer-fast",
        tools=("make", "pipedrive"),
        owner="Léa",
        follow_up=FollowUp.WEEKLY,
        indicators=(CALL_DELAY,),
    )
    rule = Reconcile(of="form_submitted", needs="crm_created", within=Span(seconds=900))
    named = tuple(
        LostCase(
            case=f"L{i}",
            label=f"client{i}@exemple.fr" if i else HOSTILE,
            at=datetime(2026, 11, 1 + i, 9, 30, tzinfo=UTC),
            deadline=datetime(2026, 11, 1 + i, 9, 45, tzinfo=UTC),
            place=Place("events/formulaire.csv", 200 + i),
            amount=124_000,
        )
        for i in range(14)
    )
    found = Reconciliation(
        rule=rule, due=328, lost_total=14, late_total=2, lost=named, due_before=310, lost_before=86
    )
    delay = BeforeAfter(
        before=Estimate(14_760, 13_000, 16_500),
        after=Estimate(2_700, 2_300, 3_100),
        n_before=310,
        n_after=314,
        grade=Grade.D,
    )
    manual = BeforeAfter(
        before=Estimate(3.0, 2.9, 3.1),
        after=Estimate(1.0, 0.9, 1.1),
        n_before=310,
        n_after=314,
        grade=Grade.D,
    )
    figures = {
        f"{key}/lost": figure(
            f"{key}/lost",
            Exact(14),
            Unit.CASES,
            Grade.C,
            n=328,
            rows=(Place("events/formulaire.csv", 200),),
            row_count=14,
        ),
        f"{key}/due": figure(f"{key}/due", Exact(328), Unit.CASES, n=328),
        f"{key}/late": figure(f"{key}/late", Exact(2), Unit.CASES, n=328),
        f"{key}/silence": figure(f"{key}/silence", Exact(43_200), Unit.DURATION),
        f"{key}/runs/success": figure(f"{key}/runs/success", Estimate(0.962, 0.94, 0.978), Unit.SHARE, n=340),
    }
    figures |= {
        f"{key}/{part}/{when}": figure(
            f"{key}/{part}/{when}",
            getattr(both, when),
            unit,
            both.grade,
            n=both.n_before if when == "before" else both.n_after,
            comparator=Comparator.BEFORE if when == "after" else Comparator.NONE,
            period=AFTER,
            better=Better.LOWER,
        )
        for part, both, unit in (
            ("delay/first_call", delay, Unit.DURATION),
            ("manual_tasks", manual, Unit.PER_CASE),
        )
        for when in ("before", "after")
    }
    cost = BeforeAfter(
        before=DeclaredRange(4.0, 6.4, 9.0),
        after=Unknown("tool_price_unknown", {"tool": "make"}),
        grade=Grade.D,
    )
    figures |= {
        f"{key}/cost_per_case/{when}": figure(
            f"{key}/cost_per_case/{when}", getattr(cost, when), Unit.MONEY_PER_CASE, Grade.D
        )
        for when in ("before", "after")
    }
    effect = Effect(
        automation=key,
        indicator="first_call",
        version="all",
        design=Design.REFUSED,
        estimate=Unknown(
            "too_early", {"go_live": AFTER.start, "window_days": 28, "delay_days": 10, "pending": 12}
        ),
        grade=Grade.E,
        pending=12,
        answer_date=date(2026, 12, 14),
        rules=(Rule("measurable", passed=False, details={"reason": "too_early"}),),
    )
    figures[f"{key}/effect/first_call/all"] = figure(
        f"{key}/effect/first_call/all", effect.estimate, Unit.DURATION, Grade.E, better=Better.LOWER
    )
    figures[f"{key}/worth/net"] = figure(
        f"{key}/worth/net", Unknown("nothing_entered"), Unit.MONEY_PER_MONTH, Grade.E
    )
    verdict = Verdict(
        decision=Decision.FIX,
        rule="fix.lost_cases",
        reasons=(
            Reason(
                code="fix.lost_cases",
                details={"lost": 14, "due": 328, "share": 14 / 328},
                evidence=(f"{key}/lost",),
            ),
        ),
        would_change=(Reason(code="flip.lost_zero", details={"to": Decision.KEEP}),),
        measurement=Measurement(
            design="wait", input="effect", weeks=4, cost=0.0, half_width=900, ready_on=date(2026, 12, 14)
        ),
    )
    watched = Watched(
        silence=Silence(since=datetime(2026, 11, 21, 18, 0, tzinfo=UTC), silent=False),
        reconciliations=(found,),
        health=RunHealth(
            runs=340, success=Estimate(0.962, 0.94, 0.978), failed=10, partial=3, ignored_items=5, retried=2
        ),
        lost_total=14,
        completeness=Estimate(0.957, 0.93, 0.973),
    )
    friction = Friction(
        manual_tasks=manual,
        minutes=unknown_sides(),
        delays=(("first_call", delay),),
        cost_per_case=cost,
        before=graph(310, automated=False),
        after=graph(314, automated=True),
    )
    return Sheet(
        automation=automation,
        watched=watched,
        friction=friction,
        effects=(effect,),
        worth=no_worth(),
        voice=(),
        claims=(),
        audit=audit(1, 0.5, 0.2, None),
        verdict=verdict,
        figures=figures,
    )


def quotes() -> Sheet:
    """Quotes: a clear effect, its worth, a claim, answers."""
    key = "quotes"
    automation = Automation(
        key=key,
        name=Text(fr="Relance des devis à J+7", en="Quote follow-up at day 7"),
        process="quote",
        objective="sign-more",
        tools=("make", "gmail"),
        owner="Marc",
        follow_up=FollowUp.MONTHLY,
        indicators=(QUOTE_RATE,),
    )
    stem = "signed_late/all"
    ask = {"n": 984, "n_before": 1_640, "period": AFTER, "better": Better.HIGHER}
    net = Estimate(1_663.4, 980.2, 2_431.9)
    money = {"n": 984, "period": AFTER, "comparator": Comparator.NOTHING}
    figures = {
        f"{key}/effect/{stem}": figure(
            f"{key}/effect/{stem}",
            Estimate(0.0371, 0.0229, 0.0532),
            Unit.POINTS,
            Grade.C,
            comparator=Comparator.COUNTERFACTUAL,
            inputs=(f"{key}/observed/{stem}", f"{key}/counterfactual/{stem}"),
            **ask,
        ),
        f"{key}/observed/{stem}": figure(
            f"{key}/observed/{stem}",
            Estimate(0.212, 0.195, 0.229),
            Unit.SHARE,
            rows=(Place("events/devis.csv", 212), Place("events/devis.csv", 213)),
            row_count=984,
            **ask,
        ),
        f"{key}/counterfactual/{stem}": figure(
            f"{key}/counterfactual/{stem}", Estimate(0.175, 0.16, 0.19), Unit.SHARE, **ask
        ),
        f"{key}/naive/{stem}": figure(
            f"{key}/naive/{stem}",
            Exact(0.051),
            Unit.POINTS,
            Grade.D,
            comparator=Comparator.BEFORE,
            n=984,
            n_before=1_640,
        ),
        f"{key}/worth/net": figure(
            f"{key}/worth/net",
            net,
            Unit.MONEY_PER_MONTH,
            inputs=(f"{key}/effect/{stem}", f"{key}/nowhere"),
            **money,
        ),
        f"{key}/worth/cash": figure(
            f"{key}/worth/cash", Estimate(1_500, 800, 2_300), Unit.MONEY_PER_MONTH, **money
        ),
        f"{key}/worth/running_cost": figure(
            f"{key}/worth/running_cost", Estimate(120, 90, 160), Unit.MONEY_PER_MONTH, Grade.D, **money
        ),
        f"{key}/worth/line/margin": figure(
            f"{key}/worth/line/margin", Estimate(1_783, 1_100, 2_550), Unit.MONEY_PER_MONTH, **money
        ),
        f"{key}/worth/hours": figure(
            f"{key}/worth/hours", DeclaredRange(3, 5, 8), Unit.HOURS_PER_MONTH, Grade.D
        ),
        f"{key}/worth/fte": figure(f"{key}/worth/fte", DeclaredRange(0.022, 0.037, 0.06), Unit.FTE, Grade.D),
        f"{key}/worth/p_positive": figure(f"{key}/worth/p_positive", Exact(0.996), Unit.PROBABILITY),
        f"{key}/worth/payback": figure(f"{key}/worth/payback", Exact(1.4), Unit.MONTHS),
        f"{key}/voice/team/usefulness": figure(
            f"{key}/voice/team/usefulness", Estimate(5.8, 5.1, 6.4), Unit.SCORE, n=9
        ),
        f"{key}/voice/customer/satisfaction": figure(
            f"{key}/voice/customer/satisfaction",
            Unknown("too_few_answers", {"n": 3, "k": 5}),
            Unit.SHARE,
            Grade.E,
        ),
        f"{key}/claim/seller/rate": figure(f"{key}/claim/seller/rate", Exact(0.23), Unit.SHARE, Grade.D),
        f"{key}/claim/seller/money_per_month": figure(
            f"{key}/claim/seller/money_per_month", DeclaredRange(150, 150, 150), Unit.MONEY_PER_MONTH, Grade.D
        ),
    }
    rules = (
        Rule("history", passed=True, details={"step": "W", "steps": 64, "needed": 52}),
        Rule("calibrated", passed=True, details={"step": "W", "horizon": 26, "gap": 0}),
        Rule("start_not_extreme", passed=None, details={}),
        Rule("randomised", passed=False, details={"per_arm": 377, "effect": 0.037}, lifts_to=Grade.A),
        Rule("comparison_series", passed=False, details={"controls": 0, "needed": 3}, lifts_to=Grade.B),
    )
    effect = Effect(
        automation=key,
        indicator="signed_late",
        version="all",
        design=Design.SINGLE_SERIES,
        estimate=Estimate(0.0371, 0.0229, 0.0532),
        grade=Grade.C,
        comparator=Comparator.COUNTERFACTUAL,
        level=0.212,
        counterfactual=0.175,
        n=984,
        n_before=1_640,
        pending=31,
        before=Period(date(2025, 8, 4), AFTER.start),
        after=AFTER,
        rules=rules,
        naive=0.051,
        path=weekly_path(),
        detectable=0.021,
        method="level-1",
    )
    claim = Finding(
        automation=key,
        key="seller",
        kind="treated_rate",
        sentence=Text(
            fr="23 % des devis relancés ont été signés", en="23% of the quotes followed up were signed"
        ),
        grade=Grade.D,
        says="outcome_among_treated",
        proves=("outcome_seen",),
        missing=("comparison", "sample_size"),
        terms=(
            Term(code="rate", value=Exact(0.23), unit=Unit.SHARE, formula="stated", stated=True),
            Term(
                code="money_per_month",
                value=DeclaredRange(150, 150, 150),
                unit=Unit.MONEY_PER_MONTH,
                formula="hours_x_rate",
            ),
        ),
    )
    voice = (
        VoiceScore(
            audience=Audience.TEAM,
            item="usefulness",
            wave=date(2026, 10, 1),
            answered=9,
            invited=12,
            estimate=Estimate(5.8, 5.1, 6.4),
            low=1,
            high=7,
        ),
        VoiceScore(
            audience=Audience.CUSTOMER,
            item="satisfaction",
            wave=date(2026, 10, 1),
            answered=3,
            invited=None,
            estimate=Unknown("too_few_answers", {"n": 3, "k": 5}),
            low=1,
            high=5,
        ),
    )
    dots = tuple(
        float(q)
        for q in np.quantile(np.random.default_rng(2).normal(1_663, 440, 4_000), (np.arange(50) + 0.5) / 50)
    )
    worth = Worth(
        lines=(),
        net=net,
        cash=Estimate(1_500, 800, 2_300),
        capacity=Unknown("not_applicable"),
        running_cost=Estimate(120, 90, 160),
        grade=Grade.C,
        hours=DeclaredRange(3, 5, 8),
        fte=DeclaredRange(0.022, 0.037, 0.06),
        p_positive=0.996,
        dots=dots,
        not_said=("build", "supervision", "benefit:time_capacity"),
    )
    verdict = Verdict(
        decision=Decision.KEEP,
        rule="keep.effect_established",
        reasons=(
            Reason(
                code="keep.effect_established",
                details={"indicator": "signed_late", "kind": "conversion", "grade": Grade.C},
            ),
        ),
        would_change=(Reason(code="flip.net_negative", details={"by": 1_663.0, "to": Decision.QUESTION}),),
        measurement=Measurement(
            design="hold_out",
            input="effect",
            n=120,
            share=0.1,
            weeks=8,
            cost=240.0,
            half_width=0.012,
            lifts_to=Grade.A,
            gain=300.0,
        ),
    )
    watched = Watched(
        silence=Silence(since=datetime(2026, 11, 3, 8, 0, tzinfo=UTC), silent=True, expected=42.0, seen=0),
        reconciliations=(),
        health=None,
        lost_total=None,
        completeness=Unknown("no_rule"),
    )
    friction = Friction(
        manual_tasks=unknown_sides(), minutes=unknown_sides(), delays=(), cost_per_case=unknown_sides()
    )
    return Sheet(
        automation=automation,
        watched=watched,
        friction=friction,
        effects=(effect,),
        worth=worth,
        voice=voice,
        claims=(claim,),
        audit=audit(1, 0.75, 0.5, 1),
        verdict=verdict,
        figures=figures,
    )


def hostile() -> Sheet:
    """An automation whose names attack every face, and about which nothing is known."""
    automation = Automation(
        key="hostile",
        name=Text.same(HOSTILE),
        process=None,
        objective=FORMULA,
        tools=(FORMULA,),
        status=Status.LIVE,
    )
    verdict = Verdict(
        decision=Decision.QUESTION,
        rule="question.nothing_proven",
        reasons=(Reason(code="question.nothing_proven"),),
    )
    watched = Watched(
        silence=Silence(since=None, silent=None),
        reconciliations=(),
        health=None,
        lost_total=None,
        completeness=Unknown("no_rule"),
    )
    friction = Friction(
        manual_tasks=unknown_sides(), minutes=unknown_sides(), delays=(), cost_per_case=unknown_sides()
    )
    return Sheet(
        automation=automation,
        watched=watched,
        friction=friction,
        effects=(),
        worth=no_worth(),
        voice=(),
        claims=(),
        audit=audit(0, 0, 0, None),
        verdict=verdict,
        figures={},
    )


def planned() -> Sheet:
    """An automation that is not live yet."""
    automation = Automation(
        key="notes",
        name=Text(fr="Comptes rendus de rendez-vous", en="Meeting notes"),
        process=None,
        status=Status.PLANNED,
    )
    verdict = Verdict(
        decision=Decision.PILOT,
        rule="pilot.uncertain",
        reasons=(Reason(code="pilot.uncertain", details={"p": 0.62, "share": 0.2}),),
    )
    figures = {
        "notes/worth/net": figure(
            "notes/worth/net",
            DeclaredRange(-40, 130, 310),
            Unit.MONEY_PER_MONTH,
            Grade.D,
            comparator=Comparator.NOTHING,
        )
    }
    base = hostile()
    return Sheet(
        automation=automation,
        watched=base.watched,
        friction=base.friction,
        effects=(),
        worth=no_worth(),
        voice=(),
        claims=(),
        audit=audit(0.5, 0.5, 0, None),
        verdict=verdict,
        figures=figures,
    )


def register() -> Register:
    lead = Process(
        key="lead",
        name=Text(fr="Prospect", en="Lead"),
        case=Text(fr="prospect", en="lead"),
        activities=(
            Activity(
                key="form_submitted",
                name=Text(fr="Formulaire reçu", en="Form received"),
                actor_kind=Actor.CUSTOMER,
            ),
            Activity(
                key="sheet_copied",
                name=Text(fr="Recopié dans le tableur", en="Copied to the sheet"),
                actor_kind=Actor.HUMAN,
            ),
            Activity(
                key="crm_created",
                name=Text(fr="Fiche créée dans Pipedrive", en="Record created in Pipedrive"),
            ),
            Activity(
                key="slack_alerted",
                name=Text(fr="Alerte sur Slack", en="Slack alert"),
                actor_kind=Actor.ROBOT,
            ),
            Activity(key="called", name=Text(fr="Premier appel", en="First call"), actor_kind=Actor.HUMAN),
        ),
    )
    quote = Process(key="quote", name=Text(fr="Devis", en="Quote"), case=Text(fr="devis", en="quote"))
    return Register(
        name="Atelier Lumen",
        objectives=(
            Objective(
                key="answer-fast",
                name=Text(fr="Rappeler chaque prospect dans l’heure", en="Call every lead within the hour"),
            ),
            Objective(key="sign-more", name=Text(fr="Augmenter le taux de signature", en="Sign more quotes")),
        ),
        tools=(
            Tool(key="make", name=Text.same("Make")),
            Tool(key="gmail", name=Text.same("Gmail")),
            Tool(key="pipedrive", name=Text.same("Pipedrive")),
        ),
        roles=(
            Role(key="sales", name=Text(fr="Commercial", en="Sales"), hourly_cost=DeclaredRange(36, 45, 64)),
        ),
        processes=(lead, quote),
    )


def problems() -> tuple[Problem, ...]:
    return (
        Problem(
            "time.impossible", Place("events/devis.csv", 12, "date"), value="31/02/2026", hint="day_order"
        ),
        Problem(
            "reference.undeclared",
            Place("automations/leads.yaml", 4, "objective"),
            value="anser-fast",
            hint="answer-fast",
            details={"kind": "objective"},
        ),
        Problem("case.missing", Place("events/devis.csv", 40), value=FORMULA, severity=Severity.WARNING),
    )


def dossier(reg: Register) -> Dossier:
    guesses = (
        Guess(what="separator", value=";"),
        Guess(what="column:time", value="Date d'envoi", sure=False),
        Guess(what="day_order", value="day_first"),
    )
    source = SourceReport(
        file="events/devis.csv",
        process="quote",
        digest="ab",
        rows=2_640,
        events=5_210,
        rejected=2,
        duplicates=1,
        guesses=guesses,
    )
    seen = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    return Dossier(
        register=reg,
        watermark={"lead": seen, "quote": seen - timedelta(days=1)},
        sources=(source,),
        problems=problems(),
    )


def total(grade: Grade, value: object) -> Figure:
    return figure(
        f"totals/net/{grade}", value, Unit.MONEY_PER_MONTH, grade, comparator=Comparator.NOTHING, n=984
    )


def assessment(*sheets: Sheet, lost: int | None = 14) -> Assessment:
    totals = Totals(
        by_grade={
            Grade.A: total(Grade.A, Unknown("total_none")),
            Grade.B: total(Grade.B, Estimate(2_700, 1_900, 3_500)),
            Grade.C: total(Grade.C, Estimate(1_663.4, 980.2, 2_431.9)),
            Grade.D: total(Grade.D, DeclaredRange(-40, 130, 310)),
        },
        lost_cases=figure("totals/lost", Unknown("no_rule") if lost is None else Exact(lost), Unit.CASES),
        automations=len(sheets),
        unknown=2,
    )
    return Assessment(
        dossier=dossier(register()),
        today=TODAY,
        seed=7,
        sheets=sheets,
        totals=totals,
        methods={"effect": "level-1"},
        digest="c0ffee" * 6,
    )


def firm() -> Assessment:
    """Everything at once."""
    return assessment(leads(), quotes(), planned(), hostile())


def empty() -> Assessment:
    """Nothing entered."""
    nothing = Unknown("nothing_entered")
    totals = Totals(
        by_grade={}, lost_cases=figure("totals/lost", nothing, Unit.CASES, Grade.E), automations=0, unknown=0
    )
    return Assessment(
        dossier=Dossier(register=Register(name="Neuf")), today=TODAY, seed=7, sheets=(), totals=totals
    )
