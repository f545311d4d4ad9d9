"""The first ten minutes on real files: what was understood, what was compared, what was said."""

import csv
import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest

import retour
from retour.quantity import DeclaredRange, Span
from retour.watch.matching import State, Step
from retour.workspace.first_look import (
    Asked,
    Compared,
    Looked,
    Overrides,
    Priced,
    answer_paste,
    compare,
    effect_of,
    facts,
    follow,
    headline,
    how_matched,
    look_at,
    lost_csv,
    on_date,
    page,
    propose_dates,
    report,
    say_answer,
    say_pasted,
    say_proposal,
    to_paste,
)

EXPORTS = Path(__file__).parents[2] / "examples" / "exports"
TRUTH = json.loads((EXPORTS / "truth.json").read_text(encoding="utf-8"))
TODAY = date(2026, 11, 25)
ASKED = Asked(today=TODAY)


def written(path: Path, text: str, encoding: str = "utf-8") -> Looked:
    path.write_bytes(text.encode(encoding))
    return look_at(path)


def roles(looked: Looked) -> dict[str, str]:
    return {column.name: column.role for column in looked.columns if column.role}


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    folder = tmp_path_factory.mktemp("firm")
    came_in, done = (look_at(EXPORTS / f"{n}.csv") for n in ("reponses-formulaire", "pipedrive-affaires"))
    return compare(came_in, done, folder / "ws", ASKED)


# looking at a file


def test_a_form_and_a_translated_pipedrive_export_are_understood_without_help(firm: Compared):
    assert roles(firm.came_in) == {
        "Horodateur": "start",
        "Nom et prénom": "name",
        "Adresse e-mail": "email",
        "Téléphone": "phone",
        "Société": "company",
        "Vous êtes": "kind",
    }
    assert firm.done is not None
    assert firm.done.origin == "pipedrive"
    assert firm.done.start == "Affaire - Affaire créée"
    assert firm.done.column("phone") == "Affaire - Téléphone"
    assert len(firm.done.columns[0].sample) == 3


def test_a_workbook_is_read_on_the_sheet_that_has_dates_under_its_title_without_its_total():
    looked = look_at(EXPORTS / "suivi-demandes.xlsx")
    told = {guess.what: guess.value for guess in looked.guesses}
    assert looked.sheets == ("Lisez-moi", "Demandes")
    assert (told["sheet"], told["header_line"]) == ("Demandes", "3")
    assert looked.cases == 185
    assert [p.rule for p in looked.refused_lines] == ["line.total"]


def test_a_quoting_tool_keeps_its_numbers_its_na_and_its_three_ways_of_writing_amounts():
    looked = look_at(EXPORTS / "devis.csv")
    told = {guess.what: guess.value for guess in looked.guesses}
    assert (told["separator"], told["encoding"], told["decimal"]) == (";", "cp1252", "comma")
    assert looked.lines is not None
    assert {"00042", "NA"} <= set(looked.lines.side.case)
    assert looked.cases == 120
    assert {p.rule for p in looked.problems} == {"column.duplicated", "line.total"}
    assert not [p for p in looked.problems if p.rule.startswith("amount.")]


def test_hubspot_stages_are_dates_and_its_contact_is_a_name():
    looked = look_at(EXPORTS / "hubspot-deals.csv")
    assert looked.origin == "hubspot"
    assert looked.column("name") == "Associated Contact"
    assert "quote_sent" in looked.activities


@pytest.mark.parametrize("name", ["make-historique.csv", "n8n-executions.json"])
def test_a_run_history_is_said_to_be_one(name: str):
    looked = look_at(EXPORTS / name)
    assert looked.holds == "runs"
    assert looked.cases in {120, 40}


