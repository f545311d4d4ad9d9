"""What comes into a workspace: sources, problems, scenarios; and what hostile files do not do."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from retour.web.intake import looks, reading
from retour.web.intake.models import Look
from retour.web.portfolio import jobs
from retour.web.portfolio.documents import Draft, save, texts
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.models import DataFile, Document
from retour.web.workspaces.models import Entry

LOG = b"""case,activity,time
1,received,2026-03-01 08:00
1,answered,2026-03-01 09:00
2,received,2026-03-02 08:00
"""
SCENARIO = {
    "name": "Leads to CRM",
    "flow": [
        {"id": 1, "module": "gateway:CustomWebHook", "parameters": {}, "mapper": {}},
        {
            "id": 2,
            "module": "http:ActionSendData",
            "mapper": {
                "url": "https://example.com/api",
                "method": "post",
                "headers": [{"name": "Authorization", "value": "Bearer sk_live_9fJ2kLm4PqRsT7uVwXyZ0123"}],
            },
        },
    ],
}


def file(name, content):
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


@pytest.fixture
def measure(cast):
    return f"/w/{cast.seat.workspace.key}/measure/"


def work():
    while jobs.work_once():
        pass


def page(client, address):
    return client.get(address).content.decode()


def test_a_log_that_is_added_is_mapped_counted_and_shown(cast, measure):
    client = cast.client("editor")
    answer = client.post(f"{measure}sources/add/", {"files": [file("log.csv", LOG)]}, follow=True)
    assert "Check how it is read" in answer.content.decode()
    kept = DataFile.objects.get(workspace=cast.seat.workspace)
    assert kept.path == "events/log.csv"
    assert "events/log.csv" in texts(cast.seat.workspace)["processes/log.yaml"]
    work()
    shown = page(client, f"{measure}sources/{kept.pk}/")
    assert "3\xa0rows, 3\xa0events, 0\xa0rows left out" in shown
    assert "Read for the process" in shown


def test_a_line_that_cannot_be_read_is_a_problem_with_its_place_its_rule_and_a_sheet(cast, measure):
    client = cast.client("editor")
    wrong = LOG + b"3,received,=1+1\n"
    client.post(f"{measure}sources/add/", {"files": [file("log.csv", wrong)]})
    work()
    shown = page(client, f"{measure}problems/?file=events/log.csv")
    assert "line 5" in shown
    assert "“=1+1” is not a readable date." in shown
    sheet = page(client, f"{measure}problems/list/?severity=error")
    assert "events/log.csv,5,time,“=1+1” is not a readable date." in sheet


def test_problems_are_filtered_by_the_address_and_paged_at_fifty(cast, measure):
    client = cast.client("editor")
    lines = "".join(f"{i},received,never\n" for i in range(60))
    client.post(f"{measure}sources/add/", {"files": [file("log.csv", LOG + lines.encode())]})
    work()
    first, second = (page(client, f"{measure}problems/?severity=error&page={n}") for n in (1, 2))
    assert first.count("is not a readable date") == 50
    assert second.count("is not a readable date") == 10
    assert page(client, f"{measure}problems/?severity=note").count("is not a readable date") == 0


def test_the_same_bytes_are_not_added_twice(cast, measure):
    client = cast.client("editor")
    for name in ("log.csv", "copy.csv"):
        answer = client.post(f"{measure}sources/add/", {"files": [file(name, LOG)]}, follow=True)
    assert "to the byte" in answer.content.decode()
    assert DataFile.objects.filter(workspace=cast.seat.workspace).count() == 1


def test_another_export_of_the_same_name_takes_another_name(cast, measure):
    client = cast.client("editor")
    for more in (b"", b"4,received,2026-03-05 08:00\n"):
        client.post(f"{measure}sources/add/", {"files": [file("log.csv", LOG + more)]})
    paths = DataFile.objects.filter(workspace=cast.seat.workspace).values_list("path", flat=True)
    assert set(paths) == {"events/log.csv", "events/log-2.csv"}


def test_answers_and_readings_go_to_their_folders(cast, measure):
    client = cast.client("editor")
    told = {"files": [file("survey.csv", "wave,item,value\n2026-03-01,clarity,4\n")], "kind": "answers"}
    client.post(f"{measure}sources/add/", told)
    assert DataFile.objects.get(workspace=cast.seat.workspace).path == "answers/survey.csv"


def test_a_steering_table_that_is_added_becomes_drafts(cast, measure):
    table = "Nom du process;Objectif;Outils\nRelance devis;Signer plus;Make\n"
    cast.client("editor").post(f"{measure}sources/add/", {"files": [file("tableau.csv", table)]})
    assert "automations/relance-devis.yaml" in texts(cast.seat.workspace)


def test_a_file_is_replaced_and_keeps_its_name(cast, measure):
    client = cast.client("editor")
    client.post(f"{measure}sources/add/", {"files": [file("log.csv", LOG)]})
    kept = DataFile.objects.get(workspace=cast.seat.workspace)
    newer = LOG + b"2,answered,2026-03-03 08:00\n"
    client.post(f"{measure}sources/{kept.pk}/replace/", {"file": file("other name.csv", newer)})
    assert (folder_of(cast.seat.workspace) / "events" / "log.csv").read_bytes() == newer
    answer = client.get(f"{measure}sources/{kept.pk}/download/")
    assert b"".join(answer.streaming_content) == newer


def test_removing_a_file_first_says_what_rests_on_it_then_removes_its_mapping_too(cast, measure):
    client = cast.client("editor")
    client.post(f"{measure}sources/add/", {"files": [file("log.csv", LOG)]})
    automation = "automation: answers\nname: Answers\nprocess: log\nstatus: live\n"
    save(cast.seat, [Draft(path="automations/answers.yaml", text=automation)])
    work()
    kept = DataFile.objects.get(workspace=cast.seat.workspace)
    asked = page(client, f"{measure}sources/{kept.pk}/remove/")
    assert "Answers" in asked
    assert "known figure" in asked
    client.post(f"{measure}sources/{kept.pk}/remove/")
    assert not (folder_of(cast.seat.workspace) / "events" / "log.csv").exists()
    assert "log.csv" not in texts(cast.seat.workspace)["processes/log.yaml"]
    work()
    assert "file_missing" not in page(client, f"{measure}problems/")


def test_what_files_keep_is_not_changed_from_the_browser(cast, measure):
    Document.objects.filter(workspace=cast.seat.workspace).update(keeper=Document.Keeper.FILES)
    before = texts(cast.seat.workspace)
    text = "Nom du process\tObjectif\tOutils\nRelance\tSigner plus\tMake\n"
    answer = cast.client("editor").post(f"{measure}drafts/", {"text": text}, follow=True)
    assert "kept in files" in answer.content.decode()
    assert texts(cast.seat.workspace) == before


def test_a_scenario_shows_its_weak_points_and_no_trace_of_its_secret_is_kept(cast, measure, own_folder):
    client = cast.client("editor")
    dropped = {"files": [file("leads.json", json.dumps(SCENARIO))]}
    answer = client.post(f"{measure}scenarios/", dropped, follow=True)
    shown = answer.content.decode()
    assert "A password or a key is written in plain sight" in shown
    assert "out of 100" in shown
    secret = "sk_live_9fJ2kLm4PqRsT7uVwXyZ0123"
    assert secret not in shown
    written = [p for p in own_folder.rglob("*") if p.is_file() and secret.encode() in p.read_bytes()]
    assert written == []
    assert secret not in json.dumps(list(Look.objects.get().scenarios.values("said", "draft")))


def test_a_draft_of_an_automation_is_made_from_a_scenario(cast, measure):
    client = cast.client("editor")
    client.post(f"{measure}scenarios/", {"files": [file("leads.json", json.dumps(SCENARIO))]})
    client.post(f"{measure}scenarios/{Look.objects.get().key}/drafts/")
    made = texts(cast.seat.workspace)["automations/leads-to-crm.yaml"]
    assert "make" in made


def test_a_scenario_dropped_among_exports_is_told_apart(cast, measure):
    client = cast.client("editor")
    dropped = {"files": [file("leads.json", json.dumps(SCENARIO)), file("log.csv", LOG)]}
    shown = client.post(measure, dropped, follow=True).content.decode()
    assert "leads.json" in shown
    assert "log.csv" in shown
    assert [f.name for f in Look.objects.get().files.all()] == ["log.csv"]


def test_json_that_is_no_scenario_is_read_as_an_export(cast, measure):
    rows = [{"case": "1", "activity": "received", "time": "2026-03-01T08:00:00Z"}]
    client = cast.client("editor")
    client.post(measure, {"files": [file("events.json", json.dumps(rows))]}, follow=True)
    assert [f.name for f in Look.objects.get().files.all()] == ["events.json"]


def dropped(client, measure, *files):
    return client.post(measure, {"files": list(files)}, follow=True)


def test_scripts_in_names_and_cells_stay_words(cast, measure):
    evil = "<script>alert(1)</script>"
    rows = f"{evil},date created,date won\n{evil},2026-03-01,2026-03-02\n=cmd|x,2026-03-03,2026-03-04\n"
    shown = dropped(cast.client("editor"), measure, file(f"{evil}.csv", rows)).content.decode()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_formulas_are_disarmed_in_the_sheet_of_rejected_rows(cast, measure):
    client = cast.client("editor")
    dropped(client, measure, file("log.csv", LOG + b"3,received,=cmd|'x'!A1\n"))
    look = Look.objects.get()
    reading.read(look)
    sheet = page(client, f"{measure}looks/{look.key}/rejected/1/")
    assert "'=" in sheet
    assert not any(cell.strip('"').startswith("=") for line in sheet.splitlines() for cell in line.split(","))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\Users\\me\\leads.csv", "leads.csv"),
        (".hidden.csv", "hidden.csv"),
        ("a" * 300 + ".csv", "a" * 96 + ".csv"),
        ("line\nbreak\x00.csv", "linebreak.csv"),
        ("..", "export"),
    ],
)
def test_a_name_leads_nowhere_and_is_short(told, kept):
    assert looks.plain_name(told) == kept


def test_an_empty_file_and_a_page_are_refused_kindly(cast, measure):
    shown = dropped(
        cast.client("editor"), measure, file("leads.csv", b"\n\n"), file("b.csv", "<html><p>x</p></html>")
    )
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "These files cannot be read yet" in text
    assert "This file is a web page" in text


def test_no_file_at_all_is_said(cast, measure):
    answer = cast.client("editor").post(measure, {})
    assert answer.status_code == 400
    assert "No file came in" in answer.content.decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_accents_survive_any_encoding(cast, measure, encoding):
    rows = "Nom;Créé le;Gagné le\nZoé Lefèvre;12/03/2026;14/03/2026\nAnaïs;13/03/2026;15/03/2026\n"
    shown = dropped(cast.client("editor"), measure, file("leads.csv", rows.encode(encoding)))
    assert "Zoé Lefèvre" in shown.content.decode()


def test_a_zip_bomb_is_refused_in_the_background_and_said(cast, measure):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        with book.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(400):
                sheet.write(b" " * 1_000_000)
    client = cast.client("editor")
    answer = dropped(client, measure, file("bomb.xlsx", packed.getvalue()))
    address = answer.request["PATH_INFO"]
    work()
    shown = page(client, address)
    assert "These files cannot be read yet" in shown
    assert cast.seat.workspace.jobs.filter(kind="look.read", state="failed").count() == 0


def test_a_file_that_is_too_large_is_refused_with_its_name(cast, measure, settings):
    settings.UPLOAD_LIMIT = 1000
    answer = cast.client("editor").post(measure, {"files": [file("huge.csv", b"x" * 5000)]})
    assert answer.status_code == 413
    assert "huge.csv" in answer.content.decode()
    assert not Look.objects.exists()


@pytest.mark.parametrize("where", ["sources/add/", "scenarios/"])
def test_too_large_is_said_wherever_files_come_in(cast, measure, settings, where):
    settings.UPLOAD_LIMIT = 1000
    answer = cast.client("editor").post(measure + where, {"files": [file("huge.json", b"x" * 5000)]})
    assert answer.status_code == 413


def test_the_same_file_twice_is_kept_once_and_said(cast, measure):
    shown = dropped(cast.client("editor"), measure, file("a.csv", LOG), file("b.csv", LOG))
    assert "twice the same file" in shown.content.decode()
    assert Look.objects.get().files.count() == 1


def test_a_look_of_another_workspace_is_not_there(cast, measure):
    dropped(cast.client("editor"), measure, file("a.csv", LOG))
    key = Look.objects.get().key
    elsewhere = f"/w/{cast.elsewhere.workspace.key}/measure/looks/{key}/"
    for part in ("", "result/", "effect/", "forward/", "lost/", "page/"):
        assert cast.client("stranger").get(elsewhere + part).status_code == 404


def test_two_tabs_that_correct_the_same_look_both_get_an_answer(cast, measure):
    client = cast.client("editor")
    dropped(client, measure, file("a.csv", LOG))
    address = f"{measure}looks/{Look.objects.get().key}/"
    one = client.post(address, {"role-1-0": "", "compare": "1"}, follow=True)
    other = client.post(address, {"role-1-0": "case", "compare": "1"}, follow=True)
    assert (one.status_code, other.status_code) == (200, 200)


def test_dropping_files_leaves_a_line_in_the_trail(cast, measure):
    dropped(cast.client("editor"), measure, file("a.csv", LOG))
    assert Entry.objects.get(workspace=cast.seat.workspace, action="look.begun").subject == "a.csv"


def test_no_upload_ever_lands_outside_its_look(cast, measure, own_folder):
    before = set(Path(own_folder).parent.rglob("*"))
    dropped(cast.client("editor"), measure, file("../../../escape.csv", LOG))
    new = {p for p in set(Path(own_folder).parent.rglob("*")) - before if p.is_file()}
    home = folder_of(cast.seat.workspace) / ".looks"
    assert [p for p in new if home not in p.parents] == []


def test_a_scenario_added_as_one_is_kept_and_one_with_a_key_is_refused_in_words(cast, measure):
    sound = json.dumps(SCENARIO | {"flow": SCENARIO["flow"][:1]})
    for name, text in (("sound.json", sound), ("telling.json", json.dumps(SCENARIO))):
        told = {"files": [file(name, text)], "kind": "scenarios"}
        page = cast.client("editor").post(f"{measure}sources/add/", told, follow=True).content.decode()
        assert "sk_live_9fJ2kLm4PqRsT7uVwXyZ0123" not in page
    assert [f.path for f in DataFile.objects.filter(workspace=cast.seat.workspace)] == [
        "scenarios/sound.json"
    ]
    kept = folder_of(cast.seat.workspace) / "scenarios"
    assert [path.name for path in kept.iterdir()] == ["sound.json"]
    assert cast.client("editor").get(f"{measure}sources/").status_code == 200
