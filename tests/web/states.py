"""How a person comes to each page that no link leads to: what they type, drop and press to be there."""

import gzip
import os
import re
import signal
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from serving import PASSWORD
from web.touring import ANNE, WAITS, Tour

FORM = "register/form/automations/quote-follow-up.yaml"
TEXT = "register/text/automations/quote-follow-up.yaml"
CLAIM = "23 % des devis relancés ont été signés"
SIX = (
    "Nom du process\tObjectif\tOutil(s)\tKPI principal\tFréquence de suivi\tImpact constaté\n"
    "Relance devis\tAugmenter le taux de signature\tMake + Gmail\tTaux de signature à J+7\tMensuel\t+23 %"
)
EXPORTS = Path(__file__).parents[2] / "examples" / "exports"
FIRM = EXPORTS.parent / "firm" / "events"
BOTH = ("reponses-formulaire.csv", "pipedrive-affaires.csv")
KEPT_BY_FILES = """
from retour.web.portfolio.models import Document
print(Document.objects.filter(path="automations/lead-intake.yaml").update(keeper="files"))
"""
STOP = """
from django.urls import reverse
from retour.web.accounts.models import User
from retour.web.audits.stopping import token_of
print(reverse("mails_stop", args=[token_of(User.objects.get(email="bob@example.com"))]))
"""


@dataclass
class Stage:
    """A browser, the example workspace, and where temporary files go."""

    tour: Tour
    folder: Path

    @property
    def page(self):
        return self.tour.page

    @property
    def home(self):
        return self.tour.home

    def at(self, path, page=None):
        """A page of the workspace."""
        page = page or self.page
        page.goto(self.tour.server.url + self.home + path)
        return page

    def press(self, name="save"):
        """Press a form's button by its value."""
        self.page.click(f"main button[value={name}]")

    def drop(self, path, button, *files):
        """Give files to the page's field, and send them."""
        self.at(path)
        self.page.set_input_files("#files", [str(file) for file in files])
        self.page.click(button)

    def file(self, name, content):
        """A file to drop."""
        path = self.folder / name
        path.write_bytes(content)
        return path

    def settle(self):
        """Until the page no longer waits."""
        end = time.monotonic() + 90
        self.page.wait_for_load_state()
        while self.page.locator(WAITS).count():
            assert time.monotonic() < end, self.page.url
            time.sleep(0.2)
            self.page.wait_for_load_state()

    def rest(self):
        """Ask the page that waits to stay as it is."""
        self.page.click("a[href='?still=1']")

    def go_on(self):
        """Look again, on a page that stays as it is, until the work is over."""
        end = time.monotonic() + 90
        while self.page.locator(WAITS).count():
            assert time.monotonic() < end, self.page.url
            self.page.reload()

    @contextmanager
    def idle(self):
        """Whoever does the work of the server is asleep."""
        server = self.tour.server.process.pid
        children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
        worker = next(p for p in children if b"work" in Path(f"/proc/{p}/cmdline").read_bytes().split(b"\0"))
        os.kill(int(worker), signal.SIGSTOP)
        yield
        os.kill(int(worker), signal.SIGCONT)

    def out(self):
        """Nobody signed in."""
        self.page.context.clear_cookies(name="session")


def two_at_once(stage, mine, theirs):
    """Two changes of one document: the second to be saved meets the first."""
    stage.at(TEXT)
    text = stage.page.input_value("#text")
    seen = stage.page.input_value("[name=seen]")
    faster = theirs(text)
    assert faster != text
    stage.tour.anne.post(f"{stage.home}{TEXT}", text=faster, seen=seen, action="save")
    stage.page.fill("#text", mine(text))
    stage.press()
    assert stage.page.locator(".two pre").count() == 2


def shared(stage, **chosen):
    """Make a link that shows a page to whoever has it."""
    stage.at("share/")
    if "automation" in chosen:
        stage.page.select_option("#automation", chosen["automation"])
    if "names" in chosen:
        stage.page.check("[name=names]")
    stage.page.click("main form.stack button")
    return stage.page.inner_text("#link")


def reset_links(stage):
    """The addresses that the server mailed, oldest first; without a mail server it prints mails."""
    printed = stage.tour.server.log.read_text(encoding="utf-8", errors="replace").replace("=\n", "")
    return re.findall(r"http://\S+/account/reset/\S+/", printed)


def reset_link(stage):
    """The address that the background work mails once somebody asked for it."""
    before = len(reset_links(stage))
    stage.out()
    stage.page.goto(f"{stage.tour.server.url}/account/forgotten/")
    stage.page.fill("[name=email]", "bob@example.com")
    stage.page.click("main button")
    end = time.monotonic() + 90
    while len(links := reset_links(stage)) == before:
        assert time.monotonic() < end
        time.sleep(0.2)
    return links[-1]


