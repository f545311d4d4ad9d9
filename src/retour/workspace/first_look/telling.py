"""What was compared, in sentences. Every number comes from a figure or from what was counted in the files."""

from collections.abc import Iterator
from dataclasses import dataclass

from retour.events.columns import Guess
from retour.kpi.dossier import Reconciliation
from retour.quantity import Unknown
from retour.watch.matching import Doubt, NamePair, State, Step, Why
from retour.wording import say
from retour.wording.certainties import Pair, pairs
from retour.wording.names import Names
from retour.wording.sentence import label
from retour.wording.values import say_defence, say_unknown, say_value
from retour.workspace.first_look.compared import Compared
from retour.workspace.first_look.looked import Looked

FAMILY = "first"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its code, and the keys of the figures that it says."""

    code: str
    text: str
    figures: tuple[str, ...] = ()


class Teller:
    """Says one comparison in one language."""

    def __init__(self, compared: Compared, lang: str) -> None:
        self.compared, self.lang = compared, lang
        assessment = compared.assessment
        self.names = Names.of(assessment, lang) if assessment else Names(lang)

    def say(self, code: str, /, **details: object) -> str:
        """One sentence; the files are named in every one of them."""
        return say(code, self._files() | details, self.lang, family=FAMILY, currency=self.names.currency)

    def _files(self) -> dict[str, object]:
        came_in, done, ends = self.compared.came_in, self.compared.done, self.compared.ends
        named: dict[str, object] = {
            "in_file": came_in.name,
            "done_file": done.name if done else "",
            "what": f"what_{came_in.origin}",
            "what_one": f"what_one_{came_in.origin}",
            "where": f"where_{done.origin if done and not self._same_origin else 'table'}",
            "go_live": self.compared.asked.go_live,
        }
        if ends is not None:
            named |= {
                "within": ends.within,
                "start": self.activity(ends.start),
                "end": self.activity(ends.end),
            }
        return named

    @property
    def _same_origin(self) -> bool:
        done = self.compared.done
        return done is not None and done.origin == self.compared.came_in.origin

    def activity(self, key: str) -> str:
        """The name of an activity of the workspace."""
        sheet = self.compared.sheet
        return self.names.activity(sheet.automation.process if sheet else None, key)

    def sentence(self, code: str, /, *figures: str, **details: object) -> Sentence:
        """A sentence with the keys of its figures."""
        key = self.compared.sheet.automation.key if self.compared.sheet else ""
        return Sentence(code, self.say(code, **details), tuple(f"{key}/{figure}" for figure in figures))


def headline(compared: Compared, lang: str, *, alone: bool = False) -> Sentence:
    """The one sentence that matters of what was compared; `alone`: without the list that follows it."""
    teller, found = Teller(compared, lang), compared.reconciliation
    if compared.sheet is None:
        return teller.sentence("nothing")
    if found is None:
        return teller.sentence("followed", n=compared.came_in.cases)
    if compared.done and not found.due + found.due_before + found.waiting and compared.count(State.NOTHING):
        return teller.sentence("cannot_match", n=compared.count(State.NOTHING))
    stem = "lost" if compared.done else "open"
    if not found.due:
        return teller.sentence("lost_nothing_due")
    if compared.done and compared.strangers:
        return teller.sentence("lost_strangers", due=found.due)
    stem += "_since" if compared.asked.go_live is not None and stem == "lost" else ""
    code = {0: "none", 1: "one"}.get(found.lost_total, "many")
    code += "_alone" if alone and code == "many" else ""
    return teller.sentence(f"{stem}_{code}", "lost", "due", n=found.lost_total, due=found.due)


def facts(compared: Compared, lang: str) -> tuple[Sentence, ...]:
    """What else is certain: shares, delays, cost per case, and who is neither found nor lost."""
    if compared.sheet is None:
        return ()
    teller, found = Teller(compared, lang), compared.reconciliation
    told = list(_warnings(teller))
    if not compared.strangers:
        told += _shares(teller, found) if found else []
        told += _levels(teller)
        told += _late(teller, found) if found else []
        told += _aside(teller)
    return (*told, teller.sentence("facts_only"))


def _warnings(teller: Teller) -> Iterator[Sentence]:
    compared = teller.compared
    if compared.swapped:
        yield teller.sentence("swapped")
    for looked in filter(None, (compared.came_in, compared.done)):
        order = _order(looked)
        if order is not None:
            yield teller.sentence("ambiguous_days", file=looked.name, order=order.value)


def _order(looked: Looked) -> Guess | None:
    told = looked.overrides.day_first is not None
    unsure = (g for g in looked.guesses if g.what == "day_order" and not g.sure)
    return None if told else next(unsure, None)


def _shares(teller: Teller, found: Reconciliation) -> Iterator[Sentence]:
    if found.due and found.lost_total:
        code = "share_after" if found.due_before else "share"
        share = found.lost_total / found.due
        yield teller.sentence(code, "lost", "due", n=found.lost_total, due=found.due, share=share)
    if found.due_before:
        share = found.lost_before / found.due_before
        yield teller.sentence(
            "share_before", "lost_before", n=found.lost_before, due=found.due_before, share=share
        )


def _levels(teller: Teller) -> Iterator[Sentence]:
    """Levels before and after where both are known; else the usual delay; and the cost, or why not."""
    compared, sheet = teller.compared, teller.compared.sheet
    if sheet is None:
        return
    levels = pairs(sheet, teller.names)
    yield from (_level(pair, teller) for pair in levels if pair.known)
    found = compared.reconciliation
    yield from _followed(teller)
    if not any("/delay/" in pair.stem and pair.known for pair in levels) and found is not None and found.due:
        known = found.median_delay is not None
        yield teller.sentence("median" if known else "median_unknown", after=found.median_delay)
    yield from _cost(teller)


def _followed(teller: Teller) -> Iterator[Sentence]:
    """Of one file: how many cases got to the end, and in how long."""
    ends = teller.compared.ends
    if ends is None or ends.usual is None or not ends.usual[0]:
        return
    n, share, median = ends.usual
    yield teller.sentence("reached", n=n, share=share, horizon=ends.horizon)
    if median is not None:
        yield teller.sentence("reached_median", after=median)


def _cost(teller: Teller) -> Iterator[Sentence]:
    """The cost per case that is known on one side only, and why the other is not."""
    compared = teller.compared
    before, after = (compared.figure(f"cost_per_case/{side}") for side in ("before", "after"))
    if compared.asked.priced.hourly_cost is None:
        yield teller.sentence("cost_to_give")
        return
    if before is not None and before.known and not (after and after.known):
        value = say_value(before, teller.lang, teller.names.currency)
        defence = say_defence(before, teller.lang)
        yield teller.sentence("cost_before", "cost_per_case/before", value=value, defence=defence)
    if after is not None and isinstance(after.value, Unknown):
        why = say_unknown(after.value.reason, dict(after.value.details), teller.names.voice)
        yield teller.sentence("cost_unknown", "cost_per_case/after", why=why[:1].lower() + why[1:])


def _level(pair: Pair, teller: Teller) -> Sentence:
    assert pair.before is not None  # noqa: S101  a known pair has both
    assert pair.after is not None  # noqa: S101
    words = {
        "name": pair.name,
        "before": say_value(pair.before, teller.lang, teller.names.currency),
        "after": say_value(pair.after, teller.lang, teller.names.currency),
    }
    text = label("delay_said", teller.lang, **words)
    if pair.in_money:
        text = f"{text} {say_defence(pair.after, teller.lang)}"
    return Sentence("level", text, (pair.before.key, pair.after.key))


def _late(teller: Teller, found: Reconciliation) -> Iterator[Sentence]:
    counts = {"late": found.late_total, "waiting": found.waiting, "past_end": found.past_end}
    for code, n in counts.items():
        if n and (teller.compared.done or code != "past_end"):
            yield teller.sentence(code, *(("late",) if code == "late" else ()), n=n)


def _aside(teller: Teller) -> Iterator[Sentence]:
    states = {
        "repeated": State.REPEATED,
        "known": State.KNOWN,
        "doubtful": State.DOUBTFUL,
        "unmatchable": State.NOTHING,
        "unchecked": State.UNCHECKED,
    }
    for code, state in states.items():
        if n := teller.compared.count(state):
            yield teller.sentence(code, n=n)


def how_matched(compared: Compared, lang: str) -> tuple[Sentence, ...]:
    """How many cases each step recognised, what was not tried and why, and the rule on names as it is."""
    teller, matching = Teller(compared, lang), compared.matching
    if matching is None:
        return ()
    told = [teller.sentence(f"by_{s}", n=n) for s, n in matching.by_step.items() if n]
    if matching.not_tried.get(Step.CASE) is Why.OTHER_NUMBERS:
        told.append(teller.sentence("case_other_numbers"))
    why = matching.not_tried.get(Step.NAME)
    if why in {Why.TOO_LARGE, Why.REFUSED}:
        told.append(teller.sentence(f"name_{why}"))
    if why is None or matching.pairs:
        rule = matching.rule
        told.append(
            teller.sentence(
                "name_rule",
                threshold=rule.threshold,
                other=rule.with_other_address,
                window=rule.window_days,
            )
        )
    return tuple(told)


def say_pair(pair: NamePair, lang: str) -> str:
    """« Jean Dupnt » (ligne 12) et « Jean Dupont » (ligne 40), 90 %."""
    words = {
        "one": pair.names[0],
        "other": pair.names[1],
        "line": str(pair.lines[0]),
        "other_line": str(pair.lines[1]),
        "similarity": pair.similarity,
    }
    return say("name_pair", words, lang, family=FAMILY)


def say_doubt(doubt: Doubt, lang: str) -> str:
    """A request and the records that it looks like."""
    records = [
        say("doubt_record", {"name": name, "line": str(line)}, lang, family=FAMILY)
        for line, name in doubt.records
    ]
    return say(
        "doubt", {"name": doubt.name, "line": str(doubt.line), "records": records}, lang, family=FAMILY
    )
