"""The API: tokens, scopes, revisions as tags, whole folders, bounded files, and its description."""

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

import retour
from connectors.pushed.posting import NOW, POLICY
from retour.connectors.pushed.delivery import Delivery
from retour.connectors.pushed.events import read_pushed_events
from retour.connectors.pushed.runs import read_pushed_runs
from retour.connectors.pushed.traces import read_pushed_traces
from retour.store.durable.hot import Appended
from retour.web.api import entry, urls
from retour.web.api.description import description
from retour.web.inlet.door import PLACES
from retour.web.inlet.replies import taken
from retour.web.portfolio import exported, jobs, snapshots
from retour.web.portfolio.documents import Draft, save, texts
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.models import Document, Job, Revision
from retour.web.workspaces import people
from retour.web.workspaces.models import Token

ROOT = "/api/v1/"
PATH = "automations/follow-up.yaml"
TEXT = "# By hand.\nname: Follow-up   # kept\nowner: sales\n"
ARTICLE = Path(__file__).parents[2] / "examples" / "article"


@pytest.fixture(autouse=True)
def quiet():
    """No request of another test is counted."""
    cache.clear()


class Program:
    """A program with a token."""

    def __init__(self, seat, scope=Token.Scope.WRITE):
        self.secret = people.make_token(seat, "night job", scope)
        self.client = Client(enforce_csrf_checks=True)

    def __call__(self, method, path, body=b"", kind="application/json", **headers):
        told = {"Authorization": f"Bearer {self.secret}", "Accept-Language": "en", **headers}
        return self.client.generic(method, ROOT + path, body, content_type=kind, headers=told)

    def put(self, path, text, **headers):
        return self("PUT", path, text.encode(), "application/yaml", **headers)

    def apply(self, documents, query="", **more):
        return self("POST", f"apply{query}", json.dumps({"documents": documents, **more}).encode())


@pytest.fixture
def writes(cast):
    return Program(cast.seat)


@pytest.fixture
def reads(cast):
    return Program(cast.seat, Token.Scope.READ)


def places():
    """Every address of the API but the one that catches the rest, with its methods."""
    for one in urls.urlpatterns:
        if one.name not in ("missing", "openapi"):
            yield str(one.pattern), one.callback.methods


@pytest.mark.parametrize(("route", "methods"), list(places()))
def test_without_a_good_token_every_address_says_401_as_problem_details(cast, route, methods):
    address = ROOT + re.sub(r"<[^>]+>", "x", route)
    revoked = Program(cast.seat)
    people.revoke(cast.seat, cast.seat.workspace.tokens.get())
    signed_in = cast.client("owner")
    for method in methods:
        for client, headers in (
            (Client(), {}),
            (Client(), {"Authorization": "Bearer rt_live_wrong"}),
            (Client(), {"Authorization": "Basic b3duZXI6eA=="}),
            (Client(), {"Authorization": f"Bearer {revoked.secret}"}),
            (signed_in, {}),
        ):
            answer = client.generic(method, address, headers=headers)
            assert answer.status_code == 401
            assert answer["Content-Type"] == "application/problem+json"
            assert answer["WWW-Authenticate"].startswith("Bearer")
            assert answer.json()["status"] == 401


def test_a_token_that_reads_writes_nothing(cast, reads):
    for method, path in (
        ("PUT", f"register/{PATH}"),
        ("DELETE", f"register/{PATH}"),
        ("POST", "apply"),
        ("PUT", "files/events/x.csv"),
        ("POST", "assess"),
    ):
        assert reads(method, path, b"{}").status_code == 403
    assert reads("GET", "workspace").json()["writes"] is False
    assert list(texts(cast.seat.workspace)) == ["retour.yaml"]


def test_a_method_that_is_not_taken_says_which_are(reads):
    answer = reads("POST", "workspace")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")


def test_a_token_opens_its_own_workspace_only(cast):
    save(cast.seat, [Draft(path=PATH, text=TEXT)])
    job = jobs.ask(cast.seat, "assess")
    theirs = Program(cast.elsewhere)
    for path in (f"register/{PATH}", f"jobs/{job.key}", "assessments/latest", "figures/x"):
        assert theirs("GET", path).status_code == 404
    assert theirs("DELETE", f"register/{PATH}").status_code == 404
    assert theirs("GET", "workspace").json()["name"] == "Maison Bis"
    assert texts(cast.seat.workspace)[PATH] == TEXT


