"""Two exports, no workspace: what came in, what was done. Lost cases by name, and the delay."""

import shutil
import tempfile
from dataclasses import dataclass, replace
from datetime import date
from glob import escape
from pathlib import Path

from retour.connectors.files import Guessed, guess_mapping, read_events
from retour.events.columns import EventColumns, SourceReport
from retour.kpi.dossier import Reconciliation
from retour.quantity import Place, Problem, Span, Text
from retour.register.automation import Automation, Match, Reconcile, Rollout, RolloutKind, Watch
from retour.register.process import EventFile, Process
from retour.register.workspace import Register
from retour.workspace.folder import Workspace

IN, DONE = "came_in", "done"
EMAIL = "email"
SHARED = 0.2  # share of the done cases' ids that must have come in, for ids to mean the same thing
CREATED = ("created", "creation", "add", "date", "timestamp", "horodateur", "sent", "received")


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoExports:
    """What two exports say. `match` is how cases were recognised; None when they could not be."""

    reconciliation: Reconciliation | None
    match: Match | None
    came_in: Guessed
    done: Guessed
    reports: tuple[SourceReport, ...] = ()
    problems: tuple[Problem, ...] = ()


def compare(
    came_in: Path, done: Path, *, within: Span, go_live: date | None, today: date, timezone: str
) -> TwoExports:
    """Reconcile two exports by id, else by e-mail."""
    first = with_case(guess_mapping(came_in, timezone=timezone))
    second = with_case(guess_mapping(done, timezone=timezone))
    unread = [*first.problems, *second.problems]
    if first.mapping.case is None or second.mapping.case is None:
        return TwoExports(reconciliation=None, match=None, came_in=first, done=second, problems=tuple(unread))
    with tempfile.TemporaryDirectory(prefix="retour-") as name:
        folder = Path(name)
        files = _placed(folder, came_in, first, IN), _placed(folder, done, second, DONE)
        match = _how_to_match(folder, files, timezone)
        if match is None:
            nothing = Problem("measure.nothing_shared", Place(done.name), came_in.name)
            return TwoExports(
                reconciliation=None, match=None, came_in=first, done=second, problems=(*unread, nothing)
            )
        register = _register(files, match, within, go_live, timezone)
        dossier = Workspace(folder, register).dossier(today=today)
        found = dossier.reconciliations["a"][0]
        lost = tuple(replace(case, place=_as_given(case.place)) for case in found.lost)
        return TwoExports(
            reconciliation=replace(found, lost=lost),
            match=match,
            came_in=first,
            done=second,
            reports=dossier.sources,
            problems=tuple(replace(p, place=_as_given(p.place)) for p in dossier.problems),
        )


def _as_given(place: Place) -> Place:
    """A place in the file that the user gave, not in our copy of it."""
    return replace(place, file=place.file.removeprefix(f"{IN}/").removeprefix(f"{DONE}/"))


def with_case(guessed: Guessed) -> Guessed:
    """A form has no number for its answers: the e-mail address is then the case."""
    mapping = guessed.mapping
    email = next((column for column, name in mapping.attributes.items() if name == EMAIL), None)
    if mapping.case is not None or email is None:
        return guessed
    return replace(guessed, mapping=replace(mapping, case=email))


def _placed(folder: Path, path: Path, guessed: Guessed, activity: str) -> EventFile:
    """The file in the temporary folder, every case of it dated by its first moment."""
    target = folder / activity / path.name
    target.parent.mkdir()
    shutil.copyfile(path, target)
    mapping = replace(guessed.mapping, path=f"{activity}/{escape(path.name)}")
    if mapping.shape == "wide":
        return replace(mapping, dates={_creation(mapping): activity})
    return replace(mapping, rename=dict.fromkeys(guessed.activities, activity))


def _creation(mapping: EventFile) -> str:
    """The column that dates a case's beginning: one that says so, else the first."""
    columns = list(mapping.dates)
    said = [c for c in columns for word in CREATED if word in c.lower()]
    return (said or columns)[0]


def _how_to_match(folder: Path, files: tuple[EventFile, EventFile], timezone: str) -> Match | None:
    cases = [_cases(folder, file, timezone) for file in files]
    if cases[1] and len(cases[0] & cases[1]) >= SHARED * min(len(cases[0]), len(cases[1])):
        return Match.CASE
    return Match.EMAIL if all(EMAIL in file.attributes.values() for file in files) else None


def _cases(folder: Path, file: EventFile, timezone: str) -> set[str]:
    seen: set[str] = set()

    def collect(chunk: EventColumns) -> None:
        seen.update(chunk.case)

    path = next(folder.glob(file.path))
    read_events(path, _process(IN, file), file, name=path.name, timezone=timezone, key=b"", sink=collect)
    return seen


def _process(key: str, *files: EventFile) -> Process:
    attributes = tuple(dict.fromkeys(a for f in files for a in f.attributes.values()))
    return Process(key=key, name=Text.same(key), case=Text.same(key), files=files, attributes=attributes)


def _register(
    files: tuple[EventFile, EventFile], match: Match, within: Span, go_live: date | None, timezone: str
) -> Register:
    rollout = Rollout(kind=RolloutKind.DATE, at=go_live) if go_live else Rollout(kind=RolloutKind.NONE)
    rule = Reconcile(of=IN, needs=DONE, within=within, match=match)
    if match is Match.EMAIL:
        rule = replace(rule, in_process=DONE)
    processes = (
        (_process(IN, *files),) if match is Match.CASE else (_process(IN, files[0]), _process(DONE, files[1]))
    )
    automation = Automation(
        key="a", name=Text.same("a"), process=IN, rollout=rollout, watch=Watch(reconcile=(rule,))
    )
    return Register(name="", timezone=timezone, processes=processes, automations=(automation,))
