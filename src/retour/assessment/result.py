"""An assessment: immutable, every number in it a Figure with a key, everything else codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from retour.audit.result import Audit
from retour.claim.result import Finding
from retour.effect.result import Effect
from retour.friction.result import Friction
from retour.kpi.dossier import Dossier
from retour.quantity import Figure, Grade
from retour.register.automation import Automation
from retour.verdict.result import Measurement, Verdict
from retour.voice.result import VoiceScore
from retour.watch.result import Watched
from retour.worth.result import Worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything assessed about one automation, certainties first."""

    automation: Automation
    watched: Watched
    friction: Friction
    effects: tuple[Effect, ...]  # the main indicator's current comparison first
    worth: Worth
    voice: tuple[VoiceScore, ...]
    claims: tuple[Finding, ...]
    audit: Audit
    verdict: Verdict
    figures: Mapping[str, Figure]

    @property
    def main_effect(self) -> Effect | None:
        """The effect on the main indicator, whole automation over the time before."""
        return self.effects[0] if self.effects else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two live automations that save the same role's minutes of the same cases: counted once.

    `declared`: each counts its part already; else their own figures count it twice and the totals once.
    """

    one: str
    other: str
    declared: bool
    cases: Figure  # that both handled
    money: Figure  # a month, of those cases, counted once: what adding both figures counts again


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Live automations of one team, tool or objective, by grade; with several tools, in each of them."""

    kind: str  # team | tool | objective
    key: str  # NOT_SAID where nobody said
    name: str  # as written
    automations: int
    unknown: int  # whose worth is not known
    by_grade: Mapping[Grade, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """A measurement worth making, the one that brings most first; Unknown where nobody can tell."""

    automation: str
    measurement: Measurement
    cost: Figure
    gain: Figure
    spent: Figure  # known costs up to this one


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What could be established next and at what cost; `settled`: measuring more is not worth it."""

    steps: tuple[Next, ...]
    total: Figure  # of the known costs; its n says of how many
    unpriced: int  # steps whose cost nobody knows: not in the total
    settled: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Money of the live automations by grade: A-B established, C fair, D declared. Never one mixed figure.

    `joint` names the automations whose money is left out because another, named beside, acts on the same
    measure at the same time: both would claim the same gain.
    """

    by_grade: Mapping[Grade, Figure]
    lost_cases: Figure
    automations: int  # live ones
    unknown: int  # live automations whose worth is unknown
    joint: tuple[tuple[str, str], ...] = ()  # (automation, the one it is counted with)
    set_aside: int = 0  # paused or retired: they bring no money
    false_alarms: Figure | None = None  # effects expected to look clear by chance alone
    overlaps: tuple[Overlap, ...] = ()
    taken: tuple[Figure, ...] = ()  # savings left out of the totals, because others count them
    groups: tuple[Group, ...] = ()
    budget: Budget | None = None
    plans: tuple[Figure, ...] = ()  # what nobody uses of the plans, by tool

    @property
    def figures(self) -> Iterator[Figure]:
        """Every figure of the totals, in the order in which they are shown."""
        yield self.lost_cases
        yield from self.by_grade.values()
        if self.false_alarms is not None:
            yield self.false_alarms
        for overlap in self.overlaps:
            yield from (overlap.cases, overlap.money)
        yield from self.taken
        yield from self.plans
        for group in self.groups:
            yield from group.by_grade.values()
        if self.budget is not None:
            for step in self.budget.steps:
                yield from (step.cost, step.gain, step.spent)
            if self.budget.steps:
                yield self.budget.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The audit of a workspace on a day. `figures` holds every figure of every sheet, by key."""

    dossier: Dossier
    today: date
    seed: int
    sheets: tuple[Sheet, ...]
    totals: Totals
    methods: Mapping[str, str] = field(default_factory=dict)  # method -> version
    digest: str = ""

    @property
    def figures(self) -> dict[str, Figure]:
        """Every figure, by key."""
        found = {key: figure for sheet in self.sheets for key, figure in sheet.figures.items()}
        found |= {figure.key: figure for figure in self.totals.figures}
        return found

    def sheet(self, automation: str) -> Sheet:
        """The sheet of one automation; KeyError when there is none."""
        for sheet in self.sheets:
            if sheet.automation.key == automation:
                return sheet
        raise KeyError(automation)
