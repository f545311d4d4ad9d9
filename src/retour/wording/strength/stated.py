"""What every sentence of the catalogues rests on: a basis for each family, another for the codes named.

A code said at several grades rests on the weakest of them, so its words stay neutral and the grade is
said beside.
"""

from collections.abc import Mapping

from retour.wording.strength.scale import Basis

FAMILIES: Mapping[Basis, str] = {
    Basis.COUNTED: "problem hint guess column_role",
    Basis.METHOD: (
        "rule method left_out technique formula measurement lint lint_title lint_why lint_fix lint_unseen "
        "would_change measure plan rhythm api apply cli"
    ),
    Basis.D: "check_reason reason change claim proves missing term first",
    Basis.E: "unknown",
}

CODES: Mapping[Basis, str] = {
    Basis.B: "label.all_established reason.extend.proven",
    Basis.C: "reason.keep.effect_established",
    Basis.D: (  # effects and gains: any grade at which an interval exists
        "label.headline_effect label.headline_delay label.headline_claim label.impact_claim "
        "label.direction_gain label.direction_loss label.direction_none"
    ),
    Basis.COUNTED: (
        "label.lost_zero label.lost_zero_late label.nav_certain label.certain_title label.balance_title "
        "intake.start_note intake.step_name_result intake.facts_title intake.to_result intake.page_file"
    ),
    Basis.METHOD: "label.effect_detectable label.segments_note",
}

_OF_FAMILY = {family: basis for basis, names in FAMILIES.items() for family in names.split()}
_OF_CODE = {code: basis for basis, codes in CODES.items() for code in codes.split()}


def basis_of(family: str, code: str) -> Basis:
    """What a sentence rests on; a family that states nothing bears no strong word."""
    return _OF_CODE.get(f"{family}.{code}") or _OF_FAMILY.get(family, Basis.NOTHING)


def stated() -> tuple[frozenset[str], frozenset[str]]:
    """The families and the codes (``family.code``) that state what they rest on."""
    return frozenset(_OF_FAMILY), frozenset(_OF_CODE)
