"""What happened to an automation, and what its main figures were before: nothing of it is rewritten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models.fields.json import KeyTransform

from retour.assessment.result import Sheet
from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Grade
from retour.report.explain_page import title_of
from retour.report.html import Html, tag
from retour.report.node import View
from retour.web.portfolio.models import Snapshot
from retour.web.workspaces.models import Entry, Workspace
from retour.wording import label, say
from retour.wording.headline import main_figure
from retour.wording.values import say_defence

MOST_SNAPSHOTS = 20
MOST_ENTRIES = 30
Noted = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One kept computation: its figures as they were shown. `restated`: the same day was computed again."""

    snapshot: Snapshot
    figures: tuple[tuple[str, Html], ...]  # name, and what was said
    restated: bool

    @property
    def short(self) -> str:
        """The beginning of the digest, enough to tell two apart."""
        return self.snapshot.digest[:12]


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """A line of the journal; `who` is empty for what was declared rather than done."""

    at: date
    said: str
    note: str = ""


def main_figures(sheet: Sheet) -> list[Figure]:
    """The figures that are followed over time: the effect, the gain after costs, the lost cases."""
    key = sheet.automation.key
    found = (main_figure(sheet), sheet.figures.get(f"{key}/worth/net"), sheet.figures.get(f"{key}/lost"))
    return [figure for figure in found if figure is not None]


def past_of(workspace: Workspace, view: View, sheet: Sheet) -> tuple[Past, ...]:
    """Kept computations, latest first; those that give the same figures for the same day are shown once."""
    followed = main_figures(sheet)
    columns = {f"figure_{i}": KeyTransform(figure.key, "figures") for i, figure in enumerate(followed)}
    kept = Snapshot.objects.filter(workspace=workspace).defer("figures").annotate(**columns)
    told: list[Past] = []
    seen: dict[date, set[str]] = {}
    for snapshot in kept[:MOST_SNAPSHOTS]:
        noted = [getattr(snapshot, name) for name in columns]
        said, of_the_day = repr(noted), seen.setdefault(snapshot.today, set())
        if said not in of_the_day:
            figures = tuple(
                (_named(view, like), _told(view, like, one))
                for like, one in zip(followed, noted, strict=True)
            )
            told.append(Past(snapshot=snapshot, figures=figures, restated=bool(of_the_day)))
            of_the_day.add(said)
    return tuple(told)


def _named(view: View, figure: Figure) -> str:
    return title_of(view, figure.key, view.assessment.sheet(figure.key.split("/", maxsplit=1)[0]))


def _told(view: View, like: Figure, noted: Noted | None) -> Html:
    figure = figure_of(like, noted)
    if figure is None:
        return tag("span", view.label("pilot.history_absent"), class_="unknown")
    return tag(
        "span", tag("b", view.value(figure)), " ", tag("small", say_defence(figure, view.lang)), class_="fig"
    )


def figure_of(like: Figure, noted: Noted | None) -> Figure | None:
    """A past figure from what was noted of it; None when it was not known."""
    if not noted or noted.get("point") is None:
        return None
    point, low, high, grade = noted["point"], noted["low"], noted["high"], Grade(noted["grade"])
    value: Exact | Estimate | DeclaredRange = Exact(point)
    if low is not None and high is not None:
        declared = noted["kind"] == DeclaredRange.__name__
        value = DeclaredRange(low, point, high) if declared else Estimate(point, low, high)
    return replace(like, value=value, grade=grade, n=noted.get("n"), n_before=None, period=None)


def journal_of(workspace: Workspace, view: View, sheet: Sheet) -> list[Happening]:
    """Dated changes, things that happened around, reviews, and who changed its document, latest first."""
    found = [*_declared(view, sheet), *_reviews(view, sheet), *_trail(workspace, view, sheet)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST_ENTRIES]


def _declared(view: View, sheet: Sheet) -> Iterator[Happening]:
    automation, register, lang = sheet.automation, view.names.register, view.lang
    if automation.go_live is not None:
        yield Happening(at=automation.go_live, said=view.label("pilot.journal_go_live"))
    for change in automation.changes:
        yield Happening(at=change.at, said=view.label("pilot.journal_change", what=change.what.in_(lang)))
    for change in register.changes if register else ():
        yield Happening(at=change.at, said=view.label("pilot.journal_around", what=change.what.in_(lang)))


def _reviews(view: View, sheet: Sheet) -> Iterator[Happening]:
    register, lang = view.names.register, view.lang
    for review in register.reviews if register else ():
        if review.automation == sheet.automation.key:
            taken = say(review.taken, {}, lang, family="decision") if review.taken else ""
            code = "journal_review" if taken else "journal_review_plain"
            said = label(f"pilot.{code}", lang, by=review.by, taken=taken.lower())
            yield Happening(at=review.at, said=said, note=review.note)


def _trail(workspace: Workspace, view: View, sheet: Sheet) -> Iterator[Happening]:
    path = f"automations/{sheet.automation.key}.yaml"
    lines = Entry.objects.filter(workspace=workspace, subject=path).select_related("by")
    for line in lines[:MOST_ENTRIES]:
        words = {**line.details, "subject": path}
        what = say(line.action, words, view.lang, family="trail")
        said = view.label("pilot.journal_by", who=_who(line, view.lang), what=what)
        yield Happening(at=line.at.date(), said=said)


def _who(line: Entry, lang: str) -> str:
    if line.by is not None:
        return str(line.by)
    code = "people.through" if line.through else "people.somebody"
    return label(code, lang, name=line.through)
