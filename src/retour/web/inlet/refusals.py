"""What the door answers when it takes nothing: a status, a code of the `api` sentences, a time to wait."""

from retour.connectors.files.findings import Findings
from retour.connectors.pushed.told import Refused
from retour.quantity import Problem
from retour.store.durable.hot import Unkept


class Refusal(Exception):  # noqa: N818  an answer, not a mistake of ours
    """The request is not served.

    `wait`: seconds after which it may be, where it may be sent again as it is. `problem` says why, if there
    is one; else `code` does.
    """

    def __init__(
        self, status: int, code: str, *, wait: int = 0, problem: Problem | None = None, **details: object
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.wait = status, code, wait
        self.problem, self.details = problem, details


_STATUS = {
    "body.too_large": 413,
    "body.too_many_items": 413,
    "body.kind_unknown": 415,
    "body.charset": 415,
    "traces.protobuf_not_installed": 415,
    "body.empty": 400,
    "body.not_json": 400,
    "body.not_a_list": 400,
    "traces.unreadable": 400,
}
_WAITS = {Unkept.BUSY: 1, Unkept.LOCKED: 5, Unkept.CLOSED: 1}
_LONG = 30  # seconds: somebody has to see to it


def status_of(rule: str) -> int:
    """The status of a request of which nothing was kept, by the rule that its first problem breaks."""
    return _STATUS.get(rule, 422)


def unkept(why: Unkept) -> Refusal:
    """What is said when the log could not be written: nothing is lost, the sender still has it."""
    if why is Unkept.UNFIT:
        return Refusal(422, "unfit")
    wait = _WAITS.get(why, _LONG)
    return Refusal(503, why.value, wait=wait, seconds=wait)


def wrong(status: int, why: Refused, source: str) -> Refusal:
    """A refusal of what was sent, for a rule that it breaks as a whole."""
    findings = Findings(source)
    why.said(findings, 0)
    return Refusal(status, why.rule, problem=findings.problems()[0])
