"""Runs of automations in their tools, from our own columns, Make's history or n8n's executions."""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from retour.connectors.files.events import zone_of
from retour.connectors.files.findings import Findings
from retour.connectors.files.jsonlines import json_items, parsed
from retour.connectors.files.opening import read_table
from retour.connectors.files.run_items import Item, item_of
from retour.connectors.files.source import Kind, survey
from retour.connectors.files.text import guess_encoding, lines_of
from retour.events.actor import plain
from retour.events.moment import read_moment
from retour.events.number import read_number
from retour.events.run import Run, RunStatus, Trigger
from retour.quantity import Place, Problem

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STATUS_WORDS = {
    RunStatus.SUCCESS: "1 success succeeded successful ok completed complete done finished reussi "
    "succes termine",
    RunStatus.PARTIAL: "2 warning partial partiel avertissement error_handled",
    RunStatus.FAILED: "3 error failed failure crashed halted erreur echec echoue failing",
    RunStatus.CANCELLED: "cancelled canceled annule aborted stopped filtered skipped interrompu",
    RunStatus.RUNNING: "running new waiting pending queued en_cours held delayed scheduled throttled",
}
_TRIGGER_WORDS = {
    Trigger.PRODUCTION: "production webhook trigger auto automatic scheduled schedule cron integrated retry "
    "chat cli instant immediate polling automatique planifie internal",
    Trigger.MANUAL: "manual manuel manuelle",
    Trigger.TEST: "test evaluation essai",
    Trigger.ERROR_HANDLER: "error error_handler erreur gestion_d_erreur",
}
_STATUSES = {word: status for status, words in _STATUS_WORDS.items() for word in words.split()}
_TRIGGERS = {word: trigger for trigger, words in _TRIGGER_WORDS.items() for word in words.split()}
Rows = Iterator[tuple[int, Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Reader:
    """What is needed to read one run. `known` are the declared automations by their plain name."""

    known: Mapping[str, str]
    stem: str
    zone: ZoneInfo
    findings: Findings


def read_runs(
    path: Path, *, automations: Sequence[str], timezone: str = "UTC", name: str = ""
) -> tuple[tuple[Run, ...], tuple[Problem, ...]]:
    """Runs, each once, in the order of their start.

    Args:
        path: CSV, XLSX, Parquet, JSON or JSON lines.
        automations: the keys declared. A row names its automation, or the file's name begins with it.
        timezone: IANA zone of times written without an offset.
        name: how the file is called in problems; its own name by default.

    Returns:
        Runs and problems. The same run twice counts once; a running one gives way to its end; two
        different ends of one run are a problem and the first is kept.
    """
    findings = Findings(name or path.name)
    zone = zone_of(timezone, findings)
    if zone is None:
        return (), findings.problems()
    rows, before = _rows(path, findings)
    named = {plain(key): key for key in automations}
    reader = Reader(named, plain(path.name.split(".")[0]), zone, findings)
    known: dict[tuple[str, str], Run] = {}
    seen = 0
    for line, row in rows:
        item = item_of(row)
        if item is None:
            continue
        seen += 1
        run = _run(item, line, reader)
        if run is not None:
            _keep(known, run, findings)
    if not seen and not (before or findings.counts):
        findings.add("runs.unrecognised")
    runs = sorted(known.values(), key=lambda run: (run.started, run.id))
    return tuple(runs), (*before, *findings.problems())


def _rows(path: Path, findings: Findings) -> tuple[Rows, tuple[Problem, ...]]:
    probe = Findings(findings.file)
    source = survey(path, probe)
    if source is not None and source.kind is Kind.JSON:
        items = json_items(source, probe)
        if items == []:
            findings.note("file.header_only")
        rows = ((n, item) for n, item in enumerate(items or (), start=1) if isinstance(item, dict))
        return rows, probe.problems()
    if source is not None and source.kind is Kind.JSON_LINES:
        groups = lines_of(source, guess_encoding(source).value, findings)
        lines = ((n, text) for g in groups for n, text in enumerate(g.lines, start=g.start) if text.strip())
        return _json_rows(lines, findings), probe.problems()
    sheet = read_table(path, name=findings.file)
    table = ((row.line, dict(zip(sheet.header, row.cells, strict=False))) for row in sheet.rows)
    return table, sheet.problems


def _json_rows(lines: Iterator[tuple[int, str]], findings: Findings) -> Rows:
    """One run a line, or one page of an API a line."""
    for number, text in lines:
        value = parsed(text.strip().lstrip("\ufeff"))
        if not isinstance(value, dict):
            findings.reject("line.not_json", line=number, value=text)
            continue
        page = value.get("data")
        for item in page if isinstance(page, list) else [value]:
            if isinstance(item, dict):
                yield number, item


def _run(item: Item, line: int, reader: Reader) -> Run | None:
    findings = reader.findings
    automation = _automation(item, line, reader)
    started = _time(item, "started", (line, reader)) if automation else None
    status = status_of(item.get("status"))
    if automation is None or started is None:
        return None
    if not item.get("id"):
        findings.reject("run.id_missing", line=line, column="id")
        return None
    if status is None:
        findings.reject("run.status_unknown", line=line, column="status", value=item.get("status"))
        return None
    run = Run(
        id=item.get("id"),
        automation=automation,
        started=started,
        ended=None,
        status=status,
        place=Place(findings.file, line),
        items=max(0, _count(item, "items", (line, findings), otherwise=1)),
        ignored=max(0, _count(item, "ignored", (line, findings), otherwise=0)),
        trigger=_trigger(item, line, findings),
        retry_of=item.get("retry_of") or None,
        parent=item.get("parent") or None,
        cases=tuple(c for c in (p.strip() for p in re.split(r"[;|\n]", item.get("cases"))) if c),
        cost_units=_cost(item, line, findings),
    )
    return _ended(_partial(run), item, (line, reader))


def _partial(run: Run) -> Run:
    """A success that dropped something on the way is a partial one."""
    dropped = run.ignored and run.status is RunStatus.SUCCESS
    return replace(run, status=RunStatus.PARTIAL) if dropped else run


def _ended(run: Run, item: Item, of: tuple[int, Reader]) -> Run:
    line, reader = of
    milliseconds = read_number(item.get("duration"), places=0, comma=False)
    span = timedelta(milliseconds=milliseconds) if isinstance(milliseconds, int) else None
    ended = (
        _time(item, "ended", of) if item.get("ended") else (run.started + span if span is not None else None)
    )
    if ended is not None and ended < run.started:
        value = item.get("ended") or item.get("duration")
        reader.findings.warn("run.ended_before_started", line=line, column="ended", value=value)
        return run
    seconds = span if span is not None and span >= timedelta() else (ended - run.started if ended else None)
    return replace(run, ended=ended, machine_seconds=seconds.total_seconds() if seconds is not None else None)


def _automation(item: Item, line: int, reader: Reader) -> str | None:
    """The automation a row is of: named by the row, else by the file's name, else the only one."""
    known = reader.known
    for name in item.names:
        if plain(name) in known:
            return known[plain(name)]
    by_file = [k for k in known if reader.stem == k or reader.stem.startswith(f"{k} ")]
    if by_file and not item.get("automation"):
        return known[max(by_file, key=len)]
    if len(known) == 1 and not item.named:
        return next(iter(known.values()))
    named = item.names[0] if item.names else ""
    near = difflib.get_close_matches(plain(named), known, 1, 0.5)
    hint = known[near[0]] if near else ""
    reader.findings.reject("run.automation_unknown", line=line, column="automation", value=named, hint=hint)
    return None


def _time(item: Item, part: str, of: tuple[int, Reader]) -> datetime | None:
    line, reader = of
    value = item.get(part)
    read = read_moment(value, zone=reader.zone)
    if isinstance(read, int):
        return _EPOCH + timedelta(microseconds=read)
    say = reader.findings.reject if part == "started" else reader.findings.warn
    say(read, line=line, column=part, value=value)
    return None


def _trigger(item: Item, line: int, findings: Findings) -> Trigger:
    trigger = trigger_of(item.get("trigger"))
    if trigger is None and _word(item.get("trigger")):
        findings.warn("run.trigger_unknown", line=line, column="trigger", value=item.get("trigger"))
    return trigger or Trigger.PRODUCTION


def status_of(text: str) -> RunStatus | None:
    """How a run ended, in the words of a tool; None for words that are not known."""
    return _STATUSES.get(_word(text))


def trigger_of(text: str) -> Trigger | None:
    """What started a run, in the words of a tool; None for words that are not known."""
    return _TRIGGERS.get(_word(text))


def _word(text: str) -> str:
    return plain(text).replace(" ", "_")


def _count(item: Item, part: str, of: tuple[int, Findings], *, otherwise: int) -> int:
    line, findings = of
    count = read_number(item.get(part), places=0, comma=False)
    if count is None:
        return otherwise
    if isinstance(count, str) or count < 0:
        findings.warn(f"run.{part}_unreadable", line=line, column=part, value=item.get(part))
        return otherwise
    return count


def _cost(item: Item, line: int, findings: Findings) -> float | None:
    units = read_number(item.get("cost_units"), places=3, comma=False)
    if isinstance(units, str):
        findings.warn(
            "run.cost_units_unreadable", line=line, column="cost_units", value=item.get("cost_units")
        )
        return None
    return None if units is None else units / 1000


def _keep(known: dict[tuple[str, str], Run], run: Run, findings: Findings) -> None:
    """Keep one record a run: the end over the running, the later of two runnings, the first of two ends."""
    key = (run.automation, run.id)
    other = known.get(key)
    if other is None or other.status is RunStatus.RUNNING:
        known[key] = run
        return
    if run.status is RunStatus.RUNNING or replace(run, place=other.place) == other:
        return
    findings.reject("run.conflict", line=run.place.line, column="id", value=run.id)
