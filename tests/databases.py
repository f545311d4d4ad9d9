"""A PostgreSQL server of the tests' own."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from serving import free_port


def postgres_program(name):
    """A program of PostgreSQL, on the path or where the distribution puts it."""
    found = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    return shutil.which(name) or (str(found[-1]) if found else None)


@contextmanager
def postgresql(inside: Path):
    """The address of a server whose files are in a folder, stopped at the end; or a reason to skip."""
    programs = {name: postgres_program(name) for name in ("initdb", "pg_ctl")}
    if not all(programs.values()):
        pytest.skip("PostgreSQL is not installed")
    folder, as_user = inside / "postgres", []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        as_user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        folder.mkdir()
        shutil.chown(folder, "nobody", "nogroup")
        for parent in (inside, *inside.parents[:3]):
            parent.chmod(0o755)
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    start = [programs["pg_ctl"], "-D", folder / "data", "-l", folder / "log", "-w", "-o", options, "start"]
    first = [programs["initdb"], "-D", folder / "data", "-U", "retour", "--auth=trust", "-E", "UTF8"]
    for command in (first, start):
        subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder)
    yield f"postgres://retour@127.0.0.1:{port}/postgres"
    stop = [programs["pg_ctl"], "-D", folder / "data", "-m", "immediate", "stop"]
    subprocess.run([*as_user, *stop], check=True, capture_output=True, cwd=folder)
