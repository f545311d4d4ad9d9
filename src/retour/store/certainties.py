"""Certainties from a scan: human work per case, the process graph, lost and late cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from retour.kpi.dossier import Graph, LostCase, Node, Reconciliation, Touches
from retour.kpi.plan import (
    MICROS,
    TOLERANCE,
    TOUCH_WINDOW,
    Attribute,
    First,
    Tally,
    excusing_columns,
    micros,
    target_columns,
)
from retour.quantity import Place, Problem
from retour.register.automation import Match, Reconcile
from retour.register.indicator import Actor
from retour.store.scan import DAY_MICROS, Scan, moment, row_place
from retour.store.schema import attribute_column

YEAR = 365 * DAY_MICROS
NAMED = 1000  # lost cases listed by name; the total is always exact
LABELS = ("name", "email", "title", "client", "company")
EMAIL = "email"
START = First(None)


@dataclass(frozen=True, slots=True)
class Between:
    """Cases begun in [start, end), µs."""

    start: int
    end: int


def around(go_live: int, scan: Scan) -> tuple[Between, Between]:
    """The year of cases that ended their first 30 days before a go-live, and the cases begun since."""
    before = go_live - micros(TOUCH_WINDOW)
    return Between(before - YEAR, before), Between(go_live, scan.watermark + 1)


def touches(scan: Scan, between: Between) -> Touches | None:
    """Human events per case over the first 30 days of the cases begun in a period, old enough to tell."""
    name, window = scan.plan.name, micros(TOUCH_WINDOW)
    manual = name(Tally(START, window, actor_kind=Actor.HUMAN))
    unknown = name(Tally(START, window, unknown_actor=True))
    minutes = name(Tally(START, window, field="minutes", actor_kind=Actor.HUMAN))
    valued = name(Tally(START, window, field="valued", actor_kind=Actor.HUMAN, valued_field="minutes"))
    row = scan.rows(
        f"SELECT count(*), sum({manual}), sum({manual} * {manual}), count(*) FILTER ({unknown} > 0), "
        f"sum({minutes}), sum(CAST({minutes} AS DECIMAL(19, 0)) * {minutes}), sum({valued}) "
        f"FROM state WHERE {name(START)} >= ? AND {name(START)} < ? AND {name(START)} + {window} <= ?",
        [between.start, between.end, scan.watermark],
    )[0]
    if not row[0]:
        return None
    timed = row[6] == row[1]  # every human event has its minutes, recorded or declared
    return Touches(
        cases=int(row[0]),
        manual_total=int(row[1]),
        manual_square=float(row[2]),
        unknown=int(row[3]),
        minutes_total=int(row[4]) if timed else None,
        minutes_square=float(row[5]) if timed else None,
        minutes_recorded=timed and _recorded(scan, between),
    )


def _recorded(scan: Scan, between: Between) -> bool:
    told = scan.rows(
        "SELECT min(CASE WHEN minutes_recorded THEN 1 ELSE 0 END) FROM log "
        "WHERE actor_kind = 'human' AND ts >= ? AND ts < ?",
        [between.start, between.end],
    )
    return bool(told[0][0])


def graph(scan: Scan, between: Between) -> Graph | None:
    """The directly-follows graph of the cases begun in a period."""
    start = scan.plan.name(START)
    chosen = (
        f"FROM log JOIN state ON log.case_id = state.case_id "
        f"WHERE state.{start} >= {between.start} AND state.{start} < {between.end}"
    )
    nodes = scan.rows(
        "SELECT activity, count(*) AS n, count(DISTINCT log.case_id), "
        f"count(*) FILTER (actor_kind = 'human'), count(actor_kind) {chosen} "
        "GROUP BY activity ORDER BY n DESC, activity"
    )
    if not nodes:
        return None
    cases = scan.rows(
        f"SELECT count(*) FROM state WHERE {start} >= {between.start} AND {start} < {between.end}"
    )
    return Graph(
        cases=int(cases[0][0]),
        nodes=tuple(
            Node(activity=str(a), events=int(n), cases=int(c), manual=int(m), known_actor=int(k))
            for a, n, c, m, k in nodes
        ),
        arcs=scan.arcs(chosen),
    )


@dataclass(frozen=True, slots=True)
class Target:
    """Where a rule looks for its target: this scan, or the log of another process."""

    scan: Scan
    other: Scan | None = None

    def known_until(self, rule: Reconcile) -> int:
        """Where the target's data end, or those of what excuses it: past it, absence means nothing."""
        known = (self.other or self.scan).known_until([rule.needs])
        return min(known, self.scan.known_until(rule.unless)) if rule.unless else known


