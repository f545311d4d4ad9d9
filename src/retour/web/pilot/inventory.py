"""The tools of a workspace and what overlaps: the same process, the same cases, the same gain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import urlencode

from retour.assessment.result import Sheet
from retour.quantity import Unit
from retour.register.automation import Status
from retour.register.indicator import Count, Duration, Rate, Share, Sum
from retour.report.html import Child, Html, grid, join, listing, tag
from retour.report.node import View
from retour.report.steering import named
from retour.wording.numbers import integer
from retour.wording.values import say_quantity

MOST_NAMED = 8
Groups = Mapping[tuple[str, str], list[Sheet]]


def inventory(view: View) -> Html:
    """The whole content of the page of tools, its title first."""
    sheets = [s for s in view.assessment.sheets if s.automation.status is not Status.RETIRED]
    tools = {tool for sheet in sheets for tool in sheet.automation.tools}
    words = {"tools": len(tools), "automations": len(sheets)}
    lede = tag(
        "div",
        tag("h1", view.label("pilot.tools_headline", **words)),
        tag("p", view.label("pilot.tools_note")),
        class_="lede",
    )
    live = [s for s in sheets if s.automation.status is Status.LIVE]
    return join([lede, _tools(view, sheets), _processes(view, live), _steps(view, live), _joint(view)])


def _block(view: View, code: str, *children: Child, note: bool = True) -> Html:
    said = tag("p", view.label(f"pilot.{code}_note"), class_="note") if note else None
    return tag("section", tag("h2", view.label(f"pilot.{code}_title")), said, *children, class_="blk")


def _tools(view: View, sheets: Iterable[Sheet]) -> Html:
    users: dict[str, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        for tool in sheet.automation.tools:
            users[tool].append(sheet)
    rows = [_tool(view, tool, found) for tool, found in sorted(users.items(), key=lambda pair: -len(pair[1]))]
    head = [view.label(f"pilot.tools_column_{c}") for c in ("tool", "count", "price", "used")]
    title = view.label("pilot.tools_inventory")
    content = grid(head, rows, title, "data loose") if rows else tag("p", view.label("pilot.tools_none"))
    return tag("section", tag("h2", title), content, class_="blk")


def _tool(view: View, tool: str, users: list[Sheet]) -> tuple[Child, ...]:
    address = f"{view.manner.home}?{urlencode({'tool': tool})}#table"
    count = tag("a", integer(len(users), view.lang), href=address)
    used = sorted({view.names.process(s.automation.process) for s in users})
    return view.names.tool(tool), count, _price(view, tool), ", ".join(_few(view, used))


def _price(view: View, tool: str) -> str:
    register = view.names.register
    declared = register.tool(tool) if register else None
    if declared is None or declared.per_month is None:
        return view.label("pilot.tools_price_unsaid")
    said = say_quantity(declared.per_month, Unit.MONEY_PER_MONTH, view.names.voice)
    return view.label("pilot.tools_declared", value=said)


def _few(view: View, names: list[str]) -> list[str]:
    rest = len(names) - MOST_NAMED
    return names if rest <= 0 else [*names[:MOST_NAMED], view.label("more_of_them", n=rest)]


def _processes(view: View, live: Iterable[Sheet]) -> Html:
    found: dict[tuple[str, str], list[Sheet]] = defaultdict(list)
    for sheet in live:
        if sheet.automation.process:
            found[sheet.automation.process, ""].append(sheet)
    items = list(_groups(view, found))
    nothing = None if items else tag("p", view.label("pilot.overlap_process_none"))
    return _block(view, "overlap_process", listing(items, "plain"), nothing)


def _groups(view: View, groups: Groups) -> Iterator[Html]:
    """Groups of several automations, the largest first."""
    for (process, activity), sheets in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        if len(sheets) > 1:
            step = view.names.activity(process, activity)
            said = tag("small", view.label("pilot.overlap_step_said", activity=step)) if activity else None
            title = tag("span", view.names.process(process), class_="name")
            yield join([title, said, tag("div", join(_names(view, sheets), ", "))])


def _names(view: View, sheets: list[Sheet]) -> list[Html]:
    shown = [named(view, sheet) for sheet in sheets[:MOST_NAMED]]
    rest = len(sheets) - len(shown)
    return [*shown, tag("span", view.label("pilot.overlap_rest", n=rest))] if rest else shown


def _steps(view: View, live: Iterable[Sheet]) -> Html | None:
    found: dict[tuple[str, str], list[Sheet]] = defaultdict(list)
    for sheet in live:
        step = _anchor(sheet)
        if step and sheet.automation.process:
            found[sheet.automation.process, step].append(sheet)
    items = list(_groups(view, found))
    return _block(view, "overlap_step", listing(items, "plain")) if items else None


def _anchor(sheet: Sheet) -> str:
    """The activity that a case is counted from, for the main indicator."""
    main = sheet.automation.main
    match main.measure if main else None:
        case Rate(of=of) | Count(of=of) | Sum(of=of) | Share(of=of):
            return of
        case Duration(start=start):
            return start
        case _:
            return ""


def _joint(view: View) -> Html | None:
    joint = view.assessment.totals.joint
    sheet = view.assessment.sheet
    items = [
        view.label(
            "pilot.overlap_joint_said",
            one=view.names.automation(sheet(one).automation),
            other=view.names.automation(sheet(other).automation),
        )
        for one, other in joint
    ]
    return _block(view, "overlap_joint", listing(items, "plain")) if items else None
