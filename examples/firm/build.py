"""Writes the exports of Atelier Lumen, a small firm that does not exist, and the truth behind them.

Nine processes over two years. Every effect is known because it was put there: `truth.json` says which.
The files have the shapes that Google Forms, Pipedrive, a French quoting tool, Notion, Make and hand-kept
sheets really export. One seed, numpy only: the same bytes every time.

The streams of chance were picked so that this firm is a typical one, with each estimate near its truth; how
often intervals miss is what `make bench-truth` measures.

    python examples/firm/build.py [--out DIR] [--seed N]
"""

import argparse
import json
import math
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

from simulation import (
    DAY,
    FIRST,
    HOUR,
    LAST,
    Firm,
    LogNormal,
    Row,
    Table,
    effect,
    email,
    euros,
    french,
    if_seen,
    iso,
    seconds_of,
    signed_by,
    text_of,
    until_end,
)
from voices import voices

SEED = 20_261_123
LIVE = {
    "quote-follow-up": date(2025, 10, 6),
    "after-sales": date(2025, 12, 1),
    "partner-chain": date(2026, 1, 12),
    "meeting-notes": date(2026, 2, 9),
    "ai-email": date(2026, 2, 2),
    "reminder-sequence": date(2026, 4, 13),
    "lead-intake": date(2026, 6, 8),
    "booking": date(2026, 7, 6),
}
QUOTE_V2 = date(2026, 5, 11)
LOST_LEADS = 14  # after go-live: the phone is empty, the Pipedrive module's error is ignored


CALL_BEFORE, CALL_AFTER = LogNormal(4 * HOUR, 0.8), LogNormal(0.75 * HOUR, 0.8)


