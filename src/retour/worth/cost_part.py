"""The shapes that a cost takes: known, not said, times the cases that were counted or planned."""

from collections.abc import Mapping

from retour.quantity import Grade, Unit, Unknown
from retour.worth import inputs as said
from retour.worth.desk import SCALE, Desk, Formula, Part, scale
from retour.worth.quantity import Quantity
from retour.worth.result import Nature


def known(
    code: str,
    inputs: tuple[str, ...],
    amount: Formula,
    *,
    scaled: bool = False,
    facts: tuple[str, ...] = (),
    details: Mapping[str, object] | None = None,
) -> Part:
    """A cost that somebody gave, a product of its inputs, and of the cases counted where it is scaled."""
    return Part(
        code=code,
        nature=Nature.COST,
        grade=Grade.D,
        inputs=inputs,
        by=(*inputs, SCALE) if scaled else inputs,
        amount=amount,
        facts=facts,
        details=dict(details or {}),
    )


def not_said(
    desk: Desk, code: str, why: Unknown | None = None, details: Mapping[str, object] | None = None
) -> Part:
    """A cost that nobody gave, or that cannot be computed: listed, never zero."""
    desk.say_missing(code)
    unknown = why or Unknown("not_said")
    return Part(code=code, nature=Nature.COST, grade=Grade.E, unknown=unknown, details=dict(details or {}))


def per_month(desk: Desk, volume: Quantity) -> tuple[Formula, tuple[str, ...]]:
    """Cases a month as a formula, with the input that a plan draws them from."""
    if volume.declared is None:
        return (lambda x: volume.per_month * scale(x)), ()
    name = desk.once("volume", volume.declared)
    return (lambda x: x[name]), (name,)


def counted(desk: Desk, volume: Quantity, *, by_run: bool = False) -> tuple[str, ...]:
    """The volume that was counted, listed among the inputs; nothing where a plan declares it."""
    if volume.declared is not None:
        return ()
    unit, subject = (Unit.PER_MONTH, "run") if by_run else (Unit.CASES_PER_MONTH, "")
    name = "volume:run" if by_run else "volume:handled"
    return (desk.tell(name, said.counted("", volume.per_month, unit, subject=subject)),)
