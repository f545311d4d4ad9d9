"""Writes exports in the shapes that founders really have, with invented people; truth.json says the truth.

Run: .venv/bin/python examples/exports/build.py
Nobody here exists: e-mails are at example.org, phones in the numbers kept for fiction in France.
"""

import csv
import json
import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent


def words(text: str) -> list[str]:
    """The words of a text."""
    return text.split()


SEED = 20261125
REQUESTS = 180
MISSING = 14
BEGIN, GO_LIVE, END = (datetime.fromisoformat(d) for d in ("2026-01-05", "2026-06-01", "2026-11-09"))
FIRST = words(
    "Adèle Agnès Aïcha Alban Amélie Anaïs Arnaud Aurélien Bastien Béatrice Benoît Camille Capucine Cédric "
    "Célestin Chloé Clément Cyprien Damien Delphine Édouard Élodie Émilien Estelle Étienne Fabien Fanny "
    "Gaëlle Gaspard Geoffroy Ghislaine Hélène Inès Irène Jérôme Joséphine Justine Karim Laurène Léonie "
    "Lucien Maëlle Malika Maxence Mélanie Mireille Nadège Nathanaël Noémie Océane Ophélie Pascaline "
    "Quentin Rachida Rémi Romane Sébastien Solène Thibault Valentine Victorien Yasmine Yohann Zoé "
)
LAST = words(
    "Abadie Aubertin Barbaud Bellanger Bérard Bonnefoy Boulanger Bousquet Carpentier Castaing Chabrol "
    "Chevalier Colombier Cordier Courtois Dandurand Delaunay Desjardins Dumoulin Durieux Escoffier Fauvel "
    "Ferrand Fontanel Fourcade Gaillard Garrigue Gauthier Giraudon Grandjean Guichard Hamelin Jacquemin "
    "Jourdain Kerboul Lacombe Lafargue Lagarde Lamotte Langlade Laroche Lavigne Lecomte Lemercier "
    "Malherbe Marchand Maupin Mercadier Montagnac Mouret Navarre Ollivier Palissot Pelletier Perrault "
    "Pradel Quesnel Rambaud Renaudin Ribeyrol Rochefort Roussel Sabatier Savignac Taillefer Thévenin "
    "Tournier Vallade Verdier Villeneuve "
)
TRADES = words(
    "Menuiserie Toitures Serrurerie Vérandas Électricité Paysages Cuisines Piscines Façades Imprimerie "
)


@dataclass
class Request:
    """One request of the form."""

    at: datetime
    first: str
    last: str
    email: str
    phone: str
    company: str
    kind: str

    @property
    def name(self) -> str:
        """First name, then family name."""
        return f"{self.first} {self.last}"


def bare(text: str) -> str:
    """Without accents, in lower case."""
    flat = unicodedata.normalize("NFKD", text)
    return "".join(c for c in flat if c.isalpha() and not unicodedata.combining(c)).lower()


def people(rng: random.Random, count: int) -> Iterator[tuple[str, str]]:
    """As many different people, no family name more than five times."""
    pairs = [(f, name) for name in LAST for f in rng.sample(FIRST, 5)]
    rng.shuffle(pairs)
    yield from pairs[:count]


def phone_of(number: int) -> str:
    """Ten digits kept for fiction, another one for each number."""
    return f"063998{(number * 7919) % 10_000:04d}"


def written_phone(digits: str, form: int) -> str:
    """The same number as four people write it."""
    pairs = [digits[i : i + 2] for i in range(0, 10, 2)]
    tail = " ".join(pairs)[1:]
    return (" ".join(pairs), ".".join(pairs), f"+33 (0){tail}", f"0033{digits[1:]}")[form % 4]


def requests(rng: random.Random) -> list[Request]:
    """The form's answers, in office hours, in the order in which they came."""
    days = (END - BEGIN).days
    moments = sorted(
        BEGIN + timedelta(days=rng.randrange(days), hours=rng.randrange(8, 19), seconds=rng.randrange(3600))
        for _ in range(REQUESTS)
    )
    made = []
    for n, (at, (first, last)) in enumerate(zip(moments, people(rng, REQUESTS), strict=True)):
        business = rng.random() < 0.4
        company = f"{rng.choice(TRADES)} {rng.choice(LAST)}" if business else ""
        email = f"{bare(first)}.{bare(last)}@example.org"
        made.append(
            Request(at, first, last, email, phone_of(n), company, "Entreprise" if business else "Particulier")
        )
    return made


