"""From declared documents to a register, with every problem at once.

What is wrong is left out and listed; nothing else is lost. An automation or a review that is wrong in
any way is left out whole. A process, `changes.yaml` and the maps of `retour.yaml` lose only the wrong
entry. There is no register without a sound `retour.yaml`: a wrong currency would change every figure.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from retour.quantity import Place, Problem, Severity
from retour.register import build_workspace
from retour.register.automation import Automation, Review
from retour.register.build_automation import automation
from retour.register.build_benefits import check_shares
from retour.register.build_process import process, raw_activities
from retour.register.build_references import Declared, Names, PriceList, activity_names, names_in, no_price
from retour.register.build_worth import check_minutes
from retour.register.currency import Currency
from retour.register.process import Process
from retour.register.sheet import Document, Kind, Sheet
from retour.register.workspace import Register

__all__ = ["Document", "build"]


@dataclass(frozen=True, slots=True)
class _Keyed:
    """The documents of one kind by key, in file order, and what is wrong with the keys themselves."""

    sheets: Mapping[str, Sheet]
    problems: tuple[Problem, ...] = ()

    @property
    def readable(self) -> dict[str, Sheet]:
        return {key: sheet for key, sheet in self.sheets.items() if sheet.document.data is not None}


def build(
    documents: Iterable[Document], *, sources: str = "", ai_price: PriceList = no_price
) -> tuple[Register | None, tuple[Problem, ...]]:
    """Build the register of a workspace.

    Args:
        documents: one per declared file, in any order.
        sources: digest of whatever else the figures rest on; it becomes part of the revision.
        ai_price: what a model costs, where an automation names one without writing its price.

    Returns:
        The register (None when `retour.yaml` is absent or wrong in what every figure rests on) and
        all problems, in the order of files and lines. `register.revision` is the sha256 of the
        documents' content: comments, layout and order of files do not change it.
    """
    every = sorted(documents, key=lambda d: d.file)
    own = [Sheet(d) for d in every if d.kind == "workspace"]
    about = own[0] if own else None
    base = build_workspace.workspace(about) if about and about.document.data is not None else None
    processes, found, declared = _processes(every, base, about)
    automations = _keyed(every, "automation")
    declared = replace(declared, automations=_automation_names(automations), ai_price=ai_price)
    made = _automations(automations, declared)
    reviews, review_sheets = _reviews(every, declared.automations)
    changes = [Sheet(d) for d in every if d.kind == "changes" and d.data is not None]
    dated = [c for sheet in changes for c in build_workspace.changes(sheet)]
    journals = [Sheet(d) for d in every if d.kind == "journal" and d.data is not None]
    seen = [j for sheet in journals for j in build_workspace.journal(sheet, declared.automations)]
    listed = [*processes.sheets.values(), *automations.sheets.values()]
    sheets = [*own, *listed, *review_sheets, *changes, *journals]
    noted = [p for s in sheets for p in s.problems]
    problems = [*noted, *processes.problems, *automations.problems, *_about_workspace(own)]
    register = base and replace(
        base,
        processes=tuple(found.values()),
        automations=tuple(made.values()),
        changes=tuple(sorted(dated, key=lambda c: c.at)),
        reviews=tuple(sorted(reviews, key=lambda r: (r.at, r.automation))),
        journal=tuple(sorted(seen, key=lambda line: line.at)),
        revision=_revision(every, sources + _lists_used(made.values())),
    )
    return register, tuple(sorted(problems, key=lambda p: (p.place, p.rule)))


def _about_workspace(sheets: list[Sheet]) -> list[Problem]:
    if not sheets:
        return [Problem("workspace.missing", Place("retour.yaml"), "retour.yaml")]
    first = sheets[0].document.file
    return [
        Problem("workspace.repeated", s.document.place(), s.document.file, details={"file": first})
        for s in sheets[1:]
    ]


def _keyed(documents: Iterable[Document], kind: Kind) -> _Keyed:
    sheets: dict[str, Sheet] = {}
    problems = []
    for document in documents:
        if document.kind != kind:
            continue
        key = _key(document)
        if key in sheets:
            first = sheets[key].document.place((kind,))
            details = {"file": first.file, "line": first.line}
            problems.append(Problem(f"{kind}.repeated", document.place((kind,)), key, details=details))
        else:
            sheets[key] = Sheet(document)
    return _Keyed(sheets, tuple(problems))


def _key(document: Document) -> str:
    data = document.data
    said = data.get(document.kind) if isinstance(data, Mapping) else None
    return str(said).strip() if said is not None else PurePosixPath(document.file).stem


def _processes(
    documents: list[Document], base: Register | None, about: Sheet | None
) -> tuple[_Keyed, dict[str, Process], Declared]:
    keyed = _keyed(documents, "process")
    made = {key: process(sheet, key) for key, sheet in keyed.readable.items()}
    found = {key: p for key, p in made.items() if p is not None}
    activities = {key: activity_names(p, raw_activities(keyed.sheets[key])) for key, p in found.items()}
    attributes = {key: Names("attribute", frozenset(p.attributes)) for key, p in found.items()}
    names = Names("process", frozenset(found), frozenset(keyed.sheets))
    return (
        keyed,
        found,
        replace(
            _organisation(base, about),
            processes=names,
            activities=activities,
            attributes=attributes,
            personal={key: p.personal for key, p in found.items()},
        ),
    )


def _organisation(base: Register | None, about: Sheet | None) -> Declared:
    data = about.document.data if about else None
    written = data if isinstance(data, Mapping) else {}
    if base is None and not written:
        return Declared(objectives=_Any("objective"), roles=_Any("role"), tools=_Any("tool"))
    register = base or Register(name="")
    return Declared(
        objectives=names_in("objective", (o.key for o in register.objectives), written.get("objectives")),
        roles=names_in("role", (r.key for r in register.roles), written.get("roles")),
        tools=names_in("tool", (t.key for t in register.tools), written.get("tools")),
        currency=Currency(register.currency, {rate.currency: rate.value for rate in register.exchange}),
        plans=frozenset(t.key for t in register.tools if t.plan is not None),
    )


class _Any(Names):
    """Names that cannot be checked, because the file that declares them could not be read."""

    __slots__ = ()

    def check(self, sheet: Sheet, path: tuple[str | int, ...], name: str | None) -> bool:
        """Accept: the unreadable file is the problem, and it is already listed."""
        del sheet, path, name
        return True


def _automation_names(keyed: _Keyed) -> Names:
    return Names("automation", frozenset(keyed.readable), frozenset(keyed.sheets))


def _automations(keyed: _Keyed, declared: Declared) -> dict[str, Automation]:
    made = {key: automation(sheet, key, declared) for key, sheet in keyed.readable.items()}
    found = {key: a for key, a in made.items() if a is not None}
    for key, one in found.items():
        _check_chain(keyed.sheets[key], one, found)
    check_minutes(keyed.sheets, found)
    check_shares(keyed.sheets, found)
    return {key: a for key, a in found.items() if not keyed.sheets[key].errors}


def _check_chain(sheet: Sheet, one: Automation, found: Mapping[str, Automation]) -> None:
    chain = [one.key]
    upstream = one.upstream
    if upstream is not None and upstream not in found:
        sheet.note(
            ("upstream",), "reference.broken", value=upstream, severity=Severity.WARNING, kind="automation"
        )
    while upstream is not None and upstream in found and upstream not in chain:
        chain.append(upstream)
        upstream = found[upstream].upstream
    if upstream is not None and upstream == one.key:
        sheet.note(("upstream",), "upstream.cycle", value=" → ".join([*chain, upstream]))


def _reviews(documents: list[Document], automations: Names) -> tuple[list[Review], list[Sheet]]:
    sheets = [Sheet(d) for d in documents if d.kind == "review" and d.data is not None]
    made = [build_workspace.review(sheet, automations) for sheet in sheets]
    return [r for r in made if r is not None], sheets


def _revision(documents: Iterable[Document], sources: str) -> str:
    keyed: Callable[[Document], str] = lambda d: _key(d) if d.kind in ("process", "automation") else ""  # noqa: E731
    content = sorted(_canonical([d.kind, keyed(d), d.data]) for d in documents)
    return hashlib.sha256("\n".join([*content, sources]).encode()).hexdigest()


def _lists_used(automations: Iterable[Automation]) -> str:
    """The prices that come from a list and not from the files: they are part of what figures rest on."""
    uses = [a.costs.ai_use for a in automations]
    prices = {repr(u.price) for u in uses if u is not None and u.price is not None and u.price.at is None}
    return "".join(sorted(prices))


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
