"""What a form shows of each kind of document: its sections, and which fields name something declared."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from retour.register.cards import RATE_CARDS
from retour.register.process import Process
from retour.register.schema import MODELS
from retour.register.sheet import Kind, Path
from retour.register.workspace import Register
from retour.web.editing.shape import Part, shape_of
from retour.wording import label

Options = tuple[tuple[str, str], ...]  # key and name

SECTIONS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = {
    "automation": {
        "about": (
            *("name", "process", "objective", "tools", "owner", "team", "follow_up", "key", "status"),
            "automation",
        ),
        "rollout": ("rollout", "changes"),
        "kpis": ("kpi_in_words", "kpis", "segments"),
        "worth": ("worth",),
        "costs": ("costs",),
        "watch": ("watch", "maintainers", "scenario", "legal"),
        "plan": ("plan", "failure_modes", "upstream", "addressable"),
        "claims": ("claims",),
    },
    "process": {
        "about_process": ("name", "case", "attributes", "retention", "process"),
        "activities": ("activities",),
        "files": ("files", "tables"),
    },
    "workspace": {
        "organisation": ("name", "currency", "locale", "timezone", "engine"),
        "calendar": ("calendar", "retention"),
        "objectives": ("objectives",),
        "roles": ("roles",),
        "tool_prices": ("tools",),
        "cards": ("cards",),
        "exchange": ("exchange",),
        "thresholds": ("thresholds",),
    },
    "changes": {"dated": ("changes",)},
    "journal": {"journal": ("journal",)},
    "review": {
        "about_review": ("automation", "at", "by", "proposed", "taken", "reason", "note"),
        "answers": ("answers", "notes"),
        "spot_check": ("spot_check",),
    },
}
_OF_AUTOMATION: Mapping[str, str] = {
    "objective": "objectives",
    "process": "processes",
    "in_process": "processes",
    "tools": "tools",
    "tool": "tools",
    "role": "roles",
    "kpi": "kpis",
    "guardrails": "kpis",
    "controls": "kpis",
    "upstream": "automations",
    "shared_with": "automations",
    **dict.fromkeys(("of", "reaching", "from", "to", "activity", "needs", "treatment"), "activities"),
    **dict.fromkeys(("attribute", "segments", "confounders", "assigned"), "attributes"),
}
_REFERS: Mapping[Kind, Mapping[str, str]] = {
    "automation": _OF_AUTOMATION,
    "review": {"automation": "automations"},
    "journal": {"automation": "automations"},
    "workspace": {"card": "cards"},
}


def shape(kind: Kind) -> Part:
    """The shape of a kind of document."""
    return shape_of(MODELS["retour" if kind == "workspace" else kind])


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is declared, for fields that name it."""

    kind: Kind
    options: Mapping[str, Options] = field(default_factory=dict)

    def at(self, path: Path) -> Options:
        """What a field may name; empty when it names nothing that is declared."""
        keys = [step for step in path if isinstance(step, str)]
        if not keys:
            return ()
        named = _REFERS.get(self.kind, {}).get(keys[-1], "")
        if keys[0] == "rollout" and keys[-1] == "unit":
            named = "attributes"
        return self.options.get(named, ())


def known(
    kind: Kind, data: object, register: Register | None, automations: Iterable[str], lang: str
) -> Known:
    """What a document's fields may name: what the register declares, and the document's own KPIs."""
    said = data if isinstance(data, Mapping) else {}
    kpis = said.get("kpis")
    options: dict[str, Options] = {
        "kpis": tuple((str(key), _named(str(key), kpi, lang)) for key, kpi in kpis.items())
        if isinstance(kpis, Mapping)
        else (),
        "automations": tuple((key, key) for key in sorted(automations)),
        "cards": cards(said.get("cards"), lang),
    }
    if register is not None:
        process = next((p for p in register.processes if p.key == str(said.get("process"))), None)
        options |= _declared(register, process, lang)
    return Known(kind=kind, options=options)


def cards(own: object, lang: str) -> Options:
    """The rate cards that a role may follow: the workspace's own, then those that come with the program."""
    mine = own if isinstance(own, Mapping) else {}
    shipped = (card.key for card in RATE_CARDS if card.key not in mine)
    return (
        *((str(key), _named(str(key), card, lang)) for key, card in mine.items()),
        *((key, label(f"card.{key}", lang)) for key in shipped),
    )


def _named(key: str, data: object, lang: str) -> str:
    name = data.get("name") if isinstance(data, Mapping) else None
    said = (name.get(lang) or next(iter(name.values()), None)) if isinstance(name, Mapping) else name
    return str(said or key)


def _declared(register: Register, process: Process | None, lang: str) -> dict[str, Options]:
    found: dict[str, Options] = {
        "objectives": tuple((o.key, o.name.in_(lang)) for o in register.objectives),
        "processes": tuple((p.key, p.name.in_(lang)) for p in register.processes),
        "tools": tuple((t.key, t.name.in_(lang)) for t in register.tools),
        "roles": tuple((r.key, r.name.in_(lang)) for r in register.roles),
    }
    if process is not None:
        found["activities"] = tuple((a.key, a.name.in_(lang)) for a in process.activities)
        found["attributes"] = tuple((name, name) for name in process.attributes)
    return found
