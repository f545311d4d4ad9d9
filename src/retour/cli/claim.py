"""`retour claim`: what a sentence says, proves and lacks."""

import click

from retour.claim import check_sentence
from retour.claim.sentence import parse_sentence
from retour.cli.output import Exit, Voice
from retour.register.workspace import Register
from retour.report.claim_text import claim_text

LONGEST = 1_000  # characters: a sentence, not a document


def run_claim(sentence: str, lang: str | None) -> int:
    """Answer a sentence, in its own language unless told otherwise."""
    if len(sentence) > LONGEST:
        raise click.BadParameter(f"{sentence[:40]}…", param_hint="SENTENCE")
    voice = Voice(lang or parse_sentence(sentence).language)
    register = Register(name="")
    voice.say(claim_text(check_sentence(sentence, register), voice.lang, register.currency))
    return Exit.OK
