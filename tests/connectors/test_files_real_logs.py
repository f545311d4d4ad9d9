"""Real logs, against counts computed by others."""

from pathlib import Path
from statistics import median

import pytest

from retour.connectors.files import read_events
from retour.events.columns import EventColumns
from retour.quantity import Text
from retour.register.process import EventFile, Process

LOGS = Path(__file__).parents[2].parent / "shared" / "data" / "logs"
pytestmark = pytest.mark.skipif(not LOGS.exists(), reason="../shared/data/logs is not there")

COUNTS = {  # events (completions), cases, activities, mean case duration in days (data/logs/README.md)
    "pm4py_bpic2012.xes.gz": (164_506, 13_087, 23, None),
    "pm4py_helpdesk.xes.gz": (21_348, 4_580, 14, 40.8584),
    "pm4py_receipt.csv": (8_577, 1_434, 27, 5.4081),
    "pm4py_running-example.csv": (42, 6, 8, None),
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_real_log_gives_the_published_counts(name: str) -> None:
    span: dict[str, tuple[int, int]] = {}
    first: dict[tuple[str, str], int] = {}
    activities: set[str] = set()

    def sink(chunk: EventColumns) -> None:
        activities.update(chunk.activity)
        for case, at in zip(chunk.case, chunk.at.tolist(), strict=True):
            low, high = span.get(case, (at, at))
            span[case] = min(low, at), max(high, at)
        for key, at in zip(zip(chunk.case, chunk.activity, strict=True), chunk.at.tolist(), strict=True):
            first.setdefault(key, at)

    process = Process(key="log", name=Text.same("log"), case=Text.same("case"))
    report, _ = read_events(
        LOGS / name, process, EventFile(path=name), name=name, timezone="UTC", key=b"k", sink=sink
    )
    events, cases, kinds, mean = COUNTS[name]
    assert (report.events, len(span), len(activities), report.rejected) == (events, cases, kinds, 0)
    if mean is not None:
        found = sum(high - low for low, high in span.values()) / len(span) / 86_400e6
        assert found == pytest.approx(mean, abs=5e-5)
    if "bpic" in name:
        accepted = [at - first[case, "A_SUBMITTED"] for (case, a), at in first.items() if a == "A_ACCEPTED"]
        assert len(accepted) == 5_113
        assert median(accepted) / 3_600e6 == pytest.approx(5.6866, abs=5e-5)
