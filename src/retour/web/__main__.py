"""`python -m retour.web`: serve, work, account, manage. `retour serve` and its kin come here."""

import os
import socket
import subprocess
import sys
import threading
import time

import click

from retour.web.options import Options, make_secret
from retour.workspace.terminal import system_language

SETTINGS = "retour.web.settings"
CONNECTIONS = 800  # held at once by a process
REST = 0.5  # seconds between two looks for work
Server = tuple[str, int]


@click.group()
def main() -> None:
    """The browser's face."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)


def prepare() -> None:
    """Make the folder and the key, and load Django."""
    options = Options.of(os.environ)
    options.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.environ.get("RETOUR_SECRET"):
        make_secret(options.data)
    import django  # noqa: PLC0415

    django.setup()


def migrate() -> None:
    """Bring the database to this version."""
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8321, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Processes that answer.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages, and do the work that they ask for, until interrupted."""
    _say_where(host, port)
    prepare()
    _check_free(host, port)
    migrate()
    _welcome(host, port)
    worker = subprocess.Popen([sys.executable, "-m", "retour.web", "work"])
    try:
        _answer((host, port), workers)
    finally:
        worker.terminate()
        worker.wait(timeout=30)


def _say_where(host: str, port: int) -> None:
    """Links lead to RETOUR_URL; where nothing was chosen, to this very port, whatever a request claims."""
    named = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0", "::") else host  # noqa: S104  a name for links
    named = f"[{named}]" if ":" in named else named
    os.environ["RETOUR_URL"] = os.environ.get("RETOUR_URL") or f"http://{named}:{port}"


def _check_free(host: str, port: int) -> None:
    """Two servers may share a port without a word, and answer in turn: refuse to be the second."""
    from retour.wording import label  # noqa: PLC0415

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError:
            raise click.ClickException(label("frame.port_taken", system_language(), port=str(port))) from None


def _welcome(host: str, port: int) -> None:
    from retour.web.accounts.models import User  # noqa: PLC0415
    from retour.wording import label  # noqa: PLC0415

    lang = system_language()
    click.echo(label("frame.serving", lang, url=f"http://{host}:{port}/"), err=True)
    if not User.objects.exists():
        click.echo(label("frame.no_account", lang, command="retour account you@example.com"), err=True)


def _answer(server: Server, workers: int) -> None:
    from granian.constants import HTTPModes, Interfaces  # noqa: PLC0415
    from granian.http import HTTP1Settings  # noqa: PLC0415
    from granian.server import Server as Granian  # noqa: PLC0415

    host, port = server
    patience = Options.of(os.environ).patience
    Granian(
        "retour.web.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=int(patience * 1000)),
        websockets=False,
        workers=workers,
        backpressure=CONNECTIONS,
        log_access=False,
    ).serve()


@main.command()
@click.option("--once", is_flag=True, help="Stop when nothing waits.")
def work(*, once: bool) -> None:
    """Do the work that pages ask for."""
    prepare()
    from django.db import close_old_connections  # noqa: PLC0415

    from retour.web.accounts.outbox import deliver, keep_delivering  # noqa: PLC0415
    from retour.web.portfolio.chores import Rhythm, tidy  # noqa: PLC0415
    from retour.web.portfolio.jobs import work_once  # noqa: PLC0415
    from retour.web.portfolio.logs_kept import SOON, seal_logs  # noqa: PLC0415

    parent, rhythm, sealing, over = os.getppid(), Rhythm(), Rhythm(every=SOON), threading.Event()
    postman = threading.Thread(target=keep_delivering, args=(over,), daemon=True)
    postman.start()
    while os.getppid() == parent:
        close_old_connections()
        if rhythm.is_due():
            tidy()
        if sealing.is_due():
            seal_logs()
        if work_once():
            continue
        if once:
            deliver()
            break
        time.sleep(REST)
    over.set()
    postman.join(timeout=30)


@main.command()
@click.argument("email")
@click.option("--name", default="")
@click.option("--lang", type=click.Choice(["fr", "en"]), help="Their language (default: the terminal's).")
@click.password_option(envvar="RETOUR_PASSWORD", help="Asked for when not given.")
def account(email: str, name: str, lang: str | None, password: str) -> None:
    """Make somebody's account; the first one is made here."""
    prepare()
    migrate()
    from django.contrib.auth.password_validation import validate_password  # noqa: PLC0415
    from django.core.exceptions import ValidationError  # noqa: PLC0415

    from retour.web.accounts.models import User  # noqa: PLC0415

    try:
        validate_password(password, User(email=email, name=name))
        User.objects.create_user(email, password, name=name, language=lang or system_language())
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    click.echo(email)


@main.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Django's own commands: `manage check --deploy`, `manage migrate`."""
    prepare()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["retour manage", *arguments])


if __name__ == "__main__":
    main(prog_name="retour")
