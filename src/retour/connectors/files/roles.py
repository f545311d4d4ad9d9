"""Which column plays which part: by its name first, by what it holds where names do not tell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from retour.connectors.files.table import Block
from retour.events.actor import plain
from retour.events.moment import Evidence, evidence

SAMPLE_ROWS = 2_000
MOSTLY = 0.8  # share of the filled cells that must read as times

_NAMES = {
    "case": (
        "case concept name|case|case id|caseid|dossier|id dossier|numero dossier|n dossier|case key|deal id|"
        "record id|record id contact|ticket|ticket id|id ticket|lead id|quote id|order id|id devis|"
        "numero devis|numero de devis|n devis|n de devis|devis|numero facture|n facture|reference devis|"
        "reference|ref|numero|n|no|num|id client|conversation id|thread ts|deal|id"
    ),
    "activity": (
        "concept name|activity|activite|event|evenement|event name|action|etape|step|task|tache|"
        "activity name|status|statut|stage|type"
    ),
    "time": (
        "time timestamp|time|timestamp|date heure|date et heure|datetime|horodatage|horodateur|quand|when|"
        "date evenement|event time|occurred at|created at|ts|date|heure"
    ),
    "event_id": "event id|identity id|id evenement|eventid|event uuid|id event|uuid",
    "actor": (
        "org resource|actor|acteur|resource|ressource|user|utilisateur|owner|proprietaire|agent|"
        "responsable|commercial|deal owner|par|by"
    ),
    "actor_kind": "actor kind|actor type|type d acteur|type acteur|kind of actor|nature acteur",
    "amount": (
        "amount|montant|montant ht|montant total ht|total ht|montant ttc|value|deal value|valeur|prix|"
        "price|total ttc|costs"
    ),
    "minutes": (
        "minutes|duree min|duree minutes|duree en minutes|temps passe min|temps minutes|handling minutes"
    ),
    "automation": "automation|automatisation|scenario|workflow|zap",
    "process": "process|processus",
}
NAMES = {role: names.split("|") for role, names in _NAMES.items()}
EMAIL = (
    "email",
    "e mail",
    "adresse e mail",
    "adresse email",
    "mail",
    "courriel",
    "email address",
    "contact email",
)
LONG_ROLES = ("event_id", "actor", "actor_kind", "amount", "minutes", "automation")
_ENTERED = re.compile(r'date entered "?(?P<stage>.+?)(?: \((?P<pipeline>[^()]*)\))?"?$', re.IGNORECASE)
_PREFIX = re.compile(r"^[\w ]{2,20} - ")
_NOT_EVENTS = re.compile(
    r"next|prochain|expect|prevu|prevision|due|echeance|expire|expir|validite|valid until|birth|naissance|"
    r"last|dernier|derniere|update|modif|maj|mis a jour|deadline|planned|exited|time in|target"
)
_ACTIVITIES = {
    "form_submitted": r"timestamp|horodateur|submitted( at)?|soumis|date de soumission|submission date",
    "created": (
        r"(deal |lead |date |affaire |transaction )?(create|created|creation|cree|creee)"
        r"( le| at| on| date| time)?|add time|date de creation|date|date (du )?devis|date d ajout"
    ),
    "sent": r"sent( at| on| date| time)?|(date d )?envoi|envoye(e)?( le)?",
    "accepted": r"accept(ed|e|ee|ation)( at| on| le| date)?|date (d )?acceptation",
    "signed": r"sign(ed|e|ee|ature)( at| on| le| date)?|date de signature",
    "refused": r"(refus|refuse|refused|refusee|rejected|declined)( at| on| le| date)?|date de refus",
    "won": r"won( time| at| on| date)?|gagne(e)?( le)?|date de gain",
    "lost": r"lost( time| at| on| date)?|perdu(e)?( le)?|date de perte",
    "closed": r"(deal )?closed?( on| at| date| time)?|date de (cloture|fermeture)|cloture( le)?|ferme le",
    "invoiced": r"invoiced?( at| on| date)?|facture(e)?( le)?|date de (facture|facturation)",
    "paid": r"paid( at| on| date)?|paye(e)?( le)?|date de paiement|regle le",
}
_PATTERNS = tuple((name, re.compile(pattern)) for name, pattern in _ACTIVITIES.items())


@dataclass(frozen=True)
class Column:
    """One column of the sample: its name, its cells, and what they say as times (looked at when asked)."""

    name: str
    cells: Sequence[str]

    @cached_property
    def times(self) -> Evidence:
        """How many cells read as times, and how they are written."""
        return evidence(self.cells)

    @property
    def dated(self) -> bool:
        """True when most of its filled cells read as written times (bare numbers are not believed)."""
        return self.times.values > 0 and self.times.read >= MOSTLY * self.times.values and self._marked()

    def _marked(self) -> bool:
        filled = next((c for c in self.cells if c.strip()), "")
        return bool(re.search(r"[-/.:\s]", filled.strip()))


def columns_of(header: Sequence[str], block: Block | None) -> tuple[Column, ...]:
    """The columns of a sample of at most 2,000 rows."""
    if block is None:
        return tuple(Column(name, ()) for name in header)
    pairs = zip(header, block.columns, strict=True)
    return tuple(Column(name, cells[:SAMPLE_ROWS]) for name, cells in pairs)


def bare(name: str) -> str:
    """A header without the entity that CRMs put before it: ``Deal - Won time`` is ``won time``."""
    return plain(_PREFIX.sub("", name.strip(), count=1) or name)


def by_name(header: Sequence[str], names: Sequence[str], taken: Sequence[str] = ()) -> str | None:
    """The first header among these names, in their order of preference."""
    for told in (plain, bare):
        known = {told(name): name for name in reversed(header) if name not in taken}
        found = next((known[name] for name in names if name in known), None)
        if found is not None:
            return found
    return None


def dated_activities(columns: Sequence[Column], labels: Mapping[str, str]) -> dict[str, str]:
    """Wide files: date columns and the activity that each dates; planned and last-changed dates are not.

    `labels` (plain words -> activity) are the process's own words, believed before ours.
    """
    named: dict[str, str] = {}
    for column in columns:
        if not (column.dated or (not column.times.values and _told(column.name))):
            continue
        activity = labels.get(bare(column.name)) or activity_of(column.name)
        if activity and activity not in named.values():
            named[column.name] = activity
    return named


def _told(name: str) -> bool:
    """True when the name alone says that an empty column dates something."""
    if _ENTERED.match(name.strip()):
        return True
    words = bare(name)
    date_word = re.search(r"\b(date|time|at|le|on)\b", words)
    return bool(date_word and any(p.fullmatch(words) for _, p in _PATTERNS))


def activity_of(name: str) -> str | None:
    """The activity that a date column's name tells; None for dates that are no event."""
    entered = _ENTERED.match(name.strip())
    if entered:
        return slug(entered["stage"])
    words = bare(name)
    if _NOT_EVENTS.search(words):
        return None
    known = next((activity for activity, pattern in _PATTERNS if pattern.fullmatch(words)), None)
    return known or slug(re.sub(r"\b(date|time|le|at|on|de|du|d)\b", " ", words)) or slug(words)


def slug(words: str) -> str:
    """``Devis envoyé`` as ``devis_envoye``."""
    return plain(words).replace(" ", "_")
