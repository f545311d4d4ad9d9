"""Between the eight answers and an automation's document: the values to write, the answers already there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from retour.quantity import DeclaredRange, Text
from retour.register.automation import Automation
from retour.register.indicator import Indicator, Rate
from retour.register.keys import slug
from retour.register.sheet import Path
from retour.register.worth_lines import Effort, ErrorLine, MarginLine, TimeLine
from retour.review.questions import MONEY, QUESTIONS, Answer, Firm, Wrong
from retour.review.sought import MEASURES, Sought, answered_in, as_gain, measure, named, read_back
from retour.review.written import written

Edit = tuple[Path, object]  # a path of keys and its new value; None removes it


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What answers make of a document: the values to set, and what is wrong between answers."""

    edits: tuple[Edit, ...]
    wrong: tuple[Wrong, ...] = ()


def key_of(answers: Mapping[str, Answer]) -> str:
    """The key that the name suggests; empty without a name."""
    return slug(str(answers.get("name", "")))[:80]


def planned(answers: Mapping[str, Answer], firm: Firm, before: Automation | None = None) -> Plan:
    """What to write in an automation's document for it to hold the answers.

    Args:
        answers: by field, as `answered` reads them; a field left out is not known.
        firm: whose lists they were picked from.
        before: the automation as its document declares it, when there is one: only the questions whose
            answers changed are written again, so that what a form cannot say stays.

    Returns:
        Edits for `connectors.declared.rewriting.rewritten`.
    """
    was = answers_of(before) if before else {}
    desk = _Desk(answers=answers, firm=firm, before=before)
    edits: list[Edit] = [] if before else [(("status",), "planned")]
    wrong: list[Wrong] = [] if answers.get("name") else [Wrong("name", "needed")]
    for question in QUESTIONS:
        asked = (*(f.key for f in question.fields), *_LEANS_ON.get(question.code, ()))
        if any(answers.get(key) != was.get(key) for key in asked):
            written_down = _WRITERS[question.code](desk)
            for one in written_down:
                (wrong if isinstance(one, Wrong) else edits).append(one)  # type: ignore[arg-type]
    ordered = sorted(edits, key=lambda e: _ORDER.index(str(e[0][0])))
    return Plan(edits=tuple(ordered), wrong=tuple(wrong))


