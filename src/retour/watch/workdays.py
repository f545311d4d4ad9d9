"""Working days of an organisation: its week and its public holidays."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from retour.kpi.cells import EPOCH, Ints
from retour.register.workspace import WorkCalendar


@dataclass(frozen=True, slots=True)
class WorkDays:
    """Counts working days between day numbers (days since 1970-01-01)."""

    calendar: WorkCalendar = WorkCalendar()
    holidays: frozenset[date] = frozenset()

    def between(self, begin: Ints, end: Ints) -> Ints:
        """Working days in each [begin, end). Arrays of day numbers, same shape; (n,) -> (n,)."""
        mask = [day in self.calendar.working_days for day in range(7)]
        if not any(mask):
            return np.array(np.maximum(end - begin, 0), dtype=np.int64)
        epoch = np.datetime64(EPOCH)
        off = np.array(sorted(self.holidays), dtype="datetime64[D]")
        worked = np.busday_count(epoch + begin, epoch + end, weekmask=mask, holidays=off)
        return np.array(worked, dtype=np.int64)

    def count(self, begin: int, end: int) -> int:
        """Working days in [begin, end), day numbers."""
        return int(self.between(np.array([begin]), np.array([end]))[0])
