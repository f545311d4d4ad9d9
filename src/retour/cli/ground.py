"""Ten cases at the terminal: shown one by one, each found right, wrong or unexpected with one letter."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from retour.assessment.result import Assessment, Sheet
from retour.audit.spot_check import FOUND, spot_check
from retour.cli.output import Voice
from retour.register.automation import Review, SpotCase
from retour.report.node import View
from retour.report.sheet_ground import said_of_reading
from retour.workspace.ground import Ten, fields_of, in_words, ten_of, told_of


def found_of(pairs: tuple[str, ...]) -> tuple[SpotCase, ...]:
    """``CASE=right`` and so on; a usage error when one is none."""
    read = []
    for pair in pairs:
        case, _, found = pair.rpartition("=")
        if not case or found not in FOUND:
            raise click.BadParameter(f"{pair} (CASE={'|'.join(FOUND)})", param_hint="--found")
        read.append(SpotCase(case=case, found=found))
    return tuple(read)


def read_ten(
    folder: Path, assessment: Assessment, sheet: Sheet, review: Review, voice: Voice
) -> tuple[SpotCase, ...]:
    """Show the cases drawn for a review; what was found in each, asked when somebody is there."""
    view = View.of(assessment, voice.lang)
    ten = ten_of(folder, sheet.automation, review, assessment.dossier, seed=assessment.seed)
    if ten is None or not ten.cases:
        days = {"since": ten.since, "until": ten.until} if ten else {}
        voice.tell(view.label("ground.nothing_handled" if ten else "ground.nothing_read", **days))
        return review.spot_check
    drawn = {"n": len(ten.cases), "of": ten.of, "since": ten.since, "until": ten.until}
    voice.say(f"{view.label('ground.drawn', **drawn)} {view.label(f'ground.drawn_by_{ten.by}')}")
    read = {one.case: one for one in review.spot_check}
    for number, case in enumerate(ten.cases, 1):
        voice.say("\n".join(_case(view, sheet, ten, case, number)))
        if sys.stdin.isatty() and case not in read:
            read |= {one.case: one for one in _asked(view, case)}
    found = spot_check([replace(review, spot_check=tuple(read.values()))])
    if found.read:
        voice.say("\n".join(said_of_reading(view, found, ten.of)))
    return tuple(read.values())


def _case(view: View, sheet: Sheet, ten: Ten, case: str, number: int) -> Iterator[str]:
    process = view.assessment.dossier.register.process(sheet.automation.process)
    events = told_of(ten, case, process, view.assessment.dossier) if process else ()
    yield "\n" + view.label("ground.place", number=number, n=len(ten.cases), case=case)
    for key, values in fields_of(events).items():
        name = view.names.attribute(sheet.automation.process, key)
        yield f"  {view.label('named', name=name)} {' → '.join(values)}"
    for told in (in_words(view, sheet.automation, event) for event in events):
        yield "  " + " · ".join(filter(None, (told.when, told.what, told.who, told.amount, told.row)))


def _asked(view: View, case: str) -> Iterator[SpotCase]:
    """One letter, the first of the word; Enter leaves the case for later."""
    letters = {view.label(f"ground.{found}")[:1].lower(): found for found in FOUND} | {"": ""}
    while True:
        found = letters.get(_prompt(view, "ask")[:1].lower())
        if found:
            yield SpotCase(case=case, found=found, note=_prompt(view, "ask_note"))
        if found is not None:
            return


def _prompt(view: View, code: str) -> str:
    said = view.label(f"ground.{code}")
    return str(click.prompt(said, default="", show_default=False, prompt_suffix=" ")).strip()