def test_an_address_that_is_not_there_is_said_to_a_program(reads):
    assert reads("GET", "nothing/here").json()["type"] == "urn:retour:missing"


def test_too_many_requests_are_told_when_to_come_back(reads, monkeypatch):
    monkeypatch.setattr(entry, "OFTEN", 3)
    answers = [reads("GET", "workspace") for _ in range(4)]
    assert [a.status_code for a in answers][:3] == [200, 200, 200]
    assert answers[3].status_code == 429
    assert 1 <= int(answers[3]["Retry-After"]) <= 60


def test_every_process_of_the_server_counts_the_same_requests(reads, monkeypatch):
    monkeypatch.setattr(entry, "OFTEN", 3)
    said = []
    for _ in range(4):
        cache.clear()  # what another process would know
        said.append(reads("GET", "workspace").status_code)
    assert said == [200, 200, 200, 429]


def test_a_document_is_written_read_and_removed_with_its_revision_as_tag(cast, writes):
    made = writes.put(f"register/{PATH}", TEXT)
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    read = writes("GET", f"register/{PATH}")
    assert (read.content.decode(), read["ETag"]) == (TEXT, '"1"')
    assert writes("GET", f"register/{PATH}", **{"If-None-Match": '"1"'}).status_code == 304
    assert writes.put(f"register/{PATH}", TEXT).json()["changed"] is False
    assert writes("DELETE", f"register/{PATH}", **{"If-Match": '"1"'}).status_code == 204
    assert writes("GET", f"register/{PATH}").status_code == 404
    assert Revision.objects.filter(path=PATH).first().through == "night job"


def test_a_revision_that_is_no_longer_the_last_is_refused(cast, writes):
    writes.put(f"register/{PATH}", TEXT)
    save(cast.seat, [Draft(path=PATH, text=TEXT.replace("sales", "x"))])
    stale = {"If-Match": '"1"'}
    assert writes.put(f"register/{PATH}", TEXT, **stale).status_code == 412
    assert writes("DELETE", f"register/{PATH}", **stale).status_code == 412
    assert writes.put(f"register/{PATH}", TEXT, **{"If-None-Match": "*"}).status_code == 412
    assert "owner: x" in texts(cast.seat.workspace)[PATH]


def test_a_wrong_document_is_refused_with_its_problems(cast, writes):
    answer = writes.put(f"register/{PATH}", "nam: x\n")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["rule"] in ("key.unknown", "key.missing")
    assert PATH not in texts(cast.seat.workspace)


@pytest.mark.parametrize(
    "path", ["../x.yaml", "events/x.csv", "automations/x.txt", "automations/.x.yaml", "x.yaml"]
)
def test_what_is_no_document_is_no_place(writes, path):
    assert writes.put(f"register/{path}", TEXT).status_code == 404


def test_the_documents_are_listed_by_pages(cast, reads):
    save(cast.seat, [Draft(path=f"automations/a{n}.yaml", text=f"name: A{n}\n") for n in range(5)])
    found, path = [], "register?limit=2"
    while path:
        page = reads("GET", path).json()
        found += [item["path"] for item in page["items"]]
        path = (page["next"] or "").removeprefix(ROOT)
    assert found == [*(f"automations/a{n}.yaml" for n in range(5)), "retour.yaml"]


FOLDER = {"retour.yaml": "name: Atelier Ver\nlocale: en\n", PATH: TEXT}


def test_a_folder_is_compared_then_applied_then_changes_nothing(cast, writes):
    looked = writes.apply(FOLDER, "?dry_run=1").json()
    assert looked["applied"] is False
    assert {c["path"]: c["kind"] for c in looked["changes"]} == {"retour.yaml": "changed", PATH: "added"}
    assert "+owner: sales" in next(c for c in looked["changes"] if c["path"] == PATH)["diff"]
    assert PATH not in texts(cast.seat.workspace)
    seen = {c["path"]: c["seen"] for c in looked["changes"]}
    assert writes.apply(FOLDER, seen=seen).json()["applied"] is True
    assert texts(cast.seat.workspace) == FOLDER
    assert set(Document.objects.values_list("keeper", flat=True).filter(workspace=cast.seat.workspace)) == {
        "files"
    }
    again = writes.apply(FOLDER).json()
    assert (again["changes"], again["applied"]) == ([], True)
    assert Revision.objects.filter(path=PATH).count() == 1


