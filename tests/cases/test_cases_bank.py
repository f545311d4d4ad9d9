"""A real log: a bank's offers, followed up by a call or not; the naive gap beside the landmark comparison."""

import gzip
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree

import retour
from retour.effect.result import Design
from retour.quantity import Comparator, Grade

ROOT = Path(__file__).parents[2]
LOG = ROOT.parent / "shared" / "data" / "logs" / "pm4py_bpic2012.xes.gz"
DAY = 86_400.0
pytestmark = pytest.mark.skipif(not LOG.exists(), reason="the bank's log is in ../shared, which is not here")


@pytest.fixture(scope="module")
def effects(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("bank") / "bank"
    shutil.copytree(ROOT / "examples" / "bank", folder, ignore=shutil.ignore_patterns(".retour"))
    (folder / "events").mkdir(exist_ok=True)
    shutil.copy(LOG, folder / "events" / "bpic2012.xes.gz")
    audit = retour.open(folder).audit(today=date(2012, 3, 15))
    return {e.indicator: e for e in audit.sheet("offer-follow-up").effects}


@pytest.fixture(scope="module")
def offers() -> list[tuple[float, float | None, bool]]:
    """Read the log again without Retour: days observed, days to sending back, followed up in days 7-14."""
    cases = []
    with gzip.open(LOG) as stream:
        for _, trace in etree.iterparse(stream, tag="{*}trace"):
            cases.append([_event(e) for e in trace.iterchildren("{*}event")])
            trace.clear()
    end = max(at for case in cases for _, _, at in case)
    return [offer for case in cases if (offer := _offer(case, end)) is not None]


def _event(node: etree._Element) -> tuple[str, str, float]:
    told = {child.get("key"): child.get("value") for child in node}
    at = datetime.fromisoformat(told["time:timestamp"]).timestamp()
    return told["concept:name"], told["lifecycle:transition"], at


def _offer(case: list[tuple[str, str, float]], end: float) -> tuple[float, float | None, bool] | None:
    done = [(name, at) for name, transition, at in case if transition == "COMPLETE"]
    sent = min((at for name, at in done if name == "O_SENT"), default=None)
    if sent is None:
        return None
    back = min((at - sent for name, at in done if name == "O_SENT_BACK" and at >= sent), default=None)
    called = any(name == "W_Nabellen offertes" and 7 * DAY <= at - sent < 14 * DAY for name, at in done)
    return (end - sent) / DAY, None if back is None else back / DAY, called


def rates(offers, *, seen: float, open_at: float, by: float) -> tuple[float, int, float, int]:
    """Share sent back by day `by` and how many, with then without a call, among those open at `open_at`."""
    kept = [
        (back, called) for days, back, called in offers if days >= seen and (back is None or back > open_at)
    ]
    arms = [[back for back, called in kept if called is wanted] for wanted in (True, False)]
    good = [sum(b is not None and b <= by for b in arm) for arm in arms]
    return good[0] / len(arms[0]), len(arms[0]), good[1] / len(arms[1]), len(arms[1])


def test_the_naive_gap_of_the_readme_comes_from_offers_open_at_day_7_and_seen_for_44_days(offers) -> None:
    with_call, n1, without, n0 = rates(offers, seen=44, open_at=7, by=37)
    assert (n1, n0) == (2760, 233)
    assert (round(with_call, 3), round(without, 3)) == (0.579, 0.232)
    assert with_call - without == pytest.approx(0.347, abs=2e-3)


def test_the_landmark_figures_of_the_readme_come_from_offers_open_at_day_14(offers) -> None:
    with_call, n1, without, n0 = rates(offers, seen=44, open_at=14, by=44)
    assert (n1, n0) == (1710, 233)
    assert (round(with_call, 3), round(without, 3)) == (0.333, 0.249)
    assert rates(offers, seen=44, open_at=14, by=37)[0] == pytest.approx(0.321, abs=1e-3)


def test_retour_gives_the_landmark_comparison_and_shows_the_naive_gap_beside_it(effects, offers) -> None:
    effect = effects["back_in_44_days"]
    with_call, n1, without, n0 = rates(offers, seen=44, open_at=14, by=44)
    naive_with, _, naive_without, _ = rates(offers, seen=44, open_at=7, by=44)
    assert effect.design is Design.LANDMARK
    assert (effect.n, effect.n_before) == (n1, n0)
    assert effect.estimate.value == pytest.approx(with_call - without, abs=1e-9)
    assert effect.naive == pytest.approx(naive_with - naive_without, abs=1e-9)
    assert 0.082 <= effect.estimate.value <= 0.084
    assert effect.naive > 4 * effect.estimate.value


def test_by_day_37_the_difference_is_about_nine_points(effects) -> None:
    assert effects["back_in_37_days"].estimate.value == pytest.approx(0.089, abs=1e-3)


def test_nobody_drew_lots_so_the_figure_stays_unadjusted_whatever_its_size(effects) -> None:
    effect = effects["back_in_44_days"]
    assert effect.grade is Grade.D
    assert effect.comparator is Comparator.UNTREATED


def test_no_offer_without_a_call_came_back_between_days_7_and_14(offers) -> None:
    # The call is closed when the papers arrive: the activity records the answer as much as it causes it.
    assert rates(offers, seen=44, open_at=7, by=44)[3] == rates(offers, seen=44, open_at=14, by=44)[3]


def test_the_page_says_what_the_log_says(offers) -> None:
    page = (ROOT / "docs/how-to/bank-log.md").read_text(encoding="utf-8")
    for seen, open_at, by in ((44, 7, 37), (44, 14, 44), (37, 14, 37)):
        with_call, n1, without, n0 = rates(offers, seen=seen, open_at=open_at, by=by)
        assert (
            f"{with_call:.1%} of {n1:,} | {without:.1%} of {n0:,} | **+{100 * (with_call - without):.1f}"
            in page
        )
