"""One date, then one effect: by the engine, on the indicator that these data can resolve."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from retour.effect.result import Effect
from retour.quantity import Estimate, Figure, Unknown
from retour.workspace.first_look.compared import Compared
from retour.workspace.first_look.comparing import audited
from retour.workspace.first_look.documents import AUTOMATION, write_automation

ORDER = ("delay", "in_time", "success")
INSTEAD = ("lost", "delay_levels", "hold_out", "export_more")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One effect, or why there is none yet.

    `figure` is the effect of `indicator` (its value Unknown when it cannot be measured); `why` and `from_day`
    say what is missing and from when it can be there (None: nobody can say). `instead`: what can be measured
    now, as codes (family ``first``): lost, delay_levels, hold_out, export_more.
    """

    compared: Compared
    indicator: str
    figure: Figure | None
    why: Unknown | None = None
    from_day: date | None = None
    instead: tuple[str, ...] = ()

    @property
    def measurable(self) -> bool:
        """True when there is an effect with its interval."""
        return self.figure is not None and isinstance(self.figure.value, Estimate)


def on_date(compared: Compared, day: date, *, progress: Callable[[str], None] = lambda _: None) -> Compared:
    """The same comparison, before and after a day: the automation is written again and audited."""
    asked = replace(compared.asked, go_live=day)
    if compared.ends is None:
        return replace(compared, asked=asked)
    write_automation(compared.folder, asked, compared.ends)
    return audited(replace(compared, asked=asked), progress=progress)


def effect_of(compared: Compared, *, progress: Callable[[str], None] = lambda _: None) -> Answered:
    """The effect on the first indicator that these data resolve: the delay, the share in time, success.

    Chosen by rule from what can be estimated, never by what it shows. Without any, the refusal of the
    first, the day from which it could be read, and what can be measured instead.
    """
    effects = compared.sheet.effects if compared.sheet else ()
    by_key = {e.indicator: e for e in effects if e.version == "all"}
    chosen = next((k for k in ORDER if k in by_key and isinstance(by_key[k].estimate, Estimate)), None)
    if chosen is None:
        return _not_yet(compared, by_key.get(ORDER[0]))
    if compared.ends is not None and chosen != compared.ends.main:
        ends = replace(compared.ends, main=chosen)
        write_automation(compared.folder, compared.asked, ends)
        compared = audited(replace(compared, ends=ends), progress=progress)
    return Answered(compared=compared, indicator=chosen, figure=_figure(compared, chosen))


def _figure(compared: Compared, indicator: str) -> Figure | None:
    figures = compared.sheet.figures if compared.sheet else {}
    return figures.get(f"{AUTOMATION}/effect/{indicator}/all")


def _not_yet(compared: Compared, effect: Effect | None) -> Answered:
    why = (
        effect.estimate if effect is not None and isinstance(effect.estimate, Unknown) else Unknown("no_data")
    )
    return Answered(
        compared=compared,
        indicator=ORDER[0],
        figure=_figure(compared, ORDER[0]),
        why=why,
        from_day=effect.answer_date if effect else None,
        instead=tuple(_instead(compared, why)),
    )


def _instead(compared: Compared, why: Unknown) -> list[str]:
    """What these files can already say, then what would settle the rest."""
    found = compared.reconciliation
    told = ["lost"] if found is not None and found.due + found.due_before else []
    after = compared.figure("delay/delay/after")
    if after is not None and after.known:
        told.append("delay_levels")
    measurement = compared.sheet.verdict.measurement if compared.sheet else None
    if measurement is not None and measurement.design == "hold_out" and measurement.useful:
        told.append("hold_out")
    if why.reason in {"no_before", "no_data", "constant_before"}:
        told.append("export_more")
    return told
