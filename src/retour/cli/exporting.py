"""`retour export`: a process's log as a file that other tools read, and Retour too."""

from pathlib import Path

from retour.cli.audit import opened
from retour.cli.output import Exit, Voice, unusable, writing
from retour.kpi.plan import MICROS
from retour.quantity import Problem
from retour.store.exports import Form
from retour.store.overview import Overview
from retour.wording import say
from retour.workspace.exporting import chosen, export, overviews
from retour.workspace.folder import Workspace


def run_export(folder: Path, process: str | None, form: Form, out: Path, lang: str | None) -> int:
    """Export one log; the exit code."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    of = chosen(workspace.register, process)
    if isinstance(of, Problem):
        voice.problems([of])
        return Exit.USAGE
    with writing(voice, out):
        done = export(workspace, of, form, out)
    if isinstance(done, Problem):
        voice.problems([done])
        return Exit.UNUSABLE
    voice.problems(done.problems)
    voice.say(say("written", {"path": str(out)}, voice.lang, family="cli"))
    return Exit.UNUSABLE if unusable(done.problems) else Exit.OK


def tell_overviews(workspace: Workspace, voice: Voice) -> None:
    """What each log holds, two lines a process; one where no case has two events."""
    for key, found in overviews(workspace).items():
        if found is None:
            voice.say(say("overview_none", {"process": key}, voice.lang, family="cli"))
            continue
        voice.say(say("overview", {"process": key, **_counts(found)}, voice.lang, family="cli"))
        if found.several:
            voice.say(say("overview_through", _through(found), voice.lang, family="cli"))


def _counts(found: Overview) -> dict[str, object]:
    return {name: getattr(found, name) for name in ("cases", "events", "activities", "variants")}


def _through(found: Overview) -> dict[str, object]:
    mean, median = found.mean_several or 0.0, found.median_several or 0.0
    return {"n": found.several, "mean": mean / MICROS, "median": median / MICROS}