def test_what_left_the_folder_is_removed_and_what_the_web_keeps_stays(cast, writes):
    writes.apply(FOLDER)
    save(cast.seat, [Draft(path="automations/web.yaml", text="name: Made in the browser\n")])
    writes.apply({"retour.yaml": FOLDER["retour.yaml"]})
    assert list(texts(cast.seat.workspace)) == ["retour.yaml", "automations/web.yaml"]


def test_a_folder_is_applied_whole_or_not_at_all(cast, writes):
    before = texts(cast.seat.workspace)
    answer = writes.apply({**FOLDER, "automations/bad.yaml": "nam: x\n"})
    assert answer.status_code == 422
    assert texts(cast.seat.workspace) == before


def test_a_register_that_moved_since_it_was_looked_at_is_not_overwritten(cast, writes):
    seen = {c["path"]: c["seen"] for c in writes.apply(FOLDER, "?dry_run=1").json()["changes"]}
    save(cast.seat, [Draft(path=PATH, text="name: Somebody else's\n")])
    assert writes.apply(FOLDER, seen=seen).status_code == 409
    assert texts(cast.seat.workspace)[PATH] == "name: Somebody else's\n"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b'{"documents": []}', 400),
        (b'{"documents": {"retour.yaml": 1}}', 400),
        (b'{"documents": {"../x.yaml": ""}}', 404),
        (b'{"documents": {}}', 200),
        (b" " * 5_000_001, 413),
    ],
)
def test_an_odd_body_is_refused_in_words(cast, writes, body, status):
    answer = writes("POST", "apply?dry_run=1", body)
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["detail"]


def test_an_empty_folder_cannot_empty_a_register(cast, writes):
    writes.apply(FOLDER)
    assert writes.apply({}).status_code == 422
    assert texts(cast.seat.workspace) == FOLDER


def test_a_data_file_is_kept_listed_and_removed(cast, writes):
    body = b"quote;sent\r\nQ1;04/05/2026\r\n"
    made = writes("PUT", "files/events/quotes.csv", body, "application/octet-stream")
    assert made.status_code == 201
    assert writes("PUT", "files/events/quotes.csv", body, "application/octet-stream").status_code == 200
    assert (folder_of(cast.seat.workspace) / "events/quotes.csv").read_bytes() == body
    [item] = writes("GET", "files").json()["items"]
    assert item["sha256"] == hashlib.sha256(body).hexdigest()
    assert writes("DELETE", "files/events/quotes.csv").status_code == 204
    assert writes("GET", "files").json()["items"] == []


def test_a_data_file_that_is_too_large_leaves_the_former_one(cast, writes, settings):
    writes("PUT", "files/events/x.csv", b"small", "application/octet-stream")
    settings.UPLOAD_LIMIT = 1_000_000
    big = writes("PUT", "files/events/x.csv", b"0" * 1_000_001, "application/octet-stream")
    assert big.status_code == 413
    unsaid = writes("PUT", "files/events/x.csv", b"0" * 9, "text/csv", **{"Content-Length": ""})
    assert unsaid.status_code == 411
    here = folder_of(cast.seat.workspace) / "events"
    assert [(p.name, p.read_bytes()) for p in here.iterdir()] == [("x.csv", b"small")]


@pytest.mark.parametrize(
    "path", ["../x.csv", "automations/x.yaml", "events/.x", "events/a/b.csv", ".assessments/1"]
)
def test_a_data_file_has_its_folder(writes, path):
    assert writes("PUT", f"files/{path}", b"x").status_code == 404


@pytest.fixture
def assessed(cast):
    """The article's examples, assessed."""
    audit = retour.open(ARTICLE).audit(today=date(2026, 11, 23))
    snapshots.keep(cast.seat.workspace, audit)
    return audit


KEY = "quote-admin/claim/one-hour-a-day/money_stated_days"


def test_a_figure_is_the_assessment_s_figure(assessed, reads):
    found = reads("GET", f"figures/{KEY}").json()
    assert (found["value"], found["grade"]) == (600.0, "D")
    assert found == {
        **reads("GET", "assessments/latest").json()["figures"][KEY],
        "key": KEY,
        "explained": found["explained"],
        "explanation": found["explanation"],
    }
    assert (found["explanation"]["schema"], found["explanation"]["key"]) == ("retour-explain/1", KEY)
    assert "600" in found["explained"]