def test_a_correction_looks_again_and_the_same_correction_gives_the_same(tmp_path: Path):
    text = "Ref;Vu le;Fait le\nA1;05/06/2026;07/06/2026\nA2;06/06/2026;08/06/2026\n"
    first = written(tmp_path / "x.csv", text)
    assert first.ambiguous_days
    corrected = Overrides(day_first=False, roles={"Fait le": "start", "Vu le": ""})
    again, twice = (look_at(tmp_path / "x.csv", corrected) for _ in range(2))
    assert again == twice
    assert again.start == "Fait le"
    assert again.column("date") is None
    assert again.first is not None
    assert again.first.month in {6, 7}
    assert again.first.day in {5, 6}  # the sixth of July, in Paris, is still the fifth in UTC


def test_a_column_named_otherwise_is_found_by_the_emails_in_it(tmp_path: Path):
    looked = written(tmp_path / "x.csv", "Quand,Contact principal\n2026-05-12,A.B+c@Example.org\n")
    assert looked.column("email") == "Contact principal"
    assert looked.lines is not None
    assert list(looked.lines.side.email) == ["a.b@example.org"]


@pytest.mark.parametrize(
    "phone", ["06 39 98 12 34", "06.39.98.12.34", "+33 (0)6 39 98 12 34", "0033639981234"]
)
def test_a_phone_is_the_same_in_four_formats(tmp_path: Path, phone: str):
    looked = written(tmp_path / "x.csv", f"Date;Téléphone\n2026-05-12 10:00;{phone}\n")
    assert looked.lines is not None
    assert list(looked.lines.side.phone) == ["+33639981234"]


def test_refused_lines_are_listed_with_their_value_and_rule(tmp_path: Path):
    looked = written(tmp_path / "x.csv", "id,Created,Won time\n1,2026-05-12,\n2,31/02/2026,\n,2026-05-13,\n")
    assert [(p.place.line, p.value, p.rule) for p in looked.refused_lines] == [
        (3, "31/02/2026", "time.impossible"),
        (4, "", "case.missing"),
    ]
    assert (looked.rows, looked.rejected) == (3, 2)


@pytest.mark.parametrize(
    "text", ["", "\n\n", "Horodateur,Nom\n", "rien\n", "a,b\n1,2\n", "\x00\x01\x02\x03", "<html></html>"]
)
def test_a_file_without_cases_says_why_and_never_raises(tmp_path: Path, text: str):
    looked = written(tmp_path / "x.csv", text)
    assert not looked.usable
    assert looked.problems
    assert json.dumps(report(looked, "fr"))