def mistyped(rng: random.Random, name: str) -> str:
    """One slip of the finger in the longest word."""
    words = name.split()
    longest = max(range(len(words)), key=lambda i: len(words[i]))
    word = words[longest]
    at = rng.randrange(1, len(word) - 2)
    slips: Sequence[Callable[[], str]] = (
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[longest] = rng.choice(slips)()
    return " ".join(words)


def delay(rng: random.Random, at: datetime) -> timedelta:
    """By hand: hours, sometimes the next day. Since the go-live: minutes."""
    if at < GO_LIVE:
        return timedelta(minutes=rng.lognormvariate(6.3, 0.7))
    return timedelta(seconds=rng.uniform(20, 400))


def deals(rng: random.Random, asked: list[Request]) -> tuple[list[dict[str, str]], dict[str, list[str]]]:
    """Pipedrive's deals and what is hidden in them: who is missing, who was matched how."""
    after = [r for r in asked if GO_LIVE + timedelta(days=35) <= r.at < END - timedelta(days=7)]
    missing = {id(r) for r in rng.sample(after, MISSING)}
    truth: dict[str, list[str]] = {"missing": [], "email": [], "phone": [], "name": []}
    rows = []
    for n, r in enumerate(asked):
        if id(r) in missing:
            truth["missing"].append(r.name)
            continue
        way = ("email", "email", "email", "email", "phone", "phone", "name")[n % 7]
        truth[way].append(r.name)
        created = r.at + delay(rng, r.at)
        rows.append(_deal(rng, r, created, way))
    for n, (first, last) in enumerate(people(rng, 6), start=REQUESTS):  # deals that never came by the form
        r = Request(
            BEGIN,
            first,
            f"{last}-Vidal",
            f"{bare(first)}.vidal@example.org",
            phone_of(n),
            "",
            "Particulier",
        )
        rows.append(_deal(rng, r, BEGIN + timedelta(days=rng.randrange(300), hours=9), "email"))
    rows.sort(key=lambda row: row["Affaire - Affaire créée"])
    for number, row in enumerate(rows, start=4101):
        row["Affaire - ID"] = str(number)
    return rows, truth


def _deal(rng: random.Random, r: Request, created: datetime, way: str) -> dict[str, str]:
    status = rng.choices(("open", "won", "lost"), (3, 3, 4))[0]
    closed = created + timedelta(days=rng.uniform(3, 40))
    if closed > END:
        status = "open"
    name = r.name
    if way == "name":
        name = rng.choice((mistyped(rng, name), f"{r.last.upper()} {bare(r.first).capitalize()}"))
    email = {0: r.email.upper(), 1: r.email.replace("@", "+devis@"), 2: r.email}[rng.randrange(3)]
    robot = r.at >= GO_LIVE
    return {
        "Affaire - ID": "",
        "Affaire - Titre": f"Projet {r.last}",
        "Affaire - Personne de contact": name,
        "Affaire - Organisation": f"{r.company} SARL" if r.company else "",
        "Affaire - E-mail": email if way == "email" else "",
        "Affaire - Téléphone": written_phone(r.phone, rng.randrange(4)) if way == "phone" else "",
        "Affaire - Statut": status,
        "Affaire - Valeur": str(rng.randrange(400, 9000)),
        "Affaire - Devise de valeur": "EUR",
        "Affaire - Affaire créée": f"{created:%Y-%m-%d %H:%M:%S}",
        "Affaire - Date de gain": f"{closed:%Y-%m-%d %H:%M:%S}" if status == "won" else "",
        "Affaire - Date de perte": f"{closed:%Y-%m-%d %H:%M:%S}" if status == "lost" else "",
        "Affaire - Origine": "Make" if robot else "Saisie à la main",
    }


def write_csv(
    name: str, rows: list[dict[str, str]], *, separator: str = ",", encoding: str = "utf-8"
) -> None:
    """A CSV whose header is the first row's keys."""
    with (HERE / name).open("w", encoding=encoding, newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=separator, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def form_rows(rng: random.Random, asked: list[Request]) -> list[dict[str, str]]:
    """The French form, with five people who sent it twice."""
    twice = set(rng.sample(range(len(asked)), 5))
    rows = []
    for n, r in enumerate(asked):
        for again in (0, 1) if n in twice else (0,):
            at = r.at + timedelta(minutes=3 * again)
            rows.append(
                {
                    "Horodateur": f"{at:%d/%m/%Y %H:%M:%S}",
                    "Nom et prénom": r.name,
                    "Adresse e-mail": r.email,
                    "Téléphone": written_phone(r.phone, n),
                    "Société": r.company,
                    "Vous êtes": r.kind,
                }
            )
    return rows


def write_workbook(rows: list[dict[str, str]]) -> None:
    """The same answers as a workbook: a merged title, a second sheet, a total at the bottom."""
    book = xlsxwriter.Workbook(HERE / "suivi-demandes.xlsx")
    book.set_properties({"created": BEGIN})
    notes, sheet = book.add_worksheet("Lisez-moi"), book.add_worksheet("Demandes")
    notes.write(0, 0, "Les demandes sont dans la feuille suivante.")
    sheet.merge_range(0, 0, 0, 5, "Demandes reçues en 2026")
    head = list(rows[0])
    for column, name in enumerate(head):
        sheet.write(2, column, name)
    dated = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for line, row in enumerate(rows, start=3):
        sheet.write_datetime(line, 0, datetime.strptime(row["Horodateur"], "%d/%m/%Y %H:%M:%S"), dated)  # noqa: DTZ007
        for column, name in enumerate(head[1:], start=1):
            sheet.write_string(line, column, row[name])
    sheet.write(len(rows) + 3, 0, "Total")
    sheet.write(len(rows) + 3, 1, len(rows))
    book.close()


def quotes(rng: random.Random) -> None:
    """A French quoting tool: semicolons, ISO-8859-1, two-digit years, three ways to write an amount."""
    lines = ["N° devis;Client;Montant HT;Montant HT;Envoyé le;Accepté le;Statut;Expire le"]
    amounts = ("1 234,56", "1.234,56", "980,50", "12\u00a0400,00", "#N/A")
    at = datetime.fromisoformat("2026-02-02")
    for n, (first, last) in enumerate(people(rng, 120), start=42):
        at += timedelta(hours=rng.randrange(20, 60))
        signed = at + timedelta(days=rng.uniform(1, 30)) if rng.random() < 0.35 else None
        number = "NA" if n == 60 else f"{n:05d}"
        cells = [number, f"{first} {last}", amounts[n % 5], "20,0", f"{at:%d/%m/%y}"]
        lines.append(
            ";".join([*cells, f"{signed:%d/%m/%y}" if signed else "", "accepté" if signed else "envoyé", ""])
        )
    lines.append("Total;;148 920,10;;;;;")
    (HERE / "devis.csv").write_bytes("\r\n".join(lines).encode("iso-8859-1"))


def english(rng: random.Random) -> dict[str, list[str]]:
    """An English form and HubSpot deals, which name people and give no address: matched by names alone."""
    pairs = list(people(rng, 70))
    at, form, deals_, missing = datetime.fromisoformat("2026-04-01 09:00"), [], [], []
    for n, (first, last) in enumerate(pairs):
        at += timedelta(hours=rng.uniform(20, 90))
        stamp = f"{at.month}/{at.day}/{at.year} {at:%H:%M:%S}"
        form.append({"Timestamp": stamp, "Your name": f"{first} {last}", "Your project": rng.choice(TRADES)})
        if n % 10 == 9:
            missing.append(f"{first} {last}")
            continue
        created = at + timedelta(hours=rng.uniform(0.2, 30))
        name = mistyped(rng, f"{first} {last}") if n % 3 == 0 else f"{first} {last}"
        stage = created + timedelta(days=3)
        deals_.append(
            {
                "Record ID": str(88_000_100 + n),
                "Deal Name": f"{last} project",
                "Deal Stage": "Quote sent (Sales Pipeline)",
                "Amount": str(rng.randrange(500, 9000)),
                "Create Date": f"{created:%Y-%m-%d %H:%M}",
                "Close Date": "",
                "Deal owner": "",
                "Pipeline": "Sales Pipeline",
                "Associated Contact": name,
                'Date entered "New (Sales Pipeline)"': f"{created:%Y-%m-%d %H:%M}",
                'Date entered "Quote sent (Sales Pipeline)"': f"{stage:%Y-%m-%d %H:%M}",
            }
        )
    write_csv("form-responses.csv", form)
    write_csv("hubspot-deals.csv", deals_)
    return {"missing": missing}


def runs(rng: random.Random) -> None:
    """Make's history of one scenario, and n8n's executions."""
    rows, at = [], GO_LIVE
    for n in range(120):
        at += timedelta(hours=rng.uniform(8, 55))
        rows.append(
            {
                "imtId": f"imt-{n:05d}",
                "status": rng.choices(("1", "2", "3"), (20, 2, 1))[0],
                "duration": str(rng.randrange(900, 9000)),
                "operations": str(rng.randrange(4, 9)),
                "centicredits": str(rng.randrange(400, 900)),
                "type": "auto",
                "timestamp": f"{at:%Y-%m-%dT%H:%M:%S}.000Z",
            }
        )
    write_csv("make-historique.csv", rows)
    items = [
        {
            "id": str(n),
            "status": "success",
            "mode": "trigger",
            "startedAt": f"{GO_LIVE + timedelta(hours=7 * n):%Y-%m-%dT%H:%M:%S}.000Z",
            "stoppedAt": f"{GO_LIVE + timedelta(hours=7 * n, seconds=4):%Y-%m-%dT%H:%M:%S}.000Z",
            "workflowId": "w1",
        }
        for n in range(40)
    ]
    (HERE / "n8n-executions.json").write_text(json.dumps({"data": items}, indent=1) + "\n", "utf-8")


def main() -> None:
    """Write every file."""
    rng = random.Random(SEED)  # noqa: S311  invented data
    asked = requests(rng)
    rows, truth = deals(rng, asked)
    answers = form_rows(rng, asked)
    write_csv("reponses-formulaire.csv", answers)
    write_csv("pipedrive-affaires.csv", rows, encoding="utf-8-sig")
    write_workbook(answers)
    quotes(rng)
    hidden = {"form_and_pipedrive": truth, "form_and_hubspot": english(rng), "go_live": "2026-06-01"}
    runs(rng)
    (HERE / "truth.json").write_text(json.dumps(hidden, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