def leads(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Case 1: from a web form to a first call and a signature; 14 leads vanish after go-live."""
    firm = Firm(seed, 21)
    moments = firm.arrivals(150)
    after = [i for i, m in enumerate(moments) if m.date() >= LIVE["lead-intake"]]
    lost = set(firm.rng.choice(after[:-30], LOST_LEADS, replace=False).tolist())
    called = 0.72, 0.95 / (1 - LOST_LEADS / len(after))
    forms: list[Row] = []
    deals: list[Row] = []
    runs: list[Row] = []
    for i, moment in enumerate(moments):
        live = moment.date() >= LIVE["lead-intake"]
        who = email(firm, 1000 + i)
        phone = (
            ""
            if i in lost
            else f"06 {firm.rng.integers(10, 99)} {firm.rng.integers(10, 99)} 12 {i % 90 + 10}"
        )
        forms.append([french(moment), who, firm.pick(("Particulier", "Entreprise")), phone])
        deal = None if i in lost else _deal(firm, moment, who, live=live, called=firm.chance(called[live]))
        deals += [deal] if deal else []
        runs += [_lead_run(firm, i, moment, who, lost=i in lost)] if live else []
    header = ["Horodateur", "Adresse e-mail", "Vous êtes", "Téléphone"]
    deal_header = ["Deal - ID", "Deal - Title", "Deal - Status", "Deal - Deal created", "Deal - Saisie le"]
    deal_header += ["Deal - Premier appel", "Deal - Won time", "Deal - Lost time", "Deal - Value"]
    deal_header += ["Deal - E-mail"]
    numbered = [[str(7000 + n), *row] for n, row in enumerate(deals)]
    delay = CALL_AFTER.restricted(DAY), CALL_BEFORE.restricted(DAY)
    return [
        ("events/reponses-formulaire.csv", header, forms, ",", "utf-8"),
        ("events/pipedrive-deals.csv", deal_header, numbered, ",", "utf-8-sig"),
        ("runs/make-lead-intake.csv", RUN_HEADER, runs, ",", "utf-8"),
    ], {
        "lead-intake/coverage": effect("points", 0.72, 0.95),
        "lead-intake/first_call": effect(
            "seconds", 0.72 * delay[1] + 0.28 * DAY, 0.95 * delay[0] + 0.05 * DAY
        ),
        "lead-intake/conversion": effect("points", 0.08, 0.11),
        "lead-intake/lost": {"unit": "cases", "value": LOST_LEADS, "of": len(after)},
    }


def _deal(firm: Firm, moment: datetime, who: str, *, live: bool, called: bool) -> Row | None:
    if not live and not called:
        return None  # nobody copied the form into the CRM
    first_call = moment + seconds_of((CALL_AFTER if live else CALL_BEFORE).draw(firm.rng))
    created = moment + (firm.between(0.0003, 0.002) if live else (first_call - moment) * 0.6)
    won = (
        moment + firm.between(3, 40) if called and firm.chance(0.11 / 0.95 if live else 0.08 / 0.72) else None
    )
    lost = moment + firm.between(5, 60) if called and not won and firm.chance(0.4) else None
    if not until_end(created):
        return None
    status = "won" if if_seen(won) else "lost" if if_seen(lost) else "open"
    value = euros(700 + 2600 * firm.rng.random() ** 2).replace("\u00a0", "").replace(",", ".")
    typed = "" if live else iso(created - timedelta(minutes=4))
    shown = iso(if_seen(first_call)) if called else ""
    dates = [iso(created), typed, shown, iso(if_seen(won)), iso(if_seen(lost))]
    return [f"Projet {who[:8]}", status, *dates, value, who]


RUN_HEADER = [
    "id",
    "automation",
    "status",
    "started",
    "duration_ms",
    "operations",
    "items",
    "ignored",
    "case",
]


def _lead_run(firm: Firm, number: int, moment: datetime, who: str, *, lost: bool) -> Row:
    operations, ignored = ("3", "1") if lost else ("5", "0")
    took = str(int(firm.rng.integers(1800, 9000)))
    started = iso(moment + timedelta(seconds=4))
    return [f"L{number:06d}", "lead-intake", "1", started, took, operations, "1", ignored, who]


LATE = {"": 0.15, "B2B": 0.17, "B2C": 0.13}  # signed between days 7 and 37 without a follow-up
LIFT = {"v1": {"B2B": 0.10, "B2C": 0.06}, "v2": {"B2B": 0.10, "B2C": 0.14}}


def quotes(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Case 2: follow-up of the quotes still unsigned at day 7; one in five left alone at random."""
    firm = Firm(seed, 55)
    rows: list[Row] = []
    sends: list[Row] = []
    total = 0.0
    for i, moment in enumerate(firm.arrivals(165)):
        number, kind = f"D{i + 1:05d}", firm.pick(("B2B", "B2C"))
        amount = round(
            (1650 if kind == "B2B" else 830) * math.exp(0.5 * firm.rng.standard_normal() - 0.125), 2
        )
        arm = _arm(firm, moment, ("relance", "témoin"), 0.8, LIVE["quote-follow-up"])
        signed, sent = _quote_life(firm, moment, kind, arm)
        complaint = if_seen(moment + firm.between(8, 20)) if firm.chance(0.005) else None
        total += amount
        rows.append(
            [
                number,
                f"Client {i % 997:03d}",
                kind,
                euros(amount),
                french(moment),
                arm,
                french(if_seen(signed)),
                french(complaint),
            ]
        )
        if sent and until_end(sent):
            sends.append([french(sent), number, "relance envoyée", "quote-follow-up"])
    rows.append(["TOTAL", "", "", euros(total), "", "", "", ""])
    header = ["N° devis", "Client", "Type de client", "Montant HT", "Envoyé le", "Groupe", "Accepté le"]
    return [
        ("events/devis.csv", [*header, "Réclamation le"], rows, ";", "cp1252"),
        ("events/relances.csv", ["Horodateur", "N° devis", "Action", "Scénario"], sends, ",", "utf-8"),
    ], {
        "quote-follow-up/signed_late/v1": effect("points", 0.15, 0.23),
        "quote-follow-up/signed_late/v2": {"unit": "points", "effect": 0.04, "over": "v1"},
        "quote-follow-up/signed_late/v2_over_hold_out": effect("points", 0.15, 0.27),
        "quote-follow-up/complaints": effect("points", 0.005, 0.005),
        "quote-follow-up/segments": {"unit": "points", "v1": LIFT["v1"], "v2": LIFT["v2"]},
    }


def _arm(firm: Firm, moment: datetime, arms: tuple[str, str], share: float, live: date) -> str:
    drawn = firm.rng.random() < share
    return "" if moment.date() < live else arms[0] if drawn else arms[1]


def _quote_life(firm: Firm, moment: datetime, kind: str, arm: str) -> tuple[datetime | None, datetime | None]:
    if firm.chance(0.25):
        return moment + firm.between(0.2, 6.9), None
    version = "v2" if moment.date() >= QUOTE_V2 else "v1"
    late = LATE[kind] + (LIFT[version][kind] if arm == "relance" else 0.0)
    signed = moment + firm.between(7.5, 36.5) if firm.chance(late) else None
    sent = moment + timedelta(days=7, minutes=20) if arm == "relance" else None
    return signed, sent


TEAM = ("Anaïs", "Bruno", "Chloé", "David", "Elsa", "Farid")


def meetings(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Case 3: notes of sales meetings, typed before, drafted by AI and corrected after."""
    firm = Firm(seed, 3)
    rows: list[Row] = []
    for i, moment in enumerate(firm.arrivals(78)):
        live = moment.date() >= LIVE["meeting-notes"]
        who, name = firm.pick(TEAM), f"RDV-{i + 1:04d}"
        took = max(2.0, (9.0 if live else 24.0) + (3.0 if live else 6.0) * float(firm.rng.standard_normal()))
        done = moment + seconds_of((1.5 if live else 6) * HOUR * (0.5 + firm.rng.random()))
        rows.append([iso(moment), name, "RDV tenu", who, ""])
        if live:
            rows.append([iso(moment + firm.between(0.003, 0.02)), name, "transcrit", "Whisper", ""])
        rows.append([iso(done), name, "compte-rendu prêt", who, f"{took:.1f}".replace(".", ",")])
        if firm.chance(0.09 if live else 0.16):
            rows.append([iso(done + firm.between(0.1, 2)), name, "précision demandée", "Atelier", ""])
    kept = sorted((r for r in rows if r[0][:10] <= LAST.isoformat()), key=lambda r: r[0])
    header = ["Date", "Réunion", "Étape", "Par", "Minutes", "Scénario"]
    kept = signed_by(kept, 3, "Whisper", "meeting-notes")
    return [("events/notion-reunions.csv", header, kept, ",", "utf-8")], {
        "meeting-notes/minutes": effect("minutes", 24.0, 9.0),
        "meeting-notes/clarification": effect("points", 0.16, 0.09),
        "meeting-notes/satisfaction": {"unit": "score", "value": 8.6, "answers": 10},
    }


REPLY_BEFORE, REPLY_AFTER = LogNormal(18 * HOUR, 0.7), LogNormal(6 * HOUR, 0.7)


def tickets(seed: int) -> tuple[list[Table], dict[str, object]]:
    """After-sales: a task created from the form; the reply comes three times sooner, four gestures fewer."""
    firm = Firm(seed, 67)
    rows: list[Row] = []
    for i, moment in enumerate(firm.arrivals(40)):
        live = moment.date() >= LIVE["after-sales"]
        name = f"{i + 1:05d}"
        reply = moment + seconds_of((REPLY_AFTER if live else REPLY_BEFORE).draw(firm.rng))
        by_hand = ["dossier retrouvé", "réponse", "clôture"]
        by_hand = by_hand if live else ["mail ouvert", "recopie", "tâche créée", "collègue prévenu", *by_hand]
        rows.append([french(moment), name, "demande reçue", "client"])
        if live:
            rows.append([french(moment + timedelta(seconds=9)), name, "tâche automatique", "robot"])
        close = reply + firm.between(0.2, 3)
        rows += [[french(at), name, step, "équipe"] for at, step in _steps(moment, reply, close, by_hand)]
        more = int(firm.rng.poisson(0.4))
        rows += [[french(reply + firm.between(0.05, 0.2)), name, "échange", "équipe"] for _ in range(more)]
        if firm.chance(0.08):
            rows.append([french(close + firm.between(0.5, 5)), name, "réouverture", "client"])
    kept = [r for r in rows if datetime.strptime(r[0], "%d/%m/%Y %H:%M:%S").date() <= LAST]  # noqa: DTZ007
    header = ["Horodateur", "Dossier", "Étape", "Par", "Scénario"]
    kept = signed_by(kept, 3, "robot", "after-sales")
    return [("events/suivi-sav.csv", header, kept, ",", "utf-8")], {
        "after-sales/first_reply": effect(
            "seconds", REPLY_BEFORE.restricted(5 * DAY), REPLY_AFTER.restricted(5 * DAY)
        ),
        "after-sales/manual": effect("per_case", 7.4, 3.4),
    }


def _steps(
    start: datetime, reply: datetime, close: datetime, names: list[str]
) -> Iterable[tuple[datetime, str]]:
    early = names[:-2]
    for k, name in enumerate(early):
        yield start + (reply - start) * ((k + 1) / (len(early) + 1)), name
    yield reply, names[-2]
    yield close, names[-1]


def prospects(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Counter-example: a sequence of reminders that tires prospects and signs nobody more."""
    firm = Firm(seed, 30)
    rows: list[Row] = []
    sends: list[Row] = []
    for i, moment in enumerate(firm.arrivals(110)):
        live = moment.date() >= LIVE["reminder-sequence"]
        leaves = moment + firm.between(4, 30) if firm.chance(0.11 if live else 0.02) else None
        signs = moment + firm.between(5, 55) if firm.chance(0.12) else None
        name = f"P-{i + 1:05d}"
        rows.append([name, email(firm, i), french(moment), french(if_seen(signs)), french(if_seen(leaves))])
        stop = min(m for m in (leaves, signs, moment + timedelta(days=30)) if m)
        steps = (moment + timedelta(days=d, minutes=5) for d in (3, 8, 15)) if live else iter(())
        sends += [
            [french(s), name, "rappel envoyé", "reminder-sequence"]
            for s in steps
            if s < stop and until_end(s)
        ]
    header = ["Prospect", "E-mail", "Ajouté le", "Signé le", "Désinscrit le"]
    return [
        ("events/prospects.csv", header, rows, ";", "utf-8-sig"),
        ("events/rappels.csv", ["Horodateur", "Prospect", "Action", "Scénario"], sends, ",", "utf-8"),
    ], {
        "reminder-sequence/signed": effect("points", 0.12, 0.12),
        "reminder-sequence/unsubscribed": effect("points", 0.02, 0.11),
    }


HELD_BEFORE, HELD_AFTER = LogNormal(6 * DAY, 0.5), LogNormal(9.5 * DAY, 0.5)


def appointments(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Counter-example: self-service booking of complex sales; later meetings, moved more often."""
    firm = Firm(seed, 6)
    rows: list[Row] = []
    for i, moment in enumerate(firm.arrivals(80)):
        live = moment.date() >= LIVE["booking"]
        name = f"R{i + 1:05d}"
        held = moment + seconds_of((HELD_AFTER if live else HELD_BEFORE).draw(firm.rng))
        confirmed = moment + (timedelta(minutes=2) if live else (held - moment) * 0.1)
        moves = int(firm.rng.poisson(0.85 if live else 0.25))
        rows.append([iso(moment), name, "demande", "client"])
        rows.append([iso(confirmed), name, "créneau confirmé", "robot" if live else "équipe"])
        moved = (confirmed + (held - confirmed) * ((k + 1) / (moves + 2)) for k in range(moves))
        rows += [[iso(at), name, "créneau déplacé", "équipe"] for at in moved]
        rows.append([iso(held), name, "rendez-vous tenu", "équipe"])
    kept = sorted((r for r in rows if r[0][:10] <= LAST.isoformat()), key=lambda r: r[0])
    header = ["Quand", "Demande", "Étape", "Par", "Scénario"]
    kept = signed_by(kept, 3, "robot", "booking")
    return [("events/rendez-vous.csv", header, kept, ",", "utf-8")], {
        "booking/delay": effect("seconds", HELD_BEFORE.restricted(30 * DAY), HELD_AFTER.restricted(30 * DAY)),
        "booking/moves": effect("per_case", 0.25, 0.85),
    }


def partners(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Counter-example: a Make chain whose ignored errors lose enquiries, and that eats its keeper's time."""
    firm = Firm(seed, 7)
    asked: list[Row] = []
    kept: list[Row] = []
    runs: list[Row] = []
    lost = 0
    for i, moment in enumerate(firm.arrivals(60)):
        live = moment.date() >= LIVE["partner-chain"]
        who = email(firm, i)
        written = who.replace("@", "+partenaire@").upper() if i % 9 == 0 else who
        asked.append([french(moment), f"{i + 1:04d}", written])
        dropped = live and firm.chance(0.11) and moment.date() <= date(2026, 11, 8)
        lost += dropped
        missed = not live and firm.chance(0.01)
        created = moment + (firm.between(0.001, 0.01) if live else firm.between(0.05, 1.2))
        if not dropped and not missed and until_end(created):
            kept.append([f"C{i + 1:05d}", who, iso(created)])
        if live:
            runs.append(_chain_run(firm, i, moment, dropped=dropped))
    header = ["Horodateur", "N°", "E-mail"]
    return [
        ("events/demandes-partenaires.csv", header, asked, ",", "utf-8"),
        (
            "events/contacts-crm.csv",
            ["Contact - ID", "Contact - E-mail", "Contact - Created"],
            kept,
            ",",
            "utf-8",
        ),
        ("runs/make-partner-chain.csv", RUN_HEADER, runs, ",", "utf-8"),
    ], {"partner-chain/lost": {"unit": "cases", "value": lost}}


def _chain_run(firm: Firm, number: int, moment: datetime, *, dropped: bool) -> Row:
    failed = not dropped and firm.chance(0.03)
    status, ignored = ("3" if failed else "1"), ("1" if dropped else "0")
    operations = str(int(firm.rng.integers(22, 31)))
    took = str(int(firm.rng.integers(9000, 60000)))
    started = iso(moment + timedelta(seconds=40))
    case = f"{number + 1:04d}"
    return [f"C{number:06d}", "partner-chain", status, started, took, operations, "1", ignored, case]


def orders(seed: int) -> tuple[list[Table], dict[str, object]]:
    """Counter-example: a too neutral e-mail after the purchase, written by AI for one order in two."""
    firm = Firm(seed, 8)
    rows: list[Row] = []
    runs: list[Row] = []
    for i, moment in enumerate(firm.arrivals(300, first=date(2025, 12, 1))):
        arm = _arm(firm, moment, ("ia", "humain"), 0.5, LIVE["ai-email"])
        again = moment + firm.between(10, 85) if firm.chance(0.22 if arm == "ia" else 0.30) else None
        leaves = moment + firm.between(2, 20) if firm.chance(0.008) else None
        basket = f"{38 + 60 * firm.rng.random():.2f}"
        mail = moment + timedelta(days=2)
        text = iso(if_seen(mail - timedelta(minutes=3)))
        dates = [
            "" if arm == "ia" else text,
            text if arm == "ia" else "",
            iso(if_seen(mail)),
            iso(if_seen(again)),
            iso(if_seen(leaves)),
        ]
        rows.append([f"#{20_000 + i}", iso(moment), basket, arm, *dates])
        if arm == "ia" and until_end(mail):
            runs.append(_mail_run(i, mail))
    header = ["Name", "Paid at", "Total", "Email variant", "Typed at", "AI draft at"]
    header += ["Email sent at", "Next order at", "Unsubscribed at"]
    return [
        ("events/shop-orders.csv", header, rows, ",", "utf-8"),
        ("runs/make-ai-email.csv", RUN_HEADER, runs, ",", "utf-8"),
    ], {
        "ai-email/repurchased": effect("points", 0.30, 0.22),
        "ai-email/unsubscribed": effect("points", 0.008, 0.008),
    }


def _mail_run(number: int, moment: datetime) -> Row:
    took = str(3000 + number * 37 % 12_000)
    return [f"M{number:06d}", "ai-email", "1", iso(moment), took, "4", "1", "0", f"#{20_000 + number}"]


PROCESSES: tuple[Callable[[int], tuple[list[Table], dict[str, object]]], ...] = (
    leads,
    quotes,
    meetings,
    tickets,
    prospects,
    appointments,
    partners,
    orders,
    voices,
)


def build(out: Path, seed: int = SEED) -> dict[str, object]:
    """Write every export below `out`, and the truth beside them; gives the truth back."""
    truth: dict[str, object] = {}
    for simulate in PROCESSES:
        tables, told = simulate(seed)
        truth |= told
        for table in tables:
            path = out / table[0]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text_of(table))
    body = {"seed": seed, "first": FIRST.isoformat(), "last": LAST.isoformat(), "effects": truth}
    words = json.dumps(body, indent=1, ensure_ascii=False) + "\n"
    (out / "truth.json").write_text(words, encoding="utf-8", newline="\n")
    return truth


def main() -> None:
    """Command line: where to write, and which chance."""
    parser = argparse.ArgumentParser(description="Writes the exports of Atelier Lumen and their truth.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    truth = build(chosen.out, chosen.seed)
    print(f"{len(truth)} truths, exports in {chosen.out}")


if __name__ == "__main__":
    main()
