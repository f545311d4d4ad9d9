"""The eight questions before go-live: their fields, what may be answered, and how an answer is read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from retour.kpi.caseload import cases_within, observed_end
from retour.kpi.dossier import Dossier
from retour.quantity import DeclaredRange, Period
from retour.register.automation import Automation, Comparison
from retour.register.workspace import Register
from retour.review.sought import Sought
from retour.review.written import day_in, range_in, span_in

DAYS = 365.25 / 12  # in a month
MONTHS = 6  # how far back the volume is looked at
WITHIN = "30d"  # shown in its field before anybody answers


class Kind(StrEnum):
    """How a field is answered."""

    WORDS = "words"
    PICK = "pick"
    PICKS = "picks"
    RANGE = "range"
    SPAN = "span"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `offered` names the list that its answers come from."""

    key: str
    kind: Kind
    offered: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One of the eight: `code` is the one that the verdict knows it by."""

    code: str
    fields: tuple[Field, ...]


QUESTIONS = (
    Question("objective", (Field("name", Kind.WORDS), Field("objective", Kind.PICK, "objectives"))),
    Question("process_volume", (Field("process", Kind.PICK, "processes"), Field("cases", Kind.RANGE))),
    Question(
        "time_today",
        (Field("role", Kind.PICK, "roles"), Field("minutes", Kind.RANGE), Field("left", Kind.RANGE)),
    ),
    Question(
        "costs",
        (
            Field("tools", Kind.PICKS, "tools"),
            Field("paid_in", Kind.PICK, "payments"),
            Field("build", Kind.RANGE),
            Field("run", Kind.RANGE),
        ),
    ),
    Question(
        "indicator",
        (
            Field("reaching", Kind.PICK, "activities"),
            Field("sought", Kind.PICK, "sought"),
            Field("within", Kind.SPAN),
            Field("guardrail", Kind.PICK, "activities"),
            Field("smallest", Kind.RANGE),
        ),
    ),
    Question(
        "comparison",
        (
            Field("comparison", Kind.PICK, "comparisons"),
            Field("expected", Kind.RANGE),
            Field("each", Kind.RANGE),
        ),
    ),
    Question("risk", (Field("risk", Kind.WORDS), Field("who_notices", Kind.WORDS))),
    Question("stop_date", (Field("go_live", Kind.DAY), Field("stop_date", Kind.DAY))),
)
FIELDS: Mapping[str, Field] = {f.key: f for question in QUESTIONS for f in question.fields}
MONEY = "money"  # paid in money rather than in hours of a role

Answer = str | date | DeclaredRange | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm:
    """What a firm offers as answers: its register, and the cases a month that its events show."""

    register: Register
    volumes: Mapping[str, DeclaredRange] = field(default_factory=dict)

    def offered(self, which: str) -> tuple[str, ...]:
        """The answers that a list offers; activities are written `process/activity`."""
        register = self.register
        return {
            "objectives": tuple(o.key for o in register.objectives if o.active),
            "processes": tuple(p.key for p in register.processes),
            "roles": tuple(r.key for r in register.roles),
            "tools": tuple(t.key for t in register.tools),
            "payments": (MONEY, *(r.key for r in register.roles)),
            "activities": tuple(f"{p.key}/{a.key}" for p in register.processes for a in p.activities),
            "sought": tuple(s.value for s in Sought),
            "comparisons": tuple(c.value for c in Comparison),
        }.get(which, ())


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer that is none: its field, a code (`unreadable`, `not_offered`, …), and what was typed."""

    field: str
    code: str
    typed: str = ""


def answered(
    typed: Mapping[str, object], firm: Firm, lang: str = "fr"
) -> tuple[dict[str, Answer], tuple[Wrong, ...]]:
    """Every answer, read; what is empty or « ? » is not known, and is left out.

    Args:
        typed: texts (or, from a file, numbers, dates and lists) by field.
        firm: what may be picked.
        lang: the language that numbers are written in.
    """
    found: dict[str, Answer] = {}
    wrong = [Wrong(key, "no_such_field", str(typed[key])) for key in typed if key not in FIELDS]
    for key, one in FIELDS.items():
        words = _words(typed.get(key))
        if not words:
            continue
        answer = _read(one, words, firm, lang)
        if isinstance(answer, Wrong):
            wrong.append(answer)
        else:
            found[key] = answer
    return found, tuple(wrong)


def _words(raw: object) -> str:
    words = ", ".join(map(str, raw)) if isinstance(raw, list | tuple) else "" if raw is None else str(raw)
    return "" if words.strip() in ("?", "") else words.strip()


def _read(one: Field, words: str, firm: Firm, lang: str) -> Answer | Wrong:
    offered = firm.offered(one.offered)
    match one.kind:
        case Kind.WORDS:
            return words
        case Kind.PICK:
            return words if words in offered else Wrong(one.key, "not_offered", words)
        case Kind.PICKS:
            picked = tuple(part.strip() for part in words.split(",") if part.strip())
            return picked if set(picked) <= set(offered) else Wrong(one.key, "not_offered", words)
        case Kind.RANGE:
            return range_in(words, lang) or Wrong(one.key, "unreadable", words)
        case Kind.SPAN:
            return span_in(words) or Wrong(one.key, "unreadable", words)
        case Kind.DAY:
            return day_in(words) or Wrong(one.key, "unreadable", words)


def firm_of(dossier: Dossier, today: date) -> Firm:
    """What a workspace offers, with the cases a month of each process whose events are there."""
    return Firm(register=dossier.register, volumes=dict(_volumes(dossier, today)))


def _volumes(dossier: Dossier, today: date) -> Iterator[tuple[str, DeclaredRange]]:
    for process in dossier.register.processes:
        daily = dossier.cases_per_day.get(process.key, {})
        nobody = Automation(key="", name=process.name, process=process.key)
        counts = _months(daily, observed_end(nobody, dossier, today)) if daily else []
        if any(counts):
            middle = round(sum(counts) / len(counts), 1)
            yield process.key, DeclaredRange(min(counts), middle, max(counts))


def _months(daily: Mapping[int, int], end: date) -> list[float]:
    """Cases of each of the last whole months that are wholly observed, newest first."""
    first = min(daily)
    ends = [end.toordinal() - round(n * DAYS) for n in range(MONTHS)]
    starts = [end.toordinal() - round((n + 1) * DAYS) for n in range(MONTHS)]
    periods = [Period(date.fromordinal(s), date.fromordinal(e)) for s, e in zip(starts, ends, strict=True)]
    seen = [p for p in periods if (p.start - date(1970, 1, 1)).days >= first]
    return [float(cases_within(daily, p)) for p in seen]
