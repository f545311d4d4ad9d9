"""From one or two looked-at files to a workspace that says what is certain."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retour.quantity import Place, Problem, Severity
from retour.register.process import EventFile
from retour.watch.matching import Matching, Side, State, match
from retour.workspace.first_look.asked import DAY, Asked
from retour.workspace.first_look.compared import Compared
from retour.workspace.first_look.copies import UNSETTLED, Told, write_copy
from retour.workspace.first_look.documents import CAME_IN, DONE, Ends, write_documents
from retour.workspace.first_look.keeping import clear, remember, taken
from retour.workspace.first_look.lines import Lines
from retour.workspace.first_look.looked import Looked
from retour.workspace.first_look.steps import followed, horizon_of, success_of, usual_delay
from retour.workspace.folder import open_folder

Progress = Callable[[str], None]
ASIDE = (State.KNOWN, State.DOUBTFUL, State.NOTHING, State.UNCHECKED)


def compare(
    came_in: Looked, done: Looked, folder: Path, asked: Asked, *, progress: Progress = lambda _: None
) -> Compared:
    """Recognise the requests of one file in the other, and audit the workspace written in `folder`.

    Args:
        came_in: what came in.
        done: what was done. Files given the other way round are put back, and that is said.
        folder: where the workspace is written: ours in it is replaced, nothing else is touched.
        asked: the deadline, the day, prices, the pairs refused.
        progress: is told the steps ("matching", "writing", "auditing").

    Returns:
        A Compared; with problems and no assessment when the files cannot be compared.
    """
    unable = _unable(came_in, done) or tuple(filter(None, [taken(folder)]))
    if unable or came_in.lines is None or done.lines is None:
        return Compared(asked=asked, came_in=came_in, done=done, folder=folder, problems=unable)
    progress("matching")
    matching = _match(came_in.lines, done.lines, asked)
    swapped = matching.swapped
    if swapped:
        came_in, done = done, came_in
        matching = _match(came_in.lines, done.lines, asked)
    progress("writing")
    within = asked.within or DAY
    files = _two_copies(came_in, done, matching, folder)
    ends = Ends(
        start=CAME_IN,
        end=DONE,
        within=within,
        horizon=horizon_of(_delays(came_in.lines, done.lines, matching), within),
        success=success_of(done),
        minutes_on=DONE if done.mapping.minutes else CAME_IN if came_in.mapping.minutes else None,
    )
    remember(folder, (file.path for file in files))
    write_documents(folder, asked, files, _activities(files), ends)
    copies = {file.path: one.name for file, one in zip(files, (came_in, done), strict=True)}
    blank = Compared(asked=asked, came_in=came_in, done=done, folder=folder, ends=ends, copies=copies)
    return audited(replace(blank, matching=matching, swapped=swapped), progress=progress)


def follow(looked: Looked, folder: Path, asked: Asked, *, progress: Progress = lambda _: None) -> Compared:
    """One export alone: a wide file that has both dates, or a log that has everything.

    There is nothing to reconcile with, so nothing is called lost: delays, and with a deadline the cases
    that are past it.
    """
    nothing = Compared(
        asked=asked,
        came_in=looked,
        done=None,
        folder=folder,
        problems=_cannot_follow(looked) or tuple(filter(None, [taken(folder)])),
    )
    if nothing.problems or looked.lines is None:
        return nothing
    progress("writing")
    clear(folder)
    side = looked.lines.side
    key = _own_keys(side)
    seen = followed(looked, asked.end)
    if seen.end is None:
        return replace(nothing, problems=(Problem("measure.one_moment", Place(looked.name), looked.name),))
    told = Told(key=key, begins="", skip=_totals(looked), begun=_begun(looked.lines))
    file = write_copy(looked, told, folder)
    horizon = horizon_of(seen.seconds, asked.within)
    ends = Ends(
        start=seen.start,
        end=seen.end,
        within=asked.within,
        horizon=horizon,
        usual=usual_delay(seen, looked, horizon),
        minutes_on=seen.start if looked.mapping.minutes else None,
    )
    remember(folder, [file.path])
    write_documents(folder, asked, [file], _activities([file], looked.activities), ends)
    return audited(replace(nothing, ends=ends, copies={file.path: looked.name}), progress=progress)


def audited(compared: Compared, *, progress: Progress = lambda _: None) -> Compared:
    """The same, with the audit of the workspace as it now stands in its folder."""
    progress("auditing")
    workspace = open_folder(compared.folder, progress=progress)
    assessment = workspace.audit(today=compared.asked.today)
    problems = tuple(_as_given(p, compared.copies) for p in assessment.dossier.problems)
    return replace(compared, assessment=assessment, problems=problems)


def _as_given(problem: Problem, names: Mapping[str, str]) -> Problem:
    """A problem in the file that the user gave, not in our copy of it."""
    return replace(
        problem, place=replace(problem.place, file=names.get(problem.place.file, problem.place.file))
    )


def _match(came_in: Lines | None, done: Lines | None, asked: Asked) -> Matching:
    assert came_in is not None  # noqa: S101  checked by the caller
    assert done is not None  # noqa: S101
    return match(came_in.side, done.side, rule=asked.rule, refused=asked.refused)


def _unable(came_in: Looked, done: Looked) -> tuple[Problem, ...]:
    """Why two files cannot be compared."""
    if came_in.digest and came_in.digest == done.digest:
        return (Problem("measure.same_file", Place(done.name), came_in.name),)
    told = [p for looked in (came_in, done) if not looked.usable for p in _cannot_follow(looked)]
    return tuple(told)


def _cannot_follow(looked: Looked) -> tuple[Problem, ...]:
    if looked.usable:
        return ()
    if looked.holds == "runs":
        return (Problem("measure.runs_alone", Place(looked.name), looked.name),)
    errors = [p for p in looked.problems if p.severity is not Severity.NOTE]
    return tuple(errors) or (Problem("measure.no_case", Place(looked.name), looked.name),)


def _two_copies(came_in: Looked, done: Looked, matching: Matching, folder: Path) -> list[EventFile]:
    assert came_in.lines is not None  # noqa: S101  checked by the caller
    assert done.lines is not None  # noqa: S101
    clear(folder)
    ours, theirs = came_in.lines.side, done.lines.side
    keys = _request_keys(ours, matching)
    aside = np.isin(matching.state, ASIDE)
    unsettled = frozenset(ours.line[aside].tolist())
    found = np.flatnonzero(matching.state == State.FOUND)
    answered = dict(zip(matching.record[found].tolist(), found.tolist(), strict=True))
    places = zip(theirs.line.tolist(), theirs.case, strict=True)
    records = {
        line: keys[answered[place]] if place in answered else f"{DONE}:{number or line}"
        for place, (line, number) in enumerate(places)
    }
    first = Told(
        key=dict(zip(ours.line.tolist(), keys, strict=True)),
        unsettled=unsettled,
        begins=CAME_IN,
        skip=_totals(came_in),
        begun=_begun(came_in.lines),
    )
    second = Told(key=records, begins=DONE, skip=_totals(done), begun=_begun(done.lines))
    return [write_copy(came_in, first, folder), write_copy(_apart(done, came_in), second, folder)]


def _apart(done: Looked, came_in: Looked) -> Looked:
    """The second file with activities of its own: two « created » would be one."""
    taken = {*came_in.mapping.dates.values(), CAME_IN, DONE, UNSETTLED}
    dates = {c: a if a not in taken else f"{a}_{DONE}" for c, a in done.mapping.dates.items()}
    return replace(done, mapping=replace(done.mapping, dates=dates))


def _request_keys(side: Side, matching: Matching) -> list[str]:
    keys = [number or f"L{line}" for number, line in zip(side.case, side.line.tolist(), strict=True)]
    for place in np.flatnonzero(matching.of >= 0).tolist():
        keys[place] = keys[int(matching.of[place])]
    return keys


def _own_keys(side: Side) -> dict[int, str]:
    return {line: number or f"L{line}" for line, number in zip(side.line.tolist(), side.case, strict=True)}


def _begun(lines: Lines) -> dict[int, str]:
    """When the lines begin that have no beginning date: at their earliest other one."""
    if not lines.begun_otherwise:
        return {}
    at = zip(lines.side.line.tolist(), lines.side.at.tolist(), strict=True)
    return {line: f"{np.datetime64(t, 'us')}Z" for line, t in at if line in lines.begun_otherwise}


def _totals(looked: Looked) -> frozenset[int]:
    return frozenset(p.place.line for p in looked.problems if p.rule == "line.total")


def _delays(came_in: Lines | None, done: Lines | None, matching: Matching) -> NDArray[np.float64]:
    """Seconds from request to record, of the matched."""
    found = np.flatnonzero(matching.state == State.FOUND)
    if came_in is None or done is None or not len(found):
        return np.zeros(0)
    gaps = (done.side.at[matching.record[found]] - came_in.side.at[found]) / 1e6
    return np.asarray(np.maximum(gaps, 0.0), np.float64)


def _activities(files: Iterable[EventFile], more: Iterable[str] = ()) -> list[str]:
    told = [a for f in files for a in f.dates.values()]
    long = [CAME_IN, DONE] if any(f.shape == "long" for f in files) and not more else []
    return list(dict.fromkeys([*told, *long, *more]))
