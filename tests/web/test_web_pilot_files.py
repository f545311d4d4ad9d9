"""What is exported and what is forwarded: the same figures, and nobody's name."""

import csv
import io
import json
import re
import shutil
from datetime import timedelta
from html import escape

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from report.assessments import HOSTILE, firm
from retour.web.pilot.models import Share
from retour.web.portfolio import exported, jobs, snapshots
from retour.web.portfolio.folder import folder_of
from retour.web.portfolio.models import Job
from retour.web.workspaces.models import Entry
from retour.wording.values import say_value
from web.pages import Page, many, read, squeezed

LANGS = ("fr", "en")


@pytest.fixture
def home(cast, monkeypatch):
    monkeypatch.setattr(snapshots, "day_of", lambda _: firm().today)
    Job.objects.all().delete()
    snapshots.keep(cast.seat.workspace, firm())
    return f"/w/{cast.seat.workspace.key}/"


@pytest.mark.parametrize("lang", LANGS)
def test_every_export_says_the_same_figures(cast, home, lang):
    client = cast.client("viewer", lang)
    told = json.loads(client.get(f"{home}export/json/").content)
    book = load_workbook(io.BytesIO(client.get(f"{home}export/xlsx/").content))
    cells = {row[0].value: row[1].value for row in book.worksheets[1].iter_rows(min_row=2)}
    page = dict(Page(client.get(f"{home}export/html/").content.decode()).figures)
    for key, figure in firm().figures.items():
        said = say_value(figure, lang)
        assert told["figures"][key]["said"] == said
        assert cells[key] == said
        assert squeezed(said) in page.get(key, squeezed(said)) or key.endswith("/lost")
    raw = client.get(f"{home}export/csv/").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(raw), delimiter=";" if lang == "fr" else ","))
    assert len(rows) == 1 + len(firm().sheets)


@pytest.mark.parametrize("kind", ["html", "csv", "xlsx", "json"])
def test_an_export_is_a_file_with_a_plain_name(cast, home, kind):
    cast.seat.workspace.name = 'Été "à"/../\r\nX: y'
    cast.seat.workspace.save()
    answer = cast.client("viewer").get(f"{home}export/{kind}/")
    name = re.fullmatch(r'attachment; filename="([a-z0-9.-]+)"', answer["Content-Disposition"])[1]
    assert name == f"retour-ete-a-x-y-{firm().today.isoformat()}.{kind}"


def test_a_sheet_is_a_file_of_its_own(cast, home):
    answer = cast.client("viewer", "fr").get(f"{home}a/quotes/export/")
    page = Page(answer.content.decode())
    assert "quotes" in answer["Content-Disposition"]
    assert not [t for t, attrs in page.tags if t in ("link", "script") or "src" in attrs]
    assert {key.split("/")[0] for key, _ in page.figures} == {"quotes"}


def worked_for(client, path):
    """A file that is made in the background: the answer once the work is done."""
    asked = client.get(path)
    assert asked.status_code == 302
    assert jobs.work_once()
    page = client.get(asked["Location"]).content.decode()
    assert f'href="{path}"' in page
    return client.get(path)


def test_the_page_of_a_large_portfolio_leaves_its_sheets_to_files_of_their_own(cast, home):
    snapshots.keep(cast.seat.workspace, many(101))
    page = Page(worked_for(cast.client("viewer"), f"{home}export/html/").content.decode())
    assert len({key for key, _ in page.figures if key.endswith("/worth/net")}) == 101
    assert not [attrs for _, attrs in page.tags if attrs.get("class") == "sheet"]