# --- the states, each with the path of its page ------------------------------------------------------------


def conflict_brought_together(stage):
    two_at_once(stage, lambda t: t + "# mine\n", lambda t: f"# theirs {time.monotonic_ns()}\n{t}")


def conflict_to_choose(stage):
    mark = f"owner: finance-{time.monotonic_ns()}"
    two_at_once(
        stage,
        lambda t: re.sub("owner: .*", "owner: mine", t),
        lambda t: re.sub("owner: .*", mark, t),
    )


def form_refused(stage):
    stage.at(FORM)
    stage.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    stage.page.fill("[name='rollout.at']", "31/02/2026")
    stage.press()
    assert stage.page.locator("p.error").count()


def form_checked(stage):
    stage.at(FORM)
    stage.page.fill("[name='owner']", "somebody else")
    stage.press("check")


def text_refused(stage):
    stage.at(TEXT)
    stage.page.fill("#text", "automation: [quote\n")
    stage.press()
    assert stage.page.locator("[role=alert]").count()


def begun_without_a_name(stage):
    stage.at("register/new/automation/")
    stage.press()


def taken_over_from_files(stage):
    assert stage.tour.server.run("manage", "shell", "-c", KEPT_BY_FILES).stdout.split()[-1] == "1"
    stage.at("register/take-over/automations/lead-intake.yaml")
    assert stage.page.locator("main form button").count() == 1


def kept_by_files(stage):
    stage.at("register/form/automations/lead-intake.yaml")
    assert stage.page.locator("fieldset[disabled]").count()


def folder_looked_at(stage):
    new = stage.file("new-one.yaml", b"automation: new-one\nname: {fr: Neuve, en: New}\nprocess: quote\n")
    stage.drop("register/folder/", "main form button", new)


def folder_refused(stage):
    wrong = stage.file("wrong.yaml", b"automation: [wrong\n")
    stage.drop("register/folder/", "main form button", wrong)


def claim_answered(stage):
    stage.at("measure/")
    stage.page.fill("#text", CLAIM)
    stage.page.click("form[action$='/paste/'] button")
    assert "23" in stage.page.inner_text("h1")


def table_pasted(stage):
    stage.at("measure/")
    stage.page.fill("#text", SIX)
    stage.page.click("form[action$='/paste/'] button")
    assert stage.page.locator("main table").count()


def nothing_understood(stage):
    stage.at("measure/")
    stage.page.fill("#text", "bonjour")
    stage.page.click("form[action$='/paste/'] button")


