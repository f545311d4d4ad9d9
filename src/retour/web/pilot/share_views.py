"""Pages about links to forward, and the page that such a link opens."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_POST, require_safe

from retour.report.explain_more import sheet_of
from retour.report.html import Html
from retour.report.page import alone
from retour.web.frame.context import language
from retour.web.pilot import sharing
from retour.web.pilot.exports import attached, safe_name
from retour.web.pilot.models import Share
from retour.web.pilot.standing import Standing, standing_of
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import headline, headline_all, label


@seated(Role.EDITOR)
def shares(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The links of a workspace, and a form to make one."""
    now = standing_of(seat.workspace)
    about = {"section": "home", "now": now, "shares": sharing.listed(seat)} | _choices(request, now)
    if request.method != "POST":
        return render(request, "pilot/shares.html", about)
    return _make(request, seat, now)


def _choices(request: HttpRequest, now: Standing) -> dict[str, object]:
    sheets = now.assessment.sheets if now.assessment else ()
    named = [(s.automation.key, s.automation.name.in_(language())) for s in sheets]
    return {"choices": named, "chosen": request.GET.get("automation", "")}


def _make(request: HttpRequest, seat: Seat, now: Standing) -> HttpResponse:
    assessment, snapshot, key = now.assessment, now.snapshot, request.POST.get("automation", "")
    if assessment is None or snapshot is None or (key and sheet_of(assessment, key) is None):
        raise Http404
    with_names = request.POST.get("names") == "yes"
    share, secret = sharing.make(seat, snapshot, assessment, automation=key, with_names=with_names)
    address = settings.PUBLIC_URL + reverse("shared:page", args=[secret])
    lang = language()
    about = {
        "section": "home",
        "share": share,
        "address": address,
        "sentence": _sentence(now, key, lang, with_names=with_names),
    }
    return render(request, "pilot/share_made.html", about)


def _sentence(now: Standing, key: str, lang: str, *, with_names: bool) -> str:
    """The sentence to paste: the page's own."""
    assert now.assessment is not None  # noqa: S101  a link is only made of figures
    if not key:
        return headline_all(now.assessment, lang, named=with_names)
    register = now.assessment.dossier.register
    return headline(now.assessment.sheet(key), lang, register, named=with_names)


@require_POST
@seated(Role.EDITOR)
def revoke(request: HttpRequest, seat: Seat, share: int) -> HttpResponse:
    """Close a link."""
    sharing.revoke(seat, get_object_or_404(Share, pk=share, workspace=seat.workspace))
    return redirect("pilot:shares", seat.workspace.key)


@login_not_required
@require_safe
def shared(request: HttpRequest, link: str) -> HttpResponse:
    """What a link opens: for whoever has it, without an account."""
    share, lang = _opened(request, link)
    with translation.override(lang):
        others = [(code, name) for code, name in settings.LANGUAGES if code != lang]
        about = {"share": share, "lang": lang, "others": others, "link": link, "body": share.page(lang)}
        response = render(request, "pilot/shared.html", about)
    return _quiet(response)


@login_not_required
@require_safe
def download(request: HttpRequest, link: str) -> HttpResponse:
    """The same page as one file."""
    share, lang = _opened(request, link)
    title = label("pilot.shared_title", lang, name=share.workspace.name)
    page = alone(lang, title, tag_main(share.page(lang)))
    name = safe_name(share.workspace.name, share.snapshot.today, "html", share.automation)
    return _quiet(attached(page.encode(), "html", name))


def tag_main(content: str) -> Html:
    """The content of a page that stands alone."""
    return Html(f'<main id="content" class="wrap">{content}</main>')


def _opened(request: HttpRequest, secret: str) -> tuple[Share, str]:
    share = sharing.share_of(secret)
    if share is None:
        raise Http404
    said = request.GET.get("lang", "")
    return share, said if said in dict(settings.LANGUAGES) else language()


def _quiet(response: HttpResponse) -> HttpResponse:
    """No search engine lists it, and a link in it tells nobody its address."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
