"""CSV of any separator, with quotes that may hold line ends and may never be closed."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import LONGEST_RECORD, MOST_QUOTES_MENDED
from retour.connectors.files.source import Kind, Source
from retour.connectors.files.table import Block, Row, Shaper, Table, find_header, name_columns
from retour.connectors.files.text import Lines, guess_encoding, lines_of
from retour.events.columns import Guess
from retour.register.process import EventFile

SEPARATORS = (",", ";", "\t", "|")
_END = "\x00end of the piece\x00"  # no line holds a nought: they are taken out before
_LOOKED_AT = 200  # lines looked at to tell the separator
_HEAD = 60  # records among which the header is


def open_csv(source: Source, mapping: EventFile, findings: Findings) -> Table | None:
    """A table out of a CSV; what the mapping does not say is guessed from the first lines."""
    guesses: list[Guess] = []
    encoding = mapping.encoding
    if encoding is None:
        guesses.append(guess_encoding(source))
        encoding = guesses[0].value
    if not _known(encoding, source.sample):
        findings.add("encoding.unknown", value=encoding)
        return None
    pieces = lines_of(source, encoding, findings)
    first = next(pieces, None)
    if first is None:
        findings.add("file.empty")
        return None
    first.lines[0] = first.lines[0].lstrip("\ufeff")
    told = _separator(first, mapping, findings)
    if told is None:
        return None
    separator, guess = told
    guesses += guess
    records = Records(separator, findings)
    return _with_header(records, chain([first], pieces), tuple(guesses), findings)


def _with_header(
    records: "Records", pieces: Iterator[Lines], guesses: tuple[Guess, ...], findings: Findings
) -> Table | None:
    groups = records.groups(pieces)
    first = next(groups, Group([], []))
    if first.is_blank():
        if not findings.counts:
            findings.add("file.empty")
        return None
    head = first.head(_HEAD)
    at = find_header(head)
    header = name_columns(head[at], findings)
    if at:
        guesses = (*guesses, Guess(what="header_line", value=str(head[at].line)))
    shaper = Shaper(findings, header, max(len(head[at].cells), len(header)))
    records.width = shaper.width
    shaped = (group.shaped(shaper) for group in chain([first.below(at + 1)], groups))
    return Table(Kind.CSV, header, (block for block in shaped if block), guesses)


def _known(encoding: str, sample: bytes) -> bool:
    """True when an encoding exists and can be this file's: UTF-16 must begin with its mark."""
    try:
        "é".encode(encoding, errors="replace")
        codecs.getincrementaldecoder(encoding)(errors="replace").decode(sample)
    except (LookupError, ValueError):
        return False
    return True


def _separator(first: Lines, mapping: EventFile, findings: Findings) -> tuple[str, list[Guess]] | None:
    if mapping.separator is None:
        separator, sure = guess_separator(first.lines)
        return separator, [Guess(what="separator", value=separator, sure=sure)]
    separator = {"\\t": "\t", "tab": "\t"}.get(mapping.separator, mapping.separator)
    if len(separator) != 1 or separator in '"\n\r ':
        findings.add("separator.invalid", value=mapping.separator)
        return None
    return separator, []


def guess_separator(lines: list[str]) -> tuple[str, bool]:
    """The separator under which most lines have the same number of cells, and more than one.

    A first line ``sep=;`` (Excel's own) is believed.
    """
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        separator = lines[0][4]
        lines[0] = ""
        return separator, True
    some = [line[:10_000] for line in lines[:_LOOKED_AT] if line.strip()]
    scores = {}
    for separator in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(some, delimiter=separator) if row)
        except csv.Error:
            continue
        width, rows = widths.most_common(1)[0] if widths else (1, 0)
        scores[separator] = (rows if width > 1 else 0, width)
    if not any(rows for rows, _ in scores.values()):
        return ",", False
    best = max(scores, key=lambda s: scores[s])
    rivals = [s for s in scores if s != best and scores[s][0] >= 0.9 * scores[best][0]]
    return best, not rivals


class Group(NamedTuple):
    """Records, and the line where each begins."""

    lines: list[int]
    rows: list[list[str]]

    def is_blank(self) -> bool:
        """True when no cell holds anything."""
        return not any(any(row) for row in self.rows)

    def head(self, most: int) -> list[Row]:
        """The first records."""
        return [Row(*pair) for pair in zip(self.lines[:most], self.rows[:most], strict=True)]

    def below(self, at: int) -> "Group":
        """The records from the one at this place on."""
        return Group(self.lines[at:], self.rows[at:])

    def shaped(self, shaper: Shaper) -> Block | None:
        """The block that these records give."""
        return shaper.block(self.lines, self.rows)


