"""How long the first ten minutes take to compute: two exports of a hundred thousand rows each, and together.

    python benches/first_look.py [--rows N] [--json OUT]

CPU seconds (user and system), one BLAS thread, files made with one seed: a form and a CRM's deals; nine in
ten are recognised by e-mail, one in twenty by a name with a slip, one in twenty is missing. Then the same
without any address: names alone, which are not compared when there are too many, and that is said. Each
shape is measured with N rows a file and with N rows in both. What is loaded once (a worker loads it when it
starts) is measured first, on a few rows, and told apart.
"""

import os

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")

import argparse
import csv
import json
import platform
import random
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from retour import __version__
from retour.workspace.first_look import (
    Asked,
    Compared,
    compare,
    effect_of,
    look_at,
    on_date,
    page,
    propose_dates,
    report,
)

SEED, ROWS, FEW, LIMIT = 20261125, 100_000, 60, 10.0
BEGIN = datetime.fromisoformat("2024-12-02")
GO_LIVE, TODAY = date(2026, 1, 12), date(2026, 11, 25)
VOWELS, CONSONANTS = "aeiou", "bcdfglmnprstv"
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    rows = [row("start", "a few rows, CPU seconds", start(), "s")]
    for addressed in (True, False):
        rows += measured(asked.rows, addressed=addressed)
        rows += measured(asked.rows // 2, addressed=addressed)
    for one in rows:
        limit = f"  (at most {one['target']:g})" if one["target"] else ""
        print(f"{one['subject']:<32} {one['name']:<34} {one['value']:>10,.2f} {one['unit']}{limit}")
    if asked.json:
        versions = {"retour": __version__, "python": platform.python_version()}
        told = {"schema": "retour-bench/1", "bench": "first-look", "versions": versions, "rows": rows}
        asked.json.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def start() -> float:
    """What is loaded once: all steps on a few rows."""
    steps = [one for one in measured(FEW, addressed=True) if one["unit"] == "s" and one["target"] is None]
    return sum(float(str(one["value"])) for one in steps)


def measured(count: int, *, addressed: bool) -> list[dict[str, object]]:
    """Every step once, its seconds and what it found."""
    subject = f"{'addresses and names' if addressed else 'names alone'}, 2 × {count:,}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, count, addressed=addressed)
        (came_in, done), looked = timed(lambda: tuple(look_at(folder / f) for f in ("form.csv", "deals.csv")))
        first, compared = timed(lambda: compare(came_in, done, folder / "ws", Asked(today=TODAY)))
        _, proposed = timed(lambda: propose_dates(first))
        answered, effect = timed(lambda: effect_of(on_date(first, GO_LIVE)))
        _, told = timed(lambda: (report(answered, "fr"), page(answered, "fr")))
        steps = {"look": looked, "compare": compared, "dates": proposed, "effect": effect, "tell": told}
        rows = [row(subject, f"{step}, CPU seconds", value, "s") for step, value in steps.items()]
        rows.append(row(subject, "look and compare, CPU seconds", looked + compared, "s", LIMIT))
        return rows + found_rows(subject, first)


def found_rows(subject: str, compared: Compared) -> list[dict[str, object]]:
    """How many cases each step recognised, and why one was not tried."""
    matching = compared.matching
    if matching is None:
        return []
    rows = [row(subject, f"recognised by {s}", n, "cases") for s, n in matching.by_step.items()]
    skipped = [row(subject, f"{s} not tried: {why}", 1, "") for s, why in matching.not_tried.items()]
    lost = compared.reconciliation.lost_total if compared.reconciliation else 0
    return [*rows, *skipped, row(subject, "lost", lost, "cases")]


def row(subject: str, name: str, value: float, unit: str, target: float | None = None) -> dict[str, object]:
    ok = None if target is None else value <= target
    return {"subject": subject, "name": name, "value": value, "unit": unit, "target": target, "ok": ok}


def timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def word(chance: random.Random) -> str:
    length = chance.randrange(2, 5)
    return "".join(chance.choice(CONSONANTS) + chance.choice(VOWELS) for _ in range(length)).capitalize()


def write(folder: Path, count: int, *, addressed: bool) -> None:
    """A form of `count` answers and the deals made of 95 % of them."""
    chance = random.Random(SEED)  # noqa: S311  invented data
    at = BEGIN
    step = 640 * 86_400 / count
    with (
        (folder / "form.csv").open("w", newline="") as left,
        (folder / "deals.csv").open("w", newline="") as right,
    ):
        form, deals = csv.writer(left), csv.writer(right)
        form.writerow(["Horodateur", "Nom et prénom", "Adresse e-mail", "Téléphone", "Vous êtes"])
        deals.writerow(
            [
                "Deal - ID",
                "Deal - Contact person",
                "Deal - E-mail",
                "Deal - Deal created",
                "Deal - Won time",
                "Deal - Value",
            ]
        )
        for number in range(count):
            at += timedelta(seconds=chance.uniform(0, 2 * step))
            name = f"{word(chance)} {word(chance)}"
            email = f"{name.replace(' ', '.').lower()}{number}@example.org" if addressed else ""
            phone = f"06{number:08d}" if addressed else ""
            form.writerow([f"{at:%d/%m/%Y %H:%M:%S}", name, email, phone, chance.choice(("B2B", "B2C"))])
            kind = chance.random()
            if kind < 0.05:
                continue
            if kind < 0.1:
                email, name = "", name[:-2] + name[-1]
            created = at + timedelta(seconds=chance.lognormvariate(9 if at.date() < GO_LIVE else 5, 0.8))
            won = created + timedelta(days=chance.uniform(2, 40)) if chance.random() < 0.2 else None
            closed = f"{won:%Y-%m-%d %H:%M:%S}" if won else ""
            sent = email.upper() if number % 2 else email
            deals.writerow(
                [
                    7000 + number,
                    name,
                    sent,
                    f"{created:%Y-%m-%d %H:%M:%S}",
                    closed,
                    chance.randrange(90, 9000),
                ]
            )


if __name__ == "__main__":
    main()
