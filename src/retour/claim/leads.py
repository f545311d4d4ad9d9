"""What a claimed conversion gain would rest on, for a given number of leads a month."""

from dataclasses import dataclass

from retour.claim.account import Numbers
from retour.claim.proportion import newcombe
from retour.quantity.interval import READER_LEVEL, Estimate

MONTHS = 3.0  # of observation each side


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRow:
    """So many leads a month: basket implied, signatures a month, interval of the gain and its turnover."""

    leads: float
    signed_before: float  # a month
    signed_after: float
    gap: Estimate  # points, as whole signatures over the months observed
    base: float | None  # leads x basket, a month

    @property
    def money(self) -> Estimate:
        """The interval in turnover a month, centred on the whole signatures."""
        base = self.base or 0.0
        return Estimate(base * self.gap.value, base * self.gap.low, base * self.gap.high, self.gap.level)

    def as_dict(self) -> dict[str, object]:
        """The row of a table: numbers by code; money only when a turnover was claimed."""
        row: dict[str, object] = {
            "leads": self.leads,
            "signed_before": self.signed_before,
            "signed_after": self.signed_after,
            "points": self.gap.value,
            "low": self.gap.low,
            "high": self.gap.high,
        }
        if self.base is None:
            return row
        money = {"money_low": self.money.low, "money_high": self.money.high}
        return row | {"basket": self.base / self.leads} | money


def lead_row(numbers: Numbers, leads: float, level: float = READER_LEVEL) -> LeadRow:
    """The row of a conversion claim (`before`, `after`, `revenue`?, `months`?) at so many leads a month."""
    before, after, revenue = numbers["before"], numbers["after"], numbers.get("revenue")
    seen = max(round(leads * numbers.get("months", MONTHS)), 1)
    gap = newcombe((round(after * seen), seen), (round(before * seen), seen), level)
    return LeadRow(
        leads=leads,
        signed_before=before * leads,
        signed_after=after * leads,
        gap=gap,
        base=None if revenue is None or after == before else revenue / (after - before),
    )
