"""The annex: what evidence means, the methods and windows used, what was read, and what seals it."""

from collections.abc import Iterator

from retour.assessment.result import Sheet
from retour.effect.result import Effect
from retour.quantity import Grade
from retour.report.node import View
from retour.report.pdf.front import seal
from retour.report.pdf.piece import Data, Said, bullets, heading, paragraph, span, table
from retour.report.pdf.reviewed import Reviewed
from retour.report.pdf.said import grade
from retour.wording.beside import methods
from retour.wording.limits import say_moved
from retour.wording.numbers import day, integer, moment
from retour.wording.problems import say_problem
from retour.wording.sentence import say
from retour.wording.values import say_period

MOST_PROBLEMS = 20


def annex(view: View, reviewed: Reviewed, version: str) -> list[Data]:
    """Everything that a careful reader asks for; `version` of the program."""
    return [
        heading(1, view.label("pdf.annex_title"), view.label("footer_level")),
        heading(2, view.label("pdf.grades_title"), view.label("pdf.grades_note")),
        *_grades(view),
        heading(2, view.label("pdf.designs_title"), view.label("pdf.designs_note")),
        *_designs(view),
        heading(2, view.label("methods_title")),
        *bullets(methods(view.assessment.sheets, view.names)),
        heading(2, view.label("sources_title")),
        *_sources(view),
        *_problems(view),
        *_limits(view, reviewed),
        heading(2, view.label("pdf.seal_title"), view.label("pdf.seal_note")),
        *_sealed(view, reviewed, version),
    ]


def _grades(view: View) -> list[Data]:
    head = [view.label("column_evidence"), view.label("pdf.meaning")]
    rows: list[list[Said]] = [[grade(view, g), view.label(f"pdf.grade_{g}")] for g in Grade]
    return table(head, rows, (22, 78))


def _designs(view: View) -> list[Data]:
    codes = ("pdf.automation", "pdf.indicator", "pdf.design", "pdf.window_before", "pdf.window_after")
    rows = [_design(view, sheet, effect) for sheet, effect in _effects(view)]
    return table([view.label(c) for c in codes], rows, (18, 18, 16, 24, 24), "fine")


def _effects(view: View) -> Iterator[tuple[Sheet, Effect]]:
    for sheet in view.assessment.sheets:
        yield from ((sheet, effect) for effect in sheet.effects if effect.version == "all")


def _design(view: View, sheet: Sheet, effect: Effect) -> list[Said]:
    windows = [
        say_period(window, view.lang) if window else view.label("pdf.no_window")
        for window in (effect.before, effect.after)
    ]
    method = say(effect.design, {}, view.lang, family="method")
    name = view.names.automation(sheet.automation)
    return [name, view.names.indicator(sheet.automation, effect.indicator), method, *windows]


def _sources(view: View) -> list[Data]:
    sources = view.assessment.dossier.sources
    if not sources:
        return [paragraph(view.label("sources_none"))]
    codes = ("column_file", "column_rows", "column_events", "column_rejected", "column_duplicates")
    rows: list[list[Said]] = [
        [s.file, *(integer(n, view.lang) for n in (s.rows, s.events, s.rejected, s.duplicates))]
        for s in sources
    ]
    return table([view.label(c) for c in codes], rows, (40, 15, 15, 15, 15), "numbers")


def _problems(view: View) -> list[Data]:
    problems = view.assessment.dossier.problems
    if not problems:
        return [paragraph(view.label("problems_none"))]
    said = bullets([say_problem(problem, view.lang) for problem in problems[:MOST_PROBLEMS]])
    rest = len(problems) - MOST_PROBLEMS
    more = [paragraph(view.label("problems_more", n=rest), look="quiet")] if rest > 0 else []
    return [heading(3, view.label("problems_count", n=len(problems))), *said, *more]


def _limits(view: View, reviewed: Reviewed) -> list[Data]:
    """Every change of the decisions' thresholds, with its day and its author; nothing without one."""
    found: list[Data] = []
    for entry in reviewed.entries:
        if said := say_moved(entry, view.names.voice):
            signed = entry.statement
            found.append(paragraph(view.label("pdf.limits_by", day=signed.at, by=signed.by, n=entry.number)))
            found += bullets(said)
    return (
        [heading(2, view.label("pdf.limits_title"), view.label("pdf.limits_note")), *found] if found else []
    )


def _sealed(view: View, reviewed: Reviewed, version: str) -> list[Data]:
    assessment = view.assessment
    rows: list[list[Said]] = [[view.label("pdf.calculated"), day(assessment.today, view.lang)]]
    for process, at in sorted(assessment.dossier.watermark.items()):
        name = view.label("pdf.data_until", process=view.names.process(process))
        rows.append([name, moment(at, view.lang)])
    rows.append([view.label("pdf.digest"), span(_grouped(assessment.digest))])
    rows.append([view.label("pdf.seed"), str(assessment.seed)])
    rows.append([view.label("pdf.program"), f"Retour {version}"])
    rows.append([view.label("pdf.log"), seal(view, reviewed) or view.label("pdf.no_log")])
    if reviewed.accounts is not None:
        told = {"entries": reviewed.accounts.number, "seal": reviewed.accounts.short}
        rows.append([view.label("ledger.title"), view.label("ledger.head", **told)])
    return table([view.label("column_what"), view.label("column_point")], rows, (34, 66))


def _grouped(digest: str) -> str:
    """A digest in groups of eight, so that it may break."""
    return " ".join(digest[i : i + 8] for i in range(0, len(digest), 8))
