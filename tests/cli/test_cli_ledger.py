"""The ledger from a terminal: months closed once, restated on request, verified by anybody (trap T20)."""

import json

import pytest
from click.testing import CliRunner

from retour.cli.main import main
from retour.review import log
from traps.folders import plain, write

RUNS = "id,automation,started,status,items\n" + "".join(
    f"r{n},reminders,2026-{month:02d}-{day:02d} 08:00,success,10\n"
    for n, (month, day) in enumerate((m, d) for m in range(4, 9) for d in (3, 28))
)
DATED = (
    "[{low: 6, mode: 6, high: 6, unit: min/item},"
    " {low: 3, mode: 3, high: 3, unit: min/item, from: 2026-06-01}]"
)


def automation(before="6 min/item", more=""):
    """Ten items twice a month, `before` minutes each at 60 an hour, all of it avoided overtime."""
    return (
        "name: Reminders\nrollout: {kind: date, at: 2026-04-01}\n"
        f"worth:\n  - time: {{role: clerk, before: {before}, after: 0 min/item, realisation: redeployed}}\n"
        f"costs:\n  upkeep: {{money: 10}}\n{more}"
    )


def firm(folder, before="6 min/item", more=""):
    write(folder, {"automations/reminders.yaml": automation(before, more), "runs/reminders.csv": RUNS})
    return folder


def retour(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments), "--lang", "en"])


def close(folder, day):
    return retour("ledger", "close", folder, "--today", day)


def shown(folder, *more):
    return json.loads(retour("ledger", "show", folder, "--json", *more).stdout)


def figures(folder, month, line="time_capacity"):
    found = next(m for m in shown(folder)["months"] if m["month"] == month)
    return next(each["figures"] for each in found["lines"] if each["line"] == line)


def test_each_month_that_is_over_is_closed_once(tmp_path):
    folder = firm(tmp_path)
    first = close(folder, "2026-06-10")
    assert first.exit_code == 0
    assert "for 2 months" in plain(first.stdout)
    before = (folder / "ledger.jsonl").read_bytes()
    again = close(folder, "2026-06-20")
    assert again.stdout.startswith("Nothing to close")
    assert (folder / "ledger.jsonl").read_bytes() == before
    assert [m["month"] for m in shown(folder)["months"]] == ["2026-05", "2026-04"]


