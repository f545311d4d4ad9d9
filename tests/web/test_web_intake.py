"""The first ten minutes in a browser: every step within its clicks and fields, useful by itself."""

import json
import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from retour.web.intake import looks
from retour.web.intake.models import Look
from retour.web.portfolio import jobs
from retour.web.portfolio.documents import texts
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.models import DataFile, Document

EXPORTS = Path(__file__).parents[2] / "examples" / "exports"
FORM, DEALS = EXPORTS / "reponses-formulaire.csv", EXPORTS / "pipedrive-affaires.csv"
TYPED = {"text", "date", "number", "email", "search", "password"}
SHEET = "Nom du process\tObjectif\tOutils\nRelance devis\tSigner plus\tMake, Gmail\nTri SAV\tRépondre\tn8n\n"


class Forms(HTMLParser):
    """The forms of a page: what a person may click, and what they must type."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.links = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self.forms.append({"action": told.get("action", ""), "buttons": [], "typed": [], "files": 0})
        if tag == "a":
            self.links.append(told.get("href", ""))
        if not self.forms:
            return
        form = self.forms[-1]
        if tag == "button":
            form["buttons"].append(told)
        if tag == "input" and told.get("type") == "file":
            form["files"] += 1
        must = tag == "textarea" or told.get("type", "text") in TYPED
        if tag in ("input", "textarea") and must and "required" in told and not told.get("value"):
            form["typed"].append(told.get("name"))


class Step:
    """One step of the way through, counted: choosing files is a click, so is each button or link."""

    def __init__(self, client, page):
        self.client, self.answer, self.clicks, self.typed = client, client.get(page), 0, 0

    @property
    def text(self):
        return self.answer.content.decode()

    @property
    def address(self):
        return self.answer.request["PATH_INFO"]

    def _form(self, action):
        return next(f for f in Forms(self.text).forms if re.search(action, f["action"]))

    def send(self, action, button=None, **fields):
        """Fill in what must be typed, press the form's button, wait for the work."""
        form = self._form(action)
        assert form["buttons"], action
        self.clicks += 1 + form["files"]
        self.typed += len(form["typed"])
        told = fields | ({button: "1"} if button else {})
        self.answer = self.client.post(form["action"], told, follow=True)
        return self.done()

    def go(self, part):
        """Follow a link of the page."""
        href = next(link for link in Forms(self.text).links if part in link)
        self.clicks += 1
        self.answer = self.client.get(href)
        return self.done()

    def done(self):
        """The page, once the work in the background is over."""
        while "Refresh" in self.answer.headers:
            assert jobs.work_once()
            self.answer = self.client.get(self.address)
        assert self.answer.status_code == 200
        return self


def uploaded(*paths):
    return [SimpleUploadedFile(p.name, p.read_bytes()) for p in paths]


@pytest.fixture
def measure(cast):
    """The page on which the ten minutes begin."""
    return f"/w/{cast.seat.workspace.key}/measure/"


def dropped(cast, measure, *paths, lang="fr"):
    step = Step(cast.client("editor", lang), measure)
    return step.send("measure/$", files=uploaded(*paths))


def test_two_exports_give_the_lost_requests_by_name_in_three_clicks_and_nothing_typed(cast, measure):
    step = dropped(cast, measure, FORM, DEALS)
    assert "Adresse e-mail" in step.text
    assert "jerome.dumoulin@example.org" in step.text
    step.send("/looks/", "compare")
    truth = json.loads((EXPORTS / "truth.json").read_text())["form_and_pipedrive"]["missing"]
    assert "14 demandes du formulaire ne sont pas dans Pipedrive" in step.text
    assert [name for name in truth if name not in step.text] == []
    assert (step.clicks, step.typed) == (3, 0)


