"""The `retour` command. Each verb imports what it needs when it is called."""

import os
import sys
from datetime import datetime
from pathlib import Path

import click

from retour import __version__
from retour.cli.cards_verb import cards
from retour.cli.exporting_verb import export_
from retour.cli.ledger_verbs import ledger, verify
from retour.cli.log_verbs import log
from retour.cli.options import FILE, FOLDER, LANG, TODAY, day_of, usable
from retour.cli.output import Exit, Guarded, forgive_terminals


@click.group(cls=Guarded, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="retour")
def main() -> None:
    """Measure what your automations really bring back."""
    forgive_terminals()


@main.command()
@LANG
@click.option("--pdfs", type=click.Path(path_type=Path), help="Write its quarter, fr and en, in this folder.")
def demo(lang: str | None, pdfs: Path | None) -> None:
    """Audit the example firm and print its steering table."""
    from retour.cli.audit import run_demo

    sys.exit(run_demo(lang, pdfs))


@main.command()
@FOLDER
@LANG
@TODAY
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--html", type=click.Path(path_type=Path), help="Write the self-contained page here.")
@click.option("--csv", type=click.Path(path_type=Path), help="Write the steering table as CSV here.")
@click.option("--xlsx", type=click.Path(path_type=Path), help="Write the workbook here.")
@click.option("--fail-under", type=click.Choice(list("ABCD")), help="Exit 4 below this evidence grade.")
@click.option(
    "--known-on",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=usable,
    help="With what the durable log knew at the end of this day.",
)
def audit(
    folder: Path,
    lang: str | None,
    today: datetime | None,
    *,
    as_json: bool,
    html: Path | None,
    csv: Path | None,
    xlsx: Path | None,
    fail_under: str | None,
    known_on: datetime | None,
) -> None:
    """Audit a workspace folder: certainties, effects, money, AMOR, decisions."""
    from retour.cli.audit import Outputs, run_audit

    outputs = Outputs(as_json=as_json, html=html, csv=csv, xlsx=xlsx, known_on=day_of(known_on))
    sys.exit(run_audit(folder, lang, day_of(today), outputs, fail_under=fail_under))


@main.command()
@FOLDER
@click.option("--pdf", type=click.Path(path_type=Path), required=True, help="Write the report here.")
@click.option("--founder", is_flag=True, help="One page instead of the whole report.")
@click.option("--client", default="", help="Who it is prepared for.")
@click.option("--by", default="", help="Who prepared it.")
@click.option("--logo", type=FILE, help="A logo for the cover: PNG or SVG, 512 kB at most.")
@TODAY
@LANG
def report(
    folder: Path,
    *,
    pdf: Path,
    founder: bool,
    client: str,
    by: str,
    logo: Path | None,
    today: datetime | None,
    lang: str | None,
) -> None:
    """Write the quarterly report of a workspace as a PDF to send."""
    from retour.cli.report import Wanted, run_report

    wanted = Wanted(pdf=pdf, founder=founder, client=client, by=by, logo=logo)
    sys.exit(run_report(folder, day_of(today), wanted, lang))


@main.command()
@click.argument("key")
@click.option("--in", "folder", type=click.Path(path_type=Path), default=".", help="The workspace folder.")
@click.option("--json", "as_object", is_flag=True, help="One JSON object on stdout.")
@LANG
@TODAY
def explain(key: str, folder: Path, *, as_object: bool, lang: str | None, today: datetime | None) -> None:
    """Walk a figure back to its formula, its inputs, its rows and its file lines."""
    from retour.cli.audit import run_explain

    sys.exit(run_explain(folder, key, lang, day_of(today), as_object=as_object))


@main.command()
@FOLDER
@click.option("--verbose", is_flag=True, help="Say what each process's log holds, in figures.")
@LANG
def check(folder: Path, *, verbose: bool, lang: str | None) -> None:
    """List every problem of a workspace at once: register and data."""
    from retour.cli.check import run_check

    sys.exit(run_check(folder, lang, verbose=verbose))


@main.command()
@FOLDER
@LANG
@click.option("--template", metavar="NAME", help="Begin with a typical automation, or add it to a workspace.")
@click.option("--templates", "listing", is_flag=True, help="List the templates.")
@click.option(
    "--live",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=usable,
    help="The automation runs since this day (else it is planned).",
)
def init(
    folder: Path, lang: str | None, *, template: str | None, listing: bool, live: datetime | None
) -> None:
    """Write a commented, valid workspace to start from."""
    from retour.cli.check import run_init, run_template, run_templates

    if listing:
        sys.exit(run_templates(lang))
    if template is None and live is not None:
        raise click.UsageError("--live: --template NAME")
    sys.exit(
        run_init(folder, lang) if template is None else run_template(folder, template, lang, day_of(live))
    )


