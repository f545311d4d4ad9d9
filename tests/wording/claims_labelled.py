"""Sentences labelled by hand, in the two text files beside this one."""

from dataclasses import dataclass
from pathlib import Path

from retour.wording.strength import Basis


@dataclass(frozen=True)
class Labelled:
    basis: Basis
    sentence: str


def labelled(lang: str, label: str) -> list[Labelled]:
    """The sentences of a language under `over` or `clean`."""
    text = Path(__file__).with_name(f"labelled.{lang}.txt").read_text(encoding="utf-8")
    section = text.split(f"[{label}]\n")[1].split("\n[")[0]
    parted = [line.split(" | ", 1) for line in section.splitlines() if line.strip()]
    return [Labelled(Basis(basis), sentence) for basis, sentence in parted]
