"""The front of the report: the cover, what to decide, and the steering table."""

from collections.abc import Iterable, Iterator

from retour.assessment.result import Assessment, Sheet
from retour.quantity import Estimate, Figure
from retour.report.axis import bounds, domain
from retour.report.effect_plot import MID, effect_plot
from retour.report.forest import Line, forest
from retour.report.money_charts import balance, interval_bar
from retour.report.node import View
from retour.report.pdf.brand import Brand
from retour.report.pdf.piece import Data, Rich, Said, bullets, heading, paragraph, picture, rich, span, table
from retour.report.pdf.reviewed import Reviewed
from retour.report.pdf.said import decision, figure, grade, letter
from retour.report.portfolio_rows import overlap_lines
from retour.report.sheet_effect import main_curve
from retour.report.sparkline import sparkline
from retour.report.table import SIX, THEN, Piece, cells_of, evidence, observed, stale
from retour.verdict.result import Decision
from retour.wording.cards import say_plans
from retour.wording.certainties import Said as Certainty
from retour.wording.certainties import by_urgency, first_certainties, nobody_knows
from retour.wording.headline import headline_all, main_figure
from retour.wording.numbers import listed
from retour.wording.values import say_direction, tone
from retour.wording.verdicts import by_decision, say_decision, say_measurement, say_reason

WIDTHS = (11, 8, 8, 9, 9, 20, 9, 14, 6, 9)  # shares of a row, in the order of the columns
MOST_REASONS = 2
MOST_LISTED = 36  # automations on the cover's list of contents
MOST_CERTAIN, MOST_DECIDED = 4, 9  # on the founder's page


def quarter(view: View) -> str:
    """« 4ᵉ trimestre 2026 »."""
    day = view.assessment.today
    return view.label(f"pdf.quarter_{(day.month + 2) // 3}", year=str(day.year))


def cover(view: View, brand: Brand, reviewed: Reviewed) -> Data:
    """The first page."""
    made = [
        view.label("pdf.prepared_for", name=brand.client) if brand.client else "",
        view.label("pdf.prepared_by", name=brand.consultant) if brand.consultant else "",
        view.label("pdf.dated", day=view.assessment.today),
    ]
    counts = view.label("pdf.cover_counts", automations=len(view.assessment.sheets))
    return {
        "kind": view.label("pdf.kind"),
        "firm": rich(span(view.assessment.dossier.register.name)),
        "quarter": quarter(view),
        "headline": headline_all(view.assessment, view.lang, named=False),
        "counts": counts,
        "made": [rich(line) for line in made if line],
        "sealed": seal(view, reviewed),
        "contents": len(view.assessment.sheets) <= MOST_LISTED,
    }


def seal(view: View, reviewed: Reviewed) -> str:
    """The last seal of the decision log, which holds all the others; empty without one."""
    head = reviewed.head
    return view.label("pdf.seal", number=head.number, seal=head.short) if head else ""


def decide(view: View, reviewed: Reviewed) -> list[Data]:
    """What to decide this quarter and why, then what is certain, money, and what would settle more."""
    sheets = view.assessment.sheets
    return [
        heading(1, view.label("pdf.decide_title"), view.label("decide_note")),
        *table(
            [view.label(c) for c in ("column_decision", "pdf.automation", "column_why")],
            [_decision(view, sheet, reviewed) for sheet in by_decision(sheets)],
            (16, 24, 60),
        ),
        heading(2, view.label("certain_title"), view.label("certain_note")),
        *certain(view),
        heading(2, view.label("balance_title"), view.label("balance_note")),
        *money(view),
        *settle(view),
    ]


def _decision(view: View, sheet: Sheet, reviewed: Reviewed, most: int = MOST_REASONS) -> list[Said]:
    reasons = [say_reason(sheet, r, view.names) for r in sheet.verdict.reasons[:most]]
    said = rich(" ".join(reasons))
    signed = taken(view, sheet, reviewed)
    name = span(view.names.automation(sheet.automation), "strong")
    return [decision(view, sheet), name, rich(said, span(" " + signed, "quiet") if signed else None)]


def taken(view: View, sheet: Sheet, reviewed: Reviewed) -> str:
    """Who signed which decision and why it was not the one proposed; empty without a review."""
    entry = reviewed.last(sheet.automation.key)
    if entry is None:
        return ""
    said = entry.statement.said
    chosen, proposed, reason = (str(said.get(part, "")) for part in ("taken", "proposed", "reason"))
    word = view.names.say(chosen, sheet.automation, {}, "decision").lower()
    words = {"decision": word, "by": entry.statement.by, "day": entry.statement.at, "reason": reason}
    return view.label("pdf.overridden" if chosen != proposed and reason else "pdf.signed", **words)


