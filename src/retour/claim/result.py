"""What a claim says, the arithmetic behind it, and what it can and cannot prove."""

from dataclasses import dataclass, field

from retour.quantity import DeclaredRange, Estimate, Exact, Figure, Grade, Text, Unit, Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One number that the claim's arithmetic gives, or what can honestly be said of it."""

    code: str
    value: Exact | Estimate | DeclaredRange | Unknown
    unit: Unit
    formula: str
    stated: bool = False  # True: a figure of the claim itself; False: what we add


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a claim turns out to be. `proves` and `missing` are codes said by `wording`."""

    automation: str
    key: str
    kind: str
    sentence: Text
    grade: Grade
    says: str  # outcome_among_treated | difference | relative_lift | time_declared | score | before_after
    terms: tuple[Term, ...]
    proves: tuple[str, ...]
    missing: tuple[str, ...]
    details: dict[str, object] = field(default_factory=dict)

    def figure(self, term: Term) -> Figure:
        """A term as a figure; its grade is the claim's."""
        owner = f"{self.automation}/" if self.automation else ""
        year = self.details.get("hours_per_year")
        return Figure(
            key=f"{owner}claim/{self.key}/{term.code}",
            value=term.value,
            unit=term.unit,
            grade=self.grade,
            formula=term.formula,
            basis=year if term.unit is Unit.FTE and isinstance(year, float) else None,
        )