@main.command("import")
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--into", "folder", type=click.Path(path_type=Path), default=".", help="The workspace folder.")
@click.option("--process", help="Key of the process whose events these are.")
@click.option("--object", "object_type", metavar="TYPE", help="OCEL: the type of object that is the case.")
@LANG
def import_(
    files: tuple[Path, ...], folder: Path, *, process: str | None, object_type: str | None, lang: str | None
) -> None:
    """Bring exports in: events of a process, or the six-column steering sheet."""
    from retour.cli.importing import run_import

    sys.exit(run_import(folder, files, process, lang, object_type=object_type))


@main.command()
@click.argument("files", type=FILE, nargs=-1, required=True)
@click.option("--within", help="How soon a case must be done: 15min, 4h, 2d (two files: 1d unless said).")
@click.option(
    "--go-live",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=usable,
    help="When the automation was switched on.",
)
@click.option("--list", "list_to", type=click.Path(path_type=Path), help="Write the lost cases to this CSV.")
@click.option("--into", type=click.Path(path_type=Path), help="Keep the workspace in this folder.")
@click.option("--html", type=click.Path(path_type=Path), help="Write one page to forward here.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--hourly-cost", help="Cost of an hour of work: 35, or 26-60.")
@click.option("--minutes-before", help="Minutes of work on a case before: 6, or 4-9.")
@click.option("--minutes-after", help="Minutes of work on a case since.")
@click.option("--per-month", help="What the tool costs a month for this.")
@TODAY
@LANG
def measure(
    files: tuple[Path, ...],
    *,
    within: str | None,
    go_live: datetime | None,
    list_to: Path | None,
    into: Path | None,
    html: Path | None,
    as_json: bool,
    hourly_cost: str | None,
    minutes_before: str | None,
    minutes_after: str | None,
    per_month: str | None,
    today: datetime | None,
    lang: str | None,
) -> None:
    """Compare what came in with what was done (or follow one export): lost cases by name, delay, effect."""
    from retour.cli.measure import Wanted, asked_range, run_measure
    from retour.workspace.first_look import Priced

    priced = Priced(
        hourly_cost=asked_range(hourly_cost, "--hourly-cost"),
        minutes_before=asked_range(minutes_before, "--minutes-before"),
        minutes_after=asked_range(minutes_after, "--minutes-after"),
        per_month=asked_range(per_month, "--per-month"),
    )
    wanted = Wanted(
        within=within,
        go_live=day_of(go_live),
        today=day_of(today),
        list_to=list_to,
        into=into,
        html=html,
        as_json=as_json,
        priced=priced,
    )
    sys.exit(run_measure(files, wanted, lang))


@main.command()
@click.argument("automation")
@click.option("--in", "folder", type=click.Path(path_type=Path), default=".", help="The workspace folder.")
@click.option("--answer", "answers", multiple=True, metavar="A1=pass", help="pass, partial or fail.")
@click.option("--take", help="Decision taken: keep, fix, extend, stop, measure, question…")
@click.option("--reason", default="", help="Why, when it is not the proposed one.")
@click.option("--note", default="", help="A note to keep with it.")
@click.option("--by", default="", help="Who signs.")
@click.option("--look", is_flag=True, help="Show the review, and sign nothing.")
@click.option("--ground", is_flag=True, help="Show ten cases drawn at random, and ask what they are.")
@click.option("--found", multiple=True, metavar="CASE=right", help="right, wrong or unexpected.")
@TODAY
@LANG
def review(
    automation: str,
    *,
    folder: Path,
    answers: tuple[str, ...],
    take: str | None,
    reason: str,
    note: str,
    by: str,
    look: bool,
    ground: bool,
    found: tuple[str, ...],
    today: datetime | None,
    lang: str | None,
) -> None:
    """Review one automation: what is known, what only a person knows, the decision, signed."""
    from retour.cli.ground import found_of
    from retour.cli.review import Said, answers_of, run_review

    said = Said(
        by=by,
        take=take or "",
        reason=reason,
        note=note,
        answers=answers_of(answers),
        sign=not look,
        ground=ground,
        found=found_of(found),
    )
    sys.exit(run_review(folder, automation, day_of(today), said, lang))


@main.command()
@FOLDER
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=usable,
    help="Nothing is owed before (default: the first review).",
)
@TODAY
@LANG
def due(folder: Path, *, since: datetime | None, today: datetime | None, lang: str | None) -> None:
    """List the reviews and readings to come, what is late first; exit 10 when something is late."""
    from retour.cli.due import run_due

    sys.exit(run_due(folder, day_of(today), day_of(since), lang))


@main.command()
@FOLDER
@click.argument("automation", default="")
@click.option("--answers", type=FILE, help="YAML file of answers, “field: answer” (else they are asked).")
@click.option("--promise", "by", default="", metavar="NAME", help="Sign the promise card: who promises.")
@click.option("--gain", default="", help="Gain promised on the main KPI: 2-18 (points for a share).")
@click.option("--chance", default="", help="Chances in 100 of reaching at least its low end.")
@click.option("--due", default="", help="The day on which the promise comes back.")
@TODAY
@LANG
def plan(
    folder: Path,
    automation: str,
    *,
    answers: Path | None,
    by: str,
    gain: str,
    chance: str,
    due: str,
    today: datetime | None,
    lang: str | None,
) -> None:
    """Before go-live: eight questions, a verdict, the comparison to prepare, a promise to sign."""
    from retour.cli.plan import Promised, run_plan

    promise = Promised(by=by, gain=gain, chance=chance, due=due)
    sys.exit(run_plan(folder, automation, day_of(today), lang, answers=answers, promise=promise))


