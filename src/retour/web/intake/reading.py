"""Looking at a look's files, comparing them, dating them: each step kept, so that none is done twice."""

import secrets
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from retour.web.intake.asking import asked_of, mark_of, mark_of_file, overrides_of, place_of
from retour.web.intake.kept import forget_others, keep, kept
from retour.web.intake.looks import days_said, folder_of_look, path_of
from retour.web.intake.models import Look, LookFile
from retour.web.portfolio.snapshots import light
from retour.workspace.first_look import (
    Answered,
    Asked,
    Compared,
    DateProposal,
    Looked,
    compare,
    effect_of,
    follow,
    look_at,
    on_date,
    propose_dates,
)

Tell = Callable[[str], None]
FIRST = ("form", "table", "quotes")  # kinds of tool where what comes in is usually seen first


@dataclass(frozen=True, slots=True)
class Answer:
    """What the files say: as counted, the days to confirm, and before and after the day that was given."""

    answered: Answered
    proposals: tuple[DateProposal, ...]

    @property
    def compared(self) -> Compared:
        """The files, compared."""
        return self.answered.compared


def seen_of(look: Look) -> Mapping[int, Looked] | None:
    """Every file of a look as it was read, by number; None while one was not."""
    found = {file.number: _seen(file) for file in look.files.all()}
    read = {number: looked for number, looked in found.items() if looked is not None}
    return read if len(read) == len(found) else None


def _seen(file: LookFile) -> Looked | None:
    found = kept(folder_of_look(file.look), f"seen-{file.number}-{mark_of_file(file)}")
    return found if isinstance(found, Looked) else None


def read(look: Look, tell: Tell = lambda _: None) -> None:
    """Read the files that were not read yet, or not as they are now corrected."""
    timezone, _ = place_of(look.workspace)
    for file in look.files.all():
        if _seen(file) is None:
            tell(file.name)
            looked = look_at(path_of(file), overrides_of(file), timezone=timezone)
            folder, name = folder_of_look(look), f"seen-{file.number}-{mark_of_file(file)}"
            keep(folder, name, looked)
            forget_others(folder, f"seen-{file.number}", {name})


def parts_of(look: Look, seen: Mapping[int, Looked]) -> dict[int, str]:
    """What each file is taken for: what a person said, else a guess."""
    files = [f for f in look.files.all() if f.number in seen]
    said = {f.number: f.part for f in files if f.part}
    usable = [f.number for f in files if f.number not in said and seen[f.number].usable]
    usable.sort(key=lambda number: seen[number].origin not in FIRST)
    free = [p for p in (LookFile.Part.CAME_IN, LookFile.Part.DONE) if p not in said.values()]
    guessed = {number: str(part) for number, part in zip(usable, free, strict=False)}
    return {f.number: said.get(f.number) or guessed.get(f.number) or str(LookFile.Part.ASIDE) for f in files}


def answer_of(look: Look, *, dated: bool = True) -> Answer | None:
    """What was found of a look, as it is now asked; None while it was not."""
    found = kept(folder_of_look(look), f"answer-{mark_of(look, dated=dated)}")
    if not isinstance(found, Answer):
        return None
    compared = found.compared
    return found if compared.assessment is None or compared.folder.is_dir() else None


def answer(look: Look, tell: Tell = lambda _: None) -> None:
    """Find what the files say, unless it is known: compared once, then before and after the day given."""
    read(look, tell)
    undated = answer_of(look, dated=False)
    if undated is None:
        undated = _compared(look, replace(asked_of(look), go_live=None), tell)
        _keep(look, undated, dated=False)
    if asked_of(look).go_live is not None and answer_of(look) is None:
        _keep(look, _dated(look, undated, tell), dated=True)


def _keep(look: Look, found: Answer, *, dated: bool) -> None:
    folder, name = folder_of_look(look), f"answer-{mark_of(look, dated=dated)}"
    keep(folder, name, _light(found))
    forget_others(folder, "answer", {name, f"answer-{mark_of(look, dated=False)}"})
    used = {one.compared.folder.name for one in (found, answer_of(look, dated=False)) if one}
    for path in folder.glob("made-*"):
        if path.name not in used:
            shutil.rmtree(path, ignore_errors=True)


def _light(found: Answer) -> Answer:
    """The same, without what only computing needs."""
    compared = found.compared
    if compared.assessment is None:
        return found
    compared = replace(compared, assessment=light(compared.assessment))
    return replace(found, answered=replace(found.answered, compared=compared))


def _fresh(look: Look) -> Path:
    return folder_of_look(look) / f"made-{secrets.token_hex(6)}"


def _compared(look: Look, asked: Asked, tell: Tell) -> Answer:
    seen = seen_of(look) or {}
    parts = {part: seen[number] for number, part in parts_of(look, seen).items()}
    came_in, done = parts.get(LookFile.Part.CAME_IN), parts.get(LookFile.Part.DONE)
    first, second = (came_in, done) if came_in else (done, None)
    if first is None:
        first = next(iter(seen.values()))
    folder = _fresh(look)
    compared = (
        compare(first, second, folder, asked, progress=tell)
        if second
        else follow(first, folder, asked, progress=tell)
    )
    runs = next((one for one in seen.values() if one.holds == "runs"), None)
    days = propose_dates(compared, runs=runs, said=days_said(look)) if compared.assessment else ()
    return Answer(effect_of(compared), days)


def _dated(look: Look, undated: Answer, tell: Tell) -> Answer:
    """Before and after a day, on a copy of the workspace that was written without one."""
    asked = asked_of(look)
    if asked.go_live is None or undated.compared.assessment is None:
        return undated
    folder = _fresh(look)
    shutil.copytree(undated.compared.folder, folder)
    dated = on_date(replace(undated.compared, folder=folder, asked=asked), asked.go_live, progress=tell)
    return Answer(effect_of(dated, progress=tell), undated.proposals)
