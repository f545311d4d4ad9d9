"""What is wrong is left out and listed; nothing else is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from register.documents import FIRM, FOLLOW_UP, built, document, said
from retour.quantity import Severity
from retour.register.build import Document, build
from retour.register.sheet import Kind


def test_the_other_automations_live_on() -> None:
    register, problems = built(FOLLOW_UP + "tools: [mkae]\n", FOLLOW_UP)
    assert [a.key for a in register.automations] == ["a2"]
    assert said(problems) == [("reference.undeclared", 5, "mkae", "make")]
    assert problems[0].place.column == "tools.0"


def test_two_automations_with_one_key_are_told_apart() -> None:
    register, problems = built("automation: x\nname: A\n", "name: B\nautomation: x\n")
    assert [a.name.en for a in register.automations] == ["A"]
    (repeated,) = [p for p in problems if p.rule == "automation.repeated"]
    assert (repeated.place.file, repeated.place.line, repeated.value) == ("automations/a2.yaml", 2, "x")
    assert repeated.details == {"file": "automations/a1.yaml", "line": 1}


def test_a_chain_of_automations_does_not_bite_its_tail() -> None:
    register, problems = built(
        "automation: a\nname: A\nupstream: b\n",
        "automation: b\nname: B\nupstream: a\n",
        "name: C\nupstream: z\n",
    )
    assert register.automations == ()
    assert [(rule, value) for rule, _, value, _ in said(problems)] == [
        ("upstream.cycle", "a → b → a"),
        ("upstream.cycle", "b → a → b"),
        ("reference.undeclared", "z"),
    ]


MINUTES = "process: quotes\nworth:\n  - time: {role: admin, before: 5 min/case, after: 1 min/case}\n"


def repeated_minutes(*automations: str) -> list[tuple[str, int, str, object]]:
    register, problems = built(*automations)
    assert len(register.automations) == len(automations)
    return [
        (p.place.file, p.place.line, p.value, p.details["other"])
        for p in problems
        if p.rule == "worth.minutes_repeated" and p.severity is Severity.WARNING
    ]


def test_two_automations_that_free_the_same_minutes_of_the_same_cases_are_kept_with_a_warning() -> None:
    one, other = f"automation: a\nname: A\n{MINUTES}", f"automation: b\nname: B\n{MINUTES}"
    assert repeated_minutes(one, other) == [("automations/a2.yaml", 5, "admin", "a")]


def test_minutes_freed_along_a_chain_or_by_something_retired_are_not_repeated() -> None:
    one, other = f"automation: a\nname: A\n{MINUTES}", f"automation: b\nname: B\n{MINUTES}"
    assert repeated_minutes(one, other + "upstream: a\n") == []
    assert repeated_minutes(one + "status: retired\n", other) == []
    assert repeated_minutes(one, other.replace("min/case", "min/week")) == []


def test_what_depends_on_a_broken_thing_is_kept_with_a_warning() -> None:
    register, problems = built(
        "automation: x\nname: A\nupstream: y\nprocess: quotes\ntools: [make]\n"
        "kpis: {k: {better: higher, rate: {of: nothing, reaching: known, by: 3d}}}\n",
        "automation: y\nname: A\nstatus: lvie\n",
        firm=FIRM.replace("make: Make", "make: {per_month: -3}"),
        process="name: Quotes\nattributes: 3\n",
    )
    assert [a.key for a in register.automations] == ["x"]
    assert register.processes == ()
    warnings = [(p.rule, p.value, p.details["kind"]) for p in problems if p.severity is Severity.WARNING]
    assert warnings == [
        ("reference.broken", "y", "automation"),
        ("reference.broken", "quotes", "process"),
        ("reference.broken", "make", "tool"),
    ]


def test_a_process_loses_only_its_wrong_entries() -> None:
    register, problems = built(
        process="""\
        name: Quotes
        activities: {sent: {minutes: -2}, signed: {who: me}, left: }
        files:
          - {path: events/a.csv, dates: {Sent: sent, Gone: lefft}}
          - {path: ../secret.csv}
          - {path: events/b.csv, timezone: Europe/Pari}
          - {path: events/c.csv, shap: wide}
          - {path: events/d.csv, dates: {Gone: left}}
        """
    )
    assert [a.key for a in register.processes[0].activities] == ["left"]
    assert [f.path for f in register.processes[0].files] == ["events/d.csv"]
    assert problems[0].details == {"low": "0", "high": "∞"}
    assert said(problems) == [
        ("number.outside", 2, "-2", ""),
        ("key.unknown", 2, "who", ""),
        ("reference.undeclared", 4, "lefft", "left"),
        ("reference.broken", 4, "sent", ""),
        ("path.outside", 5, "../secret.csv", ""),
        ("timezone.unknown", 6, "Europe/Pari", "Europe/Paris"),
        ("key.unknown", 7, "shap", "shape"),
    ]


def test_the_workspace_loses_only_its_wrong_entries() -> None:
    register, problems = built(
        firm="""\
        name: Morel
        tols: {}
        objectives: {sell: {reviewed: soon}, Répondre vite: Answer}
        roles: {admin: {hourly_cost: 26-40}, boss: {hourly_cost: 60}, Chef d'équipe: {hourly_cost: 9}}
        tools: {make: Make, À faire: x}
        """
    )
    assert [r.key for r in register.roles] == ["boss"]
    assert register.objectives == ()
    assert [t.key for t in register.tools] == ["make"]
    assert said(problems) == [
        ("key.unknown", 2, "tols", "tools"),
        ("key.badly_written", 3, "Répondre vite", "repondre-vite"),
        ("date.unreadable", 3, "soon", "2026-05-11"),
        ("key.badly_written", 4, "Chef d'équipe", "chef-d-equipe"),
        ("number.unreadable", 4, "26-40", "{low: 26, mode: …, high: 40}"),
        ("key.badly_written", 5, "À faire", "a-faire"),
    ]


@pytest.mark.parametrize(
    ("line", "rule", "hint"),
    [
        ("currency: euro", "currency.unknown", "EUR"),
        ("currency: €", "currency.unknown", "EUR"),
        ("timezone: Europe/Pari", "timezone.unknown", "Europe/Paris"),
        ("locale: fr-FR", "value.unknown", "fr"),
        ("calendar: {country: FRANCE}", "country.unknown", "FR"),
        ("calendar: {country: 42}", "country.unknown", ""),
        ("calendar: {working_days: [lundi]}", "value.unknown", ""),
        ("calendar: {working_days: []}", "key.missing", "[mon, tue]"),
        ("calendar: {hours_per_year: 0}", "number.outside", ""),
        ("calendar: weekdays", "value.type", ""),
        ("format: 2", "format.unsupported", ""),
    ],
)
def test_there_is_no_register_on_a_wrong_foundation(line: str, rule: str, hint: str) -> None:
    firm = document("workspace", "retour.yaml", f"name: Morel\n{line}\n")
    register, problems = build([firm])
    assert register is None
    assert [(p.rule, p.place.line, p.hint) for p in problems] == [(rule, 2, hint)]


def test_without_retour_yaml_there_is_no_register_but_the_rest_is_still_checked() -> None:
    register, problems = build([document("automation", "a.yaml", "nam: A\ntools: [make]\n")])
    assert register is None
    assert [p.rule for p in problems] == ["key.unknown", "key.missing", "workspace.missing"]


def test_a_second_retour_yaml_is_refused() -> None:
    again = document("workspace", "z.yaml", "name: Other\n")
    register, problems = built(more=(again,))
    assert register.name == "Atelier Morel"
    assert [(p.rule, p.place.file) for p in problems] == [("workspace.repeated", "z.yaml")]


def test_an_unreadable_file_is_not_called_undeclared() -> None:
    firm = document("workspace", "retour.yaml", FIRM)
    broken = Document(file="processes/quotes.yaml", kind="process", data=None)
    follow_up = document("automation", "automations/a.yaml", FOLLOW_UP)
    register, problems = build([firm, broken, follow_up])
    assert [a.key for a in register.automations] == ["a"]
    assert [p.rule for p in problems] == ["reference.broken"]


def test_without_a_readable_retour_yaml_no_name_is_called_undeclared() -> None:
    nothing = Document(file="retour.yaml", kind="workspace", data=None)
    one = Document(file="a.yaml", kind="automation", data={"name": "A", "tools": ["x"], "objective": "y"})
    register, problems = build([nothing, one])
    assert (register, [p.rule for p in problems]) == (None, ["kpi.none"])


def test_a_process_that_cannot_be_used_is_the_only_complaint_about_what_it_holds() -> None:
    watching = FOLLOW_UP + "segments: [x]\nwatch: {reconcile: [{of: a, needs: b, within: 1d}]}\n"
    register, problems = built(watching, process="name: {}\n")
    assert len(register.automations) == 1
    assert [p.rule for p in problems] == ["reference.broken", "text.empty"]


def test_changes_and_reviews_are_kept_in_the_order_of_their_dates() -> None:
    changes = document(
        "changes",
        "changes.yaml",
        "changes: [{at: 2026-07-01, what: B}, {at: 2026-06-01, what: A}, {at: x, what: C}]\n",
    )
    review = document(
        "review",
        "reviews/r.yaml",
        "{automation: a1, at: 2026-09-30, by: C. Morel, answers: {A1: pass, O5: fail}, "
        "proposed: keep, taken: fix, note: Hm}",
    )
    gone = document("review", "reviews/s.yaml", "{automation: a9, at: 2026-06-30, by: C. Morel}")
    bad = document(
        "review",
        "reviews/t.yaml",
        "{automation: a1, at: 2026-06-30, by: X, answers: {A9: pass, A1: passed}, taken: kep}",
    )
    register, problems = built(FOLLOW_UP, more=(changes, review, gone, bad))
    assert [c.what.en for c in register.changes] == ["A", "B"]
    assert [(r.automation, r.taken, dict(r.answers)) for r in register.reviews] == [
        ("a9", "", {}),
        ("a1", "fix", {"A1": "pass", "O5": "fail"}),
    ]
    assert [(p.rule, p.value, p.hint) for p in problems] == [
        ("date.unreadable", "x", "2026-05-11"),
        ("reference.undeclared", "a9", ""),
        ("value.unknown", "passed", "pass"),
        ("value.unknown", "A9", ""),
        ("value.unknown", "kep", "keep"),
    ]


def test_a_document_that_is_not_a_map_is_a_problem() -> None:
    for kind in ("process", "automation", "changes", "journal", "review"):
        _, problems = built(more=(Document(file="x.yaml", kind=kind, data=[1]),))
        assert [(p.rule, p.details) for p in problems] == [("value.type", {"expected": "map"})]


def test_the_field_journal_and_the_cases_read_are_kept_and_a_wrong_line_costs_only_itself() -> None:
    journal = document(
        "journal",
        "journal.yaml",
        "journal: [{at: 2026-09-03, automation: a1, mood: bad, what: Tone, by: C. Morel}, "
        "{at: 2026-09-01, automation: a1, mood: happy, what: Hm}, "
        "{at: 2026-09-02, automation: a9, mood: good, what: {fr: Bien, en: Well}}]\n",
    )
    review = document(
        "review",
        "reviews/r.yaml",
        "{automation: a1, at: 2026-09-30, by: C. Morel, reason: Too soon, notes: {O5: Read them}, "
        "spot_check: [{case: 4711, found: right}, {case: 4712, found: wrong, note: Name}]}",
    )
    register, problems = built(FOLLOW_UP, more=(journal, review))
    assert [(j.automation, j.mood, j.what.en, j.by) for j in register.journal] == [
        ("a9", "good", "Well", ""),
        ("a1", "bad", "Tone", "C. Morel"),
    ]
    assert [(s.case, s.found, s.note) for s in register.reviews[0].spot_check] == [
        ("4711", "right", ""),
        ("4712", "wrong", "Name"),
    ]
    assert (register.reviews[0].reason, dict(register.reviews[0].notes)) == ("Too soon", {"O5": "Read them"})
    assert [(p.rule, p.value, p.hint) for p in problems] == [
        ("value.unknown", "happy", ""),
        ("reference.undeclared", "a9", ""),
    ]


def test_a_threshold_out_of_its_range_is_refused_and_the_others_are_kept() -> None:
    register, problems = built(firm="name: F\nthresholds: {stop_net: 0.7, keep_net: 1.2, little_loss: 250}\n")
    assert dict(register.thresholds) == {"stop_net": 0.7, "little_loss": 250.0}
    assert [(p.place.column, p.value) for p in problems] == [("thresholds.keep_net", "1.2")]


KINDS: list[Kind] = ["workspace", "process", "automation", "changes", "journal", "review"]
KEYS = st.sampled_from(
    [
        "name",
        "process",
        "kpis",
        "worth",
        "costs",
        "tools",
        "rate",
        "of",
        "by",
        "low",
        "mode",
        "high",
        "at",
        "a",
    ]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["7d", "25%", "higher", "2026-05-11", "5 min/case", "date"])
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), ANYTHING),
        max_size=4,
    )
)
def test_nothing_that_can_be_written_breaks_the_reader(written: list[tuple[Kind, object]]) -> None:
    documents = [Document(file=f"{n}.yaml", kind=kind, data=data) for n, (kind, data) in enumerate(written)]
    register, problems = build(documents)
    assert register is not None or problems or any(d.data is None for d in documents)
    json.dumps([p.rule for p in problems])
