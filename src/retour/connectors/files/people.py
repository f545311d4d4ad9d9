"""Which columns say whose case it is: e-mail, phone, person, firm. By name, and by what they hold."""

from collections.abc import Mapping, Sequence

from retour.connectors.files.roles import EMAIL, by_name
from retour.events.contact import normalise_email, normalise_phone

_WORDS = {
    "phone": "telephone|phone|tel|mobile|portable|numero de telephone|phone number|n de telephone|"
    "telephone mobile|contact phone|person phone|votre telephone|votre numero de telephone|gsm",
    "name": "nom et prenom|prenom et nom|nom prenom|prenom nom|votre nom|nom complet|full name|your name|"
    "contact person|person de contact|personne de contact|personne a contacter|contact|contact name|"
    "nom du contact|associated contact|contact associe|kontaktni osoba|nom du client|client|customer|"
    "customer name|name",
    "first_name": "prenom|first name|votre prenom|firstname|given name",
    "last_name": "nom|last name|nom de famille|votre nom de famille|lastname|surname",
    "company": "organization|organisation|societe|entreprise|company|company name|nom de l entreprise|"
    "nom de la societe|raison sociale|organization name|votre societe|votre entreprise|organizace|"
    "associated company",
    "title": "title|titre|deal name|objet|intitule|nom de l affaire|nazev",
}
_NAMES = {"email": EMAIL, **{role: tuple(words.split("|")) for role, words in _WORDS.items()}}
PEOPLE = tuple(_NAMES)
_SURE = 0.6  # share of the filled cells that must read as an e-mail or a phone


def people_columns(
    header: Sequence[str], taken: Sequence[str], rows: Sequence[Sequence[str]]
) -> dict[str, str]:
    """The columns that say whose case it is: column -> email, phone, name, first_name, last_name, company.

    Args:
        header: the names of all columns.
        taken: columns that play another part already.
        rows: some rows as written, to believe a phone or an e-mail column only when it holds some.
    """
    found: dict[str, str] = {}
    for role, names in _NAMES.items():
        column = by_name(header, names, [*taken, *found])
        if column is not None and _holds(role, column, header, rows):
            found[column] = role
    if "email" not in found.values():
        found |= _by_content(header, [*taken, *found], rows)
    return _whole_names(found)


def _whole_names(found: Mapping[str, str]) -> dict[str, str]:
    """A family name stands alone when the file has no first name: it is then the name."""
    roles = set(found.values())
    if "name" in roles:
        return {c: r for c, r in found.items() if r not in {"first_name", "last_name"}}
    if "last_name" in roles and "first_name" not in roles:
        return {c: "name" if r == "last_name" else r for c, r in found.items()}
    return dict(found)


def _holds(role: str, column: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    reads = {"email": normalise_email, "phone": normalise_phone}.get(role)
    if reads is None:
        return True
    cells = _cells(column, header, rows)
    return not cells or sum(reads(c) is not None for c in cells) >= _SURE * len(cells)


def _by_content(header: Sequence[str], taken: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    """The first column that holds e-mails, whatever it is called."""
    free = (c for c in header if c not in taken)
    held = (c for c in free if _cells(c, header, rows) and _holds("email", c, header, rows))
    return next(({c: "email"} for c in held), {})


def _cells(column: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    at = header.index(column)
    return [row[at].strip() for row in rows if at < len(row) and row[at].strip()]
