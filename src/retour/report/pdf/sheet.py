"""One sheet per automation: certainties, effect, worth, why this evidence, AMOR, decision, claims, voices."""

from collections.abc import Iterator

from retour.assessment.result import Sheet
from retour.effect.result import Effect, Rule
from retour.quantity import Figure
from retour.report.forest import Line, forest
from retour.report.money_charts import worth_dots
from retour.report.node import View
from retour.report.pdf.front import certain_spans, effect_chart, taken
from retour.report.pdf.piece import (
    Data,
    Said,
    bullets,
    heading,
    paragraph,
    picture,
    rich,
    span,
    table,
    together,
)
from retour.report.pdf.reviewed import Reviewed
from retour.report.pdf.said import decision, figure, grade, letter
from retour.report.sheet_audit import term_word
from retour.report.sheet_break_even import (
    break_even_head,
    break_even_said,
    break_even_shown,
    crossings,
)
from retour.report.sheet_effect import effect_notes, rule_said, version_said
from retour.report.sheet_ground import fragile_figures, is_plain, said_of_reading, sheet_reading
from retour.report.sheet_journal import journal_head, journal_rows
from retour.report.sheet_page import WORTH
from retour.report.table import evidence, next_review, no_worth
from retour.wording.beside import parts, said_of_hidden_cause, said_of_segments
from retour.wording.certainties import certainties, pairs
from retour.wording.differences import said_of_difference
from retour.wording.headline import headline, main_figure
from retour.wording.outlook import said_of_outlook
from retour.wording.sentence import fill, say
from retour.wording.values import grade_word, tone
from retour.wording.verdicts import say_decision, say_measurement, say_reason

_MET = ((False, "no", "why_failed"), (None, "maybe", "why_unchecked"), (True, "yes", "why_passed"))


def sheet_pieces(view: View, sheet: Sheet, reviewed: Reviewed) -> list[Data]:
    """Everything about one automation, from the top of a page."""
    return [
        heading(1, view.names.automation(sheet.automation), headline(sheet, view.lang, view.names.register)),
        _facts(view, sheet),
        *_certain(view, sheet),
        *_effect(view, sheet),
        *_journal(view, sheet),
        *_worth(view, sheet),
        *_why(view, sheet),
        *_ground(view, sheet),
        *_amor(view, sheet),
        together(*_decision(view, sheet, reviewed)),
        *_moved(view, sheet, reviewed),
        *_claims(view, sheet),
    ]


def _facts(view: View, sheet: Sheet) -> Data:
    lost, net = view.figure(sheet, "lost"), view.figure(sheet, "worth/net")
    cells: list[tuple[str, Said]] = [
        (view.label("lost_name"), figure(view, lost, bare=True) if lost else view.label("unknown")),
        (view.label("column_net"), figure(view, net) if net else no_worth(view, sheet)),
        (view.label("column_evidence"), grade(view, evidence(view, sheet))),
        (view.label("decision_title"), decision(view, sheet)),
    ]
    return {"k": "facts", "cells": [[name, rich(said)] for name, said in cells]}


def _certain(view: View, sheet: Sheet) -> list[Data]:
    counted = [said for said in certainties(sheet, view.names) if len(said.keys) < 2]
    items: list[Said] = [certain_spans([said]) for said in counted]
    rows: list[list[Said]] = [
        [pair.name, *(figure(view, f) if f else view.label("unknown") for f in (pair.before, pair.after))]
        for pair in pairs(sheet, view.names)
    ]
    head = [view.label(c) for c in ("column_what", "column_before", "column_after")]
    return [
        heading(2, view.label("certain_title"), view.label("certain_note")),
        *(bullets(items) or [paragraph(view.label("certain_nothing"), look="quiet")]),
        *table(head, rows, (28, 36, 36)),
    ]


def _effect(view: View, sheet: Sheet) -> list[Data]:
    effect, found = sheet.main_effect, main_figure(sheet)
    if effect is None or found is None:
        return []
    title = view.label("effect_title" if found.known else "effect_no_title")
    name = view.names.indicator(sheet.automation, effect.indicator)
    said = paragraph(span(f"{name} ", "strong"), figure(view, found))
    notes = [
        rich(text, " ", figure(view, f)) if f else rich(text) for text, f in effect_notes(view, sheet, effect)
    ]
    return [
        heading(2, title),
        said,
        *(effect_chart(view, sheet, found) if found.known else []),
        *bullets([*notes, *said_of_outlook(sheet, view.names)]),
        *_segments(view, sheet),
        *_others(view, sheet),
    ]


def _journal(view: View, sheet: Sheet) -> list[Data]:
    rows: list[list[Said]] = [[*row] for row in journal_rows(view, sheet)]
    title = heading(3, view.label("ground.journal_title"), view.label("ground.journal_note"))
    return [title, *table(journal_head(view), rows, (6, 18, 14, 44, 18))] if rows else []


