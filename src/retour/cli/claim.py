"""`retour claim`: what a sentence says, proves and lacks."""

from retour.claim import check_sentence
from retour.claim.sentence import parse_sentence
from retour.cli.output import Exit, Voice
from retour.register.workspace import Register
from retour.report.claim_text import claim_text


def run_claim(sentence: str, lang: str | None) -> int:
    """Answer a sentence, in its own language unless told otherwise."""
    voice = Voice(lang or parse_sentence(sentence).language)
    register = Register(name="")
    voice.say(claim_text(check_sentence(sentence, register), voice.lang, register.currency))
    return Exit.OK
