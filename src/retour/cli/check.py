"""`retour check`, `retour init` and `retour schema`."""

import json
from datetime import date
from pathlib import Path

import click

from retour.cli.audit import opened
from retour.cli.exporting import tell_overviews
from retour.cli.output import Exit, Voice, unusable, writing
from retour.connectors.declared import (
    add_template,
    automation_templates,
    template_called,
    write_template,
)
from retour.quantity import Problem
from retour.register.dated import old_prices
from retour.register.schema import json_schemas
from retour.wording import say
from retour.workspace.ledger import ledger_of
from retour.workspace.terminal import system_language


def run_check(folder: Path, lang: str | None, *, verbose: bool = False) -> int:
    """Every problem at once: the register's, the data's and the ledger's."""
    workspace, voice = opened(folder, lang)
    if workspace is None:
        return Exit.UNUSABLE
    today = date.today()  # noqa: DTZ011  the user's own calendar day
    known = workspace.dossier(today=today).problems
    found = (*known, *old_prices(workspace.register, today), *ledger_of(folder)[1])
    voice.problems(found, limit=10_000)
    if verbose:
        tell_overviews(workspace, voice)
    if unusable(found):
        return Exit.UNUSABLE
    voice.say(say("check_ok", {"automations": len(workspace.register.automations)}, voice.lang, family="cli"))
    return Exit.OK


def run_init(folder: Path, lang: str | None) -> int:
    """Write a workspace to start from."""
    voice = Voice(lang or system_language())
    today = date.today()  # noqa: DTZ011  the user's own calendar day
    with writing(voice, folder):
        written = write_template(folder, voice.lang, today)
    return _tell_written(voice, written)


def run_templates(lang: str | None) -> int:
    """List the templates, one sentence each."""
    voice = Voice(lang or system_language())
    for one in automation_templates():
        voice.say(f"{one.key}  {one.says.in_(voice.lang)}")
    return Exit.OK


def run_template(folder: Path, name: str, lang: str | None, live: date | None) -> int:
    """Write a typical automation into a workspace, which begins when there is none."""
    voice = Voice(lang or system_language())
    today = date.today()  # noqa: DTZ011  the user's own calendar day
    template = template_called(name)
    if isinstance(template, Problem):
        return _tell_written(voice, template)
    with writing(voice, folder):
        written = add_template(folder, template, voice.lang, today, live=live)
    return _tell_written(voice, written)


def _tell_written(voice: Voice, written: tuple[Path, ...] | Problem) -> int:
    if isinstance(written, Problem):
        voice.problems([written])
        return Exit.USAGE
    for path in written:
        voice.say(say("written", {"path": str(path)}, voice.lang, family="cli"))
    return Exit.OK


def run_schema(out: Path | None) -> int:
    """Print the JSON Schemas, or write one file each."""
    schemas = json_schemas()
    if out is None:
        click.echo(json.dumps(schemas, indent=2))
        return Exit.OK
    with writing(Voice(system_language()), out):
        out.mkdir(parents=True, exist_ok=True)
        for name, told in schemas.items():
            (out / f"{name}.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return Exit.OK
