"""Home, sheets, explanations: what is shown is what was assessed, whatever is asked and whoever is named."""

import re
from dataclasses import replace

import pytest

import retour
from report.assessments import HOSTILE, assessment, empty, firm, quotes
from retour.quantity import Comparator, DeclaredRange, Estimate, Grade, Text
from retour.report.node import View
from retour.web.portfolio import jobs, snapshots
from retour.web.portfolio.models import Job, Revision, Snapshot
from retour.wording.values import MONEY, say_comparator, say_grade, say_sample
from retour.workspace.example import EXAMPLE, EXAMPLE_DAY
from web.pages import many, read, squeezed

LANGS = ("fr", "en")


@pytest.fixture(params=LANGS)
def lang(request):
    return request.param


@pytest.fixture
def shown(cast, monkeypatch):
    """Keeps an assessment as the workspace's latest, of today, and gives its address."""
    monkeypatch.setattr(snapshots, "day_of", lambda _: firm().today)

    def keep(made):
        Job.objects.all().delete()
        snapshots.keep(cast.seat.workspace, made)
        return f"/w/{cast.seat.workspace.key}/"

    return keep


@pytest.fixture(scope="module")
def lumen(tmp_path_factory):
    """The example firm, really read and assessed."""
    import shutil

    folder = tmp_path_factory.mktemp("lumen") / "firm"
    shutil.copytree(EXAMPLE, folder)
    return retour.open(folder).audit(today=EXAMPLE_DAY)


def pages_of(made, home):
    keys = [sheet.automation.key for sheet in made.sheets]
    return [home, *(f"{home}a/{key}/" for key in keys)]


def test_every_figure_of_every_page_is_the_assessments(cast, shown, lumen, lang):
    home, client, view = shown(lumen), cast.client("viewer", lang), View.of(lumen, lang)
    figures, met = lumen.figures, set()
    for address in pages_of(lumen, home):
        for key, text in read(client.get(address)).figures:
            said = squeezed(view.value(figures[key]))
            lost = key.endswith("/lost") and str(round(figures[key].point)) in text
            assert said in text or lost or key.endswith("false_alarms"), (address, key)
            met.add(key)
    assert len(met) > 100


def test_every_figure_of_the_home_leads_to_an_explanation_that_says_it(cast, shown, lumen, lang):
    home, client, view = shown(lumen), cast.client("viewer", lang), View.of(lumen, lang)
    for key in {key for key, _ in read(client.get(home)).figures}:
        page = read(client.get(f"{home}explain/{key}/"))
        assert squeezed(view.value(lumen.figures[key])) in page.said(), key
        assert len([t for t, _ in page.tags if t == "h1"]) == 1


def test_every_link_of_a_page_leads_somewhere(cast, shown, lumen):
    cast.seat.workspace.key = "i4s9eica"  # ends as the addresses of sheets begin
    cast.seat.workspace.save()
    home, client = shown(lumen), cast.client("editor")
    for address in (home, f"{home}a/quote-follow-up/", f"{home}tools/"):
        for link in {link for link in read(client.get(address)).links() if link.startswith("/w/")}:
            assert client.get(link).status_code == 200, link


def test_no_effect_nor_money_stands_without_what_defends_it(cast, shown, lumen, lang):
    home, client, figures = shown(lumen), cast.client("viewer", lang), lumen.figures
    for address in pages_of(lumen, home):
        for key, text in read(client.get(address)).figures:
            figure = figures[key]
            effect = figure.unit in MONEY or figure.comparator is not Comparator.NONE
            if not figure.known or not effect or "hidden_cause" in key:
                continue
            assert squeezed(say_grade(figure.grade, lang)) in text, key
            assert squeezed(say_sample(figure, lang)) in text, key
            assert squeezed(say_comparator(figure.comparator, lang)) in text, key
            if isinstance(figure.value, Estimate):
                assert "90" in text, key


def test_totals_by_grade_are_the_sums_of_the_rows(lumen):
    left_out = {key for key, _ in lumen.totals.joint}
    for grade, total in lumen.totals.by_grade.items():
        rows = [
            sheet.figures[f"{sheet.automation.key}/worth/net"]
            for sheet in lumen.sheets
            if sheet.automation.status == "live" and sheet.automation.key not in left_out
        ]
        points = [row.point for row in rows if row.known and row.grade is grade]
        assert total.point == pytest.approx(sum(points))


