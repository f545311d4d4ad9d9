"""Certainties in words: lost cases, silence, runs, and the levels before and after. No estimate here."""

from collections.abc import Iterable
from dataclasses import dataclass

from retour.assessment.result import Sheet
from retour.kpi.dossier import Reconciliation
from retour.quantity import Exact, Figure, Unknown
from retour.wording.names import Names
from retour.wording.numbers import listed
from retour.wording.sentence import label, plain, say
from retour.wording.values import MONEY, say_value


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, the keys of the figures in it, whether it is bad news, and the cases that it names."""

    text: str
    keys: tuple[str, ...] = ()
    alert: bool = False
    named: tuple[str, ...] = ()
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """One level before and after; a missing figure does not concern the automation."""

    name: str
    before: Figure | None
    after: Figure | None
    stem: str

    @property
    def known(self) -> bool:
        """True when both sides are known."""
        return all(f is not None and f.known for f in (self.before, self.after))

    @property
    def in_money(self) -> bool:
        """True for money, which never stands without all that defends it."""
        return any(f.unit in MONEY for f in self.figures)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures that there are."""
        return tuple(f for f in (self.before, self.after) if f is not None)


def certainties(sheet: Sheet, names: Names) -> tuple[Said, ...]:
    """Every certainty of one automation, lost cases first."""
    levels = [_level(pair, names) for pair in pairs(sheet, names) if pair.known]
    return (*_counted(sheet, names), *levels)


def _counted(sheet: Sheet, names: Names) -> list[Said]:
    """What may be bad news: lost cases, silence, runs. A level before and after never is."""
    return [*_losses(sheet, names), *_silence(sheet, names), *_runs(sheet, names)]


def by_urgency(sheets: Iterable[Sheet], names: Names) -> tuple[Sheet, ...]:
    """Sheets in the order a reader needs: the most lost cases first, then other bad news, then the rest."""

    def key(sheet: Sheet) -> tuple[int, bool]:
        lost = lost_count(sheet.figures.get(f"{sheet.automation.key}/lost"))
        return -(lost or 0), not any(said.alert for said in _counted(sheet, names))

    return tuple(sorted(sheets, key=key))


def first_certainties(sheet: Sheet, names: Names) -> tuple[Said, ...]:
    """What a first page says of one automation: the bad news, then the first level that is known."""
    said = certainties(sheet, names)
    known = [pair for pair in pairs(sheet, names) if pair.known and not pair.in_money]
    levels = [_level(pair, names) for pair in known[:1]]
    rest = said[not sheet.watched.reconciliations :]
    return (*(s for s in said if s.alert), *levels) or rest[:1]


def nobody_knows(sheets: Iterable[Sheet], names: Names) -> str:
    """The automations whose lost cases nobody can know, because no rule is declared; empty if none."""
    unwatched = tuple(names.automation(s.automation) for s in sheets if not s.watched.reconciliations)
    return label("lost_nobody_for", names.lang, names=names.few(unwatched)) if unwatched else ""


def pairs(sheet: Sheet, names: Names) -> tuple[Pair, ...]:
    """The levels before and after: delays, manual tasks, minutes, cost per case, in this order."""
    key, figures = sheet.automation.key, sheet.figures
    stems = [
        (f"{key}/delay/{kpi}", names.indicator(sheet.automation, kpi)) for kpi, _ in sheet.friction.delays
    ]
    for part, name in (("manual_tasks", "tasks"), ("minutes", "minutes"), ("cost_per_case", "cost")):
        stems.append((f"{key}/{part}", label(f"{name}_name", names.lang)))
    found = [
        Pair(name, figures.get(f"{stem}/before"), figures.get(f"{stem}/after"), stem) for stem, name in stems
    ]
    return tuple(pair for pair in found if pair.figures)


def _level(pair: Pair, names: Names) -> Said:
    assert pair.before is not None  # noqa: S101  a known pair has both
    assert pair.after is not None  # noqa: S101
    words = {
        "name": pair.name,
        "before": say_value(pair.before, names.lang, names.currency),
        "after": say_value(pair.after, names.lang, names.currency),
    }
    return Said(label("delay_said", names.lang, **words), (pair.before.key, pair.after.key))