def test_a_bomb_that_calls_itself_a_workbook_is_refused(tmp_path: Path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/sharedStrings.xml", b"0" * 300_000_000)
    looked = look_at(path)
    assert [p.rule for p in looked.problems] == ["file.zip_bomb"]
    assert looked.sheets == ()


# two exports


def test_exactly_the_missing_fourteen_are_named(firm: Compared):
    assert sorted(case.label for case in firm.lost) == sorted(TRUTH["form_and_pipedrive"]["missing"])
    assert headline(firm, "fr").text.startswith("14 demandes du formulaire ne sont pas dans Pipedrive")
    assert headline(firm, "en").text.startswith("14 requests from the form are not in Pipedrive")


def test_every_step_finds_those_that_were_hidden_for_it(firm: Compared):
    assert firm.matching is not None
    told = TRUTH["form_and_pipedrive"]
    assert firm.matching.by_step == {
        Step.CASE: 0,
        Step.EMAIL: len(told["email"]),
        Step.PHONE: len(told["phone"]),
        Step.NAME: len(told["name"]),
    }
    assert firm.count(State.REPEATED) == 5


def test_every_pair_made_by_name_is_listed_and_can_be_refused(firm: Compared, tmp_path: Path):
    pair = firm.name_pairs[0]
    assert firm.done is not None
    again = compare(firm.came_in, firm.done, tmp_path / "ws", Asked(today=TODAY, refused={pair.lines}))
    assert pair.names[0] in {case.label for case in again.lost}
    assert len(again.lost) == 15


def test_a_lost_case_has_the_line_of_the_users_own_file(firm: Compared):
    lines = (EXPORTS / "reponses-formulaire.csv").read_text(encoding="utf-8").splitlines()
    for case in firm.lost:
        assert case.place.file == "reponses-formulaire.csv"
        assert case.label in lines[case.place.line - 1]


def test_the_kept_folder_is_a_workspace_that_says_the_same(firm: Compared):
    audit = retour.open(firm.folder).audit(today=TODAY)
    assert audit.figures["automation/lost"].point == 14
    assert audit.figures.keys() == firm.assessment.figures.keys() if firm.assessment else False


def test_the_files_in_the_other_order_are_put_back_and_said(firm: Compared, tmp_path: Path):
    assert firm.done is not None
    other = compare(firm.done, firm.came_in, tmp_path / "ws", ASKED)
    assert other.swapped
    assert len(other.lost) == 14
    assert "swapped" in [s.code for s in facts(other, "fr")]


def test_the_same_file_twice_is_said(firm: Compared, tmp_path: Path):
    same = compare(firm.came_in, firm.came_in, tmp_path / "ws", ASKED)
    assert [p.rule for p in same.problems] == ["measure.same_file"]
    assert not (tmp_path / "ws").exists()


def test_names_alone_find_the_english_cases(tmp_path: Path):
    came_in, done = look_at(EXPORTS / "form-responses.csv"), look_at(EXPORTS / "hubspot-deals.csv")
    found = compare(came_in, done, tmp_path / "ws", ASKED)
    assert {case.label for case in found.lost} == set(TRUTH["form_and_hubspot"]["missing"])
    assert found.matching is not None
    assert found.matching.by_step[Step.NAME] == 63


def test_a_workbook_and_a_csv_give_the_same_fourteen(firm: Compared, tmp_path: Path):
    assert firm.done is not None
    found = compare(look_at(EXPORTS / "suivi-demandes.xlsx"), firm.done, tmp_path / "ws", ASKED)
    assert {case.label for case in found.lost} == {case.label for case in firm.lost}


def test_a_record_without_its_creation_date_still_answers_its_request(tmp_path: Path):
    came_in = written(
        tmp_path / "in.csv",
        "Horodateur,Adresse e-mail\n12/05/2026 10:00:00,a@x.fr\n20/06/2026 10:00:00,b@x.fr\n",
    )
    done = written(
        tmp_path / "out.csv",
        "id,Created,Won time,E-mail\n1,,2026-05-12 11:00,a@x.fr\n"
        "2,2026-06-20 11:00,,b@x.fr\n3,2026-07-20 11:00,,c@x.fr\n",
    )
    found = compare(came_in, done, tmp_path / "ws", ASKED)
    assert found.lost == ()
    assert found.count(State.FOUND) == 2


def test_the_list_of_lost_cases_opens_safely_in_a_spreadsheet(tmp_path: Path):
    name = '=HYPERLINK("http://x";"y")'
    rows = (
        f'12/05/2026 10:00:00,"{name.replace(chr(34), chr(34) * 2)}",a@x.fr\n13/05/2026 10:00:00,Zoé,b@x.fr\n'
    )
    came_in = written(tmp_path / "in.csv", f"Horodateur,Nom,Adresse e-mail\n{rows}")
    done = written(
        tmp_path / "out.csv",
        "Deal - ID,Deal - Deal created,Deal - E-mail\n1,2026-05-13 11:00,b@x.fr\n2,2026-08-01,z@x.fr\n",
    )
    found = compare(came_in, done, tmp_path / "ws", ASKED)
    cells = list(csv.reader(io.StringIO(lost_csv(found, "fr")), delimiter=";"))
    assert cells[1][0] == f"'{name}"
    answered = effect_of(found)
    assert "<script" not in page(answered, "fr")
    assert "&quot;http://x" in page(answered, "fr")


def test_long_logs_are_compared_by_their_first_events(tmp_path: Path):
    log = "case,activity,time\n" + "".join(
        f"D{n},{a},2026-05-{n + 1:02} {h}:00\n" for n in range(20) for a, h in (("ouvert", 9), ("relu", 10))
    )
    done = "case,activity,time\n" + "".join(
        f"D{n},cree,2026-05-{n + 1:02} 12:00\n" for n in range(20) if n != 7
    )
    found = compare(
        written(tmp_path / "a.csv", log), written(tmp_path / "b.csv", done), tmp_path / "ws", ASKED
    )
    assert [case.case for case in found.lost] == ["D7"]
    assert found.matching is not None
    assert found.matching.by_step[Step.CASE] == 19


def test_a_folder_that_is_a_workspace_already_is_left_alone(firm: Compared, tmp_path: Path):
    (tmp_path / "retour.yaml").write_text("name: Mine\n", encoding="utf-8")
    assert firm.done is not None
    refused = compare(firm.came_in, firm.done, tmp_path, ASKED)
    assert [p.rule for p in refused.problems] == ["measure.folder_taken"]
    assert (tmp_path / "retour.yaml").read_text(encoding="utf-8") == "name: Mine\n"


def test_looking_again_into_the_same_folder_replaces_what_was_ours_only(firm: Compared, tmp_path: Path):
    assert firm.done is not None
    compare(firm.came_in, firm.done, tmp_path / "ws", ASKED)
    note = tmp_path / "ws/events/notes.md"
    note.write_text("mine", encoding="utf-8")
    again = compare(firm.came_in, firm.done, tmp_path / "ws", ASKED)
    assert len(again.lost) == 14
    assert note.read_text(encoding="utf-8") == "mine"
    assert sorted(p.name for p in (tmp_path / "ws/events").iterdir()) == [
        "notes.md",
        "pipedrive-affaires.csv",
        "reponses-formulaire.csv",
    ]


# one export


def test_a_wide_export_alone_follows_its_cases_from_one_date_to_the_other(tmp_path: Path):
    found = follow(look_at(EXPORTS / "devis.csv"), tmp_path / "ws", ASKED)
    assert found.ends is not None
    assert (found.ends.start, found.ends.end) == ("sent", "accepted")
    assert found.lost == ()
    assert [s.code for s in facts(found, "fr")][:1] == ["reached"]


def test_with_a_deadline_the_cases_past_it_are_named_and_not_called_lost(tmp_path: Path):
    asked = Asked(today=TODAY, within=Span(seconds=30 * 86_400))
    found = follow(look_at(EXPORTS / "devis.csv"), tmp_path / "ws", asked)
    assert headline(found, "fr").code == "open_many"
    assert "Acceptation" in headline(found, "fr").text


def test_one_date_a_case_is_not_enough(tmp_path: Path):
    found = follow(look_at(EXPORTS / "form-responses.csv"), tmp_path / "ws", ASKED)
    assert [p.rule for p in found.problems] == ["measure.one_moment"]


def test_a_long_log_alone_is_followed_from_its_first_activity_to_the_one_most_cases_reach(tmp_path: Path):
    log = "case,activity,time\n" + "".join(
        f"D{n},{a},2026-05-{n + 1:02} {h}:00\n"
        for n in range(25)
        for a, h in (("recu", 9), ("relu", 10), ("envoye", 12))
        if not (a == "envoye" and n % 5 == 0) and not (a == "relu" and n % 2)
    )
    found = follow(written(tmp_path / "log.csv", log), tmp_path / "ws", ASKED)
    assert found.ends is not None
    assert (found.ends.start, found.ends.end) == ("recu", "envoye")
    said = {s.code: s.text for s in facts(found, "fr")}
    assert "79,2\u202f%" in said["reached"]  # 19 of the 24 that are old enough
    assert "3\u00a0h" in said["reached_median"]
    chosen = follow(look_at(tmp_path / "log.csv"), tmp_path / "ws", Asked(today=TODAY, end="relu"))
    assert chosen.ends is not None
    assert chosen.ends.end == "relu"


def test_a_history_of_runs_is_not_an_export_of_cases(tmp_path: Path):
    found = follow(look_at(EXPORTS / "make-historique.csv"), tmp_path / "ws", ASKED)
    assert [p.rule for p in found.problems] == ["measure.runs_alone"]
    assert headline(found, "en").code == "nothing"


def test_a_date_of_spring_that_no_clock_showed_is_kept_and_said(tmp_path: Path):
    looked = written(tmp_path / "x.csv", "id,Created,Won time\n1,29/03/2026 02:30:00,\n2,13/04/2026 10:00,\n")
    assert [p.rule for p in looked.problems] == ["time.never"]
    assert looked.cases == 2


def test_dates_that_could_be_read_both_ways_are_said_until_a_person_settles_them(tmp_path: Path):
    rows = "05/06/2026;06/06/2026;a@x.fr\n07/06/2026;08/06/2026;b@x.fr\n02/06/2026;03/06/2026;c@x.fr\n"
    text = f"Date;Fini le;Mail\n{rows}"
    looked = written(tmp_path / "x.csv", text)
    assert looked.ambiguous_days
    said = [s.code for s in facts(follow(looked, tmp_path / "ws", ASKED), "fr")]
    assert "ambiguous_days" in said
    settled = look_at(tmp_path / "x.csv", Overrides(day_first=True))
    assert not settled.ambiguous_days
    assert "ambiguous_days" not in [s.code for s in facts(follow(settled, tmp_path / "ws", ASKED), "fr")]


def test_a_column_said_to_be_the_activity_makes_a_long_file(tmp_path: Path):
    text = "Dossier;Quand;Quoi\nA;2026-05-01 09:00;recu\nA;2026-05-01 10:00;fait\n"
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    looked = look_at(
        tmp_path / "x.csv", Overrides(roles={"Quoi": "activity", "Quand": "time", "Dossier": "case"})
    )
    assert looked.mapping.shape == "long"
    assert looked.cases == 1


def test_corrections_of_every_kind_are_kept(tmp_path: Path):
    text = "a,b,c,d,e,f\n1,2026-05-13,2026-05-14,Zoé,3,B2B\n2,2026-05-15,2026-05-16,Ana,4,B2C\n"
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    said = {"a": "case", "b": "start", "c": "date", "d": "name", "e": "minutes", "f": "kind"}
    looked = look_at(tmp_path / "x.csv", Overrides(roles=said))
    assert roles(looked) == said


def test_doubts_and_unmatchable_requests_are_said_and_never_lost(tmp_path: Path):
    came_in = written(
        tmp_path / "in.csv",
        "Horodateur,Nom,Adresse e-mail\n13/05/2026 10:00:00,Jean Dupont,\n13/05/2026 11:00:00,,\n"
        "13/05/2026 12:00:00,Zoé Quesnel,z@x.fr\n",
    )
    done = written(
        tmp_path / "out.csv",
        "Deal - ID,Deal - Contact person,Deal - E-mail,Deal - Deal created\n1,Jean Dupond,,2026-05-13 13:00\n"
        "2,Jean Dupons,,2026-05-13 14:00\n3,Zoé Quesnel,z@x.fr,2026-05-13 12:30\n"
        "4,Ida Roy,i@x.fr,2026-06-30 12:30\n",
    )
    found = compare(came_in, done, tmp_path / "ws", ASKED)
    assert found.lost == ()
    assert [found.count(s) for s in (State.FOUND, State.DOUBTFUL, State.NOTHING)] == [1, 1, 1]
    assert {"doubtful", "unmatchable"} <= {s.code for s in facts(found, "en")}
    assert "Jean Dupond" in page(effect_of(found), "fr")
    assert json.dumps(report(found, "en"))


def test_files_that_share_nothing_are_strangers_and_lose_nobody(tmp_path: Path):
    came_in = written(tmp_path / "in.csv", "Horodateur,Adresse e-mail\n13/05/2026 10:00:00,a@x.fr\n")
    done = written(tmp_path / "out.csv", "Deal - ID,Deal - Deal created,Deal - E-mail\n1,2026-06-13,b@x.fr\n")
    found = compare(came_in, done, tmp_path / "ws", ASKED)
    assert headline(found, "fr").code == "lost_strangers"


# one date, one effect


def test_the_date_is_proposed_near_the_true_one_and_always_to_confirm(firm: Compared):
    proposals = propose_dates(firm)
    true = date.fromisoformat(TRUTH["go_live"])
    assert 0 <= (proposals[0].day - true).days <= 4
    assert all(say_proposal(p, "fr").endswith("À confirmer.") for p in proposals)


def test_nothing_is_proposed_where_nothing_changes(tmp_path: Path):
    found = follow(look_at(EXPORTS / "devis.csv"), tmp_path / "ws", ASKED)
    assert propose_dates(found) == ()


def test_a_run_history_proposes_its_first_run(firm: Compared):
    proposals = propose_dates(firm, runs=look_at(EXPORTS / "make-historique.csv"))
    assert (proposals[0].code, proposals[0].day) == ("first_run", date(2026, 6, 3))


def test_a_day_gives_one_effect_of_the_engine_on_the_delay(firm: Compared):
    answered = effect_of(on_date(firm, date(2026, 6, 1)))
    assert answered.measurable
    assert answered.indicator == "delay"
    assert answered.figure is not None
    assert answered.figure == answered.compared.assessment.figures["automation/effect/delay/all"]  # type: ignore[union-attr]
    said = say_answer(answered, "fr")[0].text
    assert "sans l’automatisation, il aurait été de" in said
    assert "n\u00a0=\u00a0" in said
    assert to_paste(answered, "fr").startswith("Depuis le 1ᵉʳ\xa0juin\xa02026, 14 demandes du formulaire")


def test_a_day_too_recent_says_from_when_and_what_can_be_measured_instead(firm: Compared):
    answered = effect_of(on_date(firm, date(2026, 11, 2)))
    assert not answered.measurable
    assert answered.from_day is not None
    assert answered.from_day > TODAY
    said = [s.text for s in say_answer(answered, "fr")]
    assert said[0].startswith("Pas mesurable avant le")
    assert any("dossiers perdus" in line for line in said)


def test_without_a_day_the_day_is_asked_for(firm: Compared):
    assert say_answer(effect_of(firm), "en")[0].code == "no_day"


def test_the_cost_per_case_is_unknown_until_an_hour_and_minutes_are_given(firm: Compared, tmp_path: Path):
    assert "cost_to_give" in [s.code for s in facts(firm, "fr")]
    priced = Priced(
        hourly_cost=DeclaredRange(26, 35, 60),
        minutes_before=DeclaredRange(4, 6, 9),
        minutes_after=DeclaredRange(0, 1, 2),
        per_month=DeclaredRange(16, 18, 34),
    )
    assert firm.done is not None
    asked = Asked(today=TODAY, priced=priced, go_live=date(2026, 6, 1))
    found = compare(firm.came_in, firm.done, tmp_path / "ws", asked)
    before, after = (found.figure(f"cost_per_case/{side}") for side in ("before", "after"))
    assert before is not None
    assert after is not None
    assert 2 < (before.point or 0) < 8
    assert 0 < (after.point or 0) < (before.point or 0)
    assert any("Preuve" in s.text and "€" in s.text for s in facts(found, "fr"))


def test_where_the_delay_cannot_be_read_the_share_in_time_answers(firm: Compared, tmp_path: Path):
    """The rule takes the first indicator that has an estimate; the workspace is written with it."""
    answered = effect_of(on_date(firm, date(2026, 6, 1)))
    effects = {e.indicator: e for e in answered.compared.sheet.effects} if answered.compared.sheet else {}
    assert set(effects) == {"delay", "in_time", "success"}
    assert retour.open(firm.folder).register.automations[0].main is not None
    assert retour.open(firm.folder).register.automations[0].main.key == answered.indicator


def test_a_day_said_by_a_scenario_file_comes_first(firm: Compared):
    first = propose_dates(firm, said={"scenario.json": date(2026, 5, 20)})[0]
    assert (first.code, first.day) == ("said_by_file", date(2026, 5, 20))


# a text


def test_the_articles_claim_is_answered_with_what_to_export():
    told = answer_paste("23 % des devis relancés ont été signés")
    assert told.kind == "claim"
    assert told.finding is not None
    assert told.finding.says == "outcome_among_treated"
    said = "\n".join(say_pasted(told, "fr"))
    assert "la liste de vos devis" in said
    assert "Pour aller plus loin, exportez" in said


def test_the_claim_is_found_inside_a_longer_mail():
    told = answer_paste("Bonjour,\nVoici les chiffres. Le délai passe de 4 h à 45 min. Merci !")
    assert told.finding is not None
    assert told.finding.kind == "before_after_delay"


TABLE = [
    ["Process", "Objectif", "Outil(s)", "KPI principal", "Fréquence de suivi", "Impact constaté"],
    ["Relance devis", "Signer plus", "Make + Gmail", "Taux de signature", "Mensuel", "+23 % de devis signés"],
    ["Leads", "Répondre vite", "Zapier", "Délai", "Hebdo", "4 h à 45 min"],
]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join("\t".join(row) for row in TABLE),
        "\n".join(";".join(row) for row in TABLE),
        "\n".join(
            [
                "| " + " | ".join(TABLE[0]) + " |",
                "|---|---|---|---|---|---|",
                *("|" + "|".join(r) + "|" for r in TABLE[1:]),
            ]
        ),
    ],
    ids=["spreadsheet", "semicolons", "markdown"],
)
def test_a_pasted_six_column_table_becomes_drafts(text: str):
    told = answer_paste(text)
    assert told.kind == "sheet"
    assert [d.name for d in told.drafts] == ["Relance devis", "Leads"]
    assert told.drafts[0].tools == ("Make", "Gmail")
    assert told.drafts[1].impact == "4 h à 45 min"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("Bonjour à tous", "neither"),
        ("a\tb\n1\t2\n3\t4", "table"),
        ("x" * 500_000, "neither"),
    ],
)
def test_what_is_neither_is_said_kindly(text: str, kind: str):
    told = answer_paste(text)
    assert told.kind == kind
    assert say_pasted(told, "fr")[0].strip()
    assert say_pasted(told, "en")[0].strip()


