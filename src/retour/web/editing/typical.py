"""Typical automations: what each is for and watches, added to the register as a planned one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from retour.connectors.declared import (
    GROUPS,
    AutomationTemplate,
    automation_templates,
    template_called,
    template_documents,
)
from retour.connectors.declared.rewriting import Edit, rewritten
from retour.quantity import Exact, Problem, Span
from retour.quantity.unit import Better
from retour.register.automation import Automation
from retour.register.indicator import Indicator, Rate
from retour.register.keys import is_key
from retour.register.workspace import Register
from retour.web.frame.context import language
from retour.web.frame.forms import Worded
from retour.web.portfolio.documents import Conflict, Draft, is_refused, problems_of, register_of, save, texts
from retour.web.portfolio.opening import first_text
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label
from retour.wording.names import Names
from retour.wording.problems import say_rule
from retour.wording.values import say_quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An indicator as the page says it."""

    name: str
    better: str
    target: str
    margin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """After an activity, another one is owed, unless one of some others came first."""

    of: str
    needs: str
    within: Span
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A template in the reader's words."""

    key: str
    name: str
    says: str
    process: str
    main: Watched
    others: tuple[Watched, ...]
    guardrails: tuple[Watched, ...]
    needs: tuple[str, ...]  # the activities without which its main indicator is not known
    attributes: tuple[str, ...]
    activities: tuple[tuple[str, str], ...]  # each with who does it
    reconciled: tuple[Owed, ...]
    costs: tuple[str, ...]
    failures: tuple[str, ...]
    comparison: str
    design: str
    left_out: tuple[str, ...]
    legal: tuple[str, ...]


class NewOne(Worded, forms.Form):
    """How the automation will be called."""

    words = {"name": "editing.field_name", "key": "editing.field_automation"}
    hints = {"key": "editing.typical_key_hint"}
    name = forms.CharField(max_length=120)
    key = forms.CharField(max_length=80)

    def clean_key(self) -> str:
        """A key, as files write one."""
        key = str(self.cleaned_data["key"]).strip().lower()
        if not is_key(key):
            raise forms.ValidationError(label("editing.typical_key_wrong", language()))
        return key