def reconcile(rule: Reconcile, target: Target, go_live: int | None) -> Reconciliation:
    """Source cases whose target is missing past its deadline (lost) or came after it (late)."""
    problem = _cannot_match(rule, target)
    if problem is not None:
        return Reconciliation(rule=rule, due=0, lost_total=0, late_total=0, lost=(), problem=problem)
    scan, within = target.scan, micros(rule.within)
    due_by, since = target.known_until(rule) - within, go_live or 0
    found = found_sql(rule, target)
    after, before = f"ts >= {since} AND ts <= {due_by}", f"ts < {since} AND ts <= {due_by}"
    past_end = f"ts > {due_by} AND ts <= {scan.watermark - within}"
    counted = {
        "due": after,
        "lost_total": f"{after} AND found_at IS NULL",
        "late_total": f"{after} AND found_at > ts + {within}",
        "due_before": before,
        "lost_before": f"{before} AND found_at IS NULL",
        "waiting": f"ts > {due_by} AND found_at IS NULL",
        "past_end": f"{past_end} AND found_at IS NULL",
    }
    columns = ", ".join(f"count(*) FILTER (told AND {test})" for test in counted.values())
    *counts, unmatchable, ambiguous, median, median_before = scan.rows(
        f"SELECT {columns}, count(*) FILTER (told IS NULL), count(*) FILTER (NOT told), "
        f"{_median(after)}, {_median(before)} FROM ({found}) AS found"
    )[0]
    told = {name: int(count) for name, count in zip(counted, counts, strict=True)}
    return Reconciliation(
        rule=rule,
        due=told["due"],
        lost_total=told["lost_total"],
        late_total=told["late_total"],
        lost=_named(rule, scan, found, after),
        due_before=told["due_before"],
        lost_before=told["lost_before"],
        waiting=told["waiting"] - told["past_end"],
        past_end=told["past_end"],
        median_delay=_seconds(median),
        median_delay_before=_seconds(median_before),
        unmatchable=int(unmatchable),
        ambiguous=int(ambiguous),
    )


NEVER = 10**18


def _median(chosen: str) -> str:
    """Median delay in µs with lost cases counted as never."""
    return f"quantile_disc(coalesce(found_at - ts, {NEVER}), 0.5) FILTER (told AND {chosen})"


def _seconds(delay: int | None) -> float | None:
    return None if delay is None or delay >= NEVER else int(delay) / MICROS


def _cannot_match(rule: Reconcile, target: Target) -> Problem | None:
    """Why nothing can be said: no e-mail to match by, or a target that was never seen at all.

    A target without one single event is a file that is missing, not a firm that loses everything.
    """
    other = target.other or target.scan
    for scan in (target.scan, other):
        if rule.match is Match.EMAIL and not scan.has_attribute(EMAIL):
            return Problem("reconcile.no_email", Place(f"processes/{scan.plan.process}.yaml"), rule.of)
    if not other.sample([rule.needs], 0):
        return Problem(
            "reconcile.target_never_seen", Place(f"processes/{other.plan.process}.yaml"), rule.needs
        )
    return None


def found_sql(rule: Reconcile, target: Target) -> str:
    """(case_id, ts, found_at, told) of every source case; found_at NULL when its target never came.

    Left out are the cases where something of `unless` came first, before the deadline: they need nothing.
    `told` is NULL where there is nothing to match by, FALSE where only an older target matches (a
    customer known already: this case may have been added to it, or lost), TRUE otherwise.
    """
    found = _found(rule, target)
    if not rule.unless:
        return found
    excuses = ", ".join(f"x.{target.scan.plan.name(column)}" for column in excusing_columns(rule))
    first = f"least({excuses}, {NEVER})"
    return (
        f"SELECT f.* FROM ({found}) AS f JOIN state AS x ON x.case_id = f.case_id "
        f"WHERE {first} > f.ts + {micros(rule.within)} OR coalesce(f.found_at <= {first}, FALSE)"
    )