def test_a_month_is_worth_its_own_items_to_the_cent(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-06-10")
    # 20 items x 6 min / 60 x 60 an hour = 120, of which (0.4 + 4 x 0.6 + 0.9) / 6 is redeployed.
    (told,) = figures(folder, "2026-04")
    assert told["amount"] == round(12_000 * 3.7 / 6)
    assert figures(folder, "2026-04", "upkeep")[0]["amount"] == -1000


def test_t20_minutes_corrected_in_june_leave_may_as_it_was_until_somebody_asks(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-06-10")
    firm(folder, DATED)
    # A rule valid from June changes nothing about May: closing June tells nothing.
    june = close(folder, "2026-07-05")
    assert "otherwise today" not in june.stdout
    assert figures(folder, "2026-05")[0]["amount"] == 7400
    assert figures(folder, "2026-06")[0]["amount"] == 3700
    asked = retour(
        *("ledger", "restate", folder, "--latest", "--today", "2026-07-06", "--because", "timed again")
    )
    assert asked.stdout.startswith("2\u00a0entries added")
    was, now = figures(folder, "2026-05")
    assert (was["amount"], was["recorded"]) == (7400, "2026-06-10")
    assert (now["amount"], now["recorded"], now["because"]) == (3700, "2026-07-06", "timed again")
    assert now["restates"] == was["n"]
    text = plain(retour("ledger", "show", folder, "--month", "2026-05").stdout)
    assert "as recorded on 10 June 2026: €74.00" in text
    assert "restated on 6 July 2026: €37.00 (timed again)" in text
    assert retour("verify", folder / "ledger.jsonl", "--draws").exit_code == 0


def test_minutes_corrected_in_place_are_told_and_change_nothing_by_themselves(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-06-10")
    before = (folder / "ledger.jsonl").read_bytes()
    firm(folder, "3 min/item")
    told = plain(close(folder, "2026-06-20").stdout)
    assert "May 2026 · Reminders, Time freed, available: recorded €74.00, would be €37.00 today" in told
    assert (folder / "ledger.jsonl").read_bytes() == before


def test_what_was_known_on_a_day_is_read_again(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-05-10")
    firm(folder, "3 min/item")
    retour("ledger", "restate", folder, "--today", "2026-06-10", "--because", "timed again")

    def april(*more):
        months = shown(folder, *more)["months"]
        return [m["totals"]["capacity"]["amount"] for m in months if m["month"] == "2026-04"]

    assert april("--as-known-on", "2026-05-09") == []
    assert april("--as-known-on", "2026-06-09") == [7400]
    assert april() == [3700]


def test_a_month_that_the_data_do_not_cover_is_unknown_and_completed_later(tmp_path):
    folder = firm(tmp_path)
    short = "\n".join(line for line in RUNS.splitlines() if "2026-05-28" not in line and "-06-" not in line)
    only_april = "\n".join(line for line in short.splitlines() if "-07-" not in line and "-08-" not in line)
    (folder / "runs/reminders.csv").write_text(only_april + "\n", encoding="utf-8")
    close(folder, "2026-06-10")
    (waiting,) = figures(folder, "2026-05")
    assert (waiting["amount"], waiting["unknown"]) == (None, "month_not_observed")
    assert shown(folder)["months"][0]["totals"]["capacity"] == {
        "amount": None,
        "low": None,
        "high": None,
        "grade": "E",
        "unknown": 1,
    }
    firm(folder)
    assert close(folder, "2026-06-20").exit_code == 0
    assert [f["amount"] for f in figures(folder, "2026-05")] == [None, 7400]


def test_a_cost_said_after_the_month_was_closed_is_told_and_added_on_request(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-05-10")
    firm(folder, more="  supervision: {money: 5}\n")
    told = plain(close(folder, "2026-05-11").stdout)
    assert "April 2026 · Reminders, Supervision: recorded as unknown, would be −€5.00 today" in told
    retour("ledger", "restate", folder, "--today", "2026-05-12", "--because", "asked the team")
    assert [f["amount"] for f in figures(folder, "2026-04", "supervision")] == [None, -500]


def test_a_line_declared_after_the_month_was_closed_is_told_and_added_on_request(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-05-10")
    path = folder / "automations/reminders.yaml"
    second = "  - time: {role: cheap, before: 60 min/item, after: 0 min/item, realisation: avoided}\ncosts:"
    path.write_text(path.read_text(encoding="utf-8").replace("costs:", second), encoding="utf-8")
    assert "not declared when the month was closed" in close(folder, "2026-05-11").stdout
    retour("ledger", "restate", folder, "--today", "2026-05-12", "--because", "a second team")
    (added,) = figures(folder, "2026-04", "time_cash")
    # 20 items x 60 min / 60 x 1 an hour x (0.7 + 4 x 0.9 + 1) / 6
    assert (added["amount"], added["restates"]) == (round(2000 * 5.3 / 6), None)
    assert retour("verify", folder / "ledger.jsonl").exit_code == 0


def test_totals_of_a_month_are_the_sum_of_its_lines_and_natures_are_never_added(tmp_path):
    folder = firm(tmp_path, more="  supervision: {money: 5}\n")
    close(folder, "2026-08-10")
    for month in shown(folder)["months"]:
        for nature, total in month["totals"].items():
            own = [each["figures"][-1]["amount"] for each in month["lines"] if each["nature"] == nature]
            assert total["amount"] == sum(value for value in own if value is not None)
            assert total["unknown"] == own.count(None)
        assert set(month["totals"]) == {"capacity", "cost"}


def test_nothing_is_restated_without_a_reason(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-05-10")
    told = retour("ledger", "restate", folder, "--today", "2026-05-11")
    assert (told.exit_code, told.stderr) == (2, 'Say why: --because "…"\n')


def test_nothing_is_added_to_a_ledger_that_was_altered(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-05-10")
    path = folder / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"amount":7400', b'"amount":7401'))
    before = path.read_bytes()
    told = close(folder, "2026-06-10")
    assert told.exit_code == 3
    assert "ledger.jsonl, line 1: Entry n° 1 2026-04 reminders time_capacity is no longer" in plain(
        told.stderr
    )
    assert path.read_bytes() == before
    assert retour("ledger", "show", folder).exit_code == 3
    checked = retour("check", folder)
    assert checked.exit_code == 3
    assert "ledger.jsonl, line 1" in plain(checked.stderr)


def test_nothing_is_recorded_on_a_day_before_the_last_entry(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-07-10")
    told = close(folder, "2026-06-10")
    assert told.exit_code == 3
    assert "nothing is added on 10 June 2026" in plain(told.stderr)


@pytest.mark.parametrize("month", ["2026-13", "may", "2026-5", "2026-05-01"])
def test_a_month_that_is_none_is_a_usage_error(tmp_path, month):
    assert retour("ledger", "close", firm(tmp_path), "--month", month).exit_code == 2


def test_one_month_alone_is_closed(tmp_path):
    folder = firm(tmp_path)
    retour("ledger", "close", folder, "--today", "2026-07-10", "--month", "2026-05")
    assert [m["month"] for m in shown(folder)["months"]] == ["2026-05"]


def test_an_empty_ledger_says_how_to_begin(tmp_path):
    told = retour("ledger", "show", firm(tmp_path))
    assert told.exit_code == 0
    assert told.stdout.startswith("No month is closed yet.")
    assert retour("ledger", "export", tmp_path, "--to", tmp_path / "out.jsonl").exit_code == 3


def test_an_exported_file_is_verified_without_its_workspace(tmp_path):
    folder, alone = firm(tmp_path / "firm"), tmp_path / "alone.jsonl"
    close(folder, "2026-07-10")
    exported = retour("ledger", "export", folder, "--to", alone)
    seal = exported.stdout.strip().rpartition(" ")[2]
    told = retour("verify", alone, "--seal", seal[:12])
    assert told.exit_code == 0
    assert told.stdout.startswith("Sound: 15\u00a0entries")
    assert seal in told.stdout


def test_an_altered_file_is_told_by_its_line_in_words_and_in_json(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-07-10")
    path = folder / "ledger.jsonl"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:4], *lines[5:]]))
    told = retour("verify", path)
    assert told.exit_code == 3
    assert "line 5: Entry n° 6 does not follow the one before" in plain(told.stderr)
    found = json.loads(retour("verify", path, "--json").stdout)
    assert (found["sound"], found["problems"][0]["line"]) == (False, 5)
    assert found["problems"][0]["details"] == {"expected": 5, "found": 6}


def test_a_seal_that_was_quoted_elsewhere_tells_a_file_that_was_cut_at_its_end(tmp_path):
    folder = firm(tmp_path)
    close(folder, "2026-07-10")
    path = folder / "ledger.jsonl"
    seal = shown(folder)["seal"][:12]
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert retour("verify", path).exit_code == 0
    told = retour("verify", path, "--seal", seal)
    assert told.exit_code == 3
    assert "this is not the file that it was quoted from" in told.stderr


def test_the_decision_log_is_verified_by_the_same_word(tmp_path):
    folder = firm(tmp_path)
    signed = retour(
        *("review", "reminders", "--in", folder, "--by", "Ana", "--take", "measure_more"),
        *("--reason", "no data yet", "--today", "2026-07-10"),
    )
    assert signed.exit_code == 0, signed.output
    path = folder / log.FILE
    assert retour("verify", path).stdout.startswith("Sound: 1\u00a0decision")
    path.write_bytes(path.read_bytes().replace(b"Ana", b"Eve"))
    assert retour("verify", path).exit_code == 3