def certain(view: View) -> list[Data]:
    """The bad news first, automation by automation."""
    items: list[Said] = []
    for sheet in by_urgency(view.assessment.sheets, view.names):
        said = first_certainties(sheet, view.names)
        if said:
            items.append(rich(name_of(view, sheet), *certain_spans(said)))
    unwatched = nobody_knows(view.assessment.sheets, view.names)
    nothing = [] if items else [paragraph(view.label("certain_nothing"))]
    return [*bullets(items), *nothing, *([paragraph(unwatched, look="quiet")] if unwatched else [])]


def certain_spans(found: Iterable[Certainty]) -> Rich:
    """Certainties one after the other; the first bad news stands out."""
    looks = iter(("alert",))
    return [span(said.text + " ", next(looks, "warn") if said.alert else "") for said in found]


def name_of(view: View, sheet: Sheet) -> Data:
    """The name of an automation before what is said of it."""
    return span(view.label("named", name=view.names.automation(sheet.automation)) + " ", "strong")


def money(view: View) -> list[Data]:
    """Money by strength of evidence: the chart, then each with what defends it."""
    totals = view.assessment.totals
    figures = [totals.by_grade[g] for g in sorted(totals.by_grade) if totals.by_grade[g].known]
    drawn = [found for found in figures if bounds(found) is not None]
    if not drawn:
        return [paragraph(view.label("balance_none"))]
    alt = " · ".join([view.label("balance_title"), *(view.value(found) for found in drawn)])
    chart = picture(balance(drawn, view.label("balance_title"), view.names.voice), "mid", alt)
    head = [view.label("column_evidence"), view.label("column_net")]
    rows: list[list[Said]] = [[grade(view, f.grade), figure(view, f)] for f in figures]
    parts = [*([{**chart, "look": "half"}] if chart else []), *table(head, rows, (22, 78))]
    return [*parts, *(paragraph(said, look="quiet") for said in _left_out(view))]


def _left_out(view: View) -> Iterator[str]:
    totals, assessment = view.assessment.totals, view.assessment
    if totals.unknown:
        yield view.label(
            "balance_unknown" if totals.unknown == 1 else "balance_unknown_many", n=totals.unknown
        )
    for key, other in totals.joint:
        one, first = (view.names.automation(assessment.sheet(k).automation) for k in (key, other))
        yield view.label("balance_joint", one=one, other=first)
    if totals.set_aside:
        yield view.label("balance_set_aside", n=totals.set_aside)
    yield from say_plans(assessment, view.names)
    yield from overlap_lines(view)


def settle(view: View) -> list[Data]:
    """The measurements worth more than they cost."""
    items: list[Said] = []
    for sheet in view.assessment.sheets:
        found = sheet.verdict.measurement
        if found is not None and found.design != "none" and found.useful:
            said = say_measurement(sheet, view.names)
            items.append(rich(name_of(view, sheet), said[0], " ", span(" · ".join(said[1:]), "small")))
    return (
        [heading(2, view.label("settle_title"), view.label("settle_note")), *bullets(items)] if items else []
    )


def steering(view: View) -> list[Data]:
    """The article's six columns, then ours; every interval of money on one axis."""
    sheets = view.assessment.sheets
    nets = (view.figure(sheet, "worth/net") for sheet in sheets)
    scale = domain([net for net in nets if net is not None])
    head = [view.label(f"column_{code}") for code in (*SIX, *THEN)]
    rows = [_row(view, sheet, scale) for sheet in sheets]
    title = heading(1, view.label("table_title"), view.label("pdf.table_note"))
    return [title, *table(head, rows, WIDTHS, "dense")]


def _row(view: View, sheet: Sheet, scale: tuple[float, float]) -> list[Said]:
    text = {code: cell.text for code, cell in cells_of(view, sheet).items()}
    cells: dict[str, Said] = dict(text)
    cells["process"] = span(text["process"], "strong")
    cells["impact"] = _impact(view, sheet, text["impact"])
    cells["evidence"] = grade(view, evidence(view, sheet))
    net = view.figure(sheet, "worth/net")
    if net is not None:
        bar = picture(interval_bar(net, scale, view.names.voice))
        cells["net"] = rich({**bar, "look": "bar"} if bar else None, figure(view, net))
    cells["amor"] = [{**letter(view, score), "k": "mark"} for score in sheet.audit.letters]
    late = stale(view, sheet)
    cells["decision"] = rich(decision(view, sheet), span(f" {late}", "alert") if late else None)
    return [cells[code] for code in (*SIX, *THEN)]