def nothing_usable_dropped(stage):
    stage.drop(
        "measure/", ".drop + .acts button", stage.file("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(99))
    )
    stage.settle()


def exports_read(stage):
    stage.drop("measure/", ".drop + .acts button", *(EXPORTS / name for name in BOTH))
    stage.settle()


def exports_compared(stage):
    exports_read(stage)
    stage.page.click("button[name=compare] >> nth=0")
    stage.settle()
    assert stage.page.locator("#day").count()


def effect_of_a_day(stage):
    exports_compared(stage)
    stage.page.click("form[action$='/effect/'] button")
    stage.settle()
    assert stage.page.locator("[data-figure]").count()


def still_reading(stage):
    with stage.idle():
        stage.drop("measure/", ".drop + .acts button", FIRM / "reponses-formulaire.csv")
        stage.rest()
        assert stage.page.locator("progress").count()
        yield
    stage.go_on()


def heavy_file_brought(stage):
    packed = gzip.compress((FIRM / "reponses-formulaire.csv").read_bytes())
    with stage.idle():
        heavy = stage.file(f"reponses-{time.monotonic_ns()}.csv.gz", packed)
        stage.drop("measure/sources/", "form[action$='/sources/add/'] .acts button", heavy)
        stage.rest()
        assert stage.page.locator(WAITS).count()
        yield
    stage.go_on()
    yield


def still_computing(stage):
    with stage.idle():
        stage.at("register/text/retour.yaml")
        changed = f"# {time.monotonic_ns()}\n{stage.page.input_value('#text')}"
        stage.page.fill("#text", changed)
        stage.press()
        stage.at("")
        yield
        stage.page.click(".message a")
        stage.rest()
        yield
    stage.go_on()


def nothing_declared(stage):
    stage.page.goto(f"{stage.tour.server.url}/spaces/")
    stage.page.fill("#name", "Vide")
    stage.page.click("form[action='/spaces/new/'] button")
    home = stage.page.url.removesuffix("measure/")
    yield
    stage.page.goto(home)
    yield
    for path in ("tools/", "measure/sources/", "measure/problems/", "share/", "register/"):
        stage.page.goto(home + path)
        yield


def filters_that_are_no_choice(stage):
    stage.at("?owner=nobody&grade=Z")


def figure_that_is_not_there(stage):
    stage.at("explain/quote-follow-up/worth/nett/")


def address_that_is_not_there(stage):
    stage.page.goto(f"{stage.tour.server.url}/w/nowhere/")


def form_too_old(stage):
    stage.at("people/")
    stage.page.fill("[name=email]", "late@example.com")
    stage.page.evaluate(
        "document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach(e => { e.value = '' })"
    )
    stage.page.click("form:not([action]) button")


def somebody_invited(stage):
    stage.at("people/")
    stage.page.fill("[name=email]", f"p{time.monotonic_ns()}@example.com")
    stage.page.click("form:not([action]) button")


def invitation_refused(stage):
    stage.at("people/")
    stage.page.evaluate("document.querySelector('[name=email]').type = 'text'")
    stage.page.fill("[name=email]", "not an address")
    stage.page.click("form:not([action]) button")


def token_made(stage):
    stage.at("people/")
    stage.page.fill("[name=name]", "night job")
    stage.page.click("form[action$='/tokens/'] button")
    assert stage.page.locator("code.token").count()


def source_that_sends_made(stage):
    for how in ("sent", "signing"):
        stage.at("measure/sending/")
        stage.page.fill("[name=name]", f"{how}-{time.monotonic_ns()}")
        stage.page.select_option("[name=how]", how)
        stage.page.click("form[action$='/sending/make/'] button")
        assert stage.page.locator("code.token").count()
        yield
        stage.page.click("main .acts a")
        assert stage.page.locator("pre").count()
        yield


def source_that_sends_refused(stage):
    for _ in range(2):
        stage.at("measure/sending/")
        stage.page.fill("[name=name]", "twice")
        stage.page.click("form[action$='/sending/make/'] button")
    assert stage.page.locator(".field.wrong").count()


def link_made(stage):
    shared(stage, names="yes")


def shared_portfolio(stage):
    lang = stage.page.get_attribute("html", "lang")
    stage.page.goto(f"{shared(stage, names='yes')}?lang={lang}")
    assert "/s/" in stage.page.url


def shared_sheet(stage):
    lang = stage.page.get_attribute("html", "lang")
    stage.page.goto(f"{shared(stage, automation='quote-follow-up')}?lang={lang}")


def calendar_to_subscribe_to(stage):
    stage.at("reviews/calendar/")
    yield
    stage.page.click("main form[action$='/calendar/link/'] button")
    yield
    assert re.search(r"/c/\S+\.ics$", stage.page.inner_text("code.token"))


def mails_stopped(stage):
    printed = stage.tour.server.run("manage", "shell", "-c", STOP).stdout
    stage.page.goto(stage.tour.server.url + printed.strip().splitlines()[-1])
    yield
    stage.page.click("main form.acts button")
    yield


def invitation_over(stage):
    stage.page.goto(f"{stage.tour.server.url}/join/nothing/")


def password_forgotten(stage):
    link = reset_link(stage)
    yield
    stage.page.goto(link)
    yield
    for one, other in (("12345", "12345"), (PASSWORD, PASSWORD + "!"), (PASSWORD, PASSWORD)):
        stage.page.fill("[name=password]", one)
        stage.page.fill("[name=again]", other)
        stage.page.click("main button")
        yield
    stage.page.goto(link)
    yield


def wrong_password(stage):
    stage.out()
    stage.page.goto(f"{stage.tour.server.url}/account/sign-in/")
    stage.page.fill("[name=username]", ANNE)
    stage.page.fill("[name=password]", "not this one")
    stage.page.click("main button")
    assert stage.page.locator("[role=alert]").count()


INSIDE = (
    conflict_brought_together,
    conflict_to_choose,
    form_refused,
    form_checked,
    text_refused,
    begun_without_a_name,
    taken_over_from_files,
    kept_by_files,
    folder_looked_at,
    folder_refused,
    claim_answered,
    table_pasted,
    nothing_understood,
    nothing_usable_dropped,
    exports_compared,
    effect_of_a_day,
    still_reading,
    heavy_file_brought,
    still_computing,
    nothing_declared,
    filters_that_are_no_choice,
    figure_that_is_not_there,
    address_that_is_not_there,
    form_too_old,
    somebody_invited,
    invitation_refused,
    token_made,
    source_that_sends_made,
    source_that_sends_refused,
    link_made,
    shared_portfolio,
    shared_sheet,
    calendar_to_subscribe_to,
    mails_stopped,
)
OUTSIDE = (invitation_over, password_forgotten, wrong_password)
