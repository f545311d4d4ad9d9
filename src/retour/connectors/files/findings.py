"""The problems of one file as they are found: every one counted, the first thousand listed."""

from collections import Counter

from retour.connectors.files.limits import MOST_LISTED
from retour.quantity import Place, Problem, Severity

SHOWN = 60  # characters of a value that a problem shows


class Findings:
    """Collects the problems of one file, with bounded memory."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.counts: Counter[str] = Counter()
        self.rejected = 0  # lines that gave nothing
        self._listed: list[Problem] = []
        self._more: Counter[str] = Counter()

    def add(
        self,
        rule: str,
        *,
        line: int = 0,
        column: str = "",
        value: str = "",
        hint: str = "",
        severity: Severity = Severity.ERROR,
        **details: object,
    ) -> None:
        """Note a problem; past the thousandth it is counted by its rule and not listed."""
        self.counts[rule] += 1
        if len(self._listed) >= MOST_LISTED:
            self._more[rule] += 1
            return
        place = Place(self.file, int(line), column[:SHOWN])
        self._listed.append(Problem(rule, place, shortened(value), hint, severity, details))

    def reject(self, rule: str, **more: object) -> None:
        """Note a line that gives nothing, and count it."""
        self.rejected += 1
        self.add(rule, **more)  # type: ignore[arg-type]

    def set_aside(self, rule: str, **more: object) -> None:
        """Note a line that is no data (a total): counted as rejected, and not an error."""
        self.rejected += 1
        self.warn(rule, **more)

    def warn(self, rule: str, **more: object) -> None:
        """Note a problem that leaves the thing usable."""
        self.add(rule, severity=Severity.WARNING, **more)  # type: ignore[arg-type]

    def note(self, rule: str, **more: object) -> None:
        """Note something that was done and that a person may want to know."""
        self.add(rule, severity=Severity.NOTE, **more)  # type: ignore[arg-type]

    def problems(self) -> tuple[Problem, ...]:
        """The listed problems, then one ``problems.more`` with the count by rule of all others."""
        if not self._more:
            return tuple(self._listed)
        details = {"count": self._more.total(), "rules": dict(self._more)}
        more = Problem("problems.more", Place(self.file), severity=Severity.WARNING, details=details)
        return (*self._listed, more)


def shortened(value: str) -> str:
    """The value on one line, at most 60 characters."""
    text = " ".join(value[: 4 * SHOWN].split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