def _impact(view: View, sheet: Sheet, text: str) -> Rich:
    curve = main_curve(view, sheet)
    drawn = picture(sparkline(curve)) if curve else None
    spark = {**drawn, "look": "spark"} if drawn else None
    parts = [_piece(view, piece) for piece in observed(view, sheet)]
    return rich(*parts, None if parts else text, spark)


def _piece(view: View, piece: Piece) -> Rich:
    if isinstance(piece, str):
        return [span(piece + " ", "alert")]
    name, found = piece
    return rich(f"{name} " if name else None, figure(view, found, bare=True), " ")


def founder(view: View, reviewed: Reviewed) -> list[Data]:
    """One page: certainties, the best proven effect, what to decide, one sentence."""
    waiting = [s for s in by_decision(view.assessment.sheets) if s.verdict.decision is not Decision.KEEP]
    head = [view.label(c) for c in ("column_decision", "pdf.automation", "column_why")]
    rows = [_decision(view, sheet, reviewed, most=1) for sheet in waiting[:MOST_DECIDED]]
    rest = len(waiting) - len(rows)
    more = [paragraph(view.label("pilot.queue_rest", n=rest), look="quiet")] if rest > 0 else []
    return [
        heading(1, headline_all(view.assessment, view.lang, named=False)),
        heading(2, view.label("certain_title")),
        *bullets(_urgent(view)),
        *_best(view),
        heading(2, view.label("pdf.decide_title")),
        *table(head, rows, (17, 25, 58)),
        *more,
        *_kept(view),
    ]


def _urgent(view: View) -> list[Rich]:
    """The worst news, one sentence an automation; then a first level before and after."""
    items = []
    for sheet in by_urgency(view.assessment.sheets, view.names)[:MOST_CERTAIN]:
        said = first_certainties(sheet, view.names)[:1]
        items += [rich(name_of(view, sheet), *certain_spans(said))] if said else []
    return items


def _best(view: View) -> list[Data]:
    """The effect with the strongest evidence among those that are seen; nothing when none is."""
    found = [(s, f) for s in view.assessment.sheets if (f := main_figure(s)) and tone(f) != "none"]
    if not found:
        return []
    sheet, best = min(found, key=lambda one: (one[1].grade, -_clearness(one[1])))
    title = heading(2, view.label("pdf.one_effect"))
    name = _indicator(view, sheet)
    said = paragraph(name_of(view, sheet), f"{name} ", figure(view, best))
    return [title, said, *effect_chart(view, sheet, best)]


def _clearness(found: Figure) -> float:
    """How far from zero an effect stands, in widths of its interval."""
    value = found.value
    if not isinstance(value, Estimate) or value.low == value.high:
        return 0.0
    return abs(value.value) / value.half_width


def effect_chart(view: View, sheet: Sheet, found: Figure) -> list[Data]:
    """The effect over time; the interval alone where there is no path to draw."""
    curve = main_curve(view, sheet)
    if curve is not None:
        drawn = picture(effect_plot(curve, MID))
        note = view.label(f"effect_chart_{curve.path.step}")
        return [{**drawn, "note": note}] if drawn else []
    name = _indicator(view, sheet)
    alt = f"{name} {view.value(found)}, {say_direction(found, view.lang)}"
    drawn = picture(forest([Line(name, found, tone(found))], alt, view.names.voice), "mid", alt)
    return [drawn] if drawn else []


def _indicator(view: View, sheet: Sheet) -> str:
    effect = sheet.main_effect
    return view.names.indicator(sheet.automation, effect.indicator) if effect else ""


def _kept(view: View) -> list[Data]:
    kept = [s for s in view.assessment.sheets if s.verdict.decision is Decision.KEEP]
    if not kept:
        return []
    names = listed([view.names.automation(s.automation) for s in kept], view.lang)
    word = say_decision(kept[0], view.lang)
    return [paragraph(span(view.label("named", name=word) + " ", "strong"), names)]


def title_of(assessment: Assessment, view: View) -> str:
    """The title of the document."""
    return f"{assessment.dossier.register.name} · {view.label('pdf.kind')} · {quarter(view)}"
