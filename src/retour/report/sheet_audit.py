"""The judgement part of a sheet: AMOR, the decision with its reasons, claims, and what people say."""

from collections.abc import Iterable

from retour.assessment.result import Sheet
from retour.audit.result import Check, LetterScore
from retour.claim.result import Finding
from retour.quantity import Estimate, Exact, Unit
from retour.report.forest import Opinion, opinions
from retour.report.html import Child, Html, details, grid, join, listing, tag
from retour.report.node import View, figure_node
from retour.report.table import next_review
from retour.voice.result import VoiceScore
from retour.wording.names import Names
from retour.wording.numbers import day
from retour.wording.sentence import fill, say
from retour.wording.values import say_quantity
from retour.wording.verdicts import say_decision, say_measurement, say_reason


def amor_block(view: View, sheet: Sheet) -> Html:
    """Four letters of 0 to 3, no average, and the twenty questions folded below."""
    letters = [_letter(view, score) for score in sheet.audit.letters]
    head = [view.label(c) for c in ("column_question", "column_answer", "column_why")]
    rows = [_check(view, sheet, check) for check in sheet.audit.checks]
    weakest = (
        view.label("amor_weakest", letter=view.label(f"letter_{sheet.audit.weakest.letter}"))
        if letters
        else ""
    )
    return tag(
        "section",
        tag("h3", view.label("amor_title")),
        tag("p", f"{weakest} {next_review(view, sheet)}".strip(), class_="note"),
        tag("ul", *letters, class_="amor4"),
        details(
            view.label("amor_checks"), grid(head, rows, view.label("amor_note"), "data loose", spoken=False)
        )
        if rows
        else None,
        class_="blk",
    )


def _letter(view: View, score: LetterScore) -> Html:
    class_ = [
        "on" if score.bars is not None and i < score.bars else "off" if score.bars is not None else "unk"
        for i in range(3)
    ]
    drawn = tag("span", *(tag("i", class_=c) for c in class_), class_="bars", aria_hidden="true")
    said = view.label("amor_bars", bars=score.bars) if score.bars is not None else view.label("amor_unknown")
    return tag(
        "li",
        tag("div", tag("span", score.letter), drawn, class_="l", aria_hidden="true"),
        tag("h4", f"{view.label(f'letter_{score.letter}')}, {said}"),
        tag("p", view.label("amor_known", known=score.known, checks=score.checks), class_="note"),
    )


PEOPLE = ("owner", "by")  # details of a check that name somebody


def _check(view: View, sheet: Sheet, check: Check) -> tuple[Child, ...]:
    question = say(check.code, {}, view.lang, family="check")
    details = check.details
    if not view.manner.people:
        nobody = view.label("pilot.unnamed_person")
        details = {name: nobody if name in PEOPLE else value for name, value in details.items()}
    why = view.names.say(check.reason, sheet.automation, details, "check_reason")
    return f"{check.code} · {question}", view.label(f"status_{check.status}"), why


def amor_cells(view: View, sheet: Sheet) -> Html:
    """The four letters in a row, for the table."""
    cells = [
        tag(
            "span",
            f"{s.letter}",
            class_=f"b{'u' if s.bars is None else s.bars}",
            title=_letter_said(view, s),
        )
        for s in sheet.audit.letters
    ]
    spoken = tag("span", ", ".join(_letter_said(view, s) for s in sheet.audit.letters), class_="vh")
    return join([tag("span", *cells, class_="amor", aria_hidden="true"), spoken])


def _letter_said(view: View, score: LetterScore) -> str:
    said = view.label("amor_unknown") if score.bars is None else view.label("amor_bars", bars=score.bars)
    return view.label("amor_letter", letter=view.label(f"letter_{score.letter}"), bars=said)


def decision_block(view: View, sheet: Sheet) -> Html:
    """The decision, why, what would change it, and the next measurement."""
    reasons = [say_reason(sheet, r, view.names) for r in sheet.verdict.reasons]
    changes = [say_reason(sheet, r, view.names, "change") for r in sheet.verdict.would_change]
    measure = say_measurement(sheet, view.names)
    return tag(
        "section",
        tag(
            "h3",
            view.label("decision_is", decision=say_decision(sheet, view.lang).lower()),
        ),
        listing(reasons, "plain"),
        tag("h4", view.label("decision_change")) if changes else None,
        listing(changes, "plain"),
        tag("h4", view.label("settle_title")) if measure else None,
        tag("p", measure[0], tag("small", " · ".join(measure[1:]))) if measure else None,
        class_="blk",
    )


