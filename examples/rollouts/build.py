"""Writes the exports of Réseau Mirabelle, a network of workshops that does not exist, and their truth.

Five automations, each switched on in another way: site by site, at one site only, for clients drawn whole,
on and off by weeks that were drawn, and for the cases that somebody chose. Every effect is known because it
was put there: `truth.json` says which, and what a careless comparison would find instead. One seed, numpy
only: the same bytes every time. The streams of chance were picked among 14 so that this network is a typical
one, with each plain estimate near its truth.

    python examples/rollouts/build.py [--out DIR] [--seed N]
"""

import argparse
import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

SEED = 20_261_124
FIRST, LAST = date(2025, 6, 2), date(2026, 11, 22)
Row = Sequence[str]
Table = tuple[str, list[str], list[Row]]  # path, header, rows
Truth = dict[str, dict[str, object]]

WAVES = {
    date(2026, 2, 2): ("Angers", "Brest", "Caen", "Dole"),
    date(2026, 4, 13): ("Epinal", "Foix", "Gap", "Laval"),
    date(2026, 6, 22): ("Metz", "Nevers", "Orange", "Pau"),
}
NEVER = ("Quimper", "Rodez", "Sens", "Tulle")
WORKSHOPS = ("Auxerre", "Beaune", "Chaumont", "Dijon", "Dole", "Langres", "Vesoul")
DIJON_LIVE = date(2026, 3, 2)
SHORTAGE = slice(42, 60)  # weeks of spring and summer 2026 when the supplier is short of parts everywhere
CLIENTS, NOTICE_LIVE = 220, date(2026, 5, 4)
SWITCHES = date(2026, 5, 11)  # then a Monday a week: in each fortnight one week on, the other off, drawn
ON = (1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0)


def moments(
    rng: np.random.Generator, per_week: float, first: date = FIRST, hours: tuple[int, int] = (8, 18)
) -> Iterator[datetime]:
    """Moments in office hours from Monday to Friday, in order."""
    for day in (first + timedelta(days=i) for i in range((LAST - first).days + 1)):
        if day.weekday() < 5:
            seconds = rng.integers(hours[0] * 3600, hours[1] * 3600, rng.poisson(per_week / 5))
            for second in sorted(int(s) for s in seconds):
                yield datetime.combine(day, datetime.min.time()) + timedelta(seconds=second)


def days(rng: np.random.Generator, low: float, high: float) -> timedelta:
    """A uniform span of `low` to `high` days, to the second."""
    return timedelta(seconds=int(86_400 * rng.uniform(low, high)))


def shown(moment: datetime | None) -> str:
    """A moment as an export of the last day shows it: empty when it has not come yet.

    What fell between two and three at night is an hour later: when clocks change, that hour is not told.
    """
    moment = moment + timedelta(hours=1) if moment and moment.hour == 2 else moment
    return moment.strftime("%Y-%m-%d %H:%M:%S") if moment and moment.date() <= LAST else ""


def bookings(rng: np.random.Generator) -> tuple[Table, Truth]:
    """A text message the day before: 12 sites in three waves, 4 never; the first ones were already better."""
    live = {site: day for day, sites in WAVES.items() for site in sites}
    sites = [*live, *NEVER]
    level = {site: 0.66 - 0.008 * i + 0.02 * rng.standard_normal() for i, site in enumerate(sites)}
    found: list[tuple[datetime, list[str]]] = []
    for site in sites:
        for booked in moments(rng, 3 + 1.5 * rng.random()):
            visit = booked + days(rng, 1, 13)
            reminded = site in live and visit.date() - timedelta(days=1) >= live[site]
            season = 0.06 * np.cos(2 * np.pi * (booked.timetuple().tm_yday - 15) / 365)  # winter is better
            comes = rng.random() < level[site] + season + 0.10 * reminded
            cancels = not comes and rng.random() < 0.2
            sent = shown(visit - timedelta(days=1)) if reminded else ""
            ends = [shown(visit if comes else None), shown(visit - days(rng, 0.1, 0.9) if cancels else None)]
            found.append((booked, [site, shown(booked), sent, *ends]))
    rows = [[f"R{n:05d}", *row] for n, (_, row) in enumerate(sorted(found, key=lambda pair: pair[0]), 1)]
    header = ["Réservation", "Site", "Réservé le", "Rappel le", "Venu le", "Annulé le"]
    return ("events/reservations.csv", header, rows), {
        "text-reminder/attended": {
            "unit": "points",
            "effect": 0.10,
            "beware": "sites of the first waves come better anyway; winter is better everywhere",
        }
    }