# everything as data


def test_every_answer_is_json_with_the_same_figures_in_both_languages(firm: Compared):
    answered = effect_of(on_date(firm, date(2026, 6, 1)))
    french, english = (json.loads(json.dumps(report(answered, lang))) for lang in ("fr", "en"))
    assert french["schema"] == "retour-measure/1"
    assert french["figures"].keys() == english["figures"].keys()
    assert french["effect"]["figure"] in french["figures"]
    assert len(french["lost"]) == 14
    for sentence in french["facts"]:
        assert set(sentence["figures"]) <= set(french["figures"])
    assert json.dumps([report(p, "fr") for p in propose_dates(firm)])
    assert json.dumps(report(answer_paste("23 % des devis relancés ont été signés"), "fr"))


def test_the_page_asks_nobody_for_anything_and_holds_the_sentence(firm: Compared):
    answered = effect_of(on_date(firm, date(2026, 6, 1)))
    for lang in ("fr", "en"):
        made = page(answered, lang)
        assert "http://" not in made.replace("http://www.w3.org", "")
        assert "<script" not in made
        assert to_paste(answered, lang)[:40] in made
        assert 'data-figure="automation/effect/delay/all"' in made


def test_the_rule_on_names_is_printed_with_its_threshold(firm: Compared):
    rule = next(s.text for s in how_matched(firm, "fr") if s.code == "name_rule")
    assert "85\u202f%" in rule
    assert "14\u00a0jours" in rule
