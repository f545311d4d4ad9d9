"""A PostgreSQL server of the tests' own."""

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from serving import free_port


def postgres_program(name):
    """A program of PostgreSQL, on the path or where the distribution puts it."""
    found = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    return shutil.which(name) or (str(found[-1]) if found else None)


@contextmanager
def postgresql(*sorting: str):
    """The address of a server of its own, and the folder of its files, until the end; or a reason to skip.

    `sorting`: options of `initdb`. Not in pytest's folder: another run of pytest closes that one to the
    server's user.
    """
    programs = {name: postgres_program(name) for name in ("initdb", "pg_ctl")}
    if not all(programs.values()):
        pytest.skip("PostgreSQL is not installed")
    folder, as_user = Path(tempfile.mkdtemp(prefix="postgres-")), []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        shutil.chown(folder, "nobody", "nogroup")
    port, data = free_port(), folder / "data"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    first = [programs["initdb"], "-D", data, "-U", "retour", "--auth=trust", "-E", "UTF8", *sorting]
    start = [programs["pg_ctl"], "-D", data, "-l", folder / "log", "-w", "-o", options, "start"]
    for command in (first, start):
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder)
    yield f"postgresql://retour@127.0.0.1:{port}/postgres", folder
    stop = [programs["pg_ctl"], "-D", data, "-m", "fast", "-t", "120", "stop"]
    subprocess.run([*as_user, *stop], check=True, capture_output=True, cwd=folder)
    shutil.rmtree(folder)
