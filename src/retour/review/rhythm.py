"""When each automation must be reviewed: every 13 weeks for the key ones, every year for the others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from retour.assessment.result import Assessment, Sheet
from retour.audit.audit import QUARTER_WEEKS, YEAR_WEEKS, slot_after
from retour.register.automation import Automation, Review, Status
from retour.review.log import Entry, Kind
from retour.review.weighty import Share, key_automations

COUNTS_FOR = timedelta(weeks=6)  # a review this long before a slot counts for it
REVIEWED = (Status.LIVE, Status.PAUSED)
PACK, REMINDER, ESCALATION, STALE = 14, 7, 7, 30  # days before, before, after, after the slot


class State(StrEnum):
    """Where an obligation stands, from the slot's own day."""

    REVIEWED = "reviewed"  # the last one counts, the next slot is more than 14 days away
    UPCOMING = "upcoming"  # never reviewed, the first slot is more than 14 days away
    PACK = "pack"  # 14 days before or less: the evidence pack is ready
    REMINDER = "reminder"  # 7 days before or less
    DUE = "due"  # since its day
    LATE = "late"  # since 7 days after
    STALE = "stale"  # since 30 days after: what was decided no longer counts as known


ORDER = (
    State.STALE,
    State.LATE,
    State.DUE,
    State.REMINDER,
    State.PACK,
    State.UPCOMING,
    State.REVIEWED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """The review that an automation owes: its slot, its state, why it is a key one (empty: it is not).

    `late` is how many days the slot is past, 0 until then; `reviewed` the day of the last review.
    """

    automation: Automation
    slot: date
    state: State
    key: tuple[Share, ...] = ()
    reviewed: date | None = None
    late: int = 0

    @property
    def weeks(self) -> int:
        """Weeks between two slots."""
        return QUARTER_WEEKS if self.key else YEAR_WEEKS


def obligations(
    entries: Sequence[Entry], assessment: Assessment, *, since: date | None = None
) -> tuple[Obligation, ...]:
    """What every live or paused automation owes on the assessment's day, the latest first, then by slot.

    Args:
        entries: the decision log.
        assessment: its day is today; its register's reviews count too, signed or not.
        since: when the workspace began: nothing is owed before. None: see `began`.
    """
    begun = began(entries, assessment) if since is None else since
    keys = key_automations(assessment.sheets)
    owed = [
        _obligation(sheet.automation, keys, last_review(entries, assessment, sheet), begun, assessment.today)
        for sheet in assessment.sheets
        if sheet.automation.status in REVIEWED
    ]
    return tuple(sorted(owed, key=lambda o: (-o.late, o.slot, o.automation.key)))


def began(entries: Sequence[Entry], assessment: Assessment) -> date:
    """The first review that is known of, whatever the automation; the assessment's day when there is none."""
    days = [e.statement.at for e in entries if e.statement.kind is Kind.REVIEW]
    days += [review.at for review in assessment.dossier.register.reviews]
    return min(days, default=assessment.today)


def last_review(entries: Sequence[Entry], assessment: Assessment, sheet: Sheet) -> date | None:
    """The day of the last review of an automation, up to the assessment's day."""
    key = sheet.automation.key
    days = [e.statement.at for e in entries if _is_of(e, key)]
    days += [r.at for r in assessment.dossier.register.reviews if r.automation == key]
    return max((day for day in days if day <= assessment.today), default=None)


def _is_of(entry: Entry, key: str) -> bool:
    return entry.statement.kind is Kind.REVIEW and entry.statement.automation == key


def _obligation(
    automation: Automation,
    keys: dict[str, tuple[Share, ...]],
    reviewed: date | None,
    since: date,
    today: date,
) -> Obligation:
    why = keys.get(automation.key, ())
    weeks = QUARTER_WEEKS if why else YEAR_WEEKS
    slot = owed_slot(automation, weeks, reviewed=reviewed, since=since)
    return Obligation(
        automation=automation,
        slot=slot,
        state=state_of(slot, today, reviewed=reviewed is not None),
        key=why,
        reviewed=reviewed,
        late=max(0, (today - slot).days),
    )


def owed_slot(automation: Automation, weeks: int, *, reviewed: date | None, since: date) -> date:
    """The first slot that no review counts for: a review counts for a slot at most 6 weeks away."""
    if reviewed is None:
        begun = max(since, automation.go_live or since)
        return slot_after(automation.key, weeks, begun)
    slot = slot_after(automation.key, weeks, reviewed - timedelta(days=1))
    return slot + timedelta(weeks=weeks) if slot - reviewed <= COUNTS_FOR else slot


def state_of(slot: date, today: date, *, reviewed: bool) -> State:
    """The state of a slot on a day."""
    after = (today - slot).days
    steps = (
        (STALE, State.STALE),
        (ESCALATION, State.LATE),
        (0, State.DUE),
        (-REMINDER, State.REMINDER),
        (-PACK, State.PACK),
    )
    rest = State.REVIEWED if reviewed else State.UPCOMING
    return next((state for least, state in steps if after >= least), rest)


def standing(entries: Sequence[Entry], assessment: Assessment, *, since: date | None = None) -> Assessment:
    """The assessment whose audits say when their next review is owed, and which no longer stand."""
    owed = {o.automation.key: o for o in obligations(entries, assessment, since=since)}
    sheets = (_standing(sheet, owed.get(sheet.automation.key)) for sheet in assessment.sheets)
    return replace(assessment, sheets=tuple(sheets))


def _standing(sheet: Sheet, owed: Obligation | None) -> Sheet:
    if owed is None:
        return sheet
    stale = owed.state is State.STALE
    return replace(sheet, audit=replace(sheet.audit, next_review=owed.slot, stale=stale))


def next_slot(assessment: Assessment, review: Review) -> date:
    """The first slot that a review does not count for."""
    automation = assessment.sheet(review.automation).automation
    weeks = QUARTER_WEEKS if automation.key in key_automations(assessment.sheets) else YEAR_WEEKS
    return owed_slot(automation, weeks, reviewed=review.at, since=review.at)
