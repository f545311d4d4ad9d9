from datetime import date
from zoneinfo import ZoneInfo

from retour.kpi.calendar import calendar_days
from retour.register.workspace import WorkCalendar

HOUR = 3600 * 1_000_000
PARIS = ZoneInfo("Europe/Paris")


def test_a_day_is_23_hours_when_the_clocks_go_forward_and_25_when_they_go_back():
    spring = calendar_days(date(2026, 3, 29), date(2026, 3, 30), PARIS, WorkCalendar(), frozenset())
    autumn = calendar_days(date(2026, 10, 25), date(2026, 10, 26), PARIS, WorkCalendar(), frozenset())
    assert [(d.end - d.start) // HOUR for d in (*spring, *autumn)] == [23, 25]


def test_weekends_and_holidays_are_not_worked():
    bastille = date(2026, 7, 14)
    days = calendar_days(date(2026, 7, 10), date(2026, 7, 16), PARIS, WorkCalendar(), {bastille})
    assert [d.working for d in days] == [True, False, False, True, False, True]
    assert [d.worked for d in days] == [0, 1, 1, 1, 2, 2]


def test_a_shop_that_works_on_saturday_says_so():
    calendar = WorkCalendar(working_days=(1, 2, 3, 4, 5))
    days = calendar_days(date(2026, 7, 11), date(2026, 7, 14), PARIS, calendar, frozenset())
    assert [d.working for d in days] == [True, False, False]
