"""Text out of bytes: which encoding, and lines of bounded length that keep their numbers."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass

from retour.connectors.files.findings import Findings
from retour.connectors.files.limits import BLOCK, LONGEST_LINE
from retour.connectors.files.source import Source, blocks, utf16_of
from retour.events.columns import Guess

_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆ€«»°’‘“”–—…·²³\u00a0ñÑáíóúß")
_UNDEFINED_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")


@dataclass(frozen=True, slots=True)
class Lines:
    """Consecutive lines without their ends; the first has number `start`."""

    start: int
    lines: list[str]


def guess_encoding(source: Source) -> Guess:
    """UTF-16 by its mark or noughts, UTF-8 when every byte agrees, else what Windows writes in France."""
    sample = source.sample
    wide = utf16_of(sample)
    if wide:
        return Guess(what="encoding", value=wide)
    if sample.startswith(codecs.BOM_UTF8):
        return Guess(what="encoding", value="utf-8-sig")
    if source.utf8:
        return Guess(what="encoding", value="utf-8")
    high = bytes(set(sample) - set(range(128)))
    if _UNDEFINED_1252 & set(high):
        return Guess(what="encoding", value="latin-1", sure=False)
    return Guess(what="encoding", value="cp1252", sure=set(high.decode("cp1252")) <= _FRENCH)


def lines_of(source: Source, encoding: str, findings: Findings) -> Iterator[Lines]:
    """Lines in groups of about two mebibytes. Too long a line becomes a blank one, and a problem."""
    feeder = _Feeder(findings)
    text: list[str] = []
    size = 0
    decoder = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(encoding)(errors="replace"), translate=True
    )
    before = findings.counts.total()
    for block in blocks(source, findings):
        text.append(decoder.decode(block))
        size += len(text[-1])
        if size >= BLOCK:
            yield from feeder.feed("".join(text))
            text, size = [], 0
    text.append(decoder.decode(b"", final=True))
    whole = findings.counts.total() == before or not _cut(findings)
    yield from feeder.feed("".join(text), last=True, whole=whole)


def _cut(findings: Findings) -> bool:
    return any(findings.counts[r] for r in ("file.truncated_gzip", "file.broken", "file.zip_bomb"))


class _Feeder:
    """Cuts text into lines, keeping the unfinished one for the next piece."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._left = ""
        self._skipping = False
        self._next = 1

    def feed(self, text: str, *, last: bool = False, whole: bool = True) -> Iterator[Lines]:
        lines = (self._left + text).split("\n")
        self._left = lines.pop()
        if self._skipping and lines:
            lines[0], self._skipping = "", False
        if last:
            self._finish(lines, whole=whole)
        elif self._skipping:
            self._left = ""
        elif len(self._left) > LONGEST_LINE:
            self._too_long(self._next + len(lines))
            self._left, self._skipping = "", True
        if lines:
            start, self._next = self._next, self._next + len(lines)
            yield Lines(start, self._clean(start, lines))

    def _finish(self, lines: list[str], *, whole: bool) -> None:
        if self._skipping or not (self._left or not whole):
            return
        if whole:
            lines.append(self._left)
            return
        number = self._next + len(lines)
        self._findings.reject("line.truncated", line=number, value=self._left)
        lines.append("")

    def _too_long(self, line: int) -> None:
        self._findings.reject("line.too_long", line=line, limit=LONGEST_LINE)

    def _clean(self, start: int, lines: list[str]) -> list[str]:
        if max(map(len, lines)) > LONGEST_LINE:
            for index, line in enumerate(lines):
                if len(line) > LONGEST_LINE:
                    self._too_long(start + index)
                    lines[index] = ""
        joined = "".join(lines)
        if "\x00" in joined or "\ufffd" in joined:
            for index, line in enumerate(lines):
                lines[index] = self._mended(start + index, line)
        return lines

    def _mended(self, number: int, line: str) -> str:
        if "\ufffd" in line:
            self._findings.warn("text.undecodable", line=number, value=line)
        if "\x00" in line:
            self._findings.warn("line.nul", line=number, value=line.replace("\x00", ""))
            return line.replace("\x00", "")
        return line
