"""Sources that send events by themselves: made, shown with their recipes, given another secret, closed."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from retour.register.workspace import Register
from retour.store.durable.by_source import Sent, sent_by_source
from retour.store.durable.cold import Cold
from retour.store.durable.hot import open_hot
from retour.store.durable.layout import log_folder
from retour.store.durable.log import attempted
from retour.web.frame.context import language
from retour.web.intake.recipes import ACTIVITY, AUTOMATION, Way, recipes
from retour.web.intake.sending_form import SIGNING, NewSource, open_sources
from retour.web.portfolio.documents import register_of, texts
from retour.web.portfolio.folder import folder_of
from retour.web.workspaces import people
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role, Token
from retour.web.workspaces.sources import Source, change_signing, make_sent, make_signing
from retour.wording import label


@seated(Role.VIEWER)
def sending(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The sources that send, and for owners a form to make one."""
    return _list(request, seat, _form(seat) if seat.owns else None)


def _list(request: HttpRequest, seat: Seat, form: NewSource | None, status: int = 200) -> HttpResponse:
    counts, told = _sent(seat), set[str]()
    lines = []
    for token in open_sources(seat):  # the newest of a source first: it tells what they all sent
        again = token.source in told
        told.add(token.source)
        sent = None if counts is None or again else counts.get(token.source, Sent())
        lines.append({"token": token, "sent": sent, "again": again})
    about = {"section": "sources", "lines": lines, "form": form, "counted": counts is not None}
    return render(request, "intake/sending.html", about, status=status)


def _form(seat: Seat, request: HttpRequest | None = None) -> NewSource:
    register, lang = _register(seat), language()
    named = [(p.key, p.name.in_(lang)) for p in register.processes] if register else []
    return NewSource(request.POST if request else None, seat=seat, processes=named)


def _register(seat: Seat) -> Register | None:
    return register_of(texts(seat.workspace))[0]


def _sent(seat: Seat) -> dict[str, Sent] | None:
    """What each source sent; None when the log cannot be read now."""
    folder = folder_of(seat.workspace)
    if not log_folder(folder).exists():
        return {}
    return attempted(lambda: sent_by_source(Cold.of(folder), open_hot(folder)), None)[0]


@never_cache
@require_POST
@seated(Role.OWNER)
def make(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Make a source, and show its token or its secret once."""
    form = _form(seat, request)
    if not form.is_valid():
        return _list(request, seat, form, status=422)
    if form.cleaned_data["how"] == SIGNING:
        token, secret = make_signing(seat, form.wanted)
        return _shown(request, token, secret)
    secret = make_sent(seat, form.wanted)
    return _shown(request, _newest(seat, form.wanted.source), secret)


def _newest(seat: Seat, source: str) -> Token:
    return open_sources(seat).filter(source=source)[0]


def _shown(request: HttpRequest, token: Token, secret: str) -> HttpResponse:
    about = {"section": "sources", "token": token, "secret": secret}
    return render(request, "intake/sending_secret.html", about)


def _token(seat: Seat, token: int) -> Token:
    return get_object_or_404(open_sources(seat), pk=token)


@seated(Role.VIEWER)
def recipes_of(request: HttpRequest, seat: Seat, token: int) -> HttpResponse:
    """How to send events as this source: recipes to copy."""
    found, register = _token(seat, token), _register(seat)
    way = _way(found, register)
    about = {
        "section": "sources",
        "token": found,
        "address": way.address("events"),
        "recipes": recipes(way),
        "process": _name(register, found.process),
        "missing": not (register and register.processes),
    }
    return render(request, "intake/sending_recipes.html", about)


def _name(register: Register | None, key: str) -> str:
    known = register.processes if register else ()
    return next((p.name.in_(language()) for p in known if p.key == key), key)


def _way(token: Token, register: Register | None) -> Way:
    """The recipes speak of what the workspace declares, where it declares something."""
    processes = register.processes if register else ()
    shown = next((p for p in processes if p.key == token.process), next(iter(processes), None))
    automation = next(iter(register.automations), None) if register else None
    return Way(
        server=settings.PUBLIC_URL,
        key=(token.key or "") if token.signs else "",
        process="" if token.process or len(processes) == 1 or shown is None else shown.key,
        activity=shown.activities[0].key if shown and shown.activities else ACTIVITY,
        automation=automation.key if automation else AUTOMATION,
    )


@never_cache
@require_POST
@seated(Role.OWNER)
def renew(request: HttpRequest, seat: Seat, token: int) -> HttpResponse:
    """Another token or secret for the same source; the former still counts meanwhile."""
    found = _token(seat, token)
    if found.signs:
        return _shown(request, found, change_signing(seat, found))
    wanted = Source(name=found.name, source=found.source, process=found.process)
    secret = make_sent(seat, wanted)
    return _shown(request, _newest(seat, found.source), secret)


@require_POST
@seated(Role.OWNER)
def close(request: HttpRequest, seat: Seat, token: int) -> HttpResponse:
    """Nothing comes in any more by this token; what came stays."""
    found = _token(seat, token)
    people.revoke(seat, found)
    messages.success(request, label("sending.closed", language(), name=found.source))
    return redirect("intake:sending", seat.workspace.key)
