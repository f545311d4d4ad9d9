"""The lines of the steering table as what can be filtered, searched and sorted."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from retour.assessment.result import Sheet
from retour.report.node import View
from retour.report.table import evidence
from retour.wording.certainties import lost_count
from retour.wording.values import grade_word
from retour.wording.verdicts import URGENT, say_decision

Sortable = float | str
FILTERS = ("process", "objective", "tool", "owner", "grade", "decision", "status")
SORTS = ("process", "objective", "tools", "kpi", "impact", "evidence", "net", "amor", "decision")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One automation: `choices` by filter (several for tools), `order` by column (None: unknown, last)."""

    sheet: Sheet
    choices: Mapping[str, tuple[str, ...]]
    order: Mapping[str, Sortable | None]
    words: str  # everything that a search looks in


def line_of(view: View, sheet: Sheet) -> Line:
    """What can be asked of one automation."""
    automation, names = sheet.automation, view.names
    grade, decision = evidence(view, sheet), str(sheet.verdict.decision)
    choices = {
        "process": (automation.process or "",),
        "objective": (automation.objective or "",),
        "tool": automation.tools,
        "owner": (automation.owner or "",),
        "grade": (grade.value,),
        "decision": (decision,),
        "status": (automation.status.value,),
    }
    said = (names.automation(automation), names.process(automation.process), names.tools(automation))
    kpi = automation.main.name.in_(view.lang) if automation.main else ""
    searched = (*said, names.objective(automation.objective), kpi, automation.owner or "", automation.key)
    return Line(
        sheet=sheet, choices=choices, order=_order(view, sheet, kpi), words=folded(" ".join(searched))
    )


def _order(view: View, sheet: Sheet, kpi: str) -> dict[str, Sortable | None]:
    automation, names = sheet.automation, view.names
    net, weakest = (
        view.figure(sheet, "worth/net"),
        [s.bars for s in sheet.audit.letters if s.bars is not None],
    )
    lost = view.figure(sheet, "lost")
    return {
        "process": folded(names.automation(automation)),
        "objective": folded(names.objective(automation.objective)),
        "tools": folded(names.tools(automation)),
        "kpi": folded(kpi) or None,
        "impact": float(lost_count(lost) or 0) if lost is not None else None,
        "evidence": evidence(view, sheet).value,
        "net": net.point if net is not None else None,
        "amor": float(min(weakest)) if weakest else None,
        "decision": float(URGENT.index(str(sheet.verdict.decision))),
    }


def folded(text: str) -> str:
    """Text as it is compared: without accents nor capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def choices_of(view: View, lines: tuple[Line, ...]) -> dict[str, dict[str, str]]:
    """By filter, the values that are there and their words, in the order of the words."""
    names = view.names
    words: dict[str, Callable[[str, Line], str]] = {
        "process": lambda key, _: names.process(key or None),
        "objective": lambda key, _: names.objective(key or None),
        "tool": lambda key, _: names.tool(key),
        "owner": lambda key, _: key,
        "grade": lambda key, line: f"{key} {grade_word(evidence(view, line.sheet), view.lang)}",
        "decision": lambda _, line: say_decision(line.sheet, view.lang),
        "status": lambda key, _: view.label(key),
    }
    found: dict[str, dict[str, str]] = {}
    for name in FILTERS:
        said = {key: words[name](key, line) for line in lines for key in line.choices[name] if key}
        found[name] = dict(sorted(said.items(), key=lambda pair: folded(pair[1])))
    return found
