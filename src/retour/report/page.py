"""One self-contained page: certainties, money by evidence, decisions, the steering table, sheets, sources."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from retour.assessment.result import Assessment, Sheet
from retour.report.home_blocks import balance_block, certainties_block, decide_block, settle_block, titled
from retour.report.html import Html, details, grid, join, listing, tag
from retour.report.node import View
from retour.report.portfolio_blocks import budget_block, groups_block
from retour.report.sheet_page import raised, sheet_html, sheet_parts
from retour.report.steering import steering
from retour.report.style import page_css
from retour.wording.beside import methods
from retour.wording.headline import headline, headline_all
from retour.wording.numbers import integer
from retour.wording.problems import say_guess, say_hint, say_rule
from retour.wording.sentence import place

MOST_PROBLEMS = 100
PARTS = ("certain", "decide", "table", "sheets", "sources")


def page(assessment: Assessment, lang: str) -> str:
    """The whole page as HTML: no script, no request, light and dark, print and small screens."""
    view = View.of(assessment, lang)
    name = assessment.dossier.register.name
    content = _empty(view) if not assessment.sheets else _content(view)
    main = tag("main", content, id="content", class_="wrap")
    return alone(lang, view.label("page_title", name=name), join([_top(view, name), main, _footer(view)]))


def sheet_page(assessment: Assessment, sheet: Sheet, lang: str) -> str:
    """One sheet as a page of its own, as self-contained as the whole."""
    view = View.of(assessment, lang)
    name = view.names.automation(sheet.automation)
    said = headline(sheet, lang, assessment.dossier.register)
    lede = tag("div", tag("h1", said), tag("p", name), class_="lede")
    main = tag("main", lede, raised(sheet_parts(view, sheet)), id="content", class_="wrap")
    top = _top(view, assessment.dossier.register.name, parts=())
    return alone(lang, name, join([top, main, _footer(view)]))


def alone(lang: str, title: str, body: Html) -> str:
    """A page that needs nothing beside itself: its style and its fonts are in it."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", title),
        tag("style", Html(page_css())),
    )
    return "<!doctype html>\n" + tag("html", head, tag("body", body), lang=lang)


def _top(view: View, name: str, parts: Sequence[str] = PARTS) -> Html:
    links = [tag("a", view.label(f"nav_{part}"), href=f"#{part}") for part in parts if view.assessment.sheets]
    nav = tag("nav", listing(links), aria_label=view.label("contents")) if links else None
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
    left, right = tag("div", balance_block(view), groups_block(view), settle_block(view)), decide_block(view)
    parts = [lede, certainties_block(view)]
    found = (tag("div", left, right, class_="two"), budget_block(view), _steering(view))
    parts += [part for part in found if part is not None]
    parts += [tag("div", *(sheet_html(view, sheet) for sheet in sheets), id="sheets"), _sources(view)]
    return join(parts)


def _steering(view: View) -> Html:
    drawn = steering(view, view.assessment.sheets)
    return titled("table", view.label("table_title"), view.label("table_note"), drawn, class_="blk steering")


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
    return titled("sources", view.label("sources_title"), "", files, *_problems(view), _methods(view))


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
