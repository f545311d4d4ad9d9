"""The effect part of a sheet: the plot, what it says, why this evidence, and the other comparisons."""

import math
from datetime import date

from retour.assessment.result import Sheet
from retour.effect.result import Effect, Path, Rule
from retour.kpi.cells import day_of
from retour.quantity import Estimate, Exact, Figure, Unit
from retour.report.effect_plot import Curve, effect_plots
from retour.report.forest import Line, forest
from retour.report.html import Child, Html, details, grid, join, listing, tag
from retour.report.node import View, figure_node
from retour.report.sheet_journal import numbered_journal
from retour.report.sheet_outlook import outlook_block
from retour.report.weekly import by_week
from retour.wording.beside import notes_beside, parts, said_of_hidden_cause, said_of_segments
from retour.wording.headline import main_figure
from retour.wording.numbers import day, two_digits
from retour.wording.sentence import say
from retour.wording.values import Scale, grade_word, say_direction, say_period, say_point, say_quantity, tone

PLAIN = 0.01  # of the interval's width: a smaller difference is rounding


def effect_block(view: View, sheet: Sheet) -> Html:
    """The main effect, then the others folded below."""
    effect, figure = sheet.main_effect, main_figure(sheet)
    if effect is None or figure is None:
        return Html()
    title = view.label("effect_title" if figure.known else "effect_no_title")
    name = view.names.indicator(sheet.automation, effect.indicator)
    said = tag("p", tag("span", f"{name} ", class_="name"), figure_node(view, figure))
    return tag(
        "section",
        tag("h3", title),
        said,
        plot(view, sheet, effect, figure),
        listing([Html(tag("span", line)) for line in _notes(view, sheet, effect)], "plain"),
        outlook_block(view, sheet),
        segments_block(view, sheet),
        _others(view, sheet),
        class_="blk",
    )


def plot(view: View, sheet: Sheet, effect: Effect, figure: Figure) -> Html | None:
    """The effect over time and its table; nothing without a path."""
    curve = effect_curve(view, sheet, effect, figure)
    if curve is None:
        return None
    path = curve.path
    caption = tag("figcaption", view.label(f"effect_chart_{path.step}"), class_="note")
    table = details(view.label("effect_numbers"), _path_table(view, path, curve.unit))
    return tag("figure", effect_plots(curve), caption, table)


def effect_curve(view: View, sheet: Sheet, effect: Effect, figure: Figure) -> Curve | None:
    """What the plot and the sparkline draw, weekly, with what happened on the way; None without a path."""
    if effect.path is None:
        return None
    indicator = sheet.automation.indicator(effect.indicator)
    name = view.names.indicator(sheet.automation, effect.indicator)
    title = view.label(
        "effect_said", indicator=name, value=view.value(figure), direction=say_direction(figure, view.lang)
    )
    return Curve(
        by_week(effect.path),
        indicator.unit if indicator else figure.unit,
        tone(figure),
        title,
        view.names.voice,
        events=_happened(view, sheet),
        noted=tuple((line.at, number) for number, line in numbered_journal(view, sheet)),
        levels=_levels(view, sheet, effect),
    )


def main_curve(view: View, sheet: Sheet) -> Curve | None:
    """The curve of the main effect, for a row of the table; None without a path."""
    effect, figure = sheet.main_effect, main_figure(sheet)
    if effect is None or figure is None or not figure.known:
        return None
    return effect_curve(view, sheet, effect, figure)


def _happened(view: View, sheet: Sheet) -> tuple[tuple[date, str], ...]:
    """Dated changes of the automation and of everything around it, oldest first."""
    register = view.names.register
    changes = [*sheet.automation.changes, *(register.changes if register else ())]
    return tuple(sorted((change.at, change.what.in_(view.lang)) for change in changes))


def _levels(view: View, sheet: Sheet, effect: Effect) -> tuple[str, str]:
    """The two levels of the period after go-live, as their figures say them."""
    said = []
    for kind, code in (("observed", "level_seen"), ("counterfactual", "level_without")):
        found = _kin(view, sheet, effect, kind)
        point = say_point(found, view.lang, view.names.currency) if found and found.known else ""
        said.append(view.label(code, value=point) if point else "")
    return said[0], said[1]


def _path_table(view: View, path: Path, unit: Unit) -> Html:
    def told(value: float) -> str:
        return Scale(unit, view.names.voice, value).said(value) if math.isfinite(value) else "…"

    rows = [
        (
            day(day_of(int(path.days[i])), view.lang),
            *(told(float(v[i])) for v in (path.observed, path.counterfactual, path.low, path.high)),
        )
        for i in range(len(path.days))
    ]
    head = [
        view.label(c)
        for c in ("column_step", "column_observed", "column_without", "column_low", "column_high")
    ]
    return grid(head, rows, view.label("effect_chart"))


def _notes(view: View, sheet: Sheet, effect: Effect) -> list[Child]:
    told = effect_notes(view, sheet, effect)
    return [said if found is None else join([said, figure_node(view, found)], " ") for said, found in told]