@pytest.mark.parametrize("kind", ["html", "xlsx", "json"])
def test_the_file_of_a_large_portfolio_is_made_once_in_the_background(cast, home, kind):
    kept = snapshots.keep(cast.seat.workspace, many(41))
    client = cast.client("viewer")
    answer = worked_for(client, f"{home}export/{kind}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, exported.KINDS[kind])
    again = client.get(f"{home}export/{kind}/")
    assert again.content == answer.content == exported.kept(kept, kind, "en")
    assert Job.objects.filter(kind="export").count() == 1


def test_a_large_file_that_two_people_ask_for_is_made_once(cast, home):
    snapshots.keep(cast.seat.workspace, many(41))
    path = f"{home}export/xlsx/"
    said = [cast.client(who).get(path)["Location"] for who in ("viewer", "editor")]
    Job.objects.filter(kind="export").update(state=Job.State.RUNNING)
    said.append(cast.client("owner").get(path)["Location"])
    assert len(set(said)) == 1


def test_the_files_of_the_latest_three_snapshots_stay(cast, home):
    for _ in range(5):
        snapshots.keep(cast.seat.workspace, many(41))
        worked_for(cast.client("viewer"), f"{home}export/json/")
    folder = folder_of(cast.seat.workspace) / ".exports"
    assert len(list(folder.iterdir())) == 3


def test_a_file_whose_figures_are_gone_is_said(cast, home):
    snapshots.keep(cast.seat.workspace, many(41))
    client = cast.client("viewer")
    where = client.get(f"{home}export/json/")["Location"]
    shutil.rmtree(folder_of(cast.seat.workspace) / ".assessments")
    snapshots.forget()
    jobs.work_once()
    assert "These figures are no longer kept" in client.get(where).content.decode()


def share(cast, home, **asked):
    answer = cast.client("editor").post(f"{home}share/", asked)
    link = re.search(r'id="link"[^>]*>http://localhost:8321([^<]+)<', answer.content.decode())[1]
    return read(answer), link


def test_a_link_opens_the_page_to_whoever_has_it(cast, home):
    page, link = share(cast, home)
    for who in ("anonymous", "stranger", "viewer"):
        answer = cast.client(who).get(link)
        assert answer.status_code == 200
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
    sentence = squeezed(re.search(r'class="copy">(.*?)<', str(page_html(cast, home)), re.DOTALL)[1])
    assert sentence in read(cast.client("anonymous").get(link)).said()
    assert sentence in page.said()


def page_html(cast, home):
    return cast.client("editor").post(f"{home}share/", {}).content.decode()


def test_without_the_link_there_is_nothing(cast, home):
    _, link = share(cast, home)
    for wrong in (link[:-2] + "/", "/s/x/", link.upper()):
        assert cast.client("anonymous").get(wrong).status_code in (301, 404)
    assert cast.client("anonymous").get("/s/x/download/").status_code == 404


def test_the_secret_of_a_link_is_kept_nowhere(cast, home):
    _, link = share(cast, home)
    secret = link.split("/")[2]
    kept = str([list(model.objects.values()) for model in (Share, Entry)])
    assert secret not in kept


def test_lost_cases_are_named_only_when_asked_and_people_never(cast, home):
    lost = [c for s in firm().sheets for r in s.watched.reconciliations for c in r.lost]
    labels = [case.label for case in lost if case.label != HOSTILE]
    _, plain = share(cast, home)
    _, named = share(cast, home, names="yes")
    _, sheet = share(cast, home, automation="leads")
    shown = {link: cast.client("anonymous").get(link).content.decode() for link in (plain, named, sheet)}
    owners = [s.automation.owner for s in firm().sheets if s.automation.owner]
    for link, html in shown.items():
        assert (escape(labels[0]) in html.split('id="certain"')[-1]) is (link == named)
        assert not [owner for owner in owners if owner in html]


def test_without_their_names_the_page_does_not_promise_them(cast, home):
    _, link = share(cast, home)
    assert "here they are" not in read(cast.client("anonymous").get(link)).said()


def test_the_language_of_a_link_can_be_chosen(cast, home):
    _, link = share(cast, home)
    for lang, word in (("fr", "Ce qui est sûr"), ("en", "What is certain")):
        html = cast.client("anonymous", "en").get(f"{link}?lang={lang}").content.decode()
        assert f'<html lang="{lang}">' in html
        assert word in html


def test_a_link_shows_its_day_even_when_figures_change_or_are_forgotten(cast, home):
    _, link = share(cast, home)
    before = read(cast.client("anonymous").get(link)).figures
    for _ in range(4):
        snapshots.keep(cast.seat.workspace, firm())
    snapshots.forget()
    assert read(cast.client("anonymous").get(link)).figures == before


def test_a_link_ends_after_ninety_days_or_when_it_is_closed(cast, home):
    _, link = share(cast, home)
    made = Share.objects.get()
    assert made.ends - made.created > timedelta(days=89)
    Share.objects.update(ends=timezone.now() - timedelta(seconds=1))
    assert cast.client("anonymous").get(link).status_code == 404
    Share.objects.update(ends=timezone.now() + timedelta(days=1))
    assert cast.client("anonymous").get(link).status_code == 200
    cast.client("editor").post(f"{home}share/{made.pk}/revoke/")
    assert cast.client("anonymous").get(link).status_code == 404


def test_a_link_of_another_workspace_cannot_be_closed(cast, home):
    share(cast, home)
    other = f"/w/{cast.elsewhere.workspace.key}/share/{Share.objects.get().pk}/revoke/"
    assert cast.client("stranger").post(other).status_code == 404
    assert Share.objects.get().revoked is None


def test_links_are_listed_with_their_state(cast, home):
    share(cast, home, names="yes")
    page = read(cast.client("editor", "fr").get(f"{home}share/"))
    assert "avec les noms des dossiers perdus" in page.said()
    assert "editor@example.com" in page.said()


def test_the_page_of_a_link_can_be_kept_as_one_file(cast, home):
    _, link = share(cast, home)
    answer = cast.client("anonymous").get(f"{link}download/?lang=fr")
    page = Page(answer.content.decode())
    assert answer["Content-Disposition"].startswith('attachment; filename="retour-atelier-ver-')
    assert not [t for t, attrs in page.tags if t in ("link", "script") or "src" in attrs]


def test_what_is_not_there_cannot_be_forwarded(cast, home):
    assert cast.client("editor").post(f"{home}share/", {"automation": "nobody"}).status_code == 404
    assert Share.objects.count() == 0
