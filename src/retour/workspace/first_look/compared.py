"""What one or two exports say, once compared: counted by the engine, on the workspace that is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from retour.assessment.result import Assessment, Sheet
from retour.kpi.dossier import LostCase, Reconciliation
from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Problem, Unknown
from retour.watch.matching import Doubt, Matching, NamePair, State
from retour.workspace.first_look.asked import Asked
from retour.workspace.first_look.documents import AUTOMATION, Ends
from retour.workspace.first_look.looked import Looked


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The answer to one export (`done` None) or two.

    `assessment` is the audit of the workspace written in `folder`: every number shown is one of its figures.
    It is None when nothing could be compared; `problems` then says why. `swapped`: the files were given the
    other way round and were put back. `ends` says between which activities a delay runs, and the deadline.
    `copies`: file of the workspace -> the user's file that it comes from (lines have the same numbers).
    """

    asked: Asked
    came_in: Looked
    done: Looked | None
    folder: Path
    matching: Matching | None = None
    assessment: Assessment | None = None
    swapped: bool = False
    ends: Ends | None = None
    copies: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def sheet(self) -> Sheet | None:
        """The sheet of the one automation."""
        return self.assessment.sheets[0] if self.assessment and self.assessment.sheets else None

    @property
    def reconciliation(self) -> Reconciliation | None:
        """What the deadline says: lost, late, waiting; None without two sides."""
        found = self.sheet.watched.reconciliations if self.sheet else ()
        return found[0] if found and found[0].problem is None else None

    @property
    def lost(self) -> tuple[LostCase, ...]:
        """The lost cases, newest first, at most a thousand; places are lines of the user's own file."""
        lost, lines = self.reconciliation.lost if self.reconciliation else (), self.came_in.lines
        places = {n: i for i, n in enumerate(lines.side.line.tolist())} if lines and lost else {}
        return tuple(self._as_given(case, places) for case in lost)

    def _as_given(self, case: LostCase, places: Mapping[int, int]) -> LostCase:
        """A lost case at its line of the user's file, called as the user calls it."""
        place = replace(case.place, file=self.copies.get(case.place.file, case.place.file))
        at, lines = places.get(place.line), self.came_in.lines
        return replace(
            case, place=place, label=case.label if at is None or lines is None else lines.label[at]
        )

    @property
    def strangers(self) -> bool:
        """True when not one case was found: two files most likely do not speak of the same cases."""
        found = self.reconciliation if self.done else None
        return bool(found and found.due + found.due_before) and self.count(State.FOUND) == 0

    @property
    def name_pairs(self) -> tuple[NamePair, ...]:
        """Pairs made by names: to be shown, and refused when they are wrong."""
        return self.matching.pairs if self.matching else ()

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Requests near several records: never matched silently."""
        return self.matching.doubts if self.matching else ()

    def count(self, state: State) -> int:
        """How many requests are in a state (0 without matching)."""
        return self.matching.count(state) if self.matching else 0

    def figure(self, path: str) -> Figure | None:
        """A figure of the automation by the end of its key: ``lost``, ``delay/delay/before``."""
        return self.sheet.figures.get(f"{AUTOMATION}/{path}") if self.sheet else None

    def value(self, path: str) -> Exact | Estimate | DeclaredRange | Unknown:
        """The value of a figure; Unknown when the sheet has none."""
        figure = self.figure(path)
        return Unknown("no_data") if figure is None else figure.value