def _ground(view: View, sheet: Sheet) -> list[Data]:
    read = sheet_reading(view, sheet).check
    rows: list[list[Said]] = [
        [name, figure(view, found, bare=is_plain(found))] for name, found in fragile_figures(view, sheet)
    ]
    if not rows and not read.read:
        return []
    head = [view.label("column_what"), view.label("column_point")]
    said = bullets([*said_of_reading(view, read)]) if read.read else []
    note = view.label("ground.fragile_note")
    return [heading(2, view.label("ground.title"), note), *said, *table(head, rows, (34, 66))]


def _segments(view: View, sheet: Sheet) -> list[Data]:
    effect = sheet.main_effect
    if effect is None or effect.segments is None:
        return []
    found = parts(sheet, view.names)
    said = said_of_segments(effect.segments, view.names)
    lines = [Line(part.name, part.figure, tone(part.figure) if part.seen else "none") for part in found]
    alt = " · ".join([said[0], *(f"{part.name} {view.value(part.figure)}" for part in found)])
    drawn = picture(forest(lines, said[0], view.names.voice), "mid", alt)
    rows: list[list[Said]] = [
        [rich(part.name, " ", span(part.said, "small")), figure(view, part.figure)] for part in found
    ]
    head = [view.label("segment_of"), view.label("column_point")]
    return [
        heading(3, view.label("segments_title"), view.label("segments_note") if rows else ""),
        *bullets(said),
        *([drawn] if drawn else []),
        *table(head, rows, (28, 72)),
    ]


def _others(view: View, sheet: Sheet) -> list[Data]:
    rows: list[list[Said]] = []
    for effect in sheet.effects[1:]:
        found = view.figure(sheet, f"effect/{effect.indicator}/{effect.version}")
        if found is not None:
            rows.append([version_said(view, sheet, effect), figure(view, found)])
    title = view.label("version_other_title")
    head = [view.label("column_what"), view.label("column_point")]
    return [heading(3, title), *table(head, rows, (34, 66))] if rows else []


def _worth(view: View, sheet: Sheet) -> list[Data]:
    net = view.figure(sheet, "worth/net")
    missing = _not_said(view, sheet)
    if net is None:
        return [heading(2, view.label("worth_none")), paragraph(no_worth(view, sheet)), *missing]
    dots = sheet.worth.dots if net.known else ()
    title = heading(2, view.label("worth_title"), view.label("worth_note") if dots else "")
    lines = [*_lines(view, sheet), *_break_even(view, sheet)]
    return [title, paragraph(figure(view, net)), *_dots(view, sheet, net), *lines, *missing]


def _dots(view: View, sheet: Sheet, net: Figure) -> list[Data]:
    dots = sheet.worth.dots if net.known else ()
    if not dots:
        return []
    said = view.label("worth_dots", above=sum(dot > 0 for dot in dots))
    drawn = worth_dots(dots, said, view.names.voice, net.grade)
    chart = picture(drawn, "mid", f"{view.value(net)} · {said}")
    return [{**chart, "look": "half", "note": said}] if chart else []


def _lines(view: View, sheet: Sheet) -> list[Data]:
    prefix = f"{sheet.automation.key}/worth/line/"
    found = [(view.label(f"worth_{part}"), view.figure(sheet, f"worth/{part}")) for part in WORTH[1:]]
    rows: list[list[Said]] = [[name, figure(view, f)] for name, f in found if f is not None and f.known]
    lines = ((k.removeprefix(prefix), f) for k, f in sheet.figures.items() if k.startswith(prefix))
    rows += [[view.names.money_word(code), figure(view, f)] for code, f in lines]
    head = [view.label("column_what"), view.label("column_point")]
    note = paragraph(view.label("worth_cash_capacity"), look="quiet")
    return [*table(head, rows, (34, 66)), note] if rows else []


def _break_even(view: View, sheet: Sheet) -> list[Data]:
    rows: list[list[Said]] = []
    for told in break_even_shown(view, sheet):
        found = ("" if f is None else figure(view, f) for f in crossings(view, sheet, told))
        rows.append([view.names.break_even(sheet.automation, told), *found])
    if not rows:
        return []
    title = heading(3, break_even_said(view, sheet) or view.label("break_even.title"))
    head = [view.label("column_what"), *break_even_head(view)]
    return [title, *table(head, rows, (34, 33, 33)), paragraph(view.label("break_even.note"), look="quiet")]


def _not_said(view: View, sheet: Sheet) -> list[Data]:
    if not sheet.worth.not_said:
        return []
    what = view.names.money_words(sheet.worth.not_said).lower()
    return [paragraph(view.label("worth_not_said", what=what), look="quiet")]


