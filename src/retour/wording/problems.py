"""Problems and guesses in words: where, what, and what to do."""

from retour.events.columns import Guess
from retour.quantity import Problem
from retour.wording.sentence import Voice, fill, knows, label, place, say


def say_problem(problem: Problem, lang: str) -> str:
    """« devis.csv, ligne 12 : « 31/02 » n’existe pas dans le calendrier. » and what to do."""
    where = label("at_place", lang, place=place(problem.place, lang), said=say_rule(problem, lang))
    hint = say_hint(problem, lang)
    return f"{where} {hint}" if hint else where


def say_rule(problem: Problem, lang: str) -> str:
    """The rule that is broken, with the value found."""
    details = {"value": problem.value, "hint": problem.hint, **problem.details}
    return say(problem.rule, details, lang, family="problem")


def say_hint(problem: Problem, lang: str) -> str:
    """What to do, or the nearest known name."""
    if not problem.hint:
        return ""
    code = problem.hint if knows(problem.hint, lang, "hint") else "nearest"
    return say(code, {"hint": problem.hint}, lang, family="hint")


def say_guess(guess: Guess, lang: str) -> str:
    """What was guessed about a file, and whether it should be checked."""
    what = fill("{what:say guess}", {"what": guess.what}, Voice(lang))
    subject = guess.what.partition(":")[2]
    role = fill("{role:say column_role}", {"role": subject}, Voice(lang))
    value = fill("{value:say guess}", {"value": guess.value}, Voice(lang))
    code = "said" if guess.sure else "said_unsure"
    return say(code, {"what": f"{what} ({role})" if subject else what, "value": value}, lang, family="guess")
