"""The rhythm's own work: once a day, the evidence is gathered where somebody is to be told, and they are.

A review is told of 14 days before its day (the evidence is ready), 7 days before, 7 days after (to owners)
and 30 days after; each once. Everything else that changed is told with it, or once a week.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from retour.assessment.result import Assessment
from retour.report.digest import digest_of
from retour.report.node import View
from retour.report.rhythm import Calendar
from retour.review.news import news, remember
from retour.review.rhythm import Obligation, State
from retour.web.accounts.models import Mails
from retour.web.audits.feed import whole
from retour.web.audits.mailing import mail_of, sent
from retour.web.audits.models import Reminder, Told
from retour.web.audits.owing import calendar_of
from retour.web.portfolio import jobs, snapshots
from retour.web.portfolio.chores import daily
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Membership, Role, Workspace

WEEK = timedelta(days=7)
TO_EDITORS = frozenset({State.PACK, State.REMINDER, State.STALE})
TO_OWNERS = TO_EDITORS | {State.LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What somebody is to be told: the reviews that call, and whether a week has passed."""

    member: Membership
    reviews: tuple[Obligation, ...]
    weekly: bool
    only: Collection[str] | None

    @property
    def calls(self) -> bool:
        """True when a mail is to be sent."""
        return bool(self.reviews) or self.weekly


@daily
def remind() -> None:
    """Ask for the work of every workspace where somebody is to be told something today."""
    for workspace in Workspace.objects.filter(is_example=False, snapshots__isnull=False).distinct():
        if _calls(workspace):
            jobs.ask(Seat(workspace, None, Role.EDITOR), "remind")


def _calls(workspace: Workspace) -> bool:
    """True when somebody is to be told, as far as the last figures say; when they are gone, maybe."""
    snapshot = snapshots.latest(workspace)
    kept = snapshots.shown(snapshot) if snapshot else None
    if kept is None:
        return snapshot is not None
    today = replace(kept, today=snapshots.day_of(workspace))
    calendar = calendar_of(workspace, today)
    return any(due.calls for due in everybody(workspace, calendar, today.today))


@handles("remind")
def gather(work: Work) -> Found:
    """Gather today's evidence, keep it, and tell whoever is to be told."""
    workspace = work.job.workspace
    snapshot = snapshots.latest(workspace)
    day = snapshots.day_of(workspace)
    assessment = snapshots.shown(snapshot) if snapshot and snapshot.today == day else None
    if assessment is None:
        snapshots.assess(work)
        snapshot = snapshots.latest(workspace)
        assessment = snapshots.shown(snapshot) if snapshot else None
    if assessment is None:
        raise Refused("no_register")
    return {"mails": tell(workspace, assessment)}


def tell(workspace: Workspace, assessment: Assessment) -> int:
    """Send what is to be sent, one mail a person at most; how many went."""
    calendar = calendar_of(workspace, assessment)
    waiting = list(everybody(workspace, calendar, assessment.today))
    return sum(_told(due, assessment, calendar) for due in waiting if due.calls)


def everybody(workspace: Workspace, calendar: Calendar, today: date) -> Iterator[Due]:
    """What each member who wants mails is to be told; nobody, where nothing is in service."""
    if not calendar.owed:
        return
    members = Membership.objects.select_related("user", "workspace").filter(
        workspace=workspace, user__is_active=True
    )
    last = dict(Told.objects.filter(workspace=workspace).values_list("user_id", "at"))
    for member in members.exclude(user__mails=Mails.NOTHING):
        since = last.get(member.user_id)
        only = None if member.user.mails == Mails.ALL else _theirs(member, calendar)
        reviews = [o for o in calendar.owed if only is None or o.automation.key in only]
        yield Due(
            member=member,
            reviews=tuple(_new(member, reviews)),
            weekly=since is None or today - since >= WEEK,
            only=only,
        )


def _theirs(member: Membership, calendar: Calendar) -> frozenset[str]:
    """The automations that somebody answers for, by their name or their address."""
    names = {said.casefold().strip() for said in (member.user.name, member.user.email) if said}
    owed = (o.automation for o in calendar.owed)
    return frozenset(a.key for a in owed if (a.owner or "").casefold().strip() in names)


def _new(member: Membership, owed: Sequence[Obligation]) -> Iterator[Obligation]:
    """The reviews that somebody is to be told of, and was not yet in this state."""
    told_of = _states(Role(member.role))
    known = set(
        Reminder.objects.filter(workspace=member.workspace, user=member.user).values_list(
            "automation", "slot", "state"
        )
    )
    for one in owed:
        if one.state in told_of and (one.automation.key, one.slot, one.state.value) not in known:
            yield one


def _states(role: Role) -> frozenset[State]:
    """What a role is told of besides the digest: editors what is near or stale, owners what is late too."""
    if role < Role.EDITOR:
        return frozenset()
    return TO_OWNERS if role >= Role.OWNER else TO_EDITORS


def _told(due: Due, assessment: Assessment, calendar: Calendar) -> bool:
    """Send one digest, and note what it said; the first time, with nothing to remind of, only note."""
    member, user = due.member, due.member.user
    before = Told.objects.filter(workspace=member.workspace, user=user).first()
    with transaction.atomic():
        _note(due, assessment, calendar)
        if before is None and not due.reviews:
            return False
        memory = before.memory if before else remember(assessment, calendar.early)
        found = news(assessment, memory, calendar.early)
        view = View.of(assessment, user.language, whole(member.workspace))
        keys = {one.automation.key for one in due.reviews}
        digest = digest_of(view, found, calendar, only=due.only, reminded=keys)
        if sent(mail_of(digest, member.workspace, user)):
            return True
        transaction.set_rollback(True)
    return False


def _note(due: Due, assessment: Assessment, calendar: Calendar) -> None:
    member = due.member
    Told.objects.update_or_create(
        workspace=member.workspace,
        user=member.user,
        defaults={"at": assessment.today, "memory": remember(assessment, calendar.early)},
    )
    Reminder.objects.bulk_create(
        Reminder(
            workspace=member.workspace,
            user=member.user,
            automation=one.automation.key,
            slot=one.slot,
            state=one.state.value,
        )
        for one in due.reviews
    )