def _why(view: View, sheet: Sheet) -> list[Data]:
    effect, found = sheet.main_effect, main_figure(sheet)
    if effect is None or not effect.rules:
        return []
    word = grade_word(effect.grade, view.lang)
    known = found is not None and found.known
    title = view.label("why_title_grade", word=word) if known else view.label("why_title")
    method = say(effect.design, {}, view.lang, family="method")
    hidden = [said for said, _ in said_of_hidden_cause(sheet, view.names)]
    more = [heading(3, view.label("hidden_title")), *bullets(hidden)] if hidden else []
    return [heading(2, title, method), *_rules(view, sheet, effect), *more]


def _rules(view: View, sheet: Sheet, effect: Effect) -> Iterator[Data]:
    """What is missing first, then what could not be checked, then what holds."""
    for passed, mark, code in _MET:
        rules = [rule for rule in effect.rules if rule.passed is passed]
        if rules:
            yield heading(3, view.label(code))
            yield from bullets([_rule(view, sheet, effect, rule) for rule in rules], mark)


def _rule(view: View, sheet: Sheet, effect: Effect, rule: Rule) -> Said:
    said, _ = rule_said(view, sheet, effect.indicator, rule)
    lifted = rule.lifts_to if rule.passed is not True else None
    note = view.label("why_lift", word=grade_word(lifted, view.lang)) if lifted else ""
    return rich(said + "." * bool(note), span(f" {note}", "small") if note else None)


def _amor(view: View, sheet: Sheet) -> list[Data]:
    audit = sheet.audit
    weakest = view.label("amor_weakest", letter=view.label(f"letter_{audit.weakest.letter}"))
    head = [view.label(c) for c in ("column_question", "column_answer", "column_why")]
    rows: list[list[Said]] = [
        [
            f"{c.code} · {say(c.code, {}, view.lang, family='check')}",
            span(view.label(f"status_{c.status}"), "strong" if c.status == "fail" else ""),
            view.names.say(c.reason, sheet.automation, c.details, "check_reason"),
        ]
        for c in audit.checks
    ]
    return [
        heading(2, view.label("amor_title"), f"{weakest} {next_review(view, sheet)}".strip()),
        {"k": "amor", "letters": [letter(view, score) for score in audit.letters]},
        *table(head, rows, (42, 12, 46), "fine"),
    ]


def _decision(view: View, sheet: Sheet, reviewed: Reviewed) -> list[Data]:
    title = view.label("decision_is", decision=say_decision(sheet, view.lang).lower())
    changes = [say_reason(sheet, r, view.names, "change") for r in sheet.verdict.would_change]
    measure = say_measurement(sheet, view.names)
    next_one = paragraph(measure[0], " ", span(" · ".join(measure[1:]), "small")) if measure else None
    signed = taken(view, sheet, reviewed)
    return [
        heading(2, title),
        *bullets([say_reason(sheet, r, view.names) for r in sheet.verdict.reasons]),
        *([paragraph(signed)] if signed else []),
        *([heading(3, view.label("decision_change")), *bullets(changes)] if changes else []),
        *([heading(3, view.label("settle_title")), next_one] if next_one else []),
    ]


def _moved(view: View, sheet: Sheet, reviewed: Reviewed) -> list[Data]:
    """What moved since the last signed review."""
    found = reviewed.moved.get(sheet.automation.key)
    if found is None:
        return []
    title = view.label("review.since", by=found.by, day=found.since)
    return [heading(3, title), *bullets(said_of_difference(view.assessment, sheet, found, view.names))]


def _claims(view: View, sheet: Sheet) -> list[Data]:
    pieces: list[Data] = []
    for finding in sheet.claims:
        prefix = f"{sheet.automation.key}/claim/{finding.key}/"
        rows: list[list[Said]] = []
        for term in finding.terms:
            found = sheet.figures.get(prefix + term.code)
            if found is not None:
                source = view.label("claims_stated" if term.stated else "claims_added")
                word = term_word(view.names, term.code)
                rows.append([rich(word, " ", span(source, "small")), figure(view, found)])
        kind = say(finding.says, finding.details, view.lang, family="claim", currency=view.names.currency)
        quoted = view.label("quoted", sentence=finding.sentence.in_(view.lang))
        head = [view.label("column_what"), view.label("column_point")]
        pieces += [paragraph(quoted, look="quote"), paragraph(kind), *table(head, rows, (40, 60))]
        shown = [fill("{c:say proves}", {"c": code}, view.names.voice) for code in finding.proves]
        lacking = [say(code, finding.details, view.lang, family="missing") for code in finding.missing]
        pieces += [*_listed(view, "claims_proves", shown), *_listed(view, "claims_missing", lacking)]
    title = heading(2, view.label("claims_title"), view.label("claims_note"))
    return [title, *pieces] if pieces else []


def _listed(view: View, code: str, items: list[str]) -> Iterator[Data]:
    if items:
        yield heading(3, view.label(code))
        yield from bullets(items)
