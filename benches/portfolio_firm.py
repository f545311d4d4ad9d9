"""A large invented firm: 400 automations over twelve processes, two million events, always the same.

python benches/portfolio_firm.py FOLDER [--automations N] [--events N]
"""

import argparse
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

TODAY = date(2026, 11, 23)
FIRST = np.datetime64("2024-11-18T00:00:00", "us")
DAYS = 735
PROCESSES = (
    ("lead", "Demandes entrantes", "Incoming leads"),
    ("quote", "Devis", "Quotes"),
    ("order", "Commandes", "Orders"),
    ("delivery", "Livraisons", "Deliveries"),
    ("invoice", "Factures", "Invoices"),
    ("claim", "Réclamations", "Claims"),
    ("ticket", "Tickets d’assistance", "Support tickets"),
    ("hire", "Recrutements", "Hirings"),
    ("leave", "Demandes de congé", "Leave requests"),
    ("expense", "Notes de frais", "Expense notes"),
    ("contract", "Contrats", "Contracts"),
    ("supplier", "Fournisseurs", "Suppliers"),
)
STEPS = ("received", "sorted", "checked", "completed", "answered", "approved", "sent", "signed", "archived")
ACTORS = ("customer", "human", "human", "robot", "human", "human", "robot", "customer", "robot")
TOOLS = {"make": 180, "n8n": 0, "zapier": 240, "power-automate": 900, "gmail": 0, "slack": 420, "notion": 95}
OWNERS = ("sales", "finance", "support", "people", "purchasing", "logistics", "legal", "marketing")
OBJECTIVES = ("sell", "answer", "pay", "hire", "comply")
KINDS, UNITS = ("B2B", "B2C", "public"), tuple(f"site-{n}" for n in range(1, 9))
REACH, LIFT, WAIT_DAYS = 0.94, 0.04, 0.9


@dataclass(frozen=True)
class Job:
    """One automation of the firm: it acts between two steps of a process, from a day on."""

    number: int

    @property
    def key(self) -> str:
        """Its key in the register."""
        return f"a{self.number:03d}-{self.process}-{STEPS[self.step + 1]}"

    @property
    def process(self) -> str:
        """The process that it acts on."""
        return PROCESSES[self.number % len(PROCESSES)][0]

    @property
    def step(self) -> int:
        """The step that it starts from."""
        return self.number // len(PROCESSES) % (len(STEPS) - 1)

    @property
    def measure(self) -> int:
        """0: a share, 1: a delay, 2: a number of tasks."""
        return self.number // (len(PROCESSES) * (len(STEPS) - 1)) % 3

    @property
    def go_live(self) -> date:
        """The day that it was switched on."""
        return date(2025, 9, 1) + timedelta(days=(self.number * 37) % 380)

    @property
    def planned(self) -> bool:
        """True when it is not switched on yet."""
        return self.number % 16 == 5

    @property
    def status(self) -> str:
        """Its life, as the register says it."""
        return "planned" if self.planned else {7: "paused", 23: "retired"}.get(self.number % 40, "live")

    @property
    def works(self) -> bool:
        """True when it changes something."""
        return self.number % 3 == 0 and not self.planned


def declared(job: Job) -> dict[str, object]:
    """An automation as its file says it."""
    here, there = STEPS[job.step], STEPS[job.step + 1]
    said: dict[str, object] = {
        "automation": job.key,
        "name": {
            "fr": f"{there.capitalize()} n° {job.number}",
            "en": f"{there.capitalize()} no. {job.number}",
        },
        "objective": OBJECTIVES[job.number % len(OBJECTIVES)],
        "process": job.process,
        "tools": [list(TOOLS)[job.number % 4], list(TOOLS)[4 + job.number % 3]],
        "owner": OWNERS[job.number % len(OWNERS)],
        "follow_up": ("weekly", "monthly", "quarterly")[job.number % 3],
        "status": job.status,
        "kpis": {"main": {"main": True, **measure(job.measure, here, there)}},
        "costs": {
            "upkeep": {"hours": {"low": 0.2, "mode": 0.5, "high": 1.5, "unit": "h/month"}, "role": "builder"}
        },
    }
    if not job.planned:
        said["rollout"] = rollout(job)
    if job.number % 4 == 1:
        said["segments"] = ["kind"]
    if job.number % 5 == 2:
        said["watch"] = {"reconcile": [{"of": here, "needs": there, "within": "21d"}]}
    if job.number % 6 != 4:
        said["worth"] = worth(job)
    return said


def measure(kind: int, here: str, there: str) -> dict[str, object]:
    return (
        {"rate": {"of": here, "reaching": there, "by": "5d"}, "better": "higher"},
        {"duration": {"from": here, "to": there, "horizon": "10d"}, "better": "lower"},
        {"count": {"of": here, "by": "15d", "actor_kind": "human"}, "better": "lower"},
    )[kind]


def rollout(job: Job) -> dict[str, object]:
    at = job.go_live.isoformat()
    match job.number % 12:
        case 3:
            return {"kind": "random", "at": at, "assigned": "arm", "treated_share": "50%"}
        case 7:
            days = (job.go_live + timedelta(days=14 * n) for n in range(4))
            return {
                "kind": "staggered",
                "unit": "site",
                "units": {u: d.isoformat() for u, d in zip(UNITS, days, strict=False)},
            }
        case _:
            return {"kind": "date", "at": at}