def test_a_figure_that_does_not_exist_gives_the_nearest(assessed, reads):
    answer = reads("GET", "figures/quote-admin/claim")
    assert answer.status_code == 404
    assert any(key.startswith("quote-admin/claim") for key in answer.json()["nearest"])


@pytest.mark.parametrize(
    ("kind", "start"),
    [("csv", b"Nom du process;Objectif"), ("xlsx", b"PK"), ("json", b"{"), ("html", b"<!doctype html>")],
)
def test_exports_are_the_files_of_the_command_line(assessed, reads, kind, start):
    answer = reads("GET", f"exports/{kind}?lang=fr")
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert f'filename="retour.{kind}"' in answer["Content-Disposition"]


def test_a_large_export_is_made_in_the_background_and_asked_for_again(cast, assessed, reads, monkeypatch):
    Job.objects.all().delete()
    monkeypatch.setattr(exported, "AT_ONCE", 0)
    asked = reads("GET", "exports/xlsx?lang=fr")
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    while jobs.work_once():
        pass
    assert reads("GET", asked["Location"].removeprefix(ROOT)).json()["state"] == "done"
    answer = reads("GET", "exports/xlsx?lang=fr")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def test_a_large_assessment_as_json_is_what_a_small_one_would_be(cast, assessed, reads, monkeypatch):
    Job.objects.all().delete()
    at_once = reads("GET", "assessments/latest?lang=fr").json()
    monkeypatch.setattr(exported, "AT_ONCE", 0)
    assert reads("GET", "assessments/latest?lang=fr").status_code == 202
    while jobs.work_once():
        pass
    assert reads("GET", "assessments/latest?lang=fr").json() == at_once


def test_the_steering_table_has_the_article_s_columns_first(assessed, reads):
    found = reads("GET", "steering").json()
    assert list(found["columns"])[:6] == ["process", "objective", "tools", "kpi", "follow_up", "impact"]
    assert len(found["rows"]) == len(assessed.sheets)


def test_an_assessment_is_asked_for_done_and_listed(cast, writes):
    asked = writes("POST", "assess")
    assert asked.status_code == 202
    where = asked["Location"].removeprefix(ROOT)
    assert writes("GET", where).json()["state"] == "queued"
    while jobs.work_once():
        pass
    assert writes("GET", where).json()["state"] == "done"
    [item] = writes("GET", "assessments").json()["items"]
    assert item["id"] == writes("GET", "workspace").json()["latest"]["id"]


def test_before_any_assessment_nothing_is_shown_and_the_way_is_said(reads):
    answer = reads("GET", "assessments/latest")
    assert answer.status_code == 404
    assert "POST /api/v1/assess" in answer.json()["detail"]


def test_problems_are_those_of_the_register_with_their_sentences(cast, reads):
    save(cast.seat, [Draft(path=PATH, text="nam: x\n")])
    found = reads("GET", "problems").json()["register"]
    assert {(p["file"], p["severity"]) for p in found} == {(PATH, "error")}
    assert all(p["said"] for p in found)


def test_problems_are_said_in_the_program_s_language(reads):
    assert reads("GET", "jobs/none", **{"Accept-Language": "fr"}).json()["detail"].startswith("Il n’y a rien")


def test_the_description_is_valid_and_open_to_all():
    answer = Client().get(ROOT + "openapi.json")
    assert answer.status_code == 200
    validate(answer.json())
    assert answer.json()["openapi"] == "3.1.0"


def test_every_address_is_described_and_every_description_has_its_address():
    from_urls = {}
    for one in urls.urlpatterns:
        if one.name != "missing":
            methods = getattr(one.callback, "methods", ("GET",))
            route = re.sub(r"<[^>]+>", "{}", f"/{one.pattern}")
            from_urls[route] = {method.lower() for method in methods}
    from_text = {
        re.sub(r"{[^}]+}", "{}", path): set(operations) - {"parameters"}
        for path, operations in description()["paths"].items()
        if "servers" not in operations
    }
    assert from_text == from_urls


def test_every_address_of_the_door_is_described_for_those_who_send_a_token_and_those_who_sign():
    described = {path for path, told in description()["paths"].items() if "servers" in told}
    assert described == {f"/{place}{more}" for place in PLACES for more in ("", "/{source}")}


