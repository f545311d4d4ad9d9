"""The blocks of a first page: what is certain, money by evidence, what to decide, what would settle more.

With hundreds of automations a first page shows the first `most` of each and says how many more there are.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from retour.assessment.result import Sheet
from retour.quantity import Figure
from retour.report.axis import bounds
from retour.report.html import Child, Html, grid, join, listing, tag
from retour.report.money_charts import balance
from retour.report.node import View, explained_at, figure_node, grade_node
from retour.report.portfolio_blocks import overlap_notes
from retour.report.sheet_page import decision_chip, said_item
from retour.report.steering import named
from retour.verdict.result import Decision
from retour.wording.cards import say_plans
from retour.wording.certainties import Said, by_urgency, first_certainties, nobody_knows
from retour.wording.verdicts import by_decision, say_decision, say_measurement, say_reason

FEW_TESTS = 20  # fewer effects than this need no warning about chance
NAMES_SHOWN = 5
Address = Callable[[str], str]


def titled(id_: str, title: str, note: str, *children: Child, class_: str = "blk") -> Html:
    """A block of the page, reachable by its anchor."""
    said = tag("p", note, class_="note") if note else None
    return tag("section", tag("h2", title), said, *children, class_=class_, id=id_)


def _rest(view: View, code: str, rest: int) -> Html | None:
    """How many more there are."""
    return tag("p", view.label(f"pilot.{code}", n=rest), class_="note") if rest > 0 else None


def certainties_block(view: View, most: int | None = None) -> Html:
    """The bad news first, automation by automation, lost cases by name where the page may name them."""
    urgent = by_urgency(view.assessment.sheets, view.names)
    told = ((n, _certain(view, sheet, named_too=most is not None)) for n, sheet in enumerate(urgent, 1))
    found = list(islice(((n, item) for n, item in told if item is not None), most))
    items = [item for _, item in found]
    seen = found[-1][0] if most is not None and len(found) == most else len(urgent)
    unwatched = nobody_knows(view.assessment.sheets, view.names)
    note = tag("p", unwatched, class_="note") if unwatched else None
    title, about = view.label("certain_title"), view.label("certain_note")
    nothing = None if items else tag("p", view.label("certain_nothing"))
    more = _rest(view, "rest_certain", len(urgent) - seen)
    return titled("certain", title, about, listing(items, "plain"), more, nothing, note)


def _certain(view: View, sheet: Sheet, *, named_too: bool) -> Html | None:
    lines: list[Html] = []
    for said in first_certainties(sheet, view.names):
        lines.append(tag("div", said_item(view, sheet, said)))
        if named_too and said.named and view.manner.lost_names:
            lines.append(_lost_names(view, sheet, said))
    return join([named(view, sheet), *lines]) if lines else None


def _lost_names(view: View, sheet: Sheet, said: Said) -> Html:
    first = said.named[:NAMES_SHOWN]
    shown = tag("span", ", ".join(first), translate="no")
    rest = len(said.named) - len(first) + said.unnamed
    if not rest:
        return tag("small", shown)
    more, address = view.label("lost_more", n=rest), view.manner.sheet(sheet.automation.key)
    return tag("small", shown, " ", tag("a", more, href=address) if address else more)


def balance_block(view: View, most: int | None = None) -> Html:
    """Money by strength of evidence, never one mixed figure; what it leaves out; what chance would do."""
    totals = view.assessment.totals
    figures = [totals.by_grade[grade] for grade in sorted(totals.by_grade)]
    drawn = [figure for figure in figures if bounds(figure) is not None]
    parts: list[Child] = _balance(view, figures, drawn) if drawn else [tag("p", view.label("balance_none"))]
    if totals.unknown:
        code = "balance_unknown" if totals.unknown == 1 else "balance_unknown_many"
        parts.append(tag("p", view.label(code, n=totals.unknown), class_="note"))
    parts += [tag("p", said, class_="note") for said in _left_out(view, most)]
    parts += overlap_notes(view, most)
    parts.append(_chance(view))
    note = view.label("balance_note") if drawn else ""
    return titled("balance", view.label("balance_title"), note, *parts)


def _balance(view: View, figures: Sequence[Figure], drawn: Sequence[Figure]) -> list[Child]:
    picture = tag("figure", balance(drawn, view.label("balance_title"), view.names.voice))
    rows = [(grade_node(view, f.grade), figure_node(view, f)) for f in figures if f.known]
    head = [view.label("column_evidence"), view.label("column_net")]
    return [picture, grid(head, rows, view.label("balance_note"), "data loose")]


def _left_out(view: View, most: int | None) -> Iterator[str]:
    """What the totals do not add: a gain that another automation already counts; what is not live."""
    assessment, joint = view.assessment, view.assessment.totals.joint
    for key, other in joint[:most]:
        one, first = (view.names.automation(assessment.sheet(k).automation) for k in (key, other))
        yield view.label("balance_joint", one=one, other=first)
    if most is not None and len(joint) > most:
        yield view.label("pilot.rest_joint", n=len(joint) - most)
    if assessment.totals.set_aside:
        yield view.label("balance_set_aside", n=assessment.totals.set_aside)
    yield from say_plans(assessment, view.names)


def _chance(view: View) -> Html | None:
    """With many effects, some look clear by chance alone: how many, from the real count of tests."""
    alarms = view.assessment.totals.false_alarms
    if alarms is None or (alarms.n or 0) < FEW_TESTS:
        return None
    said = view.label("pilot.tests_note", n=alarms.n, alarms=view.value(alarms))
    return tag("p", explained_at(view, alarms.key, said), class_="note", data_figure=alarms.key)


def settle_block(view: View, most: int | None = None) -> Html:
    """The measurements worth more than they cost; the most valuable first when only some are shown."""
    found = [s for s in view.assessment.sheets if _useful(s)]
    if most is not None:
        found.sort(key=lambda s: -(s.verdict.measurement.gain or 0.0) if s.verdict.measurement else 0.0)
    items = [_settles(view, sheet) for sheet in found[:most]]
    more = _rest(view, "rest_settle", len(found) - len(items))
    content = listing(items, "plain") or tag("p", view.label("settle_nothing"))
    return titled("settle", view.label("settle_title"), view.label("settle_note"), content, more)


def _useful(sheet: Sheet) -> bool:
    found = sheet.verdict.measurement
    return found is not None and found.design != "none" and found.useful


def _settles(view: View, sheet: Sheet) -> Html:
    said = say_measurement(sheet, view.names)
    return join([named(view, sheet), said[0], tag("small", " · ".join(said[1:]))])


def decide_block(view: View) -> Html:
    """A decision for every automation, the most urgent first."""
    items = [_decision(view, sheet) for sheet in by_decision(view.assessment.sheets)]
    return titled("decide", view.label("decide_title"), view.label("decide_note"), listing(items, "todo"))


def queue_block(view: View, most: int, of_decision: Address) -> Html:
    """What is to be decided, with whoever answers for it; what is to be kept asks for nothing.

    `of_decision`: where all the automations with a decision are.
    """
    ordered = by_decision(view.assessment.sheets)
    waiting = [sheet for sheet in ordered if sheet.verdict.decision is not Decision.KEEP]
    items = [_decision(view, sheet) for sheet in waiting[:most]]
    rest = len(waiting) - len(items)
    parts = (
        listing(items, "todo") or tag("p", view.label("pilot.queue_none")),
        tag("p", view.label("pilot.queue_rest", n=rest), class_="note") if rest else None,
        _counts(view, ordered, of_decision),
    )
    return titled("decide", view.label("pilot.queue_title"), view.label("pilot.queue_note"), *parts)


def _counts(view: View, ordered: Sequence[Sheet], of_decision: Address) -> Html:
    counts = Counter(str(sheet.verdict.decision) for sheet in ordered)
    said = {str(sheet.verdict.decision): say_decision(sheet, view.lang) for sheet in ordered}
    links = [
        tag("a", view.label("pilot.queue_count", decision=said[key], n=n), href=of_decision(key))
        for key, n in counts.items()
    ]
    return tag("p", view.label("named", name=view.label("pilot.queue_all")), " ", join(links, " · "))


def _decision(view: View, sheet: Sheet) -> Html:
    reason = [tag("small", say_reason(sheet, r, view.names)) for r in sheet.verdict.reasons[:1]]
    return join([decision_chip(view, sheet), tag("div", named(view, sheet), *reason, _owner(view, sheet))])


def _owner(view: View, sheet: Sheet) -> Html | None:
    if not view.manner.owners:
        return None
    owner = sheet.automation.owner
    said = view.label("pilot.queue_owner", owner=owner) if owner else view.label("pilot.queue_nobody")
    return tag("small", said)