def _found(rule: Reconcile, target: Target) -> str:
    source = target.scan.plan.name(First(rule.of))
    if rule.match is Match.EMAIL:
        return _found_by_mail(rule, target, source)
    near, ever = (target.scan.plan.name(c) for c in target_columns(rule))
    return (
        f"SELECT case_id, {source} AS ts, CASE WHEN {near} IS NOT NULL THEN greatest({near}, {source}) END "
        f"AS found_at, {near} IS NOT NULL OR {ever} IS NULL AS told FROM state WHERE {source} IS NOT NULL"
    )


def _found_by_mail(rule: Reconcile, target: Target, source: str) -> str:
    log = "log"
    if target.other is not None:
        target.scan.borrow(target.other)
        log = "other_log"
    email = "s." + target.scan.plan.name(Attribute(EMAIL))
    mailed = attribute_column(EMAIL)
    here = f"t.ts >= s.{source} - {TOLERANCE}"
    return (
        f"SELECT s.case_id, s.{source} AS ts, "
        f"min(CASE WHEN {here} THEN greatest(t.ts, s.{source}) END) AS found_at, "
        f"CASE WHEN min({email}) IS NULL THEN NULL "
        f"ELSE max(CASE WHEN {here} THEN 1 ELSE 0 END) = 1 OR count(t.ts) = 0 END AS told "
        f"FROM state AS s LEFT JOIN (SELECT DISTINCT {mail(mailed)} AS mail, ts FROM {log} "
        f"WHERE activity = {quoted(rule.needs)} AND {mailed} IS NOT NULL) AS t "
        f"ON t.mail = {mail(email)} WHERE s.{source} IS NOT NULL GROUP BY s.case_id, s.{source}"
    )


def mail(column: str) -> str:
    """An e-mail address as it is compared: lower case, no spaces, no plus-addressing.

    Said with positions: what a replacement by a pattern replaces, once or each time, is not the same
    from one engine to the next.
    """
    tidy = f"lower(trim({column}))"
    plus, at = f"strpos({tidy}, '+')", f"strpos({tidy}, '@')"
    return (
        f"CASE WHEN {plus} > 0 AND {plus} < {at} "
        f"THEN substr({tidy}, 1, {plus} - 1) || substr({tidy}, {at}) ELSE {tidy} END"
    )


def quoted(value: str) -> str:
    """A string literal."""
    return "'" + value.replace("'", "''") + "'"


def _named(rule: Reconcile, scan: Scan, found: str, chosen: str) -> tuple[LostCase, ...]:
    """The newest lost cases, each with the first row that says its source event."""
    rows = scan.rows(
        "SELECT case_id, label, ts, found_at, file, line, event_id, amount FROM ("
        f"SELECT f.case_id, {_label(scan)} AS label, f.ts, f.found_at, l.file, l.line, l.event_id, "
        "max(l.amount) OVER (PARTITION BY f.case_id) AS amount, "
        "row_number() OVER (PARTITION BY f.case_id ORDER BY l.line, l.file, l.event_id) AS nth "
        f"FROM (SELECT * FROM ({found}) AS found WHERE told AND {chosen} AND found_at IS NULL "
        f"ORDER BY ts DESC, case_id LIMIT {NAMED}) AS f "
        f"JOIN log AS l ON l.case_id = f.case_id AND l.ts = f.ts AND l.activity = {quoted(rule.of)}"
        ") AS named WHERE nth = 1 ORDER BY ts DESC, case_id"
    )
    return tuple(_lost(row, rule) for row in rows)


def _label(scan: Scan) -> str:
    names = [f"l.{attribute_column(n)}" for n in LABELS if scan.has_attribute(n)]
    return f"coalesce({', '.join([*names, 'l.case_id'])})"


def _lost(row: Sequence[object], rule: Reconcile) -> LostCase:
    case, label, at, found_at, file, line, event_id, amount = row
    seen = moment(int(str(at)))
    return LostCase(
        case=str(case),
        label=str(label),
        at=seen,
        deadline=seen + timedelta(microseconds=micros(rule.within)),
        place=row_place(file, line, event_id),
        amount=None if amount is None else int(str(amount)),
        found_at=None if found_at is None else moment(int(str(found_at))),
    )
