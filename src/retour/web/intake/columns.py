"""The columns of a data file and its first rows: read at once when it is light, else kept by the worker."""

from hashlib import sha256
from pathlib import Path

import retour
from retour.connectors.files import Guessed, guess_mapping
from retour.register.process import EventFile, Process
from retour.register.workspace import Register
from retour.web.intake.asking import TIMEZONE
from retour.web.intake.incoming import mapping_of
from retour.web.intake.kept import forget_others, keep, kept
from retour.web.intake.weight import is_light
from retour.web.portfolio import jobs
from retour.web.portfolio.documents import register_of, texts
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.jobs import Found, Refused, Work, handles
from retour.web.portfolio.models import DataFile, Job
from retour.web.workspaces.access import Seat
from retour.web.workspaces.models import Workspace

COLUMNS = "source.columns"
FOLDER = ".columns"
Reading = tuple[Process, EventFile] | None


def columns_of(seat: Seat, file: DataFile, register: Register | None) -> Guessed | Job | None:
    """What a file of events seems to be; the work under way when it is heavy; None for other files."""
    path = folder_of(seat.workspace) / file.path
    if not path.is_file() or not file.path.startswith("events/"):
        return None
    with path.open("rb") as stream:
        if is_light(stream, file.size):
            return _guessed(path, register, file)
    name = _name(file, register)
    found = kept(_folder(seat.workspace), name)
    if isinstance(found, Guessed):
        return found
    known = (
        Job.objects.filter(workspace=seat.workspace, kind=COLUMNS, asked__name=name).order_by("-id").first()
    )
    if known is not None and known.state != Job.State.DONE:
        return known
    return jobs.ask(seat, COLUMNS, file=file.pk, name=name)


@handles(COLUMNS)
def read_columns(work: Work) -> Found:
    """Read the columns of one data file."""
    file = DataFile.objects.filter(workspace=work.job.workspace, pk=work.job.asked["file"]).first()
    if file is None:
        raise Refused("interrupted")
    work.tell(file.path)
    read(work.seat, file)
    return {}


def read(seat: Seat, file: DataFile) -> None:
    """Read the columns of a heavy file of events now, and keep them for its page."""
    path = folder_of(seat.workspace) / file.path
    if not path.is_file() or not file.path.startswith("events/"):
        return
    register, _ = register_of(texts(seat.workspace))
    folder, name = _folder(seat.workspace), _name(file, register)
    keep(folder, name, _guessed(path, register, file))
    forget_others(folder, str(file.pk), {name})


def forget(file: DataFile) -> None:
    """Remove what was kept of a file that is replaced or removed."""
    forget_others(_folder(file.workspace), str(file.pk), set())


def _guessed(path: Path, register: Register | None, file: DataFile) -> Guessed:
    reading = mapping_of(register, file.path)
    return guess_mapping(
        path,
        timezone=register.timezone if register else TIMEZONE,
        process=reading[0] if reading else None,
        given=reading[1] if reading else None,
    )


def _name(file: DataFile, register: Register | None) -> str:
    """What a reading depends on: another name means that it must be done again."""
    timezone = register.timezone if register else TIMEZONE
    told = repr((retour.__version__, file.digest, mapping_of(register, file.path), timezone))
    return f"{file.pk}-{sha256(told.encode()).hexdigest()[:16]}"


def _folder(workspace: Workspace) -> Path:
    return folder_of(workspace) / FOLDER
