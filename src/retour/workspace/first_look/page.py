"""One page to forward: what is certain, by name, then the effect, then the sentence to pass on."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from retour.report.html import Child, Html, details, grid, join, listing, tag
from retour.report.node import View, figure_node
from retour.report.style import page_css
from retour.wording import say
from retour.wording.numbers import moment
from retour.workspace.first_look.answer import Answered
from retour.workspace.first_look.compared import Compared
from retour.workspace.first_look.exporting import emails_by_line
from retour.workspace.first_look.speaking import say_answer, to_paste
from retour.workspace.first_look.telling import (
    FAMILY,
    Sentence,
    facts,
    headline,
    how_matched,
    say_doubt,
    say_pair,
)

NAMED = 200  # lost cases on the page: the rest are in the sheet


def page(answered: Answered, lang: str) -> str:
    """The page as HTML: no script, no request, light and dark, print and small screens."""
    compared = answered.compared
    title = headline(compared, lang).text
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width,initial-scale=1"),
        tag("title", _say("page_title", lang)),
        tag("style", Html(page_css())),
    )
    main = tag("main", _content(answered, title, lang), id="content", class_="wrap")
    return "<!doctype html>\n" + tag("html", head, tag("body", main), lang=lang)


def _say(code: str, lang: str, /, **details: object) -> str:
    return say(code, details, lang, family=FAMILY)


def _content(answered: Answered, title: str, lang: str) -> Html:
    compared = answered.compared
    parts = [
        tag("div", tag("h1", title), _made(compared, lang), class_="lede"),
        _lost(compared, lang),
        _block(_say("page_facts", lang), _sentences(facts(compared, lang))),
        _effect(answered, lang),
        _block(_say("page_paste", lang), tag("p", tag("strong", to_paste(answered, lang)))),
        _block(_say("page_matched", lang), _sentences(how_matched(compared, lang)), _by_name(compared, lang)),
        _block(_say("page_doubts", lang), listing([say_doubt(d, lang) for d in compared.doubts], "plain")),
    ]
    return join(parts)


def _by_name(compared: Compared, lang: str) -> Html | None:
    """The pairs made by names, folded: they are to be read one by one."""
    pairs = [say_pair(pair, lang) for pair in compared.name_pairs]
    return details(_say("page_pairs", lang), listing(pairs, "plain")) if pairs else None


def _made(compared: Compared, lang: str) -> Html | None:
    last = max(
        (looked.last for looked in (compared.came_in, compared.done) if looked and looked.last), default=None
    )
    if last is None:
        return None
    return tag("p", _say("page_made", lang, today=compared.asked.today, last=last.date()), class_="note")


def _sentences(sentences: Iterable[Sentence]) -> Html:
    items = [tag("li", s.text, data_figures=" ".join(s.figures) or None) for s in sentences if s.text]
    return tag("ul", *items, class_="plain") if items else Html()


def _block(title: str, *children: Child) -> Html:
    inside = join(children)
    return tag("section", tag("h2", title), inside, class_="blk") if inside else Html()


def _effect(answered: Answered, lang: str) -> Html:
    compared = answered.compared
    if compared.asked.go_live is None or compared.assessment is None:
        return Html()
    shown = None
    if answered.figure is not None and answered.measurable:
        shown = tag("p", figure_node(View.of(compared.assessment, lang), answered.figure))
    return _block(_say("page_effect", lang), _sentences(say_answer(answered, lang)), shown)


def _lost(compared: Compared, lang: str) -> Html:
    cases, emails, zone = compared.lost[:NAMED], emails_by_line(compared), ZoneInfo(compared.asked.timezone)
    if not cases or compared.strangers:
        return Html()
    head = [_say(f"column_{c}", lang) for c in ("name", "email", "at", "deadline", "line")]
    rows = [
        (
            case.label,
            emails.get(case.place.line, ""),
            moment(case.at.astimezone(zone), lang),
            moment(case.deadline.astimezone(zone), lang),
            str(case.place.line),
        )
        for case in cases
    ]
    title = _say("page_lost", lang)
    return _block(title, grid(head, rows, title))
