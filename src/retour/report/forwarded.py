"""What is forwarded: the content of the first page or of one sheet, leading nowhere, naming nobody."""

from retour.assessment.result import Assessment
from retour.report.home_blocks import balance_block, certainties_block, decide_block, settle_block, titled
from retour.report.html import Html, join, tag
from retour.report.manner import Manner, nowhere
from retour.report.node import View
from retour.report.sheet_page import raised, sheet_parts
from retour.report.steering import steering
from retour.wording.headline import headline, headline_all


def _view(assessment: Assessment, lang: str, *, lost_names: bool) -> View:
    return View.of(
        assessment, lang, Manner(sheet=nowhere, figure=nowhere, lost_names=lost_names, people=False)
    )


def forwarded_home(assessment: Assessment, lang: str, *, lost_names: bool) -> Html:
    """The first page, whole; lost cases are named only when asked."""
    view = _view(assessment, lang, lost_names=lost_names)
    left = tag("div", balance_block(view), settle_block(view))
    table = steering(view, assessment.sheets)
    title, note = view.label("table_title"), view.label("table_note")
    parts = [
        _lede(headline_all(assessment, lang, named=lost_names), _note(view)),
        certainties_block(view, len(assessment.sheets)),
        tag("div", left, decide_block(view), class_="two"),
        titled("table", title, note, table, class_="blk steering"),
    ]
    return join(parts)


def forwarded_main(assessment: Assessment, lang: str) -> Html:
    """The first page as the body of a file, lost cases named."""
    content = forwarded_home(assessment, lang, lost_names=True)
    return tag("main", content, id="content", class_="wrap")


def forwarded_sheet(assessment: Assessment, lang: str, automation: str, *, lost_names: bool) -> Html:
    """One sheet, whole."""
    view, sheet = _view(assessment, lang, lost_names=lost_names), assessment.sheet(automation)
    said = headline(sheet, lang, assessment.dossier.register, named=lost_names)
    return join([_lede(said, view.names.automation(sheet.automation)), raised(sheet_parts(view, sheet))])


def _lede(title: str, note: str) -> Html:
    return tag("div", tag("h1", title), tag("p", note), class_="lede")


def _note(view: View) -> str:
    return view.label("all_note", automations=len(view.assessment.sheets))