def repairs(rng: np.random.Generator) -> tuple[Table, Truth]:
    """Parts ordered at once at Dijon only; a supplier moves all seven workshops, for better or worse."""
    weeks = (LAST - FIRST).days // 7 + 1
    supply = np.zeros(weeks)
    for week in range(1, weeks):
        supply[week] = 0.85 * supply[week - 1] + 0.45 * rng.standard_normal()
    supply[SHORTAGE] += 1.5
    found: list[tuple[datetime, list[str]]] = []
    for i, site in enumerate(WORKSHOPS):
        bench, share = 3.2 + 0.2 * i, 0.7 + 0.1 * i
        for received in moments(rng, 5):
            wave = float(supply[(received.date() - FIRST).days // 7])
            parts = max(0.2, 2.5 + share * wave + 0.6 * rng.standard_normal())
            gain = 1.2 if site == "Dijon" and received.date() >= DIJON_LIVE else 0.0
            hands = max(0.3, bench * np.exp(0.25 * rng.standard_normal() - 0.03125) - gain)
            delivered = received + timedelta(days=parts)
            back = delivered + timedelta(days=float(hands))
            found.append((received, [site, shown(received), shown(delivered), shown(back)]))
    rows = [[f"A{n:05d}", *row] for n, (_, row) in enumerate(sorted(found, key=lambda pair: pair[0]), 1)]
    header = ["Repair", "Workshop", "Received at", "Parts in at", "Returned at"]
    return ("events/repairs.csv", header, rows), {
        "parts-order/repair_time": {
            "unit": "seconds",
            "effect": -1.2 * 86_400,
            "beware": "a shortage slows every workshop: before and after at Dijon alone hides the gain",
        },
        "parts-order/parts": {"unit": "seconds", "effect": 0.0},
    }


def invoices(rng: np.random.Generator) -> tuple[Table, Truth]:
    """A notice before an invoice is due, for half of the clients, drawn whole: each has its own habits."""
    habit = np.clip(0.55 + 0.18 * rng.standard_normal(CLIENTS), 0.05, 0.85)
    busy = rng.gamma(1.5, 1.0, CLIENTS)
    drawn = rng.permutation(CLIENTS) < CLIENTS // 2
    rows: list[Row] = []
    for n, sent in enumerate(moments(rng, 45, first=date(2025, 12, 1)), 1):
        client = int(rng.choice(CLIENTS, p=busy / busy.sum()))
        live = sent.date() >= NOTICE_LIVE
        in_time = rng.random() < habit[client] + 0.12 * (live and drawn[client])
        paid = sent + (days(rng, 5, 29.9) if in_time else days(rng, 31, 80))
        upset = sent + days(rng, 5, 29) if rng.random() < 0.02 else None
        arm = ("témoin", "préavis")[int(drawn[client])] if live else ""
        rows.append([f"F{n:05d}", f"C{client + 1:03d}", arm, shown(sent), shown(paid), shown(upset)])
    header = ["N° facture", "Code client", "Groupe", "Émise le", "Réglée le", "Réclamation le"]
    return ("events/factures.csv", header, rows), {
        "due-notice/paid_in_time": {
            "unit": "points",
            "effect": 0.12,
            "beware": "the invoices of one client are alike: counted one by one, they seem to say too much",
        },
        "due-notice/complaints": {"unit": "points", "effect": 0.0},
    }


def requests(rng: np.random.Generator) -> tuple[Table, Truth]:
    """Requests sorted by a robot, on and off by weeks that were drawn; each week has its own luck."""
    luck = 0.03 * rng.standard_normal(60)
    rows: list[Row] = []
    for n, asked in enumerate(moments(rng, 36, first=date(2026, 2, 2), hours=(8, 14)), 1):
        week = (asked.date() - SWITCHES).days // 7
        on = 0 <= week < len(ON) and bool(ON[week])
        quick = rng.random() < 0.52 + luck[week] + 0.12 * on
        answer = asked + (days(rng, 0.005, 0.16) if quick else days(rng, 0.18, 2.5))
        raised = asked + days(rng, 0.05, 0.9) if rng.random() < 0.07 else None
        sorted_at = shown(asked + timedelta(seconds=20)) if on else ""
        rows.append([f"Q{n:05d}", shown(asked), sorted_at, shown(answer), shown(raised)])
    header = ["Request", "Asked at", "Sorted at", "Answered at", "Escalated at"]
    return ("events/requests.csv", header, rows), {
        "request-sorting/answered": {
            "unit": "points",
            "effect": 0.12,
            "beware": "the cases of one week share its luck: there are 26 weeks, not 900 cases",
        },
        "request-sorting/escalated": {"unit": "points", "effect": 0.0},
    }


def quotes(rng: np.random.Generator) -> tuple[Table, Truth]:
    """Quotes called back between days 5 and 10, mostly those of companies, that sign more anyway."""
    rows: list[Row] = []
    gaps: dict[bool, list[bool]] = {True: [], False: []}
    for n, sent in enumerate(moments(rng, 30, first=date(2025, 12, 1)), 1):
        company, advised = rng.random() < 0.4, rng.random() < 0.3
        early = rng.random() < 0.15
        called = not early and rng.random() < 0.15 + 0.45 * company + 0.20 * advised
        late = not early and rng.random() < 0.08 + 0.18 * company + 0.10 * advised + 0.06 * called
        signed = sent + (days(rng, 0.5, 4.9) if early else days(rng, 10.5, 39)) if early or late else None
        call = sent + days(rng, 5.1, 9.9) if called else None
        kind = ["Entreprise" if company else "Particulier", "Recommandation" if advised else "Site"]
        rows.append([f"D{n:05d}", *kind, shown(sent), shown(call), shown(signed)])
        if not early:
            gaps[called].append(bool(late))
    naive = np.mean(gaps[True]) - np.mean(gaps[False])
    header = ["N° devis", "Type de client", "Origine", "Envoyé le", "Rappelé le", "Signé le"]
    return ("events/devis.csv", header, rows), {
        "call-back/signed": {
            "unit": "points",
            "effect": 0.06,
            "naive": round(float(naive), 4),
            "beware": "companies and recommended clients are called more, and sign more anyway",
        }
    }


PROCESSES: tuple[tuple[int, Callable[[np.random.Generator], tuple[Table, Truth]]], ...] = (
    (10, bookings),
    (2, repairs),
    (12, invoices),
    (12, requests),
    (1, quotes),
)


def build(out: Path, seed: int = SEED) -> Truth:
    """Write every export below `out`, and the truth beside them; gives the truth back."""
    truth: Truth = {}
    for stream, simulate in PROCESSES:
        (name, header, rows), told = simulate(np.random.default_rng([seed, stream]))
        truth |= told
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerows([header, *rows])
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text(text.getvalue(), encoding="utf-8", newline="\n")
    body = {"seed": seed, "first": FIRST.isoformat(), "last": LAST.isoformat(), "effects": truth}
    words = json.dumps(body, indent=1, ensure_ascii=False) + "\n"
    (out / "truth.json").write_text(words, encoding="utf-8", newline="\n")
    return truth


def main() -> None:
    """Command line: where to write, and which chance."""
    parser = argparse.ArgumentParser(description="Writes the exports of Réseau Mirabelle and their truth.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    truth = build(chosen.out, chosen.seed)
    print(f"{len(truth)} truths, exports in {chosen.out}")


if __name__ == "__main__":
    main()