def effect_notes(view: View, sheet: Sheet, effect: Effect) -> list[tuple[str, Figure | None]]:
    """Sentences beside an effect, each with the figure that ends it, if any."""
    notes: list[tuple[str, Figure | None]] = []
    observed, without, naive = (
        _kin(view, sheet, effect, kind) for kind in ("observed", "counterfactual", "naive")
    )
    if observed is not None and without is not None and observed.known and without.known:
        period = say_period(observed.period, view.lang) if observed.period else view.label("afterwards")
        words = {"level": view.value(observed), "without": view.value(without), "period": period}
        code = "effect_level_corrected" if _corrected(effect) else "effect_level"
        notes.append((view.label(code, **words), None))
    if naive is not None and naive.known:
        notes.append((view.label("effect_naive"), naive))
    notes += notes_beside(sheet, view.names)
    if effect.pending:
        notes.append((view.label("effect_pending", n=effect.pending), None))
    if effect.detectable is not None:
        size = _size(view, sheet, effect.indicator, effect.detectable)
        notes.append((view.label("effect_detectable", value=size), None))
    if effect.answer_date is not None:
        notes.append((view.label("effect_answer", day=effect.answer_date), None))
    return notes


def _corrected(effect: Effect) -> bool:
    """True when the effect is not the plain difference of its two levels: past differences are taken out."""
    if effect.level is None or effect.counterfactual is None or not isinstance(effect.estimate, Estimate):
        return False
    apart = abs(effect.level - effect.counterfactual - effect.estimate.value)
    return apart > PLAIN * (effect.estimate.high - effect.estimate.low)


def segments_block(view: View, sheet: Sheet) -> Html | None:
    """The effect by kind of case: what can be said first, then each with what defends it."""
    effect = sheet.main_effect
    if effect is None or effect.segments is None:
        return None
    found = parts(sheet, view.names)
    rows: list[tuple[Child, ...]] = [
        (join([part.name, tag("small", part.said)]), figure_node(view, part.figure)) for part in found
    ]
    head = [view.label(c) for c in ("segment_of", "column_point")]
    said = said_of_segments(effect.segments, view.names)
    table = grid(head, rows, view.label("segments_note"), "data loose", spoken=False) if rows else None
    title = view.label("segments_title")
    lines = [Line(part.name, part.figure, tone(part.figure) if part.seen else "none") for part in found]
    drawn = forest(lines, said[0], view.names.voice)
    return tag(
        "div", tag("h4", title), listing(said, "plain"), tag("figure", drawn) if drawn else None, table
    )


def hidden_block(view: View, sheet: Sheet) -> Html | None:
    """What a cause that nobody recorded would have to do, under the rules."""
    lines = said_of_hidden_cause(sheet, view.names)
    if not lines:
        return None
    items = [tag("span", said, data_figure=figure.key if figure else None) for said, figure in lines]
    return tag("div", tag("h4", view.label("hidden_title")), listing(items, "plain"))


def _kin(view: View, sheet: Sheet, effect: Effect, kind: str) -> Figure | None:
    return view.figure(sheet, f"{kind}/{effect.indicator}/{effect.version}")


def _size(view: View, sheet: Sheet, key: str, detectable: float) -> str:
    indicator = sheet.automation.indicator(key)
    unit = indicator.effect_unit if indicator else Unit.POINTS
    return say_quantity(Exact(two_digits(detectable)), unit, view.names.voice)


def _others(view: View, sheet: Sheet) -> Html | None:
    rows: list[tuple[Child, ...]] = []
    for effect in sheet.effects[1:]:
        figure = _kin(view, sheet, effect, "effect")
        if figure is not None:
            rows.append((version_said(view, sheet, effect), figure_node(view, figure)))
    if not rows:
        return None
    head = [view.label("column_what"), view.label("column_point")]
    return details(
        view.label("version_other_title"), grid(head, rows, view.label("version_other_title"), "data loose")
    )


def version_said(view: View, sheet: Sheet, effect: Effect) -> str:
    """The name of the indicator of an effect, and over what it is."""
    name = view.names.indicator(sheet.automation, effect.indicator)
    over = (
        view.label("version_all")
        if effect.version == "all"
        else view.label("version_over", version=effect.version)
    )
    return f"{name} · {over}"


def rules_block(view: View, sheet: Sheet) -> Html:
    """Why this evidence: each rule, met or not, and what meeting it would give."""
    effect = sheet.main_effect
    if effect is None or not effect.rules:
        return Html()
    known = isinstance(effect.estimate, Estimate)
    title = (
        view.label("why_title_grade", word=grade_word(effect.grade, view.lang))
        if known
        else view.label("why_title")
    )
    method = say(effect.design, {}, view.lang, family="method")
    items = [_rule(view, sheet, effect.indicator, rule) for rule in effect.rules]
    return tag(
        "section",
        tag("h3", title),
        tag("p", method, class_="note"),
        tag("ul", *items, class_="chk"),
        hidden_block(view, sheet),
        class_="blk",
    )


def _rule(view: View, sheet: Sheet, indicator: str, rule: Rule) -> Html:
    class_ = {True: "yes", False: "no", None: "maybe"}[rule.passed]
    said, note = rule_said(view, sheet, indicator, rule)
    return tag("li", said, tag("small", note), class_=class_)


def rule_said(view: View, sheet: Sheet, indicator: str, rule: Rule) -> tuple[str, str]:
    """A rule in words, and whether it is met: what meeting it would give when it is not."""
    code = {True: "why_passed", False: "why_failed", None: "why_unchecked"}[rule.passed]
    said = view.names.rule(sheet.automation, indicator, rule)
    note = view.label(code)
    if rule.lifts_to is not None and rule.passed is not True:
        note = f"{note}. {view.label('why_lift', word=grade_word(rule.lifts_to, view.lang))}"
    return said, note