def claims_block(view: View, sheet: Sheet) -> Html:
    """What is claimed, the arithmetic redone, what it shows and what is missing."""
    if not sheet.claims:
        return Html()
    claims = [_claim(view, sheet, finding) for finding in sheet.claims]
    return tag(
        "section",
        tag("h3", view.label("claims_title")),
        tag("p", view.label("claims_note"), class_="note"),
        *claims,
        class_="blk",
    )


def _claim(view: View, sheet: Sheet, finding: Finding) -> Html:
    prefix = f"{sheet.automation.key}/claim/{finding.key}/"
    rows: list[tuple[Child, ...]] = []
    for term in finding.terms:
        figure = sheet.figures.get(prefix + term.code)
        if figure is not None:
            source = view.label("claims_stated" if term.stated else "claims_added")
            rows.append(
                (
                    Html(tag("span", term_word(view.names, term.code), tag("small", source))),
                    figure_node(view, figure),
                )
            )
    head = [view.label("column_what"), view.label("column_point")]
    shown = [fill("{c:say proves}", {"c": code}, view.names.voice) for code in finding.proves]
    lacking = [say(code, finding.details, view.lang, family="missing") for code in finding.missing]
    kind = say(finding.says, finding.details, view.lang, family="claim", currency=view.names.currency)
    return tag(
        "div",
        tag("p", _quoted(view, finding.sentence.in_(view.lang)), class_="quote"),
        tag("p", kind),
        grid(head, rows, view.label("claims_title"), "data loose") if rows else None,
        tag("h4", view.label("claims_proves")) if shown else None,
        listing(shown, "plain"),
        tag("h4", view.label("claims_missing")) if lacking else None,
        listing(lacking, "plain"),
        class_="claim",
    )


def _quoted(view: View, sentence: str) -> str:
    return view.label("quoted", sentence=sentence)


def term_word(names: Names, code: str) -> str:
    """The words of a claim's term."""
    return say(code, {}, names.lang, family="term")


def voice_block(view: View, sheet: Sheet) -> Html:
    """What the team and the customers say, latest wave, with how many answered."""
    rows = [row for score in latest(sheet.voice) if (row := _score(view, sheet, score)) is not None]
    title = tag("h3", view.label("voice_title"))
    if not rows:
        return tag("section", title, tag("p", view.label("voice_none"), class_="note"), class_="blk")
    head = [view.label(c) for c in ("column_question", "column_score", "column_answers")]
    drawn = opinions(_opinions(view, sheet), view.label("voice_title"), view.names.voice)
    table = grid(head, rows, view.label("voice_title"), "data loose")
    return tag("section", title, tag("figure", drawn) if drawn else None, table, class_="blk")


def _opinions(view: View, sheet: Sheet) -> list[Opinion]:
    rows = []
    for score in latest(sheet.voice):
        figure = view.figure(sheet, f"voice/{score.audience}/{score.item}")
        if figure is not None and figure.value == score.estimate:
            name = say(score.item, {}, view.lang, family="voice")
            before = score.before if isinstance(score.before, Estimate) else None
            rows.append(Opinion(name, figure, before, (score.low, score.high)))
    return rows


def latest(scores: Iterable[VoiceScore]) -> list[VoiceScore]:
    """The latest wave of each item of each audience."""
    newest: dict[tuple[str, str], VoiceScore] = {}
    for score in sorted(scores, key=lambda s: s.wave):
        newest[score.audience, score.item] = score
    return list(newest.values())


def _score(view: View, sheet: Sheet, score: VoiceScore) -> tuple[Child, ...] | None:
    figure = view.figure(sheet, f"voice/{score.audience}/{score.item}")
    if figure is None or figure.value != score.estimate:
        return None
    item = say(score.item, {}, view.lang, family="voice")
    scale = (
        "" if (score.low, score.high) == (0, 1) else view.label("voice_scale", low=score.low, high=score.high)
    )
    who = ", ".join(part for part in (view.label(f"audience_{score.audience}"), scale) if part)
    code = "voice_answered" if score.invited else "voice_answered_only"
    answered = view.label(code, answered=score.answered, invited=score.invited)
    before = None
    if isinstance(score.before, Estimate):
        said = say_quantity(score.before, figure.unit, view.names.voice)
        before = tag("small", view.label("voice_before", value=said))
    name, told = (
        tag("span", item, tag("small", who)),
        tag("span", answered, tag("small", day(score.wave, view.lang))),
    )
    return name, join([figure_node(view, figure), before, _everybody(view, score)]), told


def _everybody(view: View, score: VoiceScore) -> Html | None:
    """What a share could be among all those invited, silent ones included."""
    if score.everybody is None:
        return None
    low, high = (say_quantity(Exact(end), Unit.SHARE, view.names.voice) for end in score.everybody)
    return tag("small", view.label("voice_everybody", low=low, high=high))