def test_declared_money_is_never_inside_what_is_established(cast, shown, lumen, lang):
    found = dict(read(cast.client("viewer", lang).get(shown(lumen))).figures)
    totals = {key: text for key, text in found.items() if re.fullmatch("totals/net/[A-D]", key)}
    assert set(totals) == {f"totals/net/{grade}" for grade in lumen.totals.by_grade}
    assert isinstance(lumen.totals.by_grade[Grade.D].value, DeclaredRange)
    assert "90" not in totals["totals/net/D"]
    groups = {key: text for key, text in found.items() if key.startswith("totals/net/by_")}
    held = {key[-1] for key, text in groups.items() if re.search(r"\b90\s?%", text)}
    assert held == {key[-1] for key in groups} - {"D"}


def test_certainties_come_first_and_lost_cases_are_named(cast, shown, lumen):
    html = cast.client("viewer").get(shown(lumen)).content.decode()
    assert html.index('id="certain"') < html.index('id="balance"') < html.index('id="table"')
    lost = next(s for s in lumen.sheets if s.watched.lost_total).watched.reconciliations[0].lost
    assert lost[0].label in html


def test_the_six_columns_of_the_article_come_first(cast, shown):
    html = cast.client("viewer", "fr").get(shown(firm())).content.decode()
    titles = re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)', html.split('id="table"')[1])
    assert titles[:6] == [
        "Nom du process",
        "Objectif",
        "Outil(s)",
        "KPI principal",
        "Fréquence de suivi",
        "Impact constaté",
    ]


def test_a_portfolio_is_paged_at_fifty_and_keeps_its_filters(cast, shown):
    home, client = shown(many(120)), cast.client("viewer")
    answer = client.get(f"{home}?owner=sales&sort=-process&page=2")
    page = read(answer)
    assert rows_of(answer) == [f"q{n}" for n in range(18, -1, -2)]
    assert "Page 2 of 2" in page.said()
    before = next(attrs["href"] for tag, attrs in page.tags if attrs.get("rel") == "prev")
    assert before == "?owner=sales&sort=-process#table"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("tool=zapier", 30),
        ("tool=zapier&owner=finance", 30),
        ("tool=zapier&owner=sales", 0),
        ("q=relance 01", 11),
        ("q=RELANCE", 60),
        ("grade=C", 60),
        ("decision=stop", 60),
        ("page=99", 60),
    ],
)
def test_filters_keep_what_they_say(cast, shown, asked, found):
    made = many(60)
    page = read(cast.client("viewer", "fr").get(f"{shown(made)}?{asked}"))
    if asked == "decision=stop":
        assert "n’est pas un choix de" in page.said()
    elif "page" not in asked:
        assert f"{found} automatisation" in page.said()


def test_an_unknown_value_is_left_aside_and_said_without_being_trusted(cast, shown):
    page = read(cast.client("viewer").get(f"{shown(many(3))}?owner={HOSTILE}&sort=colour&nonsense=1"))
    assert f"“{HOSTILE}” is not a choice of “Owner”" in page.said()
    assert "“colour” is not a choice of “Order”" in page.said()
    assert "script" not in {tag for tag, _ in page.tags}


def test_what_is_unknown_is_sorted_last_both_ways(cast, shown):
    home, client = shown(assessment(*(s for s in firm().sheets))), cast.client("viewer")
    for sort in ("net", "-net"):
        rows = rows_of(client.get(f"{home}?sort={sort}"))
        unknown = [s.automation.key for s in firm().sheets if not known_net(s)]
        assert set(rows[-len(unknown) :]) == set(unknown)


def rows_of(answer):
    """The automations of the steering table, in order."""
    table = answer.content.decode().split('id="table"')[1]
    return re.findall(r"<tr><th[^>]*><a[^>]*/a/([^/]+)/", table)


def known_net(sheet):
    net = sheet.figures.get(f"{sheet.automation.key}/worth/net")
    return net is not None and net.known


def test_names_that_attack_stay_names(cast, shown):
    long, mixed = "x" * 300, "\u202egnp.exe \u0627\u0644"
    sheets = []
    for number, name in enumerate((HOSTILE, long, mixed)):
        sheet = quotes()
        automation = replace(sheet.automation, key=f"n{number}", name=Text(fr=name, en=name), owner=name)
        figures = {k.replace("quotes/", f"n{number}/", 1): v for k, v in sheet.figures.items()}
        figures = {key: replace(figure, key=key) for key, figure in figures.items()}
        sheets.append(replace(sheet, automation=automation, figures=figures))
    home, client = shown(assessment(*sheets)), cast.client("editor")
    for address in (home, f"{home}a/n0/", f"{home}a/n1/", f"{home}tools/", f"{home}share/"):
        page = read(client.get(address))
        assert "script" not in {tag for tag, _ in page.tags}
        assert not {"style", "onclick", "onload"} & {name for _, attrs in page.tags for name in attrs}
    assert HOSTILE in read(client.get(home)).said()


