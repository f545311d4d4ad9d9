"""`retour measure`: one or two exports, what is certain, one effect, one sentence to paste."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from retour.cli.output import Exit, Voice, unusable, writing
from retour.quantity import DeclaredRange, Place, Problem, Span
from retour.register.wire_values import parse_span
from retour.wording import say
from retour.wording.numbers import moment
from retour.workspace.first_look import (
    Answered,
    Asked,
    Compared,
    DateProposal,
    Looked,
    Priced,
    compare,
    effect_of,
    facts,
    follow,
    headline,
    how_matched,
    look_at,
    lost_csv,
    page,
    propose_dates,
    report,
    say_answer,
    say_doubt,
    say_looked,
    say_pair,
    say_proposal,
    to_paste,
)
from retour.workspace.terminal import system_language

FAMILY = "first"
SHOWN = 20  # lost cases named on the terminal: the rest are in the list and in the page
MOST_FILES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What was asked besides the files."""

    within: str | None = None
    go_live: date | None = None
    today: date | None = None
    list_to: Path | None = None
    into: Path | None = None
    html: Path | None = None
    as_json: bool = False
    priced: Priced = Priced()


def run_measure(files: tuple[Path, ...], wanted: Wanted, lang: str | None) -> int:
    """Answer one or two exports; the exit code."""
    voice = Voice(lang or system_language())
    asked = _asked(wanted, voice.lang)
    seen = [look_at(path) for path in files]
    exports, runs = [x for x in seen if x.holds != "runs"], [x for x in seen if x.holds == "runs"]
    if len(exports) > MOST_FILES or (not exports and len(runs) > 1):
        voice.problems([Problem("measure.too_many_files", Place(files[-1].name))])
        return Exit.USAGE
    for looked in seen:
        show_looked(voice, looked)
    with _folder(wanted.into, voice) as folder:
        compared = _compared(exports or runs, folder, asked)
        dates = propose_dates(compared, runs=runs[0] if runs and exports else None)
        answered = effect_of(compared)
        _outputs(voice, answered, dates, wanted)
    voice.problems(compared.problems, limit=10)
    if compared.assessment is None:
        return Exit.UNUSABLE
    return Exit.UNUSABLE if unusable(compared.problems) else Exit.OK


def _asked(wanted: Wanted, lang: str) -> Asked:
    today = wanted.today or date.today()  # noqa: DTZ011  the user's own calendar day
    within = asked_span(wanted.within) if wanted.within else None
    return Asked(today=today, within=within, go_live=wanted.go_live, lang=lang, priced=wanted.priced)


def asked_span(text: str) -> Span:
    """The deadline asked for, or a usage error."""
    try:
        return parse_span(text)
    except ValueError as error:
        raise click.BadParameter(text, param_hint="--within") from error


def asked_range(text: str | None, option: str) -> DeclaredRange | None:
    """``35`` or ``26-60``: somebody's range, or a usage error."""
    if text is None:
        return None
    try:
        ends = sorted(float(part.replace(",", ".")) for part in text.split("-"))
        return DeclaredRange(ends[0], sum(ends) / len(ends), ends[-1])
    except (ValueError, IndexError) as error:
        raise click.BadParameter(text, param_hint=option) from error


@contextmanager
def _folder(into: Path | None, voice: Voice) -> Iterator[Path]:
    """The folder that receives the workspace: the user's to keep, or one that goes away."""
    if into is not None:
        with writing(voice, into):
            yield into
        return
    with tempfile.TemporaryDirectory(prefix="retour-") as name:
        yield Path(name) / "measure"


def _compared(seen: list[Looked], folder: Path, asked: Asked) -> Compared:
    if len(seen) == 1:
        return follow(seen[0], folder, asked)
    return compare(seen[0], seen[1], folder, asked)


def show_looked(voice: Voice, looked: Looked) -> None:
    """What was read and guessed of a file, on stderr."""
    voice.tell(say("guessed", {"file": looked.name}, voice.lang, family="measure"))
    for sentence in say_looked(looked, voice.lang):
        voice.tell(f"  - {sentence}")


def _outputs(voice: Voice, answered: Answered, dates: tuple[DateProposal, ...], wanted: Wanted) -> None:
    compared = answered.compared
    if wanted.as_json:
        told = report(answered, voice.lang) | {"dates": [report(d, voice.lang) for d in dates]}
        voice.say(json.dumps(told, ensure_ascii=False))
    else:
        show(voice, answered, dates)
    if wanted.list_to and compared.assessment is not None:
        with writing(voice, wanted.list_to):
            wanted.list_to.write_text(lost_csv(compared, voice.lang), encoding="utf-8-sig", newline="")
    if wanted.html and compared.assessment is not None:
        with writing(voice, wanted.html):
            wanted.html.write_text(page(answered, voice.lang), encoding="utf-8", errors="replace")
        voice.tell(say("written", {"path": str(wanted.html)}, voice.lang, family="cli"))
    if wanted.into and compared.assessment is not None:
        voice.tell(say("kept", {"path": str(wanted.into)}, voice.lang, family=FAMILY))


def show(voice: Voice, answered: Answered, dates: tuple[DateProposal, ...]) -> None:
    """The sentence, the names, the other facts, the effect, and the sentence to paste last."""
    compared, lang = answered.compared, voice.lang
    voice.say(headline(compared, lang).text)
    if compared.assessment is None:
        return
    _named(voice, compared)
    for sentence in (*facts(compared, lang), *how_matched(compared, lang)):
        voice.say(sentence.text)
    for line in (
        *(say_pair(p, lang) for p in compared.name_pairs),
        *(say_doubt(d, lang) for d in compared.doubts),
    ):
        voice.say(f"  - {line}")
    if compared.asked.go_live is None:
        for line in [say_proposal(d, lang) for d in dates] or [say("no_date", {}, lang, family=FAMILY)]:
            voice.say(line)
    else:
        for sentence in say_answer(answered, lang):
            voice.say(sentence.text)
    title = say("page_paste", {}, lang, family=FAMILY)
    voice.say(f"\n{title}\n{to_paste(answered, lang)}")


def _named(voice: Voice, compared: Compared) -> None:
    zone, found = ZoneInfo(compared.asked.timezone), compared.reconciliation
    if found is None or compared.strangers:
        return
    for case in compared.lost[:SHOWN]:
        at = moment(case.at.astimezone(zone), voice.lang)
        words = {"label": case.label, "at": at, "line": str(case.place.line)}
        voice.say(f"  - {say('open_line', words, voice.lang, family=FAMILY)}")
    if found.lost_total > SHOWN:
        voice.say("  " + say("more", {"n": found.lost_total - SHOWN}, voice.lang, family=FAMILY))