_LEANS_ON = {"comparison": ("sought", "reaching")}  # what a difference means, and of what
_ORDER = ("name", "objective", "process", "tools", "status", "kpis", "worth", "costs", "plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    answers: Mapping[str, Answer]
    firm: Firm
    before: Automation | None

    def range(self, key: str, unit: str = "", source: str = "declared") -> dict[str, object] | None:
        """A range as a document writes it."""
        value = self.answers.get(key)
        if not isinstance(value, DeclaredRange):
            return None
        return _map_of(value, unit, source)

    @property
    def process(self) -> str | None:
        """The process picked, else the one of the indicator's activity."""
        picked = self.answers.get("process") or str(self.answers.get("reaching", "")).partition("/")[0]
        return str(picked) if picked else None

    @property
    def sought(self) -> Sought:
        """What the automation is to change; a share that rises when nobody said."""
        return Sought(str(self.answers.get("sought") or Sought.RISES))

    @property
    def main(self) -> str:
        """The main indicator that the document already has; empty without one."""
        main = self.before.main if self.before else None
        return main.key if main else ""

    def place(self, *kinds: type) -> int:
        """Where the first worth line of a kind is, else where the next one goes."""
        lines = self.before.worth if self.before else ()
        others = 1 if self.before is None and TimeLine not in kinds and "minutes" in self.answers else 0
        return next((n for n, line in enumerate(lines) if isinstance(line, kinds)), len(lines) + others)


def _map_of(value: DeclaredRange, unit: str, source: str) -> dict[str, object]:
    numbers = {k: _plain(v) for k, v in (("low", value.low), ("mode", value.mode), ("high", value.high))}
    return {**numbers, **({"unit": unit} if unit else {}), **({"source": source} if source else {})}


def _plain(number: float) -> object:
    rounded = round(number, 6)
    return int(rounded) if rounded.is_integer() else rounded


Written = Iterator[Edit | Wrong]


def _objective(desk: _Desk) -> Written:
    for key in ("name", "objective"):
        if key == "objective" or desk.answers.get(key):
            yield (key,), desk.answers.get(key)


def _process(desk: _Desk) -> Written:
    yield ("process",), desk.process
    cases = desk.range("cases")
    seen = desk.firm.volumes.get(desk.process or "")
    if cases is None and seen is not None:
        cases = _map_of(seen, "/month", "measured")
    yield ("plan", "cases_per_month"), cases


def _time(desk: _Desk) -> Written:
    before, after = desk.range("minutes", "min/case"), desk.range("left", "min/case")
    path: Path = ("worth", desk.place(TimeLine), "time")
    if before is None:
        if desk.before and any(isinstance(w, TimeLine) for w in desk.before.worth):
            yield path[:2], None
        return
    if "role" not in desk.answers:
        yield Wrong("role", "needed")
        return
    yield (*path, "role"), desk.answers["role"]
    yield (*path, "before"), before
    yield (*path, "after"), after


def _costs(desk: _Desk) -> Written:
    tools = desk.answers.get("tools")
    yield ("tools",), list(tools) if isinstance(tools, tuple) else None
    paid = desk.answers.get("paid_in")
    for key, name, per in (("build", "build", ""), ("run", "upkeep", "/month")):
        if key not in desk.answers:
            yield ("costs", name), None
        elif paid is None:
            yield Wrong("paid_in", "needed")
        elif paid == MONEY:
            yield ("costs", name), {"money": desk.range(key, desk.firm.register.currency + per)}
        else:
            yield ("costs", name), {"hours": desk.range(key, f"h{per}"), "role": paid}


def _indicator(desk: _Desk) -> Written:
    picked, guarded = (str(desk.answers.get(k, "")) for k in ("reaching", "guardrail"))
    if not picked:
        if not desk.main and ("smallest" in desk.answers or guarded):
            yield Wrong("reaching", "needed")
        return
    process, _, reaching = picked.partition("/")
    if desk.process != process:
        yield Wrong("reaching", "another_process", picked)
        return
    if guarded and (guarded == picked or guarded.partition("/")[0] != process):
        yield Wrong("guardrail", "another_process" if guarded != picked else "same_as_main", guarded)
        return
    if desk.main not in ("", reaching):
        yield ("kpis", desk.main, "main"), None
    guardrail = guarded.partition("/")[2]
    yield from _kpi(desk, reaching, desk.sought)
    yield ("kpis", reaching, "main"), True
    yield ("kpis", reaching, "smallest_effect"), _smallest(desk)
    yield ("kpis", reaching, "guardrails"), [guardrail] if guardrail else None
    if guardrail:
        yield from _kpi(desk, guardrail, Sought.FALLS)


def _kpi(desk: _Desk, activity: str, sought: Sought) -> Iterator[Edit]:
    """An indicator about an activity; its cases begin at the first activity of the process."""
    process = desk.firm.register.process(desk.process)
    if process is None:
        return
    path: Path = ("kpis", activity)
    begins, aimed = process.activities[0], process.activity(activity)
    key, said = measure(sought, begins.key, activity, desk.answers.get("within", "30d"))
    yield (*path, "name"), _text(named(sought, begins.name, aimed.name if aimed else Text.same(activity)))
    for other in dict.fromkeys(MEASURES.values()):
        yield (*path, other), said if other == key else None
    yield (*path, "better"), sought.better.value


def _text(name: Text) -> object:
    return name.fr if name.fr == name.en else {"fr": name.fr, "en": name.en}


def _smallest(desk: _Desk) -> object:
    value, unit = desk.answers.get("smallest"), desk.sought.unit(desk.firm.register.currency)
    if not isinstance(value, DeclaredRange):
        return None
    return f"{value.mode:g} {unit}" if unit else _plain(value.mode)


def _expected(desk: _Desk) -> dict[str, object] | None:
    """The difference hoped for, as the indicator moves: what falls is written below zero."""
    value = desk.answers.get("expected")
    if not isinstance(value, DeclaredRange):
        return None
    turned = as_gain(value, desk.sought.better)
    return _map_of(turned, desk.sought.unit(desk.firm.register.currency), "declared")


def _comparison(desk: _Desk) -> Written:
    yield ("plan", "comparison"), desk.answers.get("comparison")
    main_before = desk.before.main if desk.before else None
    if "expected" in desk.answers or main_before is None or read_back(main_before):
        yield ("plan", "expected_effect"), _expected(desk)
    each, picked = desk.range("each", desk.firm.register.currency), desk.answers.get("reaching")
    main = str(picked).partition("/")[2] if picked else desk.main
    place = desk.place(MarginLine, ErrorLine)
    if each is None and desk.before and place < len(desk.before.worth):
        yield ("worth", place), None
    elif each is not None and not main:
        yield Wrong("reaching", "needed")
    elif each is not None and desk.sought in (Sought.DELAY, Sought.AMOUNT):
        yield Wrong("each", "no_price")
    elif each is not None:
        rises = desk.sought is Sought.RISES
        margin = {"kpi": main, "amount": each, "margin_rate": "100%"}
        yield ("worth", place, "margin"), margin if rises else None
        yield ("worth", place, "errors"), None if rises else {"kpi": main, "cost_each": each}


def _risk(desk: _Desk) -> Written:
    for key in ("risk", "who_notices"):
        yield ("plan", key), desk.answers.get(key)


def _stop(desk: _Desk) -> Written:
    start, stop = desk.answers.get("go_live"), desk.answers.get("stop_date")
    if isinstance(start, date) and isinstance(stop, date) and stop <= start:
        yield Wrong("stop_date", "before_start")
        return
    yield ("plan", "go_live"), start
    yield ("plan", "stop_date"), stop


_WRITERS = {
    "objective": _objective,
    "process_volume": _process,
    "time_today": _time,
    "costs": _costs,
    "indicator": _indicator,
    "comparison": _comparison,
    "risk": _risk,
    "stop_date": _stop,
}


def answers_of(automation: Automation, lang: str = "fr") -> dict[str, Answer]:
    """The answers that an automation's document already holds, as `answered` would read them."""
    plan = automation.plan
    found: dict[str, Answer | None] = {
        "name": automation.name.in_(lang),
        "objective": automation.objective,
        "process": automation.process,
        "cases": plan.cases_per_month if plan else None,
        "tools": automation.tools or None,
        "comparison": plan.comparison.value if plan and plan.comparison else None,
        "risk": plan.risk.in_(lang) if plan and plan.risk else None,
        "who_notices": plan.who_notices if plan else None,
        "go_live": plan.go_live if plan else None,
        "stop_date": plan.stop_date if plan else None,
        **_time_said(automation),
        **_costs_said(automation),
        **_indicator_said(automation),
    }
    return {key: answer for key, answer in found.items() if answer is not None}


def _time_said(automation: Automation) -> dict[str, Answer | None]:
    line = next((w for w in automation.worth if isinstance(w, TimeLine)), None)
    gain = next((w for w in automation.worth if isinstance(w, MarginLine | ErrorLine)), None)
    each = _each(gain) if gain else None
    if line is None or line.per.value != "case":
        return {"each": each}
    left = line.after[-1].value if line.after else None
    return {"role": line.role, "minutes": line.before[-1].value, "left": left, "each": each}


def _each(line: MarginLine | ErrorLine) -> DeclaredRange | None:
    """What each case won or avoided brings, when the form can say it."""
    if isinstance(line, ErrorLine):
        return line.cost_each
    return line.amount if line.margin_rate == DeclaredRange(1, 1, 1) else None


def _costs_said(automation: Automation) -> dict[str, Answer | None]:
    build, run = automation.costs.build, automation.costs.upkeep
    paid = {_paid_in(effort) for effort in (build, run) if effort}
    if len(paid) != 1:
        return {}
    return {"paid_in": paid.pop(), "build": _amount(build), "run": _amount(run)}


def _paid_in(effort: Effort) -> str | None:
    return MONEY if effort.money else effort.role


def _amount(effort: Effort | None) -> DeclaredRange | None:
    return (effort.money or effort.hours) if effort else None


def _indicator_said(automation: Automation) -> dict[str, Answer | None]:
    main = automation.main
    if main is None:
        return {}
    expected = automation.plan.expected_effect if automation.plan else None
    found = read_back(main)
    if found is None:
        return {}
    sought, activity, within = found
    guard = automation.indicator(main.guardrails[0]) if len(main.guardrails) == 1 else None
    smallest = main.smallest_effect
    return {
        "expected": None if expected is None else _scaled(as_gain(expected, main.better), main),
        "reaching": f"{automation.process}/{activity}",
        "sought": sought.value,
        "within": within,
        "guardrail": f"{automation.process}/{guard.measure.reaching}"
        if guard and isinstance(guard.measure, Rate)
        else None,
        "smallest": None if smallest is None else _scaled(DeclaredRange(*[smallest] * 3), main),
    }


def _scaled(value: DeclaredRange, main: Indicator) -> DeclaredRange:
    """An effect in the unit that it is answered in."""
    times = answered_in(main)
    return DeclaredRange(*(round(times * end, 6) for end in (value.low, value.mode, value.high)))


def shown(answer: Answer | None, lang: str) -> str:
    """An answer as its field shows it, in the reader's way; `answered` reads it back the same."""
    match answer:
        case None:
            return ""
        case DeclaredRange():
            return written(answer, lang)
        case date():
            return f"{answer.day:02}/{answer.month:02}/{answer.year}"
        case tuple():
            return ", ".join(answer)
        case str():
            return answer
