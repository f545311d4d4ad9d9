import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from retour.events.columns import Guess
from retour.quantity import DeclaredRange, Grade, Place, Problem, Span, Text
from retour.register.workspace import Register, Role, Tool
from retour.wording import label, say, say_problem
from retour.wording.catalogue import catalogue, find, parse
from retour.wording.names import Names
from retour.wording.problems import say_guess, say_hint
from retour.wording.sentence import Voice, fill, plain, stem
from retour.wording.typography import french

SOURCE = Path(__file__).parents[2] / "src" / "retour"
SAID_BY = {  # the value object that carries a code -> where in its call, and the family that must say it
    "Unknown": ("reason", "unknown"),
    "Problem": ("rule", "problem"),
    "Rule": ("code", "rule"),
    "Reason": ("code", "reason"),
    "Check": ("reason", "check_reason"),
    "Guess": ("what", "guess"),
}
SLOT = re.compile(r"\{(\w+)")


def codes_of(tree: ast.AST) -> set[tuple[str, str]]:
    found = set()
    for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name not in SAID_BY:
            continue
        keyword, family = SAID_BY[name]
        carried = [k.value for k in call.keywords if k.arg == keyword] or call.args[:1]
        for node in (
            n for value in carried if isinstance(value, ast.Constant | ast.IfExp) for n in _branches(value)
        ):
            found.add((family, stem(node)))
    return found


def _branches(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _branches(node.body) + _branches(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def all_codes() -> set[tuple[str, str]]:
    spoken = {"wording", "report"}
    files = [path for path in SOURCE.rglob("*.py") if not spoken & set(path.relative_to(SOURCE).parts)]
    return {code for path in files for code in codes_of(ast.parse(path.read_text(encoding="utf-8")))}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_code_of_the_source_has_its_sentence(lang):
    said = catalogue(lang)
    unsaid = {
        (family, code)
        for family, code in all_codes()
        if code and code not in said[family] and not (family == "reason" and code in said["change"])
    }
    assert unsaid == set()


def test_both_languages_say_the_same_codes():
    fr, en = catalogue("fr"), catalogue("en")
    assert {family: set(said) for family, said in fr.items()} == {f: set(said) for f, said in en.items()}


def test_both_languages_use_the_same_numbers():
    fr, en = catalogue("fr"), catalogue("en")
    differ = [
        (family, code)
        for family, said in fr.items()
        for code, sentence in said.items()
        if set(SLOT.findall(sentence)) != set(SLOT.findall(en[family][code]))
    ]
    assert differ == []


def test_no_french_sentence_has_an_ascii_space_before_a_double_sign():
    wrong = [
        s
        for said in catalogue("fr").values()
        for s in said.values()
        if re.search(r" [;:!?%€»]|« ", french(s))
    ]
    assert wrong == []


def test_no_french_sentence_has_a_straight_apostrophe():
    assert [s for said in catalogue("fr").values() for s in said.values() if "'" in s] == []


def test_no_sentence_of_a_founder_uses_a_statistics_word():
    banned = re.compile(
        r"\b(significati|p-value|variance|écart-type|standard deviation|bootstrap|régression)", re.IGNORECASE
    )
    families = (
        "label",
        "unknown",
        "problem",
        "rule",
        "reason",
        "change",
        "measurement",
        "claim",
        "check_reason",
    )
    spoken = [s for lang in ("fr", "en") for f in families for s in catalogue(lang)[f].values()]
    assert [s for s in spoken if banned.search(s)] == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_sentence_can_be_said_without_a_single_number(lang):
    for family, said in catalogue(lang).items():
        for code in said:
            assert say(code, {}, lang, family=family)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_unsaid_code_is_named_in_a_plain_sentence(lang):
    assert "new.code" in say("new.code", {}, lang, family="problem")
    assert "new_code" in say("new_code", {"n": 3}, lang)


def test_a_number_of_the_wrong_kind_is_said_as_it_is():
    said = say("fix.lost_cases", {"lost": "quatorze", "due": None, "share": 1}, "fr", family="reason")
    assert "quatorze" in said
    assert "…" in said


def test_a_hostile_detail_stays_text():
    said = say("key.unknown", {"value": "{0.__class__}"}, "en", family="problem")
    assert "{0.__class__}" in said


def test_reasons_are_said_in_both_languages_with_their_numbers():
    details = {"lost": 14, "due": 1328, "share": 0.0105}
    assert say("lost_cases", details, "fr", family="check_reason") == (
        "14\u00a0dossiers perdus sur 1\u202f328 (1,1\u202f%)."
    )
    assert say("lost_cases", details, "en", family="check_reason") == "14\u00a0lost cases of 1,328 (1.1%)."


def test_a_list_of_codes_is_said_as_words():
    said = say("friction_up", {"what": ["manual_tasks", "delay:first_call"]}, "fr", family="check_reason")
    assert said == "En hausse\u202f: les tâches manuelles et les délais."


def test_knowing_everything_is_worth_at_least_one_euro():
    assert "1\u202f€" in say("measure.stop_measuring", {"evpi": 0.004}, "fr", family="reason")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "yes"),
        (Grade.A, "A"),
        (Text(fr="Devis", en="Quote"), "Quote"),
        (1234.5, "1,234"),
        (date(2026, 5, 11), "11\u00a0May\u00a02026"),
        (datetime(2026, 5, 11, 9, 30, tzinfo=UTC), "11\u00a0May\u00a02026 at 09:30"),
        (Span(seconds=900), "15\u00a0min"),
        (Span(working_days=3), "3\u00a0working days"),
        (Place("a.csv", 12, "date"), "a.csv, line 12, column “date”"),
        (Place("a.csv"), "a.csv"),
        (("a", "b"), "a and b"),
        (None, "None"),
    ],
)
def test_a_detail_of_any_type_is_written_as_a_person_would(value, text):
    assert plain(value, Voice("en")) == text


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("{x:int}", 1234.4, "1,234"),
        ("{x:num 1}", 1.25, "1.2"),
        ("{x:num}", 1.25, "1.25"),
        ("{x:pct}", 0.226, "22.6%"),
        ("{x:points}", 0.037, "3.7\u00a0points"),
        ("{x:points signed}", 0.01, "+1\u00a0point"),
        ("{x:money}", 1663.0, "€1,660"),
        ("{x:days}", 1, "1\u00a0day"),
        ("{x:duration}", 2700, "45\u00a0min"),
        ("{x:date}", date(2026, 5, 11), "11\u00a0May\u00a02026"),
        ("{x:noun case|cases}", 1, "1\u00a0case"),
        ("{x:pick it is|they are}", 2, "they are"),
        ("{x:chance}", 0.5, "50 chances in 100"),
        ("{x:say money}", "rate:sales", "Hourly cost"),
        ("{x:say money}", "no_such_line", "no_such_line"),
        ("{x:no_such_way}", 3, "3"),
    ],
)
def test_a_slot_is_filled_in_its_own_way(template, value, text):
    assert fill(template, {"x": value}, Voice("en")).replace(" chances", " chances") == text


