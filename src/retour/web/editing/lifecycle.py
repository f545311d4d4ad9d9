"""A document begins, from nothing or from another one; is taken over from files; is removed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from retour.connectors.declared.rewriting import rewritten
from retour.register.keys import is_key, slug
from retour.register.sheet import Kind
from retour.web.editing.document import Attempt, may_change, show_form, take
from retour.web.editing.opened import Opened, kind_at, opened, sent
from retour.web.frame.context import language
from retour.web.portfolio.documents import Conflict, Draft, save, sheet_of, texts
from retour.web.portfolio.models import Document
from retour.web.workspaces.access import Seat, seated
from retour.web.workspaces.models import Role
from retour.wording import label

HOMES: dict[str, str] = {"automation": "automations", "process": "processes", "review": "reviews"}
NEW = "new"  # the name of a document that has none yet


@seated(Role.EDITOR)
def begin(request: HttpRequest, seat: Seat, what: str) -> HttpResponse:
    """A new document by its form; `copy` begins from another one, other parameters fill its fields."""
    if what not in HOMES:
        raise Http404
    base = _copied(seat, what, request.POST.get("copy") or request.GET.get("copy", ""))
    draft = _draft(seat, f"{HOMES[what]}/{NEW}.yaml", base)
    if request.method != "POST":
        values = {name: words for name, words in sent(request.GET).items() if name != "copy"}
        attempt = Attempt(text=draft.text, seen=0, values=values, by_form=True)
        return show_form(request, seat, draft, attempt, [])
    values = sent(request.POST)
    changed = draft.changed(draft.edits(values, language()))
    path = _free_path(seat, draft.kind, _said_name(draft.path, changed))
    attempt = Attempt(text=changed, seen=0, values=values, by_form=True)
    return take(request, seat, _draft(seat, path, base), attempt)


def _draft(seat: Seat, path: str, base: str) -> Opened:
    return Opened(workspace=seat.workspace, path=path, kind=kind_at(path), text=base)


def _copied(seat: Seat, kind: str, path: str) -> str:
    """The text to begin from: another document's, its own key and its name's uniqueness left behind."""
    if not path:
        return ""
    source = opened(seat, path)
    if source.kind != kind or not source.has_form:
        raise Http404
    return rewritten(source.text, [((kind,), None)])


def _said_name(path: str, text: str) -> str:
    """The key that a text gives its document, else the one that its name suggests."""
    data = sheet_of(path, text)[0].data if text.strip() else {}
    said = data if isinstance(data, dict) else {}
    kind = kind_at(path)
    if kind == "review":
        return slug(f"{said.get('at', '')}-{said.get('automation', '')}")
    key = str(said.get(kind) or "")
    name = said.get("name")
    words = next(iter(name.values()), "") if isinstance(name, dict) else name
    return key if is_key(key) else slug(str(words or kind))


def _free_path(seat: Seat, kind: Kind, name: str) -> str:
    taken = set(Document.objects.filter(workspace=seat.workspace).values_list("path", flat=True))
    plain = (name or kind)[:80]
    names = (plain if n == 1 else f"{plain}-{n}" for n in range(1, len(taken) + 2))
    return next(path for one in names if (path := f"{HOMES[kind]}/{one}.yaml") not in taken)


@seated(Role.EDITOR)
def remove(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """Remove a document, once what depends on it was said; its revisions stay."""
    document = opened(seat, path)
    may_change(seat, document)
    if request.method != "POST":
        about = {"document": document, "dependents": dependents(seat, document), "section": "register"}
        return render(request, "editing/remove.html", about)
    try:
        save(seat, [Draft(path=path, text=None, seen=document.number)])
    except Conflict:
        messages.error(request, label("editing.changed_meanwhile", language()))
        return redirect("editing:remove", seat.workspace.key, path)
    messages.success(request, label("editing.removed", language(), path=path))
    return redirect("editing:register", seat.workspace.key)


def dependents(seat: Seat, document: Opened) -> list[str]:
    """The paths of the documents that name this one."""
    data = document.data
    said = data.get(document.kind) if isinstance(data, dict) else None
    key = str(said or document.name)
    keys = {"automation": ("automation", "upstream"), "process": ("process", "in_process")}
    names = keys.get(document.kind, ())
    found = [
        path
        for path, text in sorted(texts(seat.workspace).items())
        if path != document.path and key in text and _names(sheet_of(path, text)[0].data, names, key)
    ]
    return found if names else []


def _names(data: object, keys: tuple[str, ...], key: str) -> bool:
    """True when a value of one of the keys, anywhere in a document, is this key."""
    if isinstance(data, dict):
        return any((k in keys and v == key) or _names(v, keys, key) for k, v in data.items())
    return isinstance(data, list) and any(_names(one, keys, key) for one in data)


@seated(Role.OWNER)
def take_over(request: HttpRequest, seat: Seat, path: str) -> HttpResponse:
    """A document that files kept is kept by the web from now on, once confirmed."""
    document = opened(seat, path)
    if not document.locked:
        return redirect("editing:form", seat.workspace.key, path)
    if request.method != "POST":
        return render(request, "editing/take_over.html", {"document": document, "section": "register"})
    here = Document.objects.filter(workspace=seat.workspace, path=path)
    if here.filter(keeper=Document.Keeper.FILES).update(keeper=Document.Keeper.WEB):
        seat.note("document.moved", path, keeper=Document.Keeper.WEB.value)
    return redirect("editing:form", seat.workspace.key, path)