def test_the_lost_requests_are_downloaded_as_a_sheet(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").go("/lost/")
    assert step.answer["Content-Type"].startswith("text/csv")
    assert len(step.text.strip().splitlines()) == 15


def test_the_date_is_proposed_and_one_click_gives_one_effect_with_its_evidence(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare")
    assert 'value="2026-06-03"' in step.text
    step.clicks = step.typed = 0
    step.send("/effect/", day="2026-06-03")
    assert "sans l’automatisation" in step.text
    assert "Preuve" in step.text
    assert (step.clicks, step.typed) == (1, 0)


def test_a_page_to_forward_asks_for_nothing_from_anywhere(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").go("/forward/")
    assert "demandes du formulaire ne sont pas dans Pipedrive" in step.text
    page = step.go("/page/").text
    assert page.startswith("<!doctype html>")
    assert re.findall(r'(?:src|href)="(?!#)[^"]*"', page) == []


def test_what_was_measured_is_kept_in_the_workspace_and_audited_there(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").go("/forward/")
    step.send("/keep/", name="Formulaire vers Pipedrive")
    assert step.address == f"/w/{cast.seat.workspace.key}/"
    workspace = cast.seat.workspace
    assert {"automations/formulaire-vers-pipedrive.yaml", "processes/formulaire-vers-pipedrive.yaml"} <= set(
        texts(workspace)
    )
    assert DataFile.objects.filter(workspace=workspace, path__startswith="events/").count() == 2
    while jobs.work_once():
        pass
    assessment = cast.seat.workspace.snapshots.first()
    assert assessment.figures["formulaire-vers-pipedrive/lost"]["point"] == 14


def test_what_is_kept_twice_takes_other_names_and_says_so(cast, measure):
    for _ in range(2):
        step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").go("/forward/")
        step.send("/keep/", name="Formulaire")
    assert "reponses-formulaire-2.csv" in step.text
    assert {"automations/formulaire.yaml", "automations/formulaire-2.yaml"} <= set(texts(cast.seat.workspace))


def test_newer_exports_take_the_place_of_those_that_were_kept_and_what_people_declared_stays(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").go("/forward/")
    step.send("/keep/", name="Formulaire")
    before = texts(cast.seat.workspace)["automations/formulaire.yaml"]
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare")
    pair = re.search(r'name="pair" value="(\d+-\d+)"', step.text)[1]
    step.send("/names/", pair=pair).go("/forward/").send("/keep/", into="formulaire")
    assert texts(cast.seat.workspace)["automations/formulaire.yaml"] == before
    assert DataFile.objects.filter(workspace=cast.seat.workspace).count() == 2
    while jobs.work_once():
        pass
    assert cast.seat.workspace.snapshots.first().figures["formulaire/lost"]["point"] == 15


def test_one_new_export_does_not_replace_what_two_matched_ones_made(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").go("/forward/")
    step.send("/keep/", name="Formulaire")
    kept = DataFile.objects.filter(workspace=cast.seat.workspace).first()
    answer = step.client.post(
        f"{measure}sources/{kept.pk}/replace/", {"file": uploaded(DEALS)[0]}, follow=True
    )
    assert "déposez de nouveau" in answer.content.decode()
    assert DataFile.objects.get(pk=kept.pk).digest == kept.digest


def test_keeping_the_same_look_twice_changes_nothing(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").go("/forward/")
    address = next(f["action"] for f in Forms(step.text).forms if "/keep/" in f["action"])
    for _ in range(2):
        step.client.post(address, {"name": "Formulaire"})
    automations = [p for p in texts(cast.seat.workspace) if p.startswith("automations/")]
    assert automations == ["automations/formulaire.yaml"]


def test_one_file_alone_is_followed_and_nothing_is_called_lost(cast, measure):
    step = dropped(cast, measure, EXPORTS / "devis.csv").send("/looks/", "compare")
    assert "Suivi de" in step.text
    assert "Les dossiers perdus" not in step.text


def test_a_shorter_delay_is_chosen_by_one_select_and_more_requests_are_late(cast, measure):
    step = dropped(cast, measure, FORM, DEALS)
    assert 'value="86400" selected' in step.text
    step.send("/looks/", "compare", within="3600")
    assert "60\xa0min après leur arrivée" in step.text


def test_with_one_file_a_delay_names_the_cases_that_wait(cast, measure):
    step = dropped(cast, measure, EXPORTS / "devis.csv").send("/looks/", "compare", within="604800")
    assert "7\xa0jours après leur début" in step.text
    assert "Les dossiers qui attendent" in step.text
    assert "0\xa0h\xa000" not in step.text


def test_the_other_export_can_be_added_later_without_beginning_again(cast, measure):
    step = dropped(cast, measure, FORM)
    step.send("/looks/", "add", files=uploaded(DEALS)).send("/looks/", "compare")
    assert "14 demandes du formulaire ne sont pas dans Pipedrive" in step.text


def test_a_workbook_is_read_and_its_right_sheet_is_offered(cast, measure):
    step = dropped(cast, measure, EXPORTS / "suivi-demandes.xlsx")
    assert "suivi-demandes.xlsx" in step.text
    assert 'name="compare"' in step.text


def test_a_run_history_beside_two_exports_proposes_the_day_of_its_first_run(cast, measure):
    step = dropped(cast, measure, FORM, DEALS, EXPORTS / "make-historique.csv").send("/looks/", "compare")
    assert "make-historique.csv" in step.text
    assert 'value="2026-06-03"' in step.text


def test_files_dropped_the_other_way_round_give_the_same_names(cast, measure):
    step = dropped(cast, measure, DEALS, FORM).send("/looks/", "compare")
    assert "14 demandes du formulaire ne sont pas dans Pipedrive" in step.text


def test_a_role_is_corrected_by_one_select_and_nothing_is_typed_again(cast, measure):
    step = dropped(cast, measure, FORM, DEALS)
    step.send("/looks/", None, **{"role-1-2": "", "role-1-3": ""})
    look = Look.objects.get()
    assert look.files.get(number=1).corrected["roles"] == {"Adresse e-mail": "", "Téléphone": ""}
    assert re.search(r'name="role-1-2">.*?<option value="" selected>', step.text, re.DOTALL)
    step.send("/looks/", "compare")
    assert "reconnus par l’adresse e-mail" not in step.text


def test_a_pair_made_by_names_is_refused_and_the_requests_are_counted_again(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare")
    pair = re.search(r'name="pair" value="(\d+-\d+)"', step.text)[1]
    step.send("/names/", pair=pair)
    assert "15 demandes du formulaire ne sont pas dans Pipedrive" in step.text
    step.send("/names/", "restore")
    assert "14 demandes du formulaire ne sont pas dans Pipedrive" in step.text


def test_minutes_and_an_hourly_cost_give_a_cost_per_case_said_to_be_declared(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").send("/effect/", day="2026-06-03")
    step.go("/result/")
    step.send("/costs/", hour_low="26", hour_high="60", before_low="8", before_high="12", after_low="1,5")
    assert "Coût par dossier" in step.text
    assert "€" in step.text
    assert "déclarée" in step.text


def test_a_day_that_is_no_date_is_said_and_nothing_is_lost(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare")
    step.send("/effect/", day="demain")
    assert "Donnez une date" in step.text


def test_a_date_without_a_before_says_why_and_what_can_be_measured_instead(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare").send("/effect/", day="2026-01-02")
    assert "mesurable" in step.text
    assert "Ce que vous pouvez mesurer dès maintenant" in step.text


@pytest.mark.parametrize(
    ("lang", "sentence", "answers"),
    [
        ("fr", "23 % des devis relancés ont été signés.", ["Ce qu’il manque", "la liste de vos devis"]),
        ("en", "23% of the quotes that were followed up were signed.", ["a list of your quotes", "quotes"]),
    ],
)
def test_a_pasted_sentence_is_answered_at_once_and_not_kept(cast, measure, lang, sentence, answers):
    step = Step(cast.client("editor", lang), measure).send("/paste/", text=sentence)
    assert [answer for answer in answers[-1:] if answer not in step.text] == []
    assert (step.clicks, step.typed) == (1, 1)
    assert not Look.objects.exists()


@pytest.mark.parametrize("status", ["live", "planned"])
def test_a_pasted_table_becomes_automations_in_one_more_click(cast, measure, status):
    step = Step(cast.client("editor", "fr"), measure).send("/paste/", text=SHEET)
    assert "2\xa0automatisations lues" in step.text
    step.send("/drafts/", text=SHEET, status=status)
    made = Document.objects.get(workspace=cast.seat.workspace, path="automations/relance-devis.yaml")
    assert f"status: {status}" in made.text


def test_a_text_that_claims_nothing_is_told_so_kindly(cast, measure):
    step = Step(cast.client("editor", "en"), measure).send("/paste/", text="Hello there")
    assert "Paste a sentence" in step.text or "paste a sentence" in step.text


def test_the_same_words_are_not_in_the_other_language(cast, measure):
    step = dropped(cast, measure, FORM, DEALS, lang="en").send("/looks/", "compare")
    assert "14 requests from the form are not in Pipedrive" in step.text
    assert "dossiers" not in re.sub(r"dossiers?-\w+|name=.*?>", "", step.text)


def test_a_reload_finds_everything_again_even_when_what_was_computed_is_gone(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare")
    folder = looks.folder_of_look(Look.objects.get())
    for path in folder.glob("*.pickle"):
        path.unlink()
    step.answer = step.client.get(step.address)
    assert "14 demandes" in step.done().text


def test_a_computed_answer_that_somebody_tampered_with_is_not_read(cast, measure):
    step = dropped(cast, measure, FORM, DEALS).send("/looks/", "compare")
    for path in looks.folder_of_look(Look.objects.get()).glob("answer-*.pickle"):
        path.write_bytes(path.read_bytes()[:-1] + b"!")
    step.answer = step.client.get(step.address)
    assert "14 demandes" in step.done().text


def test_large_files_are_read_in_the_background_and_the_page_survives_a_reload(cast, measure):
    days = (f"2026-03-{1 + i % 28:02d}" for i in range(9000))
    rows = "".join(f"{i},{day} 08:00,{day} 09:00\n" for i, day in enumerate(days))
    big = SimpleUploadedFile("log.csv", ("case,created,won\n" + rows).encode())
    client = cast.client("editor", "fr")
    answer = client.post(measure, {"files": [big]}, follow=True)
    address = answer.request["PATH_INFO"]
    for _ in range(2):
        assert client.get(address)["Refresh"] == "1"
        assert "Refresh" not in client.get(f"{address}?still=1").headers
    assert cast.seat.workspace.jobs.filter(kind="look.read").count() == 1
    while jobs.work_once():
        pass
    assert "9\u202f000\xa0lignes lues" in client.get(address).content.decode()


def test_forgetting_removes_the_files_at_once(cast, measure):
    step = dropped(cast, measure, FORM, DEALS)
    folder = looks.folder_of_look(Look.objects.get())
    assert folder.is_dir()
    step.send("/forget/")
    assert not folder.exists()
    assert not Look.objects.exists()


def test_a_look_of_fifteen_days_ago_is_removed(cast, measure):
    dropped(cast, measure, FORM)
    look = Look.objects.get()
    Look.objects.filter(pk=look.pk).update(created=timezone.now() - timedelta(days=15))
    looks.forget_old()
    assert not Look.objects.exists()
    assert list((folder_of(cast.seat.workspace) / ".looks").glob("*")) == []


def test_work_on_a_look_that_was_forgotten_says_so(cast, measure):
    dropped(cast, measure, FORM)
    job = jobs.ask(cast.seat, "look.read", look="gone", mark="")
    while jobs.work_once():
        pass
    job.refresh_from_db()
    assert job.error == "look.forgotten"