def worth(job: Job) -> list[dict[str, object]]:
    if job.measure == 0 and job.number % 2:
        share, amount = {"low": "20%", "mode": "30%", "high": "40%"}, {"low": 20, "mode": 35, "high": 60}
        return [{"margin": {"kpi": "main", "amount": amount, "margin_rate": share}}]
    before = {"low": 1, "mode": 2, "high": 4, "unit": "min/case", "source": "declared"}
    after = {"low": 0, "mode": 0.5, "high": 1}
    return [{"time": {"role": "clerk", "before": before, "after": after, "realisation": "redeployed"}}]


def write_register(folder: Path, jobs: list[Job]) -> None:
    """`retour.yaml`, the processes, the automations: JSON is YAML."""
    for name in ("processes", "automations", "events"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    roles = {"clerk": {"hourly_cost": {"low": 26, "mode": 31, "high": 40}}, "builder": {"hourly_cost": 55}}
    firm = {
        "format": 1,
        "name": "Banc & Cie",
        "locale": "fr",
        "timezone": "UTC",
        "calendar": {"country": "FR"},
        "objectives": {key: key.capitalize() for key in OBJECTIVES},
        "roles": roles,
        "tools": {key: {"name": key.capitalize(), "per_month": price} for key, price in TOOLS.items()},
    }
    write(folder / "retour.yaml", firm)
    for number, (key, fr, en) in enumerate(PROCESSES):
        write(
            folder / "processes" / f"{key}.yaml", process(key, {"fr": fr, "en": en}, parquet=number % 2 == 1)
        )
    for job in jobs:
        write(folder / "automations" / f"{job.key}.yaml", declared(job))


def process(key: str, name: dict[str, str], *, parquet: bool) -> dict[str, object]:
    activities = {
        step: {"name": step.capitalize(), "actor_kind": actor, **({"minutes": 4} if actor == "human" else {})}
        for step, actor in zip(STEPS, ACTORS, strict=True)
    }
    attributes = {name: name for name in ("kind", "site", "arm")}
    file = {"path": f"events/{key}.{'parquet' if parquet else 'csv'}", "shape": "long", "time": "time"}
    file |= {"case": "case", "activity": "activity", "attributes": attributes}
    return {
        "process": key,
        "name": name,
        "case": name,
        "attributes": list(attributes),
        "activities": activities,
        "files": [file],
    }


def write(path: Path, said: object) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def events_of(key: str, jobs: list[Job], cases: int, rng: np.random.Generator) -> pa.Table:
    """The events of a process: every case goes from step to step until it stops; what works helps."""
    begun = np.sort(rng.integers(0, DAYS * 86_400, cases))
    day = begun // 86_400
    alive, at = np.ones(cases, dtype=bool), begun.astype(np.float64)
    arm = rng.integers(0, 2, cases)
    steps, times, who = [], [], []
    for step in range(len(STEPS)):
        steps.append(np.full(alive.sum(), step))
        times.append(at[alive])
        who.append(np.flatnonzero(alive))
        helping = [j for j in jobs if j.process == key and j.step == step and j.works]
        helped = sum((day >= (j.go_live - date(2024, 11, 18)).days).astype(float) for j in helping[:1])
        alive &= rng.random(cases) < REACH + LIFT * helped
        at += rng.exponential(WAIT_DAYS * 86_400, cases) * (1 - 0.25 * helped)
    step, time, case = (np.concatenate(part) for part in (steps, times, who))
    order = np.argsort(time, kind="stable")
    order = order[time[order] < DAYS * 86_400]
    step, time, case = step[order], time[order], case[order]
    columns = {
        "time": pa.array(FIRST + (time * 1e6).astype("m8[us]")),
        "case": pa.array([f"{key[0].upper()}{n:06d}" for n in case]),
        "activity": pa.array(np.array(STEPS)[step]),
        "kind": pa.array(np.array(KINDS)[case % 3]),
        "site": pa.array(np.array(UNITS)[case * 7 // 3 % len(UNITS)]),
        "arm": pa.array(np.array(["control", "treated"])[arm[case]]),
    }
    return pa.table(columns)


def write_firm(folder: Path, automations: int = 400, events: int = 2_000_000) -> int:
    """The whole workspace; the number of events written."""
    import pyarrow.csv as pacsv  # noqa: PLC0415

    jobs = [Job(n) for n in range(automations)]
    write_register(folder, jobs)
    rng, written = np.random.default_rng(20261125), 0
    cases = round(events / len(PROCESSES) / 7.2)
    for number, (key, *_) in enumerate(PROCESSES):
        table = events_of(key, jobs, cases, rng)
        written += table.num_rows
        path = folder / "events" / f"{key}.{'parquet' if number % 2 else 'csv'}"
        pq.write_table(table, path) if number % 2 else pacsv.write_csv(table, path)
    return written


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--automations", type=int, default=400)
    parser.add_argument("--events", type=int, default=2_000_000)
    options = parser.parse_args()
    print(write_firm(options.folder, options.automations, options.events), "events")
