"""`retour audit`, `retour demo` and `retour explain`."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import retour
from retour.assessment.result import Assessment
from retour.cli.output import Exit, Voice, unusable, width, writing
from retour.cli.report import write_both
from retour.quantity import Grade
from retour.register.automation import Status
from retour.report import as_csv, as_json, as_xlsx, explain, page, render
from retour.report.explain_json import explain_json
from retour.wording import say
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY
from retour.workspace.folder import UnusableWorkspace, Workspace
from retour.workspace.terminal import system_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Outputs:
    """Where an audit goes besides the terminal."""

    as_json: bool = False
    html: Path | None = None
    csv: Path | None = None
    xlsx: Path | None = None
    known_on: date | None = None  # the day that the durable log is read as of


def opened(folder: Path, lang: str | None) -> tuple[Workspace | None, Voice]:
    """The workspace and the voice to speak with; problems said when there is no workspace."""
    try:
        workspace = retour.open(folder)
    except UnusableWorkspace as unusable_workspace:
        voice = Voice(lang or system_language())
        voice.problems(unusable_workspace.problems)
        return None, voice
    return workspace, Voice(lang or workspace.register.locale)


def run_audit(
    folder: Path, lang: str | None, today: date | None, outputs: Outputs, *, fail_under: str | None = None
) -> int:
    """Audit a folder; the exit code."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    try:
        assessment = workspace.audit(today=today, as_known_on=outputs.known_on)
    except UnusableWorkspace as unusable_engine:
        voice.problems(unusable_engine.problems)
        return Exit.UNUSABLE
    if outputs.known_on is not None:
        voice.tell(say("known_on", {"day": outputs.known_on}, voice.lang, family="log"))
    write(assessment, voice, outputs)
    voice.problems(assessment.dossier.problems)
    if unusable(assessment.dossier.problems):
        return Exit.UNUSABLE
    return Exit.EVIDENCE if fail_under and below(assessment, Grade(fail_under)) else Exit.OK


def write(assessment: Assessment, voice: Voice, outputs: Outputs) -> None:
    """Print the table or the JSON, and write the files asked for."""
    lang = voice.lang
    if outputs.as_json:
        voice.say(json.dumps(as_json(assessment, lang), ensure_ascii=False))
    else:
        voice.say(render(assessment, lang, width()))
    faces: tuple[tuple[Path | None, Callable[[], bytes]], ...] = (
        (outputs.html, lambda: page(assessment, lang).encode("utf-8", "replace")),
        (outputs.csv, lambda: as_csv(assessment, lang).encode("utf-8-sig", "replace")),
        (outputs.xlsx, lambda: as_xlsx(assessment, lang)),
    )
    for path, made in faces:
        if path:
            with writing(voice, path):
                path.write_bytes(made())
            voice.tell(say("written", {"path": str(path)}, lang, family="cli"))


def below(assessment: Assessment, grade: Grade) -> bool:
    """True when a live automation's main effect is graded worse than `grade`, or is not known."""
    live = [s for s in assessment.sheets if s.automation.status is Status.LIVE]
    return any(s.main_effect is None or s.main_effect.grade > grade for s in live)


def run_demo(lang: str | None, pdfs: Path | None) -> int:
    """Audit the example firm, and write its quarter in both languages into the folder `pdfs`."""
    workspace, voice = opened(EXAMPLE, lang or system_language())
    if workspace is None:
        return Exit.UNUSABLE
    assessment = workspace.audit(today=EXAMPLE_DAY)
    write(assessment, voice, Outputs())
    return Exit.OK if pdfs is None else write_both(assessment, pdfs, voice)


def run_explain(
    folder: Path, key: str, lang: str | None, today: date | None, *, as_object: bool = False
) -> int:
    """Walk one figure back, in words or as one object."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    assessment = workspace.audit(today=today)
    if as_object:
        told = explain_json(assessment, key, voice.lang, retour.__version__)
        voice.say(json.dumps(told, ensure_ascii=False))
    else:
        voice.say(explain(assessment, key, voice.lang, retour.__version__))
    return Exit.OK if key in assessment.figures else Exit.USAGE
