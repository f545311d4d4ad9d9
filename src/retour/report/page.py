"""One self-contained page: certainties, money by evidence, decisions, the steering table, sheets, sources."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from retour.assessment.result import Assessment, Sheet
from retour.quantity import Figure
from retour.report.axis import bounds
from retour.report.html import Child, Html, details, grid, join, listing, tag
from retour.report.money_charts import balance
from retour.report.node import View, figure_node, grade_node
from retour.report.sheet_page import decision_chip, said_item, sheet_html
from retour.report.steering import named, steering
from retour.report.style import page_css
from retour.wording.beside import methods
from retour.wording.certainties import by_urgency, first_certainties, nobody_knows
from retour.wording.headline import headline_all
from retour.wording.numbers import integer
from retour.wording.problems import say_guess, say_hint, say_rule
from retour.wording.sentence import place
from retour.wording.verdicts import by_decision, say_measurement, say_reason

MOST_PROBLEMS = 100


def page(assessment: Assessment, lang: str) -> str:
    """The whole page as HTML: no script, no request, light and dark, print and small screens."""
    view = View.of(assessment, lang)
    name = assessment.dossier.register.name
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", view.label("page_title", name=name)),
        tag("style", Html(page_css())),
    )
    content = _empty(view) if not assessment.sheets else _content(view)
    body = tag("body", _top(view, name), tag("main", content, id="content", class_="wrap"), _footer(view))
    return "<!doctype html>\n" + tag("html", head, body, lang=lang)


def _top(view: View, name: str) -> Html:
    links = [
        tag("a", view.label(f"nav_{part}"), href=f"#{part}")
        for part in ("certain", "decide", "table", "sheets", "sources")
    ]
    nav = tag("nav", listing(links), aria_label=view.label("contents")) if view.assessment.sheets else None
    inside = tag(
        "div", tag("span", "Retour", class_="brand"), nav, tag("span", name, class_="where"), class_="wrap"
    )
    return join(
        [tag("a", view.label("skip"), href="#content", class_="skip"), tag("header", inside, class_="top")]
    )


def _empty(view: View) -> Html:
    text = [tag("p", view.label(code)) for code in ("empty_text", "empty_action")]
    return tag("div", tag("h1", view.label("empty_title")), *text, class_="lede")


def _content(view: View) -> Html:
    sheets = view.assessment.sheets
    lede = tag(
        "div",
        tag("h1", headline_all(view.assessment, view.lang)),
        tag("p", view.label("all_note", automations=len(sheets))),
        class_="lede",
    )
    left, right = tag("div", _balance(view), _settle(view)), _decide(view)
    parts = [lede, _certain(view)]
    parts += [tag("div", left, right, class_="two"), _steering(view)]
    parts += [tag("div", *(sheet_html(view, sheet) for sheet in sheets), id="sheets"), _sources(view)]
    return join(parts)


def _block(id_: str, title: str, note: str, *children: Child, class_: str = "blk") -> Html:
    heading = tag("h2", title)
    return tag(
        "section", heading, tag("p", note, class_="note") if note else None, *children, class_=class_, id=id_
    )


def _certain(view: View) -> Html:
    items: list[Child] = []
    for sheet in by_urgency(view.assessment.sheets, view.names):
        lines = [tag("div", said_item(view, sheet, said)) for said in first_certainties(sheet, view.names)]
        items.append(join([named(view, sheet), *lines]) if lines else None)
    unwatched = nobody_knows(view.assessment.sheets, view.names)
    return _block(
        "certain",
        view.label("certain_title"),
        view.label("certain_note"),
        listing(items, "plain"),
        tag("p", unwatched, class_="note") if unwatched else None,
    )


def _totals(view: View) -> list[Figure]:
    found = view.assessment.totals.by_grade
    return [found[grade] for grade in sorted(found)]


def _balance(view: View) -> Html:
    totals = _totals(view)
    drawn = [f for f in totals if bounds(f) is not None]
    unknown = view.assessment.totals.unknown
    parts: list[Child] = []
    if drawn:
        title = view.label("balance_title")
        parts.append(tag("figure", balance(drawn, title, view.names.voice)))
        rows = [(grade_node(view, f.grade), figure_node(view, f)) for f in totals if f.known]
        parts.append(
            grid(
                [view.label("column_evidence"), view.label("column_net")],
                rows,
                view.label("balance_note"),
                "data loose",
            )
        )
    else:
        parts.append(tag("p", view.label("balance_none")))
    if unknown:
        parts.append(
            tag(
                "p",
                view.label("balance_unknown" if unknown == 1 else "balance_unknown_many", n=unknown),
                class_="note",
            )
        )
    parts += [tag("p", said, class_="note") for said in _left_out(view)]
    return _block("balance", view.label("balance_title"), view.label("balance_note") if drawn else "", *parts)


def _left_out(view: View) -> Iterator[str]:
    """What the totals do not add: a gain that another automation already counts; what is not live."""
    assessment = view.assessment
    for key, other in assessment.totals.joint:
        one, first = (view.names.automation(assessment.sheet(k).automation) for k in (key, other))
        yield view.label("balance_joint", one=one, other=first)
    if assessment.totals.set_aside:
        yield view.label("balance_set_aside", n=assessment.totals.set_aside)


def _settle(view: View) -> Html:
    items: list[Child] = []
    for sheet in view.assessment.sheets:
        said = say_measurement(sheet, view.names)
        found = sheet.verdict.measurement
        if said and found is not None and found.design != "none" and found.useful:
            items.append(join([named(view, sheet), said[0], tag("small", " · ".join(said[1:]))]))
    content = listing(items, "plain") or tag("p", view.label("settle_nothing"))
    return _block("settle", view.label("settle_title"), view.label("settle_note"), content)


def _decide(view: View) -> Html:
    items = [
        join([decision_chip(view, sheet), tag("div", named(view, sheet), *_first_reason(view, sheet))])
        for sheet in by_decision(view.assessment.sheets)
    ]
    return _block("decide", view.label("decide_title"), view.label("decide_note"), listing(items, "todo"))


def _first_reason(view: View, sheet: Sheet) -> list[Html]:
    return [tag("small", say_reason(sheet, reason, view.names)) for reason in sheet.verdict.reasons[:1]]


def _steering(view: View) -> Html:
    drawn = steering(view, view.assessment.sheets)
    return _block("table", view.label("table_title"), view.label("table_note"), drawn, class_="blk steering")


def _sources(view: View) -> Html:
    dossier = view.assessment.dossier
    rows = [
        (
            source.file,
            *(
                integer(n, view.lang)
                for n in (source.rows, source.events, source.rejected, source.duplicates)
            ),
            ", ".join(say_guess(g, view.lang) for g in source.guesses),
        )
        for source in dossier.sources
    ]
    codes = (
        "column_file",
        "column_rows",
        "column_events",
        "column_rejected",
        "column_duplicates",
        "column_guessed",
    )
    files = (
        grid([view.label(c) for c in codes], rows, view.label("sources_note"), "data loose", spoken=False)
        if rows
        else tag("p", view.label("sources_none"))
    )
    return _block("sources", view.label("sources_title"), "", files, *_problems(view), _methods(view))


def _methods(view: View) -> Html | None:
    """The technical name and version of each method, for whoever wants to check."""
    lines = methods(view.assessment.sheets, view.names)
    return details(view.label("methods_title"), listing(lines, "plain")) if lines else None


def _problems(view: View) -> Iterable[Html]:
    problems = view.assessment.dossier.problems
    if not problems:
        return [tag("p", view.label("problems_none"))]
    shown = problems[:MOST_PROBLEMS]
    rows = [
        (
            place(p.place, view.lang),
            say_rule(p, view.lang),
            say_hint(p, view.lang),
            view.label(f"severity_{p.severity}"),
        )
        for p in shown
    ]
    codes = ("column_place", "column_what", "column_hint", "column_severity")
    table = grid([view.label(c) for c in codes], rows, view.label("problems_title"), "data loose")
    rest = len(problems) - len(shown)
    more = [tag("p", view.label("problems_more", n=rest))] if rest else []
    return [tag("h3", view.label("problems_count", n=len(problems))), table, *more]


def watermark(assessment: Assessment) -> datetime | None:
    """The time of the newest event of any process."""
    return max(assessment.dossier.watermark.values(), default=None)


def _footer(view: View) -> Html:
    seen = watermark(view.assessment)
    today = view.assessment.today
    said = [
        view.label("footer_level"),
        view.label("footer_watermark", day=seen.date(), today=today)
        if seen
        else view.label("footer_no_data", today=today),
        view.label("footer_explain") if view.assessment.sheets else None,
        view.label("footer_digest", digest=view.assessment.digest[:12]) if view.assessment.digest else None,
    ]
    return tag("footer", tag("div", *(tag("p", line) for line in said if line), class_="wrap"))
