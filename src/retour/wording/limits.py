"""A change of the verdict's thresholds, in words."""

from retour.quantity import Exact, Unit
from retour.review.limits import MONEY, moved
from retour.review.log import Entry
from retour.wording.sentence import Voice, label
from retour.wording.values import say_quantity


def say_moved(entry: Entry, voice: Voice) -> tuple[str, ...]:
    """One sentence a threshold that the entry changed."""
    return tuple(
        label(
            "review.threshold_moved",
            voice.lang,
            name=label(f"editing.field_{one.name}", voice.lang),
            before=_value(one.name, one.before, voice),
            now=_value(one.name, one.now, voice),
        )
        for one in moved(entry)
    )


def _value(name: str, value: float, voice: Voice) -> str:
    return say_quantity(Exact(value), Unit.MONEY_PER_MONTH if name in MONEY else Unit.SHARE, voice)