class Columns(NamedTuple):
    """Records of consecutive lines, all of the same width, by column."""

    start: int
    columns: list[list[str]]

    def is_blank(self) -> bool:
        """True when no cell holds anything."""
        return not any(any(column) for column in self.columns)

    def head(self, most: int) -> list[Row]:
        """The first records."""
        rows = zip(*(column[:most] for column in self.columns), strict=True)
        return [Row(line, row) for line, row in enumerate(rows, self.start)]

    def below(self, at: int) -> "Columns":
        """The records from the one at this place on."""
        return Columns(self.start + at, [column[at:] for column in self.columns])

    def shaped(self, shaper: Shaper) -> Block | None:
        """The block that these records give."""
        lines = range(self.start, self.start + len(self.columns[0]))
        return shaper.from_columns(lines, self.columns) if lines else None


class Records:
    """Records out of lines. A record keeps the number of the line where it begins.

    Pieces without quotes whose lines all have the `width` (that of the header; before it is known, of the
    first line) are cut by column, which takes a third of the time.
    """

    def __init__(self, separator: str, findings: Findings) -> None:
        self.width = 0
        self._separator = separator
        self._findings = findings
        self._mended = 0

    def groups(self, pieces: Iterator[Lines]) -> Iterator[Group | Columns]:
        """One group a piece of text."""
        carried = Lines(1, [])
        for piece in pieces:
            columns = None if carried.lines else self._by_column(piece)
            if columns is not None:
                yield columns
                continue
            whole = Lines(carried.start, carried.lines + piece.lines) if carried.lines else piece
            numbers, rows, carried = self._parse(whole, last=False)
            yield Group(numbers, rows)
        if carried.lines:
            numbers, rows, _ = self._parse(carried, last=True)
            yield Group(numbers, rows)

    def _by_column(self, piece: Lines) -> Columns | None:
        lines, separator = piece.lines, self._separator
        width = self.width or 1 + lines[0].count(separator)
        if width < 2 or max(map(len, lines)) > LONGEST_RECORD:
            return None
        if {line.count(separator) for line in lines} != {width - 1}:
            return None
        flat = separator.join(lines)
        if '"' in flat:
            return None
        cells = flat.split(separator)
        return Columns(piece.start, [cells[place::width] for place in range(width)])

    def _parse(self, piece: Lines, *, last: bool) -> tuple[list[int], list[list[str]], Lines]:
        """Records of a piece, and the lines of a last record that is not finished yet."""
        numbers: list[int] = []
        rows: list[list[str]] = []
        at = 0
        while True:
            more, done = self._read(piece.lines, at)
            starts = _starts(piece.start + at, more, len(piece.lines) - at)
            if done and more and more[-1] == [_END]:
                return numbers + starts[: len(more) - 1], rows + more[:-1], Lines(0, [])
            broken = more.pop() if done else None
            start = starts[len(more)]
            numbers += starts[: len(more)]
            rows += more
            at = start - piece.start
            waiting = piece.lines[at:]
            if done and broken is not None and not last and sum(map(len, waiting)) < LONGEST_RECORD:
                return numbers, rows, Lines(start, waiting)
            self._skip(start, waiting[0])
            at += 1

    def _skip(self, line: int, text: str) -> None:
        self._mended += 1
        rule = "line.quote_unclosed" if '"' in text else "line.too_long"
        self._findings.reject(rule, line=line, value=text)

    def _read(self, lines: list[str], at: int) -> tuple[list[list[str]], bool]:
        """Records from line `at` on; False when the next one is too large, or swallowed lines by a quote."""
        some = lines[at:] if at else lines
        texts = [f"{line}\n" for line in some] if any('"' in line for line in some) else some
        source = chain(texts, [_END])
        if self._mended >= MOST_QUOTES_MENDED:
            reader = csv.reader(source, delimiter=self._separator, quoting=csv.QUOTE_NONE)
        else:
            reader = csv.reader(source, delimiter=self._separator)
        rows: list[list[str]] = []
        try:
            rows.extend(reader)
        except csv.Error:
            return rows, False
        swallowed = None if len(rows) == len(some) + 1 else self._swallowed(texts, rows)
        return (rows, True) if swallowed is None else (rows[:swallowed], False)

    def _swallowed(self, texts: list[str], rows: list[list[str]]) -> int | None:
        """The first record of several lines whose quotes are not well formed: one was never closed."""
        line = 0
        for index, row in enumerate(rows):
            lines = 1 + sum(cell.count("\n") for cell in row)
            if lines > 1 and not row[-1].endswith(_END) and not self._strict(texts[line : line + lines]):
                return index
            line += lines
        return None

    def _strict(self, texts: list[str]) -> bool:
        try:
            return len(list(csv.reader(texts, delimiter=self._separator, strict=True))) == 1
        except csv.Error:
            return False


def _starts(first: int, rows: list[list[str]], lines: int) -> list[int]:
    """The line where each record begins, and where the one after them would."""
    if len(rows) == lines + 1:  # one record a line, then the mark of the end
        return list(range(first, first + len(rows) + 1))
    starts, line = [first], first
    for row in rows:
        line += 1 + sum(cell.count("\n") for cell in row)
        starts.append(line)
    return starts
