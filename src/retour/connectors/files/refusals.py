"""Why a line gives no event, said with its line, column and value."""

import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import numpy as np

from retour.connectors.files.findings import Findings
from retour.connectors.files.rows import Mask, Rows
from retour.connectors.files.settle import Settled
from retour.connectors.files.table import is_total
from retour.events.moment import FIRST_YEAR, LAST_YEAR, Moments, Read, read_moments

_SERIAL = re.compile(r"[34567]\d{4}([.,]\d+)?")  # a day number of a spreadsheet, 1982 to 2119


class Refusals:
    """Says what is wrong with rows of one file."""

    def __init__(self, findings: Findings, settled: Settled, zone: ZoneInfo) -> None:
        self._findings = findings
        self._settled = settled
        self._zone = zone

    def long(self, rows: Rows, row: int, of: tuple[str, str, Read]) -> None:
        """A line of a long file that lacks a case, an activity or a time."""
        case, activity, read = of
        if self._said(rows, row, case):
            return
        if activity:
            self._findings.rejected += 1
            self.time(rows, row, (self._settled.time or "", read))
        else:
            column = self._settled.activity or ""
            self._findings.reject("activity.missing", line=rows.lines[row], column=column)

    def wide(self, rows: Rows, row: int, of: tuple[str, Mapping[str, Moments]]) -> None:
        """A row of a wide file that lacks a case, or has no date that can be read."""
        case, times = of
        if self._said(rows, row, case):
            return
        self._findings.rejected += 1
        written = {c: Read(int(t.read[row])) for c, t in times.items() if t.read[row] != Read.MISSING}
        for column, read in (written or {next(iter(times)): Read.MISSING}).items():
            self.time(rows, row, (column, read))

    def time(self, rows: Rows, row: int, of: tuple[str, Read]) -> None:
        """One time that could not be read."""
        column, read = of
        value = rows.cells[column][row]
        more: dict[str, object] = {"line": rows.lines[row], "column": column, "value": value}
        if read is Read.OUT_OF_RANGE:
            more |= {"from": FIRST_YEAR, "to": LAST_YEAR}
        elif read is Read.UNREADABLE and _SERIAL.fullmatch(value.strip()):
            more["hint"] = "excel_serial"
        elif read is Read.IMPOSSIBLE:
            other = read_moments([value], zone=self._zone, day_first=not self._settled.day_first)
            more["hint"] = "day_order" if Read(int(other.read[0])).kept else ""
        self._findings.add(read.rule, **more)  # type: ignore[arg-type]

    def clock(self, rows: Rows, of: tuple[Moments, Mask], column: str) -> None:
        """Warn of kept times that the clock showed twice or never."""
        moments, kept = of
        for row in np.flatnonzero(kept & (moments.read >= Read.TWICE)).tolist():
            rule, value = Read(int(moments.read[row])).rule, rows.cells[column][row]
            self._findings.warn(rule, line=rows.lines[row], column=column, value=value)

    def _said(self, rows: Rows, row: int, case: str) -> bool:
        line = rows.lines[row]
        if is_total(rows.row(row)):
            self._findings.set_aside("line.total", line=line, value=" ".join(" ".join(rows.row(row)).split()))
        elif not case:
            self._findings.reject("case.missing", line=line, column=self._settled.case or "")
        else:
            return False
        return True
