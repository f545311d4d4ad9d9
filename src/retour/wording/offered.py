"""The answers that the eight questions offer, by the firm's own names."""

from collections.abc import Iterator

from retour.review.questions import MONEY, Firm
from retour.wording.names import Names
from retour.wording.sentence import label


def offered_names(which: str, firm: Firm, lang: str) -> dict[str, str]:
    """Every answer that a list offers, and how it is called; empty for a field that offers none."""
    return {key: _name(which, key, firm, Names(lang, firm.register)) for key in firm.offered(which)}


def _name(which: str, key: str, firm: Firm, names: Names) -> str:
    match which:
        case "objectives":
            return names.objective(key)
        case "processes":
            return _process(key, firm, names)
        case "roles":
            return names.role(key)
        case "tools":
            return names.tool(key)
        case "payments" if key == MONEY:
            return label("plan.paid_money", names.lang, currency=names.currency)
        case "payments":
            return label("plan.paid_hours", names.lang, role=names.role(key))
        case "activities":
            process, _, activity = key.partition("/")
            named = {"process": names.process(process), "activity": names.activity(process, activity)}
            return label("plan.activity", names.lang, **named)
        case "sought":
            return label(f"plan.sought_{key}", names.lang)
        case _:
            return label(f"plan.comparison_{key}", names.lang)


def _process(key: str, firm: Firm, names: Names) -> str:
    """A process with the cases a month that its events show, when they are there."""
    volume = firm.volumes.get(key)
    if volume is None:
        return names.process(key)
    return label("plan.process_seen", names.lang, name=names.process(key), volume=volume.mode)


def grouped(which: str, firm: Firm, lang: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Activities by process, for a list with groups; one unnamed group for any other list.

    Each activity says its process too: typing the beginning of a name picks it in a list.
    """
    found = offered_names(which, firm, lang)
    if which != "activities":
        yield "", list(found.items())
        return
    for process in firm.register.processes:
        mine = [(key, name) for key, name in found.items() if key.startswith(f"{process.key}/")]
        if mine:
            yield process.name.in_(lang), mine