def _losses(sheet: Sheet, names: Names) -> list[Said]:
    if not sheet.watched.reconciliations:
        return [Said(label("lost_nobody", names.lang))]
    return [_loss(sheet, found, names) for found in sheet.watched.reconciliations]


def _loss(sheet: Sheet, found: Reconciliation, names: Names) -> Said:
    lang, process = names.lang, sheet.automation.process
    words: dict[str, object] = {
        "n": found.lost_total,
        "due": found.due,
        "of": names.activity(process, found.rule.of),
        "needs": names.activity(found.rule.in_process or process, found.rule.needs),
        "within": plain(found.rule.within, names.voice),
    }
    if found.problem is not None:
        why = say(found.problem.rule, found.problem.details, lang, family="problem")
        return Said(label("lost_uncomputed", lang, why=why))
    parts = [label(_loss_code(found), lang, **words)]
    if found.due_before:
        parts.append(label("lost_before", lang, n=found.lost_before, due=found.due_before))
    if found.late_total:
        parts.append(label("lost_late", lang, n=found.late_total))
    if found.waiting:
        parts.append(label("lost_waiting", lang, n=found.waiting))
    if found.rule.unless:
        said = listed(
            [label("quoted", lang, sentence=names.activity(process, u)) for u in found.rule.unless], lang
        )
        parts.append(label("lost_unless", lang, unless=said))
    parts += _untold(found, words, lang)
    named = tuple(case.label for case in found.lost)
    unnamed = found.lost_total - len(named)
    alone = found.lost_total and len(sheet.watched.reconciliations) == 1
    keys = _present(sheet, "lost") if alone else ()
    return Said(" ".join(parts), keys, alert=found.lost_total > 0, named=named, unnamed=unnamed)


def _untold(found: Reconciliation, words: dict[str, object], lang: str) -> list[str]:
    """Cases that nobody can call found or lost, and why."""
    counts = {
        "lost_past_end": found.past_end,
        "lost_ambiguous": found.ambiguous,
        "lost_unmatchable": found.unmatchable,
    }
    return [label(code, lang, **{**words, "n": n}) for code, n in counts.items() if n]


def _loss_code(found: Reconciliation) -> str:
    if found.lost_total:
        return "lost_of_due"
    if not found.due:
        return "lost_none_due"
    return "lost_zero_late" if found.late_total else "lost_zero"


def _present(sheet: Sheet, part: str) -> tuple[str, ...]:
    key = f"{sheet.automation.key}/{part}"
    return (key,) if key in sheet.figures else ()


def _silence(sheet: Sheet, names: Names) -> list[Said]:
    silence, lang = sheet.watched.silence, names.lang
    if silence.since is None:
        return []
    since = silence.since.date()
    match silence.silent:
        case True if silence.expected is not None:
            words = {"since": since, "expected": silence.expected, "seen": silence.seen}
            return [Said(label("silent_since", lang, **words), alert=True)]
        case True:
            return [Said(label("silent_plain", lang, since=since), alert=True)]
        case False:
            return [Said(label("silent_no", lang, since=since))]
        case None:
            return [Said(label("silent_cannot", lang, since=since))]


def _runs(sheet: Sheet, names: Names) -> list[Said]:
    figure, health = sheet.figures.get(f"{sheet.automation.key}/runs/success"), sheet.watched.health
    if figure is None or health is None:
        return []
    counts = label(
        "runs_failed",
        names.lang,
        failed=health.failed,
        partial=health.partial,
        ignored=health.ignored_items,
        runs=health.runs,
    )
    said = label("runs_said", names.lang, value=say_value(figure, names.lang, names.currency))
    return [Said(f"{said} {counts}", (figure.key,), alert=bool(health.ignored_items))]


def lost_count(figure: Figure | None) -> int | None:
    """How many cases are lost; None when nobody knows."""
    if figure is None or isinstance(figure.value, Unknown):
        return None
    return int(figure.value.value) if isinstance(figure.value, Exact) else round(figure.point or 0)