def test_a_problem_says_where_what_and_what_to_do():
    problem = Problem("time.impossible", Place("devis.csv", 12, "date"), value="31/02/2026", hint="day_order")
    said = say_problem(problem, "fr").replace("\u202f", " ").replace("\u00a0", " ")
    assert said.startswith(
        "devis.csv, ligne 12, colonne « date » : « 31/02/2026 » n’existe pas dans le calendrier."
    )
    assert said.endswith("précisez « day_first ».")


def test_a_problem_names_the_nearest_known_key():
    problem = Problem("key.unknown", Place("retour.yaml", 3), value="objectif", hint="objective")
    assert say_problem(problem, "en").endswith("Did you mean “objective”?")
    assert say_hint(Problem("file.empty", Place("a")), "en") == ""


def test_a_guess_is_shown_with_its_doubt():
    assert say_guess(Guess(what="separator", value=";"), "en") == "separator: ;"
    said = say_guess(Guess(what="column:time", value="Date d’envoi", sure=False), "fr")
    assert said == "colonne (date)\u202f: Date d’envoi, à vérifier"


def test_names_replace_the_keys_of_money_words():
    register = Register(
        name="x",
        roles=(
            Role(key="sales", name=Text(fr="Commercial", en="Sales"), hourly_cost=DeclaredRange(1, 2, 3)),
        ),
        tools=(Tool(key="make", name=Text.same("Make")),),
    )
    names = Names("fr", register)
    assert names.money_word("rate:sales") == "Coût horaire (Commercial)"
    assert names.money_word("benefit:margin") == "Gain secondaire (marge en plus)"
    assert names.money_words(("build", "ai")) == "Mise en place et Intelligence artificielle"
    assert (names.role("x"), names.tool("make"), names.tool("y")) == ("x", "Make", "y")
    assert (names.process(None), names.objective("o")) == ("non déclaré", "o")
    assert Names("en").currency == "EUR"


def test_a_label_of_the_command_line_is_found_by_its_prefix():
    assert label("cli.done", "en") == "Done."


def test_a_catalogue_line_without_a_code_or_said_twice_is_refused():
    assert parse("# note\n\na = one\n  two\n") == {"a": "one two"}
    for wrong in ("nothing", "a = 1\na = 2"):
        with pytest.raises(ValueError, match="catalogue"):
            parse(wrong)


def test_a_code_without_a_family_is_looked_for_everywhere():
    assert find("keep", "", "en") == "Keep"
    assert find("keep", "problem", "en") is None
