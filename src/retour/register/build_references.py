"""What may be referred to: declared and usable, declared but itself wrong, or not declared at all."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from retour.quantity import Severity
from retour.register.currency import Currency
from retour.register.keys import nearest
from retour.register.process import Process
from retour.register.sheet import Path, Sheet
from retour.register.worth_lines import AiPrice


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one kind of thing: those that can be used, and those that are only written."""

    kind: str
    usable: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()

    def check(self, sheet: Sheet, path: Path, name: str | None) -> bool:
        """Whether a name can be used here; notes it when it is not declared, or declared but wrong."""
        if name is None or name in self.usable:
            return True
        if name in self.written:
            sheet.note(path, "reference.broken", value=name, severity=Severity.WARNING, kind=self.kind)
            return True
        hint = nearest(name, self.usable | self.written)
        sheet.note(path, "reference.undeclared", value=name, hint=hint, kind=self.kind)
        return False

    def check_all(self, sheet: Sheet, path: Path, names: Iterable[str]) -> None:
        """Check each name of a list, at its place."""
        for place, name in enumerate(names):
            self.check(sheet, (*path, place), name)


PriceList = Callable[[str], AiPrice | None]  # what a model costs, by its name


def no_price(model: str) -> AiPrice | None:
    """The price list of those who have none."""
    del model
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """Everything that an automation may refer to."""

    objectives: Names = Names("objective")
    roles: Names = Names("role")
    tools: Names = Names("tool")
    processes: Names = Names("process")
    automations: Names = Names("automation")
    activities: Mapping[str, Names] = field(default_factory=dict)  # by process
    attributes: Mapping[str, Names] = field(default_factory=dict)  # by process
    personal: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by process: they name a person
    currency: Currency = Currency()
    ai_price: PriceList = no_price
    plans: frozenset[str] = frozenset()  # tools whose plan is declared

    def activities_of(self, process: str | None) -> Names | None:
        """The activities of a process; None when the process itself cannot be used."""
        return self.activities.get(process or "")

    def attributes_of(self, process: str | None) -> Names | None:
        """The attributes of a process; None when the process itself cannot be used."""
        return self.attributes.get(process or "")


def names_in(kind: str, usable: Iterable[str], data: object) -> Names:
    """The names of a kind: `data` is the map of them as it was written, wrong entries included."""
    written = frozenset(map(str, data)) if isinstance(data, Mapping) else frozenset[str]()
    return Names(kind, frozenset(usable), written)


def activity_names(process: Process, data: object) -> Names:
    """The activities of a process."""
    return names_in("activity", (a.key for a in process.activities), data)
