"""What people and firms are called, brought to one form: accents, case, punctuation, legal forms, order."""

from functools import lru_cache

from retour.events.actor import plain

_TITLES = "m mr mme mlle monsieur madame mademoiselle dr docteur maitre mrs ms miss sir prof pr"
_LEGAL = (
    "sarl sas sasu eurl sa sci snc scop scp selarl selas ei eirl earl gaec asbl association "
    "ltd limited llc llp inc incorporated corp corporation plc co gmbh ag kg bv nv spa srl sprl "
    "cie compagnie company ets etablissement etablissements ste societe groupe group"
)
_LEFT_OUT = frozenset(f"{_TITLES} {_LEGAL}".split())
_BETWEEN = frozenset(["de", "du", "des", "la", "le", "les", "l", "d", "et", "and", "the", "of"])
_DIGRAPHS = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l"}


@lru_cache(maxsize=65_536)
def name_words(raw: str) -> tuple[str, ...]:
    """The words by which a name is compared, in alphabetical order; empty when nothing is left.

    >>> name_words("SARL Dupont & Fils"), name_words("Mme DUPÔNT, Élodie")
    (('dupont', 'fils'), ('dupont', 'elodie'))
    """
    text = raw.casefold()
    for one, two in _DIGRAPHS.items():
        text = text.replace(one, two)
    words = plain(text).split()
    kept = [w for w in words if w not in _LEFT_OUT and w not in _BETWEEN]
    return tuple(sorted(kept or words))