POSTED = {"events": read_pushed_events, "runs": read_pushed_runs, "traces": read_pushed_traces}


def examples():
    """Every example of a request to the door: where it is sent, as what, and what it says."""
    for path, told in description()["paths"].items():
        if "servers" in told:
            for kind, content in told["post"]["requestBody"]["content"].items():
                for name, example in content.get("examples", {}).items():
                    yield pytest.param(path.split("/")[1], kind, example["value"], id=f"{path} {kind} {name}")


@pytest.mark.parametrize(("place", "kind", "told"), list(examples()))
def test_every_example_of_the_description_is_accepted_by_the_door(place, kind, told):
    pushed = POSTED[place](Delivery(kind, {}, json.dumps(told).encode()), POLICY, NOW)
    assert pushed.problems == ()
    assert pushed.items == len(pushed.events) + len(pushed.runs) > 0


@pytest.mark.parametrize(("place", "kind", "told"), [e for e in examples() if e.values[0] != "traces"])
def test_every_example_fits_its_own_schema(place, kind, told):
    content = description()["paths"][f"/{place}"]["post"]["requestBody"]["content"][kind]
    schema = content["schema"] | {"components": description()["components"]}
    assert list(Draft202012Validator(schema).iter_errors(told)) == []


@pytest.mark.parametrize("sent", [b"[]", b'[{"amout": 3}]', b"{", b""])
def test_what_the_door_answers_is_what_is_described(sent):
    pushed = read_pushed_events(Delivery("", {}, sent), POLICY, NOW)
    answer = taken(pushed, Appended(len(pushed.events), 0), "en")
    name = "Taken" if answer.status == 202 else "NotTaken"
    schema = {"$ref": f"#/components/schemas/{name}", "components": description()["components"]}
    assert list(Draft202012Validator(schema).iter_errors(json.loads(answer.body))) == []


@pytest.mark.parametrize("page", ["api.md", "api.fr.md"])
def test_the_page_of_the_reference_names_every_address(page):
    text = (Path(__file__).parents[2] / "docs" / "reference" / page).read_text(encoding="utf-8")
    assert [path for path in description()["paths"] if f"`{path}`" not in text] == []


def test_what_is_answered_is_what_is_described(cast, writes, assessed):
    writes.put(f"register/{PATH}", TEXT)
    writes("PUT", "files/events/x.csv", b"a\n")
    components = {"components": description()["components"]}
    wrong = []
    for name, answer in {
        "Workspace": writes("GET", "workspace"),
        "Documents": writes("GET", "register"),
        "Saved": writes.put(f"register/{PATH}", TEXT + "key: true\n"),
        "Proposal": writes.apply(FOLDER, "?dry_run=1"),
        "Problems": writes("GET", "problems"),
        "Assessments": writes("GET", "assessments"),
        "Figure": writes("GET", f"figures/{KEY}"),
        "Steering": writes("GET", "steering"),
        "Job": writes("POST", "assess"),
        "Files": writes("GET", "files"),
        "Problem": writes("GET", "nothing"),
    }.items():
        checked = Draft202012Validator({"$ref": f"#/components/schemas/{name}", **components})
        wrong += [(name, error.message) for error in checked.iter_errors(answer.json())]
    assert wrong == []


def test_a_scenario_is_kept_as_it_came_and_one_that_tells_a_secret_is_not(cast, writes):
    key = "sk" + "_live_" + "9aQ2rT7uV1wX4yZ6bC8d"  # it opens nothing
    step = {"id": 1, "module": "slack:CreateMessage", "version": 1, "parameters": {}, "mapper": {}}
    sound = json.dumps({"name": "Leads", "flow": [step], "metadata": {"version": 1}}).encode()
    telling = sound.replace(b'"mapper": {}', f'"mapper": {{"apiKey": "{key}"}}'.encode())
    assert writes("PUT", "files/scenarios/a.json", sound, "application/json").status_code == 201
    for body, code in ((telling, "scenario_secret"), (b"{}", "scenario_unread")):
        refused = writes("PUT", "files/scenarios/a.json", body, "application/json")
        assert (refused.status_code, refused.json()["type"]) == (422, f"urn:retour:{code}")
        assert key not in refused.content.decode()
    here = folder_of(cast.seat.workspace) / "scenarios"
    assert [(p.name, p.read_bytes()) for p in here.iterdir()] == [("a.json", sound)]