@seated(Role.VIEWER)
def typical(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Every type, by what it serves."""
    found = [(group, [shown(t) for t in automation_templates() if t.group == group]) for group in GROUPS]
    return render(request, "editing/typical.html", {"section": "register", "groups": found})


@seated(Role.VIEWER)
def one(request: HttpRequest, seat: Seat, name: str) -> HttpResponse:
    """One type, and the form that adds it."""
    template = template_called(name)
    if isinstance(template, Problem):
        raise Http404
    if request.method == "POST" and not seat.edits:
        raise PermissionDenied
    said = shown(template)
    form = NewOne(request.POST or None, initial={"name": said.name, "key": template.key})
    if request.method == "POST" and form.is_valid():
        refused = _added(seat, template, form.cleaned_data["name"], form.cleaned_data["key"])
        if not refused:
            messages.success(request, label("editing.typical_added", language()))
            return redirect("audits:plan_of", seat.workspace.key, form.cleaned_data["key"])
        for field, why in refused:
            form.add_error(field, why)
    about = {"section": "register", "one": said, "form": form if seat.edits else None}
    return render(request, "editing/typical_one.html", about)


def _added(seat: Seat, template: AutomationTemplate, name: str, key: str) -> list[tuple[str | None, str]]:
    """Add a template's automation, and its process when the register has none; why not, by field."""
    there = texts(seat.workspace)
    if f"automations/{key}.yaml" in there:
        return [("key", label("editing.typical_exists", language(), key=key))]
    drafts = [d for d in _drafts(template, name, key) if d.path not in there]
    problems = problems_of(seat.workspace, drafts)
    if is_refused(problems):
        kept = template.process_path in there
        first = label("editing.typical_process", language(), path=template.process_path) if kept else ""
        said = [say_rule(problem, language()) for problem in problems]
        return [(None, " ".join(filter(None, (first, *dict.fromkeys(said)))))]
    try:
        save(seat, drafts)
    except Conflict as conflict:
        return [("key", label("editing.typical_exists", language(), key=conflict.path))]
    return []


def _drafts(template: AutomationTemplate, name: str, key: str) -> Iterable[Draft]:
    written = template_documents(template, language())
    edits: list[Edit] = [(("automation",), key)]
    if name != shown(template).name:
        edits.append((("name",), name))
    yield Draft(path=template.process_path, text=written[template.process_path], seen=0)
    text = rewritten(written[template.automation_path], edits)
    yield Draft(path=f"automations/{key}.yaml", text=text, seen=0)


def shown(template: AutomationTemplate) -> Shown:
    """A template in the words of whoever reads."""
    return _shown(template.key, language())


@cache
def _shown(key: str, lang: str) -> Shown:
    template = template_called(key)
    if isinstance(template, Problem):
        raise KeyError(key)
    register, automation = _declared(template)
    names = Names(lang, register)
    process = register.processes[0]
    guards = {name for one in automation.indicators for name in one.guardrails}
    plan, main = automation.plan, automation.main
    if plan is None or main is None:
        raise ValueError(key)
    rest = [one for one in automation.indicators if not one.main]
    return Shown(
        key=key,
        name=automation.name.in_(lang),
        says=template.says.in_(lang),
        process=process.name.in_(lang),
        main=_watched(main, names),
        others=tuple(_watched(one, names) for one in rest if one.key not in guards),
        guardrails=tuple(_watched(one, names) for one in rest if one.key in guards),
        needs=tuple(names.activity(process.key, activity) for activity in _anchors(main)),
        attributes=tuple(one.replace("_", " ") for one in process.attributes),
        activities=tuple(
            (a.name.in_(lang), f"choice_{a.actor_kind.value}" if a.actor_kind else "")
            for a in process.activities
        ),
        reconciled=tuple(_reconciled(automation, names)),
        costs=tuple(one.in_(lang) for one in template.costs),
        failures=tuple(one.what.in_(lang) for one in automation.failure_modes),
        comparison=f"choice_{plan.comparison}" if plan.comparison else "",
        design=plan.design.in_(lang) if plan.design else "",
        left_out=tuple(one.in_(lang) for one in template.left_out),
        legal=tuple(one.in_(lang) for one in template.legal),
    )


def _declared(template: AutomationTemplate) -> tuple[Register, Automation]:
    documents = {"retour.yaml": first_text(template.key, "en"), **template_documents(template, "en")}
    register, _ = register_of(documents)
    if register is None:
        raise ValueError(template.key)
    return register, register.automations[0]


def _watched(one: Indicator, names: Names) -> Watched:
    return Watched(
        name=one.name.in_(names.lang),
        better="choice_higher" if one.better is Better.HIGHER else "choice_lower",
        target="" if one.target is None else say_quantity(Exact(one.target), one.unit, names.voice),
        margin="" if one.margin is None else say_quantity(Exact(one.margin), one.effect_unit, names.voice),
    )


def _anchors(main: Indicator) -> tuple[str, ...]:
    """The activities that the main indicator begins at and looks for."""
    measure = main.measure
    if isinstance(measure, Rate):
        return measure.of, measure.reaching
    found = (getattr(measure, name, None) for name in ("of", "start", "end", "activity"))
    return tuple(one for one in found if one)


def _reconciled(automation: Automation, names: Names) -> Iterable[Owed]:
    for rule in automation.watch.reconcile:
        of, needs, *unless = (
            names.activity(automation.process, key) for key in (rule.of, rule.needs, *rule.unless)
        )
        yield Owed(of=of, needs=needs, within=rule.within, unless=tuple(unless))