@main.command()
@FOLDER
@click.option("--settle", type=int, metavar="NUMBER", help="Sign what became of this promise.")
@click.option("--by", default="", help="Who signs.")
@click.option("--note", default="", help="A note to keep with it.")
@TODAY
@LANG
def promises(
    folder: Path, *, settle: int | None, by: str, note: str, today: datetime | None, lang: str | None
) -> None:
    """Promises beside what happened, and how past forecasts did, by author."""
    from retour.cli.plan import run_promises

    sys.exit(run_promises(folder, day_of(today), lang, settle=settle, by=by, note=note))


@main.command()
@FOLDER
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=usable,
    required=True,
    help="The day of the last digest.",
)
@click.option("--html", type=click.Path(path_type=Path), help="Write the mail's HTML here.")
@click.option("--text", type=click.Path(path_type=Path), help="Write the mail's text here.")
@TODAY
@LANG
def digest(
    folder: Path,
    *,
    since: datetime,
    html: Path | None,
    text: Path | None,
    today: datetime | None,
    lang: str | None,
) -> None:
    """Say what changed since a day, and nothing else: the digest as it would be mailed."""
    from retour.cli.digest import Files, run_digest

    sys.exit(run_digest(folder, since.date(), day_of(today), Files(html=html, text=text), lang))


@main.command()
@click.argument("sentence")
@LANG
def claim(sentence: str, lang: str | None) -> None:
    """Say what a sentence about an automation claims, what it proves, and what is missing."""
    from retour.cli.claim import run_claim

    sys.exit(run_claim(sentence, lang))


@main.command("lint")
@click.argument("files", type=click.Path(exists=True, path_type=Path), nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--fail", is_flag=True, help="Exit 10 when something serious is found.")
@click.option("--drafts", type=click.Path(path_type=Path), help="Write a draft of each into this workspace.")
@LANG
def lint_(
    files: tuple[Path, ...], *, as_json: bool, fail: bool, drafts: Path | None, lang: str | None
) -> None:
    """Find the weak points of Make blueprints and n8n exports (files, or folders of them)."""
    from retour.cli.lint import Asked, run_lint

    sys.exit(run_lint(files, Asked(as_json=as_json, fail=fail, drafts=drafts), lang))


@main.command()
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write one file a schema to.")
def schema(out: Path | None) -> None:
    """Write the JSON Schemas of the workspace's files."""
    from retour.cli.check import run_schema

    sys.exit(run_schema(out))


@main.command()
@FOLDER
@click.option("--to", required=True, help="Address of the server: https://retour.example.com")
@click.option("--token-env", metavar="NAME", help="Environment variable that holds the token (else stdin).")
@click.option("--yes", is_flag=True, help="Push without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--with-data", is_flag=True, help="Push the data files too.")
@LANG
def apply(
    folder: Path,
    *,
    to: str,
    token_env: str | None,
    yes: bool,
    dry_run: bool,
    with_data: bool,
    lang: str | None,
) -> None:
    """Push a workspace folder to a server, once what it would change was shown."""
    from retour.cli.apply import Wanted, run_apply

    wanted = Wanted(to=to, token_env=token_env, yes=yes, dry_run=dry_run, with_data=with_data)
    sys.exit(run_apply(folder, wanted, lang))


main.add_command(cards)
main.add_command(export_)
main.add_command(ledger)
main.add_command(log)
main.add_command(verify)

PASSED = {"ignore_unknown_options": True, "help_option_names": []}
ARGUMENTS = click.argument("arguments", nargs=-1, type=click.UNPROCESSED)


@main.command(context_settings=PASSED)
@ARGUMENTS
def serve(arguments: tuple[str, ...]) -> None:
    """Serve the pages for a browser, and do the work that they ask for."""
    _browser_face("serve", arguments)


@main.command(context_settings=PASSED)
@ARGUMENTS
def work(arguments: tuple[str, ...]) -> None:
    """Do the work that the pages ask for (`serve` starts one by itself)."""
    _browser_face("work", arguments)


@main.command(context_settings=PASSED)
@ARGUMENTS
def account(arguments: tuple[str, ...]) -> None:
    """Make somebody's account on this server: the first one is made here."""
    _browser_face("account", arguments)


@main.command(context_settings=PASSED)
@ARGUMENTS
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of the web framework's own commands: `manage check --deploy`."""
    _browser_face("manage", arguments)


def _browser_face(verb: str, arguments: tuple[str, ...]) -> None:
    """Become the browser's face: the two faces never import each other."""
    os.execv(sys.executable, [sys.executable, "-m", "retour.web", verb, *arguments])  # noqa: S606


__all__ = ["Exit", "main"]
