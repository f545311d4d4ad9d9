"""Which figures a reason rests on."""

from dataclasses import replace

from retour.audit.evidence import Evidence
from retour.verdict.result import Reason

WHOLE = {
    "fix.lost_cases": "lost",
    "fix.silent": "silence",
    "fix.reliability": "runs/success",
    "stop.costs_more": "worth/net",
    "fix.costs": "worth/net",
    "extend.proven": "worth/net",
    "keep.worth_likely": "worth/net",
    "launch.expected": "worth/net",
    "pilot.uncertain": "worth/net",
    "do_not_launch.negative": "worth/net",
}


def with_keys(reason: Reason, evidence: Evidence) -> Reason:
    """The reason with the keys of its figures."""
    if reason.code == "keep.satisfaction":
        path = ("voice", str(reason.details["audience"]), str(reason.details["item"]))
        return replace(reason, evidence=(evidence.key(*path),))
    if reason.code in WHOLE:
        return replace(reason, evidence=(evidence.key(WHOLE[reason.code]),))
    effect = evidence.effect(str(reason.details.get("indicator", "")))
    return reason if effect is None else replace(reason, evidence=(evidence.effect_key(effect),))
