"""Real engines for the tests: a PostgreSQL that sorts as in French, a Spark cluster of two workers, chdb."""

import os
import shutil
import subprocess
import time
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path

import pytest

from databases import postgresql
from retour.register.engine import EngineChoice, EngineKind
from serving import free_port

QUIET = """spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.executor.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
spark.executor.memory 900m
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
"""
LOGGING = """rootLogger.level = error
rootLogger.appenderRef.stdout.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %m%n
"""


@pytest.fixture(scope="session")
def postgres_url():
    """A server whose texts are sorted by ICU as in French: é between e and f, not after z."""
    with postgresql("--locale-provider=icu", "--icu-locale=fr-FR", "--locale=C.UTF-8") as (url, _):
        yield url


@pytest.fixture(scope="session")
def spark_master(tmp_path_factory):
    """The address of a standalone cluster of two workers on loopback, from the wheel of PySpark."""
    java, wheel = shutil.which("java"), find_spec("pyspark")
    if java is None or wheel is None or wheel.origin is None:
        pytest.skip("Spark needs Java and pyspark")
    folder, home, port = tmp_path_factory.mktemp("spark"), Path(wheel.origin).parent, free_port()
    (folder / "spark-defaults.conf").write_text(QUIET)
    (folder / "log4j2.properties").write_text(LOGGING)
    settings = {
        "SPARK_HOME": str(home),
        "SPARK_CONF_DIR": str(folder),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_DAEMON_MEMORY": "256m",
    }
    master = f"spark://127.0.0.1:{port}"
    deploy = [home / "bin" / "spark-class", "org.apache.spark.deploy"]
    one = [f"{deploy[1]}.master.Master", "-h", "127.0.0.1", "-p", str(port), "--webui-port", "0"]
    worker = [
        f"{deploy[1]}.worker.Worker",
        "-h",
        "127.0.0.1",
        "-c",
        "1",
        "-m",
        "1g",
        "--webui-port",
        "0",
        "-d",
    ]
    with ExitStack() as stack:
        log = stack.enter_context((folder / "log").open("w"))
        for command in (one, [*worker, folder / "w1", master], [*worker, folder / "w2", master]):
            run = subprocess.Popen(
                [deploy[0], *command], env=os.environ | settings, stdout=log, stderr=subprocess.STDOUT
            )
            stack.callback(_stopped, run)
        before = {key: os.environ.get(key) for key in settings}
        os.environ.update(settings)
        stack.callback(_restored, before)
        time.sleep(1)
        yield master


def _stopped(run):
    run.terminate()
    with suppress(subprocess.TimeoutExpired):
        run.wait(10)
    run.kill()
    run.wait()


def _restored(before):
    for key, value in before.items():
        os.environ.pop(key, None)
        if value is not None:
            os.environ[key] = value


@pytest.fixture(autouse=True)
def every_engine(monkeypatch):
    """As in a terminal: the settings of the server, which the test run loads, allow DuckDB only."""
    monkeypatch.delenv("RETOUR_ENGINES", raising=False)


@pytest.fixture
def choice(request, monkeypatch):
    """One engine by its word, its server running."""
    kind = EngineKind(request.param)
    match kind:
        case EngineKind.POSTGRESQL:
            monkeypatch.setenv("RETOUR_PG", request.getfixturevalue("postgres_url"))
            return EngineChoice(kind=kind, url_env="RETOUR_PG")
        case EngineKind.SPARK:
            return EngineChoice(kind=kind, master=request.getfixturevalue("spark_master"))
        case _:
            return EngineChoice(kind=kind)