def test_what_is_not_there_is_404_and_offers_what_is_near(cast, shown):
    home, client = shown(firm()), cast.client("viewer")
    assert client.get(f"{home}a/nobody/").status_code == 404
    assert client.get(f"{home}export/pdf/").status_code == 404
    answer = client.get(f"{home}explain/quotes/worth/nett/")
    assert answer.status_code == 404
    assert f"{home}explain/quotes/worth/net/" in answer.content.decode()


def test_a_workspace_without_automation_says_where_to_begin(cast):
    Job.objects.all().delete()
    page = read(cast.client("editor").get(f"/w/{cast.seat.workspace.key}/"))
    assert "No automation is declared yet" in page.said()
    assert f"/w/{cast.seat.workspace.key}/measure/" in page.links()


def test_figures_on_their_way_are_said_with_a_link_to_their_progress(cast):
    page = read(cast.client("viewer").get(f"/w/{cast.seat.workspace.key}/"))
    job = Job.objects.filter(workspace=cast.seat.workspace).get()
    assert f"/w/{cast.seat.workspace.key}/work/{job.key}/" in page.links()


def test_figures_whose_file_is_gone_are_computed_again_by_an_editor_only(cast, shown):
    home = shown(firm())
    Snapshot.objects.update(version="0.0.0")
    snapshots.forget()
    declare(cast)
    editor, viewer = (cast.client(who).get(home).content.decode() for who in ("editor", "viewer"))
    assert "The figures have to be computed again" in editor
    assert f'action="{home}work/"' in editor
    assert f'action="{home}work/"' not in viewer


def declare(cast):
    """An automation is declared, and nothing computes it yet."""
    from retour.web.portfolio.documents import Draft, save

    save(cast.seat, [Draft(path="automations/a.yaml", text="automation: a\nname: A\n")])
    Job.objects.all().delete()


def test_figures_older_than_the_register_say_so(cast, shown):
    home = shown(firm())
    declare(cast)
    assert "Newer changes are not in them yet" in read(cast.client("viewer").get(home)).said()
    jobs.ask(cast.seat, "assess")
    assert "Newer changes are being computed" in read(cast.client("viewer").get(home)).said()


def test_declarations_without_data_say_what_is_missing(cast, shown):
    made = firm()
    home = shown(replace(made, dossier=replace(made.dossier, sources=())))
    assert "Data are missing" in read(cast.client("viewer").get(home)).said()


def test_an_empty_assessment_is_not_shown_as_figures(cast, shown):
    page = read(cast.client("viewer").get(shown(empty())))
    assert page.figures == []


def test_the_history_of_a_sheet_keeps_every_figure_and_says_which_was_restated(cast, shown):
    home = shown(firm())
    other = quotes()
    net = other.figures["quotes/worth/net"]
    changed = replace(net, value=Estimate(2_000, 1_500, 2_500))
    shown(assessment(replace(other, figures={**other.figures, net.key: changed})))
    page = read(cast.client("viewer").get(f"{home}a/quotes/"))
    view = View.of(firm(), "en")
    assert squeezed(view.value(net)) in page.said()
    assert squeezed(view.value(changed)) in page.said()
    assert page.said().count("Restated: a later computation of the same day") == 1


def test_the_journal_of_a_sheet_says_who_saved_its_document(cast, shown):
    from retour.web.portfolio.documents import Draft, save

    home = shown(firm())
    save(cast.seat, [Draft(path="automations/quotes.yaml", text="automation: quotes\nname: Q\n")])
    assert Revision.objects.filter(path="automations/quotes.yaml").exists()
    assert "owner@example.com" in read(cast.client("viewer").get(f"{home}a/quotes/")).said()


def test_with_many_effects_chance_alone_is_counted(cast, shown):
    made = many(30)
    tests = 30
    alarms = made.totals.false_alarms
    assert alarms is None
    from retour.assessment.totals import _false_alarms

    counted = _false_alarms(made.sheets)
    assert (counted.n, counted.point) == (tests, pytest.approx(0.1 * tests))
    page = read(
        cast.client("viewer").get(shown(replace(made, totals=replace(made.totals, false_alarms=counted))))
    )
    assert "about 3 would seem to have a clear effect, by chance" in page.said()


def test_tools_say_their_automations_and_what_overlaps(cast, shown):
    page = read(cast.client("viewer").get(f"{shown(many(4))}tools/"))
    assert "3 tools for 4 automations" in page.said()
    assert "The same process, several automations" in page.said()
